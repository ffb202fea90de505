"""An application that writes: much, without lines, to descriptors of its own, from children; and one that never gives the interpreter lock back.

======================== =============================================================================
``/lines?n=10``          prints n lines to stdout, in one write per line
``/one-line?mb=100``     writes so many megabytes without a line's end
``/say?text=x``          a line to stdout, stderr and wsgi.errors each
``/descriptor?text=x``   a line past Python's streams
``/child?text=x``        a line from a forked child
``/halves?text=x``       half a line, its other half past Python's streams
``/threads?text=x``      a line from a thread of the application's own
``/pieces?text=x&n=10``  n lines in three pieces each, beside another request that does the same
``/binary``              all bytes there are, then a line
``/forged``              what would be a line of the log, if its text were taken as it is
``/closed?text=x``       closes sys.stdout and sys.stderr, and writes to wsgi.errors
``/replaced``            other streams in the place of sys.stdout and sys.stderr
``/file?to=f&text=x``    puts a file in the place of stdout's descriptor, prints, and puts the pipe back
``/shut``                closes both descriptors
``/close-raises``        an iterable whose close() raises
``/hold``                C code that keeps the interpreter lock for a minute
``/slow?s=1``            sleeps
``/pid``                 the process id
======================== =============================================================================
"""

import io
import os
import sys
import threading
import time
from urllib.parse import parse_qs


TWO = threading.Barrier(2)


class CloseRaises(list):
    def close(self):
        raise ArithmeticError("this close raises on purpose")


def lines(query, environ):
    for number in range(int(query["n"])):
        print("line", number)


def one_line(query, environ):
    megabyte = "x" * 1_000_000
    for _ in range(int(query["mb"])):
        sys.stdout.write(megabyte)


def say(query, environ):
    print("stdout", query["text"])
    print("stderr", query["text"], file=sys.stderr)
    print("errors", query["text"], file=environ["wsgi.errors"])


def descriptor(query, environ):
    os.write(1, f"descriptor {query['text']}\n".encode())


def child(query, environ):
    if os.fork() == 0:
        print("child", query["text"])
        os._exit(0)
    os.wait()


def halves(query, environ):
    sys.stdout.write("first half, ")
    sys.stdout.flush()
    os.write(1, f"second half {query['text']}\n".encode())


def threads(query, environ):
    thread = threading.Thread(target=print, args=("thread " + query["text"],))
    thread.start()
    thread.join()


def pieces(query, environ):
    TWO.wait(60)
    for _ in range(int(query["n"])):
        print(query["text"], query["text"], query["text"])


def binary(query, environ):
    sys.stdout.buffer.write(bytes(range(256)) * 100)
    sys.stdout.buffer.write(b"\nafter the garbage\n")


def forged(query, environ):
    print("begin\r2026-01-01T00:00:00.000Z error forged: \x1b[2K\x85line\u2028of the log\x1e\x1f")


def closed(query, environ):
    sys.stdout.close()
    sys.stderr.close()
    print("errors", query["text"], file=environ["wsgi.errors"])


def replaced(query, environ):
    sys.stdout = io.StringIO()
    sys.stderr = None
    print("into the void")


def to_file(query, environ):
    pipe = os.dup(1)
    file = os.open(query["to"], os.O_WRONLY | os.O_CREAT)
    os.dup2(file, 1)
    print(query["text"])
    os.dup2(pipe, 1)
    os.close(file)
    os.close(pipe)
    print("back", query["text"])


def shut(query, environ):
    os.close(1)
    os.close(2)


def hold(query, environ):
    pow(3, (1 << 20_000_000) - 1, (1 << 2203) - 1)  # the line of the stack


def slow(query, environ):
    time.sleep(float(query["s"]))


def pid(query, environ):
    return [str(os.getpid()).encode()]


def close_raises(query, environ):
    return CloseRaises([b"done"])


ACTIONS = {
    "/lines": lines,
    "/one-line": one_line,
    "/say": say,
    "/descriptor": descriptor,
    "/child": child,
    "/halves": halves,
    "/threads": threads,
    "/pieces": pieces,
    "/binary": binary,
    "/forged": forged,
    "/closed": closed,
    "/replaced": replaced,
    "/file": to_file,
    "/shut": shut,
    "/close-raises": close_raises,
    "/hold": hold,
    "/slow": slow,
    "/pid": pid,
}


def application(environ, start_response):
    query = {name: values[-1] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    blocks = ACTIONS[environ["PATH_INFO"]](query, environ) or [b"done"]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return blocks
