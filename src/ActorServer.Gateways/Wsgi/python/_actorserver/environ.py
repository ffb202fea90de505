"""The environ of a request (PEP 3333, environ Variables): the server's names and values plus what is the process's to say."""

from __future__ import annotations

from typing import Any

from . import output
from .files import FileWrapper


def constants(setup: dict[str, Any]) -> dict[str, Any]:
    """Returns the part that is the same for every request of this process."""
    return {
        "SERVER_SOFTWARE": setup["server_software"],
        "wsgi.version": (1, 0),
        "wsgi.errors": output.errors(),
        "wsgi.multithread": setup["multithread"],
        "wsgi.multiprocess": setup["multiprocess"],
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
        # The body is complete and wsgi.input ends where it ends: no Content-Length is needed to read it.
        "wsgi.input_terminated": True,
    }


def decode(part: memoryview) -> dict[str, Any]:
    """Returns names and values of a request's environ part.

    ValueError when it is not pairs that each end with NUL. The server refuses a NUL inside a name or a value: here
    it could not be told from an end.
    """
    fields = str(part, "latin-1").split("\0")
    # Behind the last NUL there is one empty piece, which zip drops.
    if not len(fields) & 1 or fields[-1]:
        raise ValueError("the environ part of the request is not pairs of name and value")
    pairs = iter(fields)
    return dict(zip(pairs, pairs))
