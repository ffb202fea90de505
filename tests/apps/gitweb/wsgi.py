"""The git repositories in the folder REPOSITORIES over HTTP, by dulwich."""

import os

from dulwich.repo import Repo
from dulwich.server import Backend
from dulwich.web import make_wsgi_chain


class Repositories(Backend):
    def open_repository(self, path):
        return Repo(os.path.join(os.environ["REPOSITORIES"], path.strip("/")))


application = make_wsgi_chain(Repositories())
