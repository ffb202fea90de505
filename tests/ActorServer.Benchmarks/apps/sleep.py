"""An application that waits 10 ms, as for a database or another service."""

import time

HEADERS = [("Content-Type", "text/plain"), ("Content-Length", "3")]


def application(environ, start_response):
    time.sleep(0.010)
    start_response("200 OK", HEADERS)
    return [b"ok\n"]
