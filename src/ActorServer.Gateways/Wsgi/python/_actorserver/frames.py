"""The layout of what server and process send each other. The same table stands in ``Wsgi/Frames.cs``.

Two AF_UNIX socketpairs per process; all integers are little-endian.

**Requests**: SOCK_SEQPACKET, server -> process, one message is one request.

====== ======= ==========================================================================================
offset type    what
====== ======= ==========================================================================================
0      u8      kind: 0 setup (the first message), 1 request; to a template also 2 fork, 3 reap
1      u8      flags: bit 0 = the body is the path of a spool file (UTF-8)
2      u16     0
4      u32     E: length of the environ part in bytes (setup: 0)
8      u64     exchange id (setup: 0; fork and reap: the launch, a number that names one fork)
16     E bytes environ: name NUL value NUL name NUL value NUL ..., latin-1, every value ends with NUL
16 + E rest    body bytes or spool path; setup: a JSON object in UTF-8
====== ======= ==========================================================================================

**Control**: SOCK_STREAM, both ways, frames of a 16 byte header and a payload.

====== ======= ==========================================================================================
0      u32     payload length
4      u8      kind
5      u8      flags: bit 0 = last: the response is complete with this frame
6      u16     0
8      u64     exchange id (0: about the process)
====== ======= ==========================================================================================

The kinds and their payloads are the constants below. A **template** imports the application and then, instead of
serving requests, forks workers: a fork message carries the four descriptors of the new worker (SCM_RIGHTS, in this
order: its end of the requests pair, its end of the control stream, its standard output, its standard error).
"""

from __future__ import annotations

import json
from struct import Struct
from typing import Any

# Kinds of request messages.
SETUP = 0
REQUEST = 1
FORK = 2
REAP = 3  # The launch is over for the server: its process id may be given to another.
SPOOLED = 1  # Flag of a request.

# Control frames, process -> server.
READY = 1  # JSON {"pid": int, "python": str, "executable": str, "stack_signal": int or null}; a template's says more, see template.py
BOOT_FAILED = 2  # JSON {"reason": str, "traceback": str or null}; the process then exits with status 3
HEAD = 3  # u32 H, H bytes head (status NUL name NUL value ..., latin-1, no NUL at the end), first block
BLOCK = 4  # bytes
END = 5  # empty
FAILED = 6  # JSON {"reason": str, "message": str, "traceback": str}
FORKED = 32  # u32: the process id; the frame's exchange is the launch, as in the next two
NOT_FORKED = 33  # UTF-8: why
EXITED = 34  # u32: exit status, or 128 + the signal; the process is not reaped before REAP
SHARED = 7  # u32 offset, u32 length: a block that lies in the shared memory, see shared.py
LAST = 1  # Flag of HEAD, BLOCK and SHARED; always on END.

# Control frames, server -> process.
CREDIT = 16  # u32: so many bytes were taken, the process may send as many again
GONE = 17  # empty: nobody waits for this answer any more
INPUT_ENDED = 18  # empty: the client has closed its side; it may have left, and the answer is sent all the same

# A frame's payload beside the head at most: a longer one would be a large object for the server's garbage collector.
LARGEST_BLOCK = 64 * 1024

# From here on copying a block into its frame costs more than handing both to the system.
_LONG = 16 * 1024

REQUEST_HEADER = Struct("<BBHIQ")
FRAME_HEADER = Struct("<IBBHQ")
HEAD_HEADER = Struct("<IBBHQI")
CREDIT_PAYLOAD = Struct("<I")
_SHARED_FRAME = Struct("<IBBHQII")
NUMBER_PAYLOAD = Struct("<I")


def frame(kind: int, exchange: int, payload: bytes | memoryview = b"", flags: int = 0) -> bytes:
    """Returns one control frame, ready to be sent."""
    return b"".join((FRAME_HEADER.pack(len(payload), kind, flags, 0, exchange), payload))


def head_frame(exchange: int, head: bytes, block: bytes | memoryview, flags: int) -> tuple[bytes, bytes | memoryview]:
    """Returns the HEAD frame of a response: the head and what is known of the body, which stays apart when it is long."""
    size = len(head)
    header = HEAD_HEADER.pack(4 + size + len(block), HEAD, flags, 0, exchange, size)
    if len(block) < _LONG:
        return b"".join((header, head, block)), b""
    return header + head, block


def block_frame(exchange: int, block: bytes | memoryview, flags: int) -> tuple[bytes, bytes | memoryview]:
    """Returns a BLOCK frame, the block apart when it is long."""
    header = FRAME_HEADER.pack(len(block), BLOCK, flags, 0, exchange)
    return (b"".join((header, block)), b"") if len(block) < _LONG else (header, block)


def shared_frame(exchange: int, offset: int, size: int, flags: int) -> bytes:
    """Returns a SHARED frame: a block that was left in the shared memory."""
    return _SHARED_FRAME.pack(8, SHARED, flags, 0, exchange, offset, size)


def json_frame(kind: int, exchange: int, **fields: Any) -> bytes:
    """Returns a control frame whose payload is a JSON object."""
    # A lone surrogate (a file name that is not UTF-8) has no place in JSON that others read.
    plain = {
        name: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for name, value in fields.items()
    }
    return frame(kind, exchange, json.dumps(plain).encode("ascii"))
