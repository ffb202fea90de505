"""One response: what the application gives, in the order and at the time that PEP 3333 wants it sent.

States: no head -> head (start_response; may be replaced with exc_info) -> started (the head has left, with the
first block that is not empty) -> over (complete, or failed). Only ``send``, ``finish`` and ``fail`` move it on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from . import head, shared
from .control import Control
from .frames import END, FAILED, LARGEST_BLOCK, LAST, block_frame, frame, head_frame, json_frame, shared_frame

if TYPE_CHECKING:
    from .threads import ThreadControl


class NoStartResponse(RuntimeError):
    """The application gave a body, or none, without having called start_response."""


class Response:
    """The answer to one exchange."""

    __slots__ = ("_control", "_exchange", "_head", "_left", "_started", "over", "refused_head")

    def __init__(self, control: Control | ThreadControl, exchange: int) -> None:
        self._control = control
        self._exchange = exchange
        self._head: bytes | None = None
        # Bytes missing to the announced Content-Length, or None when none was announced.
        self._left: int | None = None
        self._started = False
        self.over = False
        self.refused_head: BaseException | None = None
        """What start_response raised last, so that a failure can be told from the application's own."""

    def start_response(self, status: Any, response_headers: Any, exc_info: Any = None) -> Callable[[Any], None]:
        """PEP 3333, The start_response() Callable. Nothing leaves before there is a block."""
        if exc_info:
            try:
                if self._started:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None  # PEP 3333: the traceback must not keep this frame alive.
        elif self._head is not None:
            raise AssertionError("start_response: a second call must pass exc_info")
        try:
            checked = head.check(status, response_headers)
        except (TypeError, ValueError) as error:
            self.refused_head = error
            raise
        self._head = checked.encoded
        self._left = checked.content_length
        return self.write

    def write(self, block: Any) -> None:
        """PEP 3333, The write() Callable: the block is sent when this returns."""
        check_block(block)
        if not block:
            return
        if self.over:
            raise ValueError("write: the response is complete, with all the bytes that its Content-Length announced")
        self.send(block)

    def client_gone(self) -> bool:
        """True when the client has left, or has closed its side, which nobody can tell apart before something is written to it. Cheap enough to be asked in a loop."""
        if not self.over:
            self._control.poll()
        return self.over or self._control.left

    def is_abandoned(self) -> bool:
        """True when nobody waits for this answer any more: not so while its client has only closed its side."""
        self._control.poll()
        return self._control.gone

    def send(self, block: bytes, last: bool = False) -> None:
        """Sends a block, behind the head when it is the first; waits for credit. ClientDisconnected when nobody takes it.

        The response is over with the block that completes Content-Length; what is too much is cut off (PEP 3333,
        Handling the Content-Length Header).
        """
        left = self._left
        if left is not None:
            if len(block) >= left:
                block = block[:left]
                last = True
            self._left = left - len(block)
        control = self._control
        rest: bytes | memoryview = block
        if not self._started:
            rest = self._send_head(block, last)
            if self.over:
                return
        while rest:
            control.poll()
            if len(rest) >= shared.FROM and control.blocks is not None and not control.gone:
                size = self._send_shared(b"", rest, last)
                if size:
                    rest = memoryview(rest)[size:]
                    continue
            if control.credit <= 0 or control.gone:
                control.wait_for_credit()
            part, rest = _split(rest, control.credit)
            self.over = last and not rest
            control.credit -= len(part)
            control.send(*block_frame(self._exchange, part, LAST if self.over else 0))

    def _send_head(self, block: bytes, last: bool) -> bytes | memoryview:
        """Sends the head with as much of the block as the window takes, and returns the rest."""
        if self._head is None:
            raise NoStartResponse("the application returned a body without having called start_response")
        control = self._control
        self._started = True
        if len(block) >= shared.FROM and control.blocks is not None and not control.lost:
            start, _ = head_frame(self._exchange, self._head, b"", 0)
            size = self._send_shared(start, block, last)
            if size:
                return memoryview(block)[size:]
        part, rest = _split(block, control.credit)
        self.over = last and not rest
        control.credit -= len(part)
        control.send(*head_frame(self._exchange, self._head, part, LAST if self.over else 0))
        return rest

    def _send_shared(self, start: bytes, block: bytes | memoryview, last: bool) -> int:
        """Leaves what has room of the block in the shared memory, sends a frame that says where, behind *start*, and returns its size; 0 when there is no room."""
        offset, size = self._control.blocks.put(block)  # type: ignore[union-attr]
        if size:
            self.over = last and size == len(block)
            self._control.send(start + shared_frame(self._exchange, offset, size, LAST if self.over else 0))
        return size

    def finish(self) -> None:
        """Ends the response after its last block."""
        if not self._started:
            self._send_head(b"", True)
            return
        self.over = True
        self._control.send(frame(END, self._exchange, b"", LAST))

    def fail(self, reason: str, message: str, traceback: str) -> None:
        """Ends the exchange without a complete response: the server makes it a 500, or a reset after the head."""
        self.over = True
        self.refused_head = None
        self._control.send(json_frame(FAILED, self._exchange, reason=reason, message=message, traceback=traceback))


def _split(block: bytes | memoryview, credit: int) -> tuple[bytes | memoryview, bytes | memoryview]:
    """Returns what of the block may leave in one frame, and the rest."""
    size = min(credit, LARGEST_BLOCK)
    if len(block) <= size:
        return block, b""
    view = memoryview(block)
    return view[:size], view[size:]


def check_block(block: Any) -> None:
    """TypeError unless the block is bytes (PEP 3333, A Note on String Types)."""
    if not isinstance(block, bytes):
        raise TypeError(f"a block of the body must be bytes, not {type(block).__name__}")
