"""A plain WSGI application for end-to-end tests: each path does one thing that a test looks at.

======================== =============================================================================
``/`` and ``/echo``      the request's body, byte for byte, with its Content-Type
``/environ``             the environ as JSON; what is not text as its repr
``/headers``             the HTTP_* variables as JSON
``/stream?mb=10``        a download in blocks of 64 KiB (``&block=``), with its SHA-256 in X-Sha256
``/length?n=5&say=7``    n bytes of body under a Content-Length of say
``/write``               two blocks by the write callable, then one from the iterable
``/late``                start_response only when the first block is asked for
``/sleep?s=1``           answers after s seconds; says on stderr that it sleeps
``/pid``                 the process id
``/raise``, ``/raise-late``  an exception, before the head or after the first block
``/sys-exit``            SystemExit
``/exit``                the process ends at once, with status 9
``/cloop?s=5``           C code that keeps the interpreter lock for s seconds
``/print?text=x``        writes a line to stdout, one to stderr, one to wsgi.errors
``/child?s=60``          starts a program that outlives the request; answers its process id
``/gone?s=5``            waits until the client is gone, says so on stderr
``/status?line=...``     answers with this status line
``/empty``               an empty iterable
``/effect?file=&id=``    appends the id to a file: what ran, and how often
======================== =============================================================================
"""

import json
import os
import subprocess
import sys
import time
from urllib.parse import parse_qs

import downloads
from cpu import hold_the_interpreter_lock

TEXT = [("Content-Type", "text/plain; charset=utf-8")]


def application(environ, start_response):
    query = {name: values[-1] for name, values in parse_qs(environ["QUERY_STRING"], keep_blank_values=True).items()}
    action = ACTIONS.get(environ["PATH_INFO"], missing)
    return action(environ, start_response, query)


def answer(start_response, text, status="200 OK"):
    body = text.encode("utf-8")
    start_response(status, TEXT + [("Content-Length", str(len(body)))])
    return [body]


def echo(environ, start_response, query):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", environ.get("CONTENT_TYPE") or "application/octet-stream")])
    return [body]


def environ_as_json(environ, start_response, query):
    return answer(start_response, json.dumps({key: value if isinstance(value, str) else repr(value) for key, value in environ.items()}))


def headers(environ, start_response, query):
    return answer(start_response, json.dumps({key: value for key, value in environ.items() if key.startswith("HTTP_")}))


def stream(environ, start_response, query):
    size = int(float(query.get("mb", "1")) * 1024 * 1024)
    start_response("200 OK", [("Content-Type", "application/octet-stream"), ("X-Sha256", downloads.digest(size))])
    return downloads.blocks(size, int(query.get("block", "65536")))


def length(environ, start_response, query):
    start_response("200 OK", TEXT + [("Content-Length", query["say"])])
    return iter([b"x" * int(query["n"])])


def write(environ, start_response, query):
    send = start_response("200 OK", TEXT)
    send(b"one ")
    send(b"two ")
    return [b"three"]


def late(environ, start_response, query):
    yield b""
    start_response("200 OK", TEXT)
    yield b"late"


def sleep(environ, start_response, query):
    print(f"sleeps in {os.getpid()}", file=sys.stderr)
    time.sleep(float(query.get("s", "1")))
    return answer(start_response, "slept")


def pid(environ, start_response, query):
    return answer(start_response, str(os.getpid()))


def fail(environ, start_response, query):
    raise LookupError("this application raises on purpose")


def fail_late(environ, start_response, query):
    start_response("200 OK", TEXT)
    yield b"the beginning"
    raise LookupError("this application raises on purpose, late")


def sys_exit(environ, start_response, query):
    sys.exit("this application calls sys.exit")


def leave(environ, start_response, query):
    os._exit(9)


def cloop(environ, start_response, query):
    hold_the_interpreter_lock(float(query.get("s", "5")))
    return answer(start_response, "computed")


def say(environ, start_response, query):
    text = query.get("text", "hello")
    print(f"stdout {text}")
    print(f"stderr {text}", file=sys.stderr)
    environ["wsgi.errors"].write(f"errors {text}\n")
    return answer(start_response, "said")


def child(environ, start_response, query):
    started = subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({float(query.get('s', '60'))})"])
    return answer(start_response, str(started.pid))


def gone(environ, start_response, query):
    ends = time.monotonic() + float(query.get("s", "5"))
    while time.monotonic() < ends:
        if environ["actorserver.client_gone"]():
            print("the client is gone", file=sys.stderr)
            break
        time.sleep(0.01)
    return answer(start_response, "still here")


def status(environ, start_response, query):
    start_response(query["line"], [])
    return []


def empty(environ, start_response, query):
    start_response("200 OK", TEXT)
    return []


def effect(environ, start_response, query):
    with open(query["file"], "a", encoding="utf-8") as log:
        log.write(query["id"] + "\n")
    return answer(start_response, query["id"])


def missing(environ, start_response, query):
    return answer(start_response, f"nothing at {environ['PATH_INFO']}", "404 Not Found")


ACTIONS = {
    "/": echo,
    "/echo": echo,
    "/environ": environ_as_json,
    "/headers": headers,
    "/stream": stream,
    "/length": length,
    "/write": write,
    "/late": late,
    "/sleep": sleep,
    "/pid": pid,
    "/raise": fail,
    "/raise-late": fail_late,
    "/sys-exit": sys_exit,
    "/exit": leave,
    "/cloop": cloop,
    "/print": say,
    "/child": child,
    "/gone": gone,
    "/status": status,
    "/empty": empty,
    "/effect": effect,
}
