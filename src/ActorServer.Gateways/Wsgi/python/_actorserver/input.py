"""wsgi.input: the complete body of a request, from memory or from the server's spool file."""

from __future__ import annotations

import io
from typing import BinaryIO

from .frames import SPOOLED


def open_input(flags: int, body: memoryview) -> BinaryIO:
    """Returns a stream that ends where the body ends; OSError when the spool file cannot be read.

    Both classes have read, readline, readlines and iteration as PEP 3333 (Input and Error Streams) wants them, and
    return b"" at the end for ever: code of our own could only be slower.
    """
    if flags & SPOOLED:
        return open(bytes(body), "rb")
    return io.BytesIO(body)
