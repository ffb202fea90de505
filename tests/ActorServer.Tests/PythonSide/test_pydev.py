"""The sample's framework and the sample, under wsgiref.validate and in the real process."""

import io
import os
import sys
import unittest
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from fake_server import ROOT, FakeServer, application_folder

PYAPP = ROOT / "src" / "Samples" / "pyapp"
sys.path.insert(0, str(PYAPP))
import pydev  # noqa: E402
from pydev import Application, Request, Response, SettingsError  # noqa: E402

sys.path.remove(str(PYAPP))


def environ_of(path="/", method="GET", body=b"", errors=None, **more):
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "SCRIPT_NAME": "", "QUERY_STRING": "", "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), **more}
    setup_testing_defaults(environ)
    environ["wsgi.errors"] = errors or io.StringIO()
    return environ


def call(application, environ):
    """Returns status, headers and body of one call."""
    head = []
    blocks = application(environ, lambda status, headers, exc_info=None: head.append((status, dict(headers))))
    try:
        return (*head[0], b"".join(blocks))
    finally:
        if hasattr(blocks, "close"):
            blocks.close()


class Framework(unittest.TestCase):
    def setUp(self):
        self.seen = []
        self.application = validator(
            Application({"/": self.index, "/raise": self.fail_on_purpose, "/none": lambda request: None, "/made": self.made, "/nothing": lambda request: Response(204)})
        )

    def index(self, request):
        self.seen.append(request)
        return Response(body="gr\u00fcn")

    def made(self, request):
        return Response(201, [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("content-type", "text/html")], b"<p>")

    def fail_on_purpose(self, request):
        raise LookupError("on purpose")

    def test_a_view_answers_its_path(self):
        status, headers, body = call(self.application, environ_of("/"))
        self.assertEqual(("200 OK", "gr\u00fcn".encode()), (status, body))
        self.assertEqual({"Content-Type": "text/plain; charset=utf-8", "Content-Length": "5"}, headers)

    def test_a_path_without_a_view_is_404(self):
        self.assertEqual(("404 Not Found", b"No mapping found for url /nope"), call(self.application, environ_of("/nope"))[::2])
        self.assertEqual("No mapping found for url /n\u00e4".encode(), call(self.application, environ_of("/n\xc3\xa4"))[2])

    def test_a_view_that_raises_is_500_and_a_traceback(self):
        errors = io.StringIO()
        self.assertEqual("500 Internal Server Error", call(self.application, environ_of("/raise", errors=errors))[0])
        self.assertIn("LookupError: on purpose", errors.getvalue())

    def test_a_view_that_returns_no_response_is_500(self):
        self.assertEqual("500 Internal Server Error", call(self.application, environ_of("/none"))[0])

    def test_given_headers_win_over_the_defaults(self):
        status, headers, body = call(self.application, environ_of("/made"))
        self.assertEqual(("201 Created", {"Set-Cookie": "b=2", "content-type": "text/html", "Content-Length": "3"}, b"<p>"), (status, headers, body))

    def test_head_has_no_body_and_no_content_has_no_fields(self):
        self.assertEqual(("200 OK", b""), call(self.application, environ_of("/", "HEAD"))[::2])
        self.assertEqual(("204 No Content", {}, b""), call(self.application, environ_of("/nothing")))

    def test_a_request_has_method_path_query_headers_and_body(self):
        request = Request(environ_of("/a", "POST", b"the body", QUERY_STRING="x=1&x=2&y=", HTTP_X_REQUEST_ID="7", CONTENT_TYPE="text/plain"))
        self.assertEqual(("POST", "/a", {"x": ["1", "2"], "y": [""]}, b"the body"), (request.method, request.path, request.query, request.body))
        self.assertEqual(("7", "text/plain", "8"), (request.headers["x-request-id"], request.headers["Content-Type"], request.headers["CONTENT-LENGTH"]))
        self.assertNotIn("X-Other", request.headers)
        self.assertEqual(b"the body", request.body)

    def test_a_list_maps_in_order_and_views_may_be_named(self):
        application = Application([("/", "http.client.HTTPConnection"), ("/", len)])
        self.assertEqual("HTTPConnection", application._views["/"].__name__)

    def test_settings_that_describe_no_application_say_why(self):
        for view in ("nowhere.view", "http.nothing", "nodots", 5):
            with self.subTest(view=view), self.assertRaisesRegex(SettingsError, "URL_CONF maps /x"):
                Application({"/x": view})
        before = os.environ.pop(pydev.SETTINGS_VARIABLE, None)
        try:
            with self.assertRaisesRegex(SettingsError, "PYDEV_SETTINGS_MODULE"):
                pydev.get_wsgi_application()
            os.environ[pydev.SETTINGS_VARIABLE] = "http"
            with self.assertRaisesRegex(SettingsError, "must define URL_CONF"):
                pydev.get_wsgi_application()
        finally:
            os.environ.pop(pydev.SETTINGS_VARIABLE, None)
            if before is not None:
                os.environ[pydev.SETTINGS_VARIABLE] = before


class Sample(unittest.TestCase):
    def test_the_sample_answers_in_the_real_process(self):
        with FakeServer(PYAPP) as server:
            server.boot()
            for path in ("/", "/health"):
                answer = server.get(path)
                self.assertEqual(("200 OK", b"Service is up and healthy", 1), (answer.status, answer.body, len(answer.frames)))
                self.assertEqual("text/plain; charset=utf-8", dict(answer.headers)["Content-Type"])
            self.assertEqual(("404 Not Found", b"No mapping found for url /nope"), (server.get("/nope").status, server.get("/nope").body))

    def test_the_settings_module_can_be_another(self):
        folder = application_folder("from pydev import Response\nURL_CONF = [('/other', lambda request: Response(body='other'))]\n")
        os.rename(os.path.join(folder, "wsgi.py"), os.path.join(folder, "other_settings.py"))
        with FakeServer(PYAPP, PYDEV_SETTINGS_MODULE="other_settings", PYTHONPATH=folder) as server:
            server.boot()
            self.assertEqual(b"other", server.get("/other").body)
