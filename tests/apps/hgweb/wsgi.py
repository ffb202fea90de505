"""The Mercurial repository in the folder REPOSITORY over HTTP; its own hgrc says who may push."""

import os

from mercurial.hgweb import hgweb

application = hgweb(os.environ["REPOSITORY"].encode())
