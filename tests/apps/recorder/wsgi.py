"""Answers every request with what it saw of it, and tells at /seen how much it saw: one process, so that it is everything.

The answer is JSON: the environ's text, and ``body``, a character for a byte.
"""

import json

SEEN = {"requests": 0, "evil": 0}


def application(environ, start_response):
    if environ["PATH_INFO"] == "/seen":
        return answer(start_response, SEEN)
    SEEN["evil" if environ["PATH_INFO"] == "/evil" else "requests"] += 1
    seen = {key: value for key, value in environ.items() if isinstance(value, str)}
    return answer(start_response, seen | {"body": environ["wsgi.input"].read().decode("latin-1")})


def answer(start_response, facts):
    body = json.dumps(facts).encode("ascii")
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
