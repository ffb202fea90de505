"""Status and header fields of a response: PEP 3333's rules and the encoding for the server."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from . import output

# The fields that PEP 3333 (Other HTTP Features) leaves to the server: RFC 9110 §7.6.1 and its predecessor's list.
_HOP_BY_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer trailers transfer-encoding upgrade".split()
)
# From 200: a 1xx would leave the client waiting for the real answer (RFC 9110 §15.2).
_STATUS = re.compile(r"[2-9][0-9]{2} [\t\x20-\x7e\x80-\xff]*")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_LENGTH = re.compile(r"[0-9]{1,19}")

# Proxies and clients take far less; the server takes no frame beyond 1 MiB.
_LONGEST = 64 * 1024

_warned = False


class Head(NamedTuple):
    """A response head that keeps the rules."""

    encoded: bytes
    """As frames.py lays it out."""

    content_length: int | None
    """What the application announced, or None."""


def check(status: Any, headers: Any) -> Head:
    """Returns the head; TypeError or ValueError that names the rule."""
    if not isinstance(headers, list):
        raise TypeError(f"start_response: headers must be a list of (name, value) tuples, not {_kind(headers)}")
    fields = tuple(headers)
    try:
        return _encode(status, fields)
    except TypeError:
        pass  # Of a wrong type, and maybe not hashable for the cache: once more without it, to say what is wrong.
    return _encode.__wrapped__(status, fields)


# Most answers of an application have one of few heads, and the checks cost more than the rest of start_response. Equal
# keys are equal text, so a hit has been checked; an exception is never kept.
@lru_cache(maxsize=256)
def _encode(status: Any, headers: tuple[Any, ...]) -> Head:
    _check_types(status, headers)
    if not _STATUS.fullmatch(status):
        raise ValueError(f"start_response: status must be three digits from 200, a space and a printable reason, not {_show(status)}")
    parts = [status]
    lengths = []
    for name, value in headers:
        if not _NAME.fullmatch(name):
            raise ValueError(f"start_response: a header's name must be a token (RFC 9110 §5.6.2), not {_show(name)}")
        if not _VALUE.fullmatch(value):
            raise ValueError(f"start_response: {name}'s value must be latin-1 without control characters, not {_show(value)}")
        folded = name.lower()
        if folded in _HOP_BY_HOP:
            _warn_once(name)
            continue
        if folded == "content-length":
            lengths.append(value.strip())
        parts += (name, value)
    if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
        raise ValueError(f"start_response: Content-Length must be one number, not {_show(', '.join(lengths))}")
    encoded = "\0".join(parts).encode("latin-1")
    if len(encoded) > _LONGEST:
        raise ValueError(f"start_response: status and headers must be at most {_LONGEST} bytes, not {len(encoded)}")
    return Head(encoded, int(lengths[0]) if lengths else None)


def _check_types(status: Any, headers: tuple[Any, ...]) -> None:
    if not isinstance(status, str):
        raise TypeError(f"start_response: status must be a str like '200 OK', not {_kind(status)}")
    for header in headers:
        if not isinstance(header, tuple) or len(header) != 2:
            raise TypeError(f"start_response: a header must be a (name, value) tuple, not {_show(header)}")
        if not isinstance(header[0], str) or not isinstance(header[1], str):
            raise TypeError(f"start_response: name and value of a header must be str, not {_show(header)}")


def _warn_once(name: str) -> None:
    global _warned
    if not _warned:
        _warned = True
        output.report(f"the application sets {name}, a hop-by-hop field that PEP 3333 leaves to the server: dropped, now and later")


def _kind(value: Any) -> str:
    return type(value).__name__


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}..."
