"""The control stream: frames leave whole, and what the server says about the exchange under way is kept here.

State per exchange, moved only by ``begin`` and by frames that name the exchange: ``credit`` (bytes that may still be
sent, never below 0), ``gone`` (nobody waits) and ``left`` (gone, or the client has closed its side and may still wait).
``lost`` is final: the stream can carry nothing more.

This is the control of a process with one thread, which reads the stream itself when it has a reason to.
"""

from __future__ import annotations

import socket
import threading
from select import POLLIN, poll  # Before an application can take them out of the module.
from typing import TYPE_CHECKING, Dict

from .frames import CREDIT, CREDIT_PAYLOAD, FRAME_HEADER, GONE, INPUT_ENDED
if TYPE_CHECKING:
    from .shared import SharedBlocks

# Clients that are known to have left though their exchange is not under way. An id is never used twice, so an old one
# does no harm.
_MOST_EARLY = 64


class ClientDisconnected(ConnectionError):
    """Nobody waits for the answer any more: the client left, ran into a time limit, or the server is gone."""


class FrameReader:
    """Receives the server's frames and cuts them out of the stream."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._unread = b""
        self._news: poll | None = None

    def wait(self) -> None:
        """Waits until there is something to receive. Who waits in recv is woken by each answer that the server takes, too, because that makes room to send."""
        if self._news is None:
            self._news = poll()
            self._news.register(self._stream, POLLIN)
        self._news.poll()

    def receive(self, flags: int) -> list[tuple[int, int, bytes]] | None:
        """Receives once and returns the complete frames as (kind, exchange, payload); None at the stream's end. BlockingIOError when nothing is there."""
        try:
            received = self._stream.recv(4096, flags)
        except BlockingIOError:
            raise
        except OSError:
            return None
        if not received:
            return None
        unread = self._unread + received
        frames = []
        at = 0
        while len(unread) - at >= FRAME_HEADER.size:
            size, kind, _, _, exchange = FRAME_HEADER.unpack_from(unread, at)
            end = at + FRAME_HEADER.size + size
            if end > len(unread):
                break
            if kind not in (CREDIT, GONE, INPUT_ENDED):
                raise RuntimeError(f"the server sent a control frame of the unknown kind {kind}")
            frames.append((kind, exchange, unread[at + FRAME_HEADER.size : end]))
            at = end
        self._unread = unread[at:]
        return frames


class EarlyNews(Dict[int, int]):
    """What was said of clients whose exchange is not under way (over, or still unread in the requests socket): kinds by exchange."""

    def add(self, kind: int, exchange: int) -> None:
        """Notes GONE or INPUT_ENDED; what came first is forgotten when there is too much."""
        if self.get(exchange) != GONE:
            self[exchange] = kind
        if len(self) > _MOST_EARLY:
            del self[next(iter(self))]


class Control:
    """Owns the process's end of the control stream."""

    def __init__(self, stream: socket.socket, window: int, blocks: SharedBlocks | None = None) -> None:
        self.stream = stream
        self.window = window
        self.blocks = blocks
        self._frames = FrameReader(stream)
        # An application may ask client_gone() from a thread of its own while a write waits for credit.
        self._reading = threading.Lock()
        self._early = EarlyNews()
        self.exchange = 0
        self.credit = window
        self.gone = False
        self.left = False
        self.lost = False

    @property
    def sent_much(self) -> bool:
        """True when the current exchange sent enough for credit to be on its way: the server gives it by halves of the window."""
        return self.credit * 2 <= self.window

    def begin(self, exchange: int) -> None:
        """Makes this the current exchange, with a whole window of credit."""
        self.exchange = exchange
        self.credit = self.window
        self.gone = self.left = False
        if self._early:
            self._note(self._early.get(exchange))

    def send(self, frame: bytes, block: bytes | memoryview = b"") -> None:
        """Sends one frame whole, with the block behind it when its payload is long. ClientDisconnected when the stream is lost."""
        if self.lost:
            raise ClientDisconnected("the server is gone")
        try:
            if block:
                _send_both(self.stream, frame, block)
            else:
                self.stream.sendall(frame)
        except OSError as error:
            self.lost = True
            raise ClientDisconnected("the server is gone") from error
        except BaseException:
            # An application's signal handler raised in the middle of a frame. What would follow on the stream
            # would be read as that frame's rest, by the wrong client.
            self.lost = True
            raise

    def poll(self) -> None:
        """Takes in what the server has said so far, without waiting."""
        if self.lost or not self._reading.acquire(blocking=False):
            return  # Another thread is reading: it will note what there is.
        try:
            while self._receive(socket.MSG_DONTWAIT):
                pass
        finally:
            self._reading.release()

    def wait_for_credit(self) -> None:
        """Waits until there is credit. ClientDisconnected when the client is gone, or the server."""
        with self._reading:
            while self.credit <= 0 and not self.gone:
                self._receive(0)
        if self.gone:
            raise ClientDisconnected("the client is gone")

    def close(self) -> None:
        """Closes this process's descriptor of the stream; the other processes' stay as they are."""
        self.lost = self.gone = self.left = True
        self.stream.close()

    def _receive(self, flags: int) -> bool:
        """Receives once and applies the complete frames. False when there is nothing to receive."""
        try:
            frames = self._frames.receive(flags)
        except BlockingIOError:
            return False
        if frames is None:
            self.lost = self.gone = self.left = True
            return False
        for kind, exchange, payload in frames:
            if exchange != self.exchange:
                # Credit for another exchange crossed the end of that answer.
                if kind != CREDIT:
                    self._early.add(kind, exchange)
            elif kind == CREDIT:
                self.credit += CREDIT_PAYLOAD.unpack(payload)[0]
            else:
                self._note(kind)
        return True

    def _note(self, kind: int | None) -> None:
        if kind is not None:
            self.left = True
            self.gone = self.gone or kind == GONE


def _send_both(stream: socket.socket, frame: bytes, block: bytes | memoryview) -> None:
    left = len(frame) + len(block) - stream.sendmsg((frame, block))
    if left > len(block):
        stream.sendall(frame[len(block) - left :])
        left = len(block)
    if left:
        stream.sendall(memoryview(block)[-left:])
