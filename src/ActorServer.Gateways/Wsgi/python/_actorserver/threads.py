"""Several requests at once in one process: each thread receives a request, runs it and receives the next, as a process with one thread does.

What the threads share is the control stream. One more thread reads it and deals out what it says; frames are sent under
a lock, each whole. Fields of a ``ThreadControl`` are written by the thread that reads the stream only under
``SharedControl.lock``; ``credit`` only by the thread that runs the exchange, which collects what was granted meanwhile.

In a process that an application forks none of the other threads exists and any lock may be held for ever: there ``lost``
is set, and everything here looks at that before it takes a lock.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import traceback
from typing import Callable

from .control import ClientDisconnected, Control, EarlyNews, FrameReader
from .frames import CREDIT, CREDIT_PAYLOAD, GONE


def run_in_threads(count: int, requests: socket.socket, loop: Callable[[], None]) -> None:
    """Runs the loop in *count* threads, one of them this one; returns when all have returned, which they do as soon as one has."""
    pid = os.getpid()

    def run() -> None:
        try:
            loop()
        except BaseException:
            # A defect of ours, as applications' failures end in their requests. A process with one thread would end, too.
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        finally:
            if os.getpid() != pid:
                os._exit(0)  # A forked child came back out of the application: it must not go on as one of its parent's threads.
        _wake(requests)

    # Daemons: when the main thread fails, the process ends with it as it does with one thread.
    others = [threading.Thread(target=run, name=f"actorserver-{number}", daemon=True) for number in range(2, count + 1)]
    for thread in others:
        thread.start()
    loop()
    if os.getpid() != pid:
        return
    _wake(requests)
    for thread in others:
        thread.join()


def _wake(requests: socket.socket) -> None:
    """Lets threads that wait for a request see the end. They have seen it already when it was the server that closed the socket."""
    try:
        requests.shutdown(socket.SHUT_RD)
    except OSError:
        pass


class SharedControl:
    """The control stream of a process with several threads."""

    def __init__(self, control: Control) -> None:
        self.control = control
        self.lock = threading.Lock()
        self.sending = threading.Lock()
        self.under_way: dict[int, ThreadControl] = {}
        self.early = EarlyNews()
        threading.Thread(target=self._read, name="actorserver-control", daemon=True).start()

    def for_thread(self) -> ThreadControl:
        """Returns the control of one thread."""
        return ThreadControl(self)

    def _read(self) -> None:
        frames = FrameReader(self.control.stream)
        try:
            while True:
                frames.wait()
                received = frames.receive(0)
                if received is None:
                    return
                with self.lock:
                    for kind, exchange, payload in received:
                        self._apply(kind, exchange, payload)
        finally:
            with self.lock:
                self.control.lost = True
                for control in self.under_way.values():
                    control.note(GONE)

    def _apply(self, kind: int, exchange: int, payload: bytes) -> None:
        control = self.under_way.get(exchange)
        if control is None:
            # Credit for an exchange that is not under way crossed the end of its answer.
            if kind != CREDIT:
                self.early.add(kind, exchange)
        elif kind == CREDIT:
            control.grant(CREDIT_PAYLOAD.unpack(payload)[0])
        else:
            control.note(kind)


class ThreadControl:
    """What ``Control`` is to the only thread of a process, for one of several."""

    __slots__ = ("_changed", "_exchange", "_granted", "_shared", "blocks", "credit", "gone", "left")

    sent_much = False
    """The stream is read without being asked."""

    def __init__(self, shared: SharedControl) -> None:
        self._shared = shared
        self._changed = threading.Condition(shared.lock)
        self._exchange = 0
        self._granted = 0
        self.blocks = shared.control.blocks
        self.credit = 0
        self.gone = False
        self.left = False

    @property
    def lost(self) -> bool:
        """True when the stream can carry nothing more."""
        return self._shared.control.lost

    def begin(self, exchange: int) -> None:
        """Makes this the thread's exchange, with a whole window of credit; what comes for the one before is nobody's."""
        shared = self._shared
        with shared.lock:
            shared.under_way.pop(self._exchange, None)
            shared.under_way[exchange] = self
            self._exchange = exchange
            self._granted = 0
            self.credit = shared.control.window
            early = shared.early.get(exchange)
            self.left = early is not None or self.lost
            self.gone = early == GONE or self.lost

    def send(self, frame: bytes, block: bytes | memoryview = b"") -> None:
        """As ``Control.send``."""
        if self.lost:
            raise ClientDisconnected("the server is gone")
        with self._shared.sending:
            self._shared.control.send(frame, block)

    def poll(self) -> None:
        """Collects what the server has said so far."""
        if self.lost:
            self.gone = self.left = True
        elif self._granted:
            with self._shared.lock:
                self._collect()

    def wait_for_credit(self) -> None:
        """Waits until there is credit. ClientDisconnected when the client is gone, or the server."""
        if self.lost:
            raise ClientDisconnected("the server is gone")
        with self._changed:
            self._collect()
            while self.credit <= 0 and not self.gone:
                self._changed.wait()
                self._collect()
        if self.gone:
            raise ClientDisconnected("the client is gone")

    def grant(self, size: int) -> None:
        """The client has taken bytes. Called with the lock, as is ``note``."""
        self._granted += size
        self._changed.notify()

    def note(self, kind: int) -> None:
        """The client has left, or has closed its side."""
        self.left = True
        if kind == GONE:
            self.gone = True
            self._changed.notify()

    def _collect(self) -> None:
        self.credit += self._granted
        self._granted = 0
