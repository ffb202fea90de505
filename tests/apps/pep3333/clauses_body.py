"""Specification Details, Buffering and Streaming, Content-Length, File Handling, Middleware, application objects."""

import functools
import io
import os
import sys
import time

from clause import CLAUSES, SEEN, TEXT, Noting, clause, says

BLOCKS = [b"one ", b"", b"two ", b"three"]


def _answering(name, make):
    def application(environ, start_response):
        start_response("200 OK", list(TEXT))
        return make()

    CLAUSES[name] = application


class Sequence:
    """The old protocol of iteration, and a length."""

    def __getitem__(self, index):
        return BLOCKS[index]

    def __len__(self):
        return len(BLOCKS)


class Single:
    """An iterator of its own whose length says that there is one block."""

    def __iter__(self):
        yield b"the only block"

    def __len__(self):
        return 1


_answering("list", lambda: list(BLOCKS))
_answering("tuple", lambda: tuple(BLOCKS))
_answering("generator", lambda: (block for block in BLOCKS))
_answering("iterator", lambda: iter(BLOCKS))
_answering("map", lambda: map(bytes, BLOCKS))
_answering("sequence", Sequence)
_answering("length-of-one", Single)
_answering("one-block", lambda: [b"one block"])
_answering("one-empty-block", lambda: [b""])
_answering("no-blocks", lambda: [])
_answering("only-empty-blocks", lambda: iter([b"", b""]))
_answering("closes", lambda: Noting(BLOCKS))
_answering("closes-without-blocks", lambda: Noting([]))


def _failing(blocks):
    yield from blocks
    raise LookupError("this clause raises on purpose")


_answering("fails-before-the-first-block", lambda: Noting(_failing([])))
_answering("fails-after-an-empty-block", lambda: Noting(_failing([b""])))
_answering("fails-after-a-block", lambda: Noting(_failing([b"sent,"])))


class FailsToClose(Noting):
    def close(self):
        super().close()
        raise ArithmeticError("this close raises on purpose")


_answering("close-fails", lambda: FailsToClose(BLOCKS))
_answering("both-fail", lambda: FailsToClose(_failing([])))


class NotIterable:
    def close(self):
        SEEN.append("closed although it is no iterable")


_answering("not-iterable", NotIterable)


@clause
def length(environ, start_response):
    """Announces ``X-Say`` bytes, and gives ``X-Give`` in blocks of 3."""
    start_response("200 OK", [*TEXT, ("Content-Length", environ["HTTP_X_SAY"])])
    body = b"0123456789"[: int(environ["HTTP_X_GIVE"])]
    return Noting([body[at : at + 3] for at in range(0, len(body), 3)])


@clause
def no_body_status(environ, start_response):
    """204 and 304 with a body that must not be sent."""
    start_response(environ["HTTP_X_STATUS"], [])
    return Noting([b"not to be sent"])


@clause
def streams(environ, start_response):
    """Makes the next block only when the file that ``X-Go`` names is there, and takes it away."""
    start_response("200 OK", list(TEXT))
    for number in range(3):
        yield b"block %d," % number
        while not os.path.exists(environ["HTTP_X_GO"]):
            time.sleep(0.005)
        os.remove(environ["HTTP_X_GO"])


@clause
def endless(environ, start_response):
    start_response("200 OK", list(TEXT))
    return Noting(iter(lambda: b"x" * 10000, b""), "closed without its client")


class Reader:
    """No file: only read, and close."""

    def __init__(self, content):
        self._stream = io.BytesIO(content)

    def read(self, size):
        SEEN.append(str(size))
        return self._stream.read(size)

    def close(self):
        SEEN.append("closed")


def _wrapping(name, make, *arguments, headers=()):
    def application(environ, start_response):
        start_response("200 OK", [*TEXT, *headers])
        return environ["wsgi.file_wrapper"](make(), *arguments)

    CLAUSES[name] = application


def _from(position):
    file = open(os.path.join(os.path.dirname(__file__), "digits.txt"), "rb")
    file.seek(position)
    return file


def _pipe():
    reading, writing = os.pipe()
    os.write(writing, b"0123456789")
    os.close(writing)
    return os.fdopen(reading, "rb")


_wrapping("file", lambda: _from(0), 4)
_wrapping("file-from-its-position", lambda: _from(4), 4)
_wrapping("file-with-length", lambda: _from(0), 4, headers=[("Content-Length", "5")])
_wrapping("file-in-memory", lambda: io.BytesIO(b"0123456789"))
_wrapping("file-that-cannot-seek", _pipe, 4)
_wrapping("file-like", lambda: Reader(b"0123456789"), 6)


@clause
def file_wrapper_without_close(environ, start_response):
    class ReadsOnly:
        read = io.BytesIO(b"0123456789").read

    wrapper = environ["wsgi.file_wrapper"](ReadsOnly(), 4)
    start_response("200 OK", list(TEXT))
    return [b"%d " % hasattr(wrapper, "close"), *wrapper]


@clause
def file_wrapper_of_middleware(environ, start_response):
    """Wrapped, then iterated and changed by middleware: it is an iterable like any other."""
    start_response("200 OK", list(TEXT))
    return Noting(block.replace(b"4", b"four") for block in environ["wsgi.file_wrapper"](_from(0), 4))


@clause
class As_Class:
    """Calling the class makes the iterable."""

    def __init__(self, environ, start_response):
        self._start = start_response

    def __iter__(self):
        self._start("200 OK", list(TEXT))
        yield b"a class"


class _Instance:
    def __call__(self, environ, start_response):
        return says(start_response, "an instance")

    def method(self, environ, start_response):
        return says(start_response, "a bound method")

    @staticmethod
    def static(environ, start_response):
        return says(start_response, "a static method")


CLAUSES["as-instance"] = _Instance()
CLAUSES["as-method"] = _Instance().method
CLAUSES["as-static"] = _Instance.static
CLAUSES["as-partial"] = functools.partial(lambda what, environ, start_response: says(start_response, what), "a partial")


@clause
def lazy_middleware(environ, start_response):
    """Starts the response when the application has given its first block, and joins blocks two by two."""
    heads = []
    blocks = CLAUSES["generator"](environ, lambda *head: heads.append(head))

    def joined():
        pair = []
        for block in blocks:
            if heads:
                start_response(*heads.pop())
            pair.append(block)
            yield b"".join(pair) if len(pair) == 2 else b""
            if len(pair) == 2:
                pair = []

    return joined()


@clause
def catching_middleware(environ, start_response):
    """Turns an application's error into a page, with exc_info."""
    try:
        return list(_failing(Noting(CLAUSES["one-block"](environ, start_response))))
    except LookupError:
        start_response("500 Caught", list(TEXT), sys.exc_info())
        return [b"caught by middleware"]
