"""A small web framework in the manner of Django: settings, a URL map, views. Pure PEP 3333, for any WSGI server.

An application is three modules:

``settings.py``
    ``URL_CONF``: what answers which path. Either a dict ``{"/health": view}`` or a list of pairs
    ``[("/health", view)]``, of which the first that fits wins. A path fits when it is equal, after percent-decoding;
    a view is a callable or its dotted name, such as ``"views.health"``.
``views.py``
    Functions that take a :class:`Request` and return a :class:`Response`.
``wsgi.py``
    Names the settings module in the environment variable ``PYDEV_SETTINGS_MODULE`` and calls
    :func:`get_wsgi_application`.

A path that is not in the map is answered with 404; a view that raises with 500, its traceback in ``wsgi.errors``.
"""

import http
import importlib
import os
import traceback
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import parse_qs

SETTINGS_VARIABLE = "PYDEV_SETTINGS_MODULE"
TEXT = "text/plain; charset=utf-8"


class SettingsError(Exception):
    """The settings do not describe an application; the message says what to change."""


class Headers(Mapping):
    """The fields of a request by name, in any case: ``headers["content-type"]``."""

    def __init__(self, environ):
        self._values = {
            name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")
        }
        # CGI gives these two without the prefix.
        for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            if environ.get(name):
                self._values[name.replace("_", "-").lower()] = environ[name]

    def __getitem__(self, name):
        return self._values[name.lower()]

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)


class Request:
    """What a client asks for."""

    def __init__(self, environ):
        self.environ = environ
        self.method = environ["REQUEST_METHOD"]
        # PEP 3333 carries the path's bytes as latin-1.
        self.path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace") or "/"

    @cached_property
    def query(self):
        """The query as a dict of lists: ``/?a=1&a=2&b=`` is ``{"a": ["1", "2"], "b": [""]}``."""
        return parse_qs(self.environ.get("QUERY_STRING", ""), keep_blank_values=True)

    @cached_property
    def headers(self):
        """The request's fields; names in any case."""
        return Headers(self.environ)

    @cached_property
    def body(self):
        """The whole body as bytes, read at the first use."""
        stream = self.environ["wsgi.input"]
        length = self.environ.get("CONTENT_LENGTH")
        if length:
            return stream.read(int(length))
        # Without a length only a server that ends the stream by itself can be read to the end.
        return stream.read() if self.environ.get("wsgi.input_terminated") else b""


class Response:
    """What a view answers: ``Response(201, {"Location": "/users/7"}, "created")``.

    *status* is a number; *headers* a dict or a list of pairs (for a field that comes twice); *body* bytes, or a str
    that is sent as UTF-8. Text is the content type unless the headers say another; Content-Length is added.
    """

    def __init__(self, status=200, headers=None, body=b""):
        self.status = int(status)
        self.headers = list(headers.items() if isinstance(headers, Mapping) else headers or ())
        self.body = body.encode("utf-8") if isinstance(body, str) else bytes(body)

    @property
    def status_line(self):
        """The status as PEP 3333 wants it: ``404 Not Found``."""
        try:
            return f"{self.status} {http.HTTPStatus(self.status).phrase}"
        except ValueError:
            return f"{self.status} Unknown"

    def field_list(self):
        """The header fields with the defaults added."""
        given = {name.lower() for name, _ in self.headers}
        defaults = [("Content-Length", str(len(self.body)))]
        if self.body:
            defaults.insert(0, ("Content-Type", TEXT))
        if self.status < 200 or self.status in (204, 304):
            defaults = []
        return self.headers + [field for field in defaults if field[0].lower() not in given]


class Application:
    """The WSGI callable over a URL map."""

    def __init__(self, url_conf):
        self._views = {}
        for path, view in url_conf.items() if isinstance(url_conf, Mapping) else url_conf:
            self._views.setdefault(path, _find_view(path, view))

    def __call__(self, environ, start_response):
        request = Request(environ)
        response = self._respond(request, environ["wsgi.errors"])
        start_response(response.status_line, response.field_list())
        return [b"" if request.method == "HEAD" else response.body]

    def _respond(self, request, errors):
        view = self._views.get(request.path)
        if view is None:
            return Response(404, body=f"No mapping found for url {request.path}")
        try:
            response = view(request)
            if not isinstance(response, Response):
                raise TypeError(f"the view of {request.path} returned {type(response).__name__}, not a Response")
            return response
        except Exception:
            errors.write(traceback.format_exc())
            errors.flush()
            return Response(500, body="Internal Server Error")


def get_wsgi_application():
    """Returns the WSGI application that the settings module describes."""
    name = os.environ.get(SETTINGS_VARIABLE)
    if not name:
        raise SettingsError(f"the environment variable {SETTINGS_VARIABLE} must name the settings module")
    settings = importlib.import_module(name)
    if not hasattr(settings, "URL_CONF"):
        raise SettingsError(f"the settings module '{name}' must define URL_CONF")
    return Application(settings.URL_CONF)


def _find_view(path, view):
    if isinstance(view, str):
        module, _, attribute = view.rpartition(".")
        try:
            view = getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError, ValueError) as error:
            raise SettingsError(f"URL_CONF maps {path} to '{view}', which cannot be found: {error}") from error
    if not callable(view):
        raise SettingsError(f"URL_CONF maps {path} to {view!r}, which is not callable")
    return view
