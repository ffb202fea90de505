"""Standard output and error: whose lines these are, and a way to say something that no application can break.

While a request runs, each write of its thread begins with a mark: RS, the server's secret, the request's id, US, the
number of bytes that follow, US. A write of at most PIPE_BUF bytes is one piece in the pipe whoever else writes to it, so
the server knows exactly which bytes are the request's. What does not come this way (C code, other programs, other
threads) has no mark and is nobody's. Clients cannot forge a mark, not knowing the secret.
"""

from __future__ import annotations

import io
import os
import select
import sys
import threading
from typing import Any, TextIO

_PIPE_BUF = getattr(select, "PIPE_BUF", 512)


# Characters of a line that has not ended yet.
_LONGEST_HELD = 4096


class _Current(threading.local):
    request: str | None = None
    """The id of the request that this thread runs, or None."""

    def __init__(self) -> None:
        self.held: dict[_Lines, str] = {}
        """What this thread has written of lines that have not ended, by stream."""


current = _Current()

# Not sys.stderr, which is the application's to replace or to close.
_errors: TextIO | None = None

# The server's pipes, as the system knows them, by descriptor.
_pipes: dict[int, tuple[int, int]] = {}


class _Marked(io.FileIO):
    """One of the two descriptors, never closed."""

    def __init__(self, descriptor: int, name: str, mark: bytes) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.name = name
        self._mark = mark
        self._number = descriptor
        self._head = ("", b"")

    def write(self, data: Any) -> int | None:
        request = current.request
        # An application may have put a file of its own in the pipe's place (os.dup2), and wants no marks in it.
        if request is None or _file(self._number) != _pipes[self._number]:
            return _write_bytes(self, data)
        # One assignment of both: another thread may come in between.
        marked, head = self._head
        if marked is not request:
            head = b"\x1e%b%b\x1f" % (self._mark, request.encode("latin-1"))
            self._head = request, head
        room = _PIPE_BUF - len(head) - len(b"4096\x1f")
        if type(data) is bytes and len(data) <= room:
            return None if _write_bytes(self, b"%b%d\x1f%b" % (head, len(data), data)) is None else len(data)
        view = memoryview(data).cast("B")
        size = len(view)
        for at in range(0, size, room):
            part = view[at : at + room]
            if _write_bytes(self, b"%b%d\x1f%b" % (head, len(part), part)) is None:
                return at or None
        return size


class _Lines(io.TextIOWrapper):
    """Text that leaves at once, as under ``-u``, but for this: what a request writes leaves when its line ends, is flushed, or with the request.

    print() writes each piece of a line by itself, and each would need a mark of its own. Lines of several threads stay whole, too.
    """

    def write(self, text: str) -> int:
        if current.request is None or type(text) is not str:
            return _write_text(self, text)
        held = current.held
        begin = held.get(self, "")
        if "\n" not in text and len(begin) + len(text) < _LONGEST_HELD:
            held[self] = begin + text
            return len(text)
        if begin:
            del held[self]
        _write_text(self, begin + text)
        return len(text)

    def flush(self) -> None:
        begin = current.held.pop(self, "")
        if begin:
            _write_text(self, begin)
        super().flush()


_write_bytes = io.FileIO.write
_write_text = io.TextIOWrapper.write


def take(mark: str | None) -> None:
    """Replaces ``sys.stdout`` and ``sys.stderr`` by streams that mark what requests write, unless the server gives no mark."""
    global _errors
    _pipes.update({number: _file(number) for number in (1, 2)})
    # What the parent has begun is the parent's to end.
    os.register_at_fork(after_in_child=lambda: current.held.clear())
    if mark is None:
        _errors = _text(io.FileIO(2, "wb", closefd=False), sys.stderr)
        return
    secret = mark.encode("ascii")
    sys.stdout = sys.__stdout__ = _text(_Marked(1, "<stdout>", secret), sys.stdout)
    sys.stderr = sys.__stderr__ = _text(_Marked(2, "<stderr>", secret), sys.stderr)
    _errors = _text(_Marked(2, "<wsgi.errors>", secret), sys.stderr)


def move(descriptors: list[int]) -> None:
    """Puts two other pipes of the server's in the place of the first two, and closes the given numbers. What the application has put there stays."""
    successors = {_pipes[number]: descriptor for number, descriptor in enumerate(descriptors, 1)}
    # Both are looked at before one changes: an application may have joined them.
    files = {number: _file(number) for number in _pipes}
    for number, descriptor in enumerate(descriptors, 1):
        successor = descriptor if files[number] == _pipes[number] else successors.get(files[number])
        if successor is not None:
            os.dup2(successor, number)
    _pipes.update({number: _file(descriptor) for number, descriptor in enumerate(descriptors, 1)})
    for descriptor in descriptors:
        os.close(descriptor)


def end_request() -> None:
    """The thread's request is over: what it writes from now on is nobody's."""
    for stream in list(current.held):
        try:
            stream.flush()
        except (OSError, ValueError):
            current.held.pop(stream, None)  # The application has closed it.
    current.request = None


def errors() -> TextIO:
    """A stream for ``wsgi.errors``: text, written through, drained by the server into its log."""
    return _errors or sys.stderr


def report(text: str) -> None:
    """Writes lines of ours to standard error. Never raises: an application may have closed it."""
    try:
        errors().write(f"actorserver: {text}\n")
    except (OSError, ValueError, AttributeError):
        pass


def _file(descriptor: int) -> tuple[int, int]:
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino


def _text(raw: io.FileIO, like: TextIO) -> TextIO:
    # As Python itself makes them under -u.
    return _Lines(raw, like.encoding, like.errors, newline="\n", write_through=True)  # type: ignore[arg-type]
