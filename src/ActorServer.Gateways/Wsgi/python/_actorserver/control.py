"""The control stream: frames leave whole, and what the server says about the exchange under way is kept here.

State per exchange, moved only by ``begin`` and by frames that name the current exchange: ``credit`` (bytes that
may still be sent, never below 0) and ``gone``. ``lost`` is final: the stream can carry nothing more.
"""

from __future__ import annotations

import socket
import threading
from collections import deque

from .frames import CREDIT, CREDIT_PAYLOAD, FRAME_HEADER, GONE


class ClientDisconnected(ConnectionError):
    """Nobody waits for the answer any more: the client left, ran into a time limit, or the server is gone."""


class Control:
    """Owns the process's end of the control stream."""

    def __init__(self, stream: socket.socket, window: int) -> None:
        self._stream = stream
        self._window = window
        self._unread = b""
        # An application may ask client_gone() from a thread of its own while a write waits for credit.
        self._reading = threading.Lock()
        # Exchanges that nobody waits for and that are not the current one: over, or still unread in the requests socket.
        # An id is never used twice, so an old one does no harm.
        self._gone_others: deque[int] = deque(maxlen=64)
        self.exchange = 0
        self.credit = window
        self.gone = False
        self.lost = False

    @property
    def sent_much(self) -> bool:
        """True when the current exchange sent enough for credit to be on its way: the server gives it by halves of the window."""
        return self.credit * 2 <= self._window

    def begin(self, exchange: int) -> None:
        """Makes this the current exchange, with a whole window of credit."""
        self.exchange = exchange
        self.credit = self._window
        self.gone = exchange in self._gone_others

    def send(self, frame: bytes) -> None:
        """Sends one frame whole. ClientDisconnected when the stream is lost."""
        if self.lost:
            raise ClientDisconnected("the server is gone")
        try:
            # One copy into one buffer (see frames.frame) and sendall is faster than sendmsg up to 64 KiB, and
            # continues a partial send without Python code.
            self._stream.sendall(frame)
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
        self.lost = self.gone = True
        self._stream.close()

    def _receive(self, flags: int) -> bool:
        """Receives once and applies the complete frames. False when there is nothing to receive."""
        try:
            received = self._stream.recv(4096, flags)
        except BlockingIOError:
            return False
        except OSError:
            received = b""
        if not received:
            self.lost = self.gone = True
            return False
        unread = self._unread + received
        at = 0
        while len(unread) - at >= FRAME_HEADER.size:
            size, kind, _, _, exchange = FRAME_HEADER.unpack_from(unread, at)
            end = at + FRAME_HEADER.size + size
            if end > len(unread):
                break
            self._apply(kind, exchange, unread[at + FRAME_HEADER.size : end])
            at = end
        self._unread = unread[at:]
        return True

    def _apply(self, kind: int, exchange: int, payload: bytes) -> None:
        is_current = exchange == self.exchange
        if kind == CREDIT:
            # Credit for another exchange crossed the end of that answer.
            if is_current:
                self.credit += CREDIT_PAYLOAD.unpack(payload)[0]
        elif kind == GONE:
            if is_current:
                self.gone = True
            else:
                self._gone_others.append(exchange)
        else:
            raise RuntimeError(f"the server sent a control frame of the unknown kind {kind}")
