"""The sample as a WSGI application, for any server: ``gunicorn --chdir src/Samples/pyapp wsgi:application``."""

import os

from pydev import get_wsgi_application

os.environ.setdefault("PYDEV_SETTINGS_MODULE", "settings")

application = get_wsgi_application()
