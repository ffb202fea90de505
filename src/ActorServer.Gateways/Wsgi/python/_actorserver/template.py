"""The template of workers: it has imported the application, and every worker is a fork of it.

It never serves a request. A child that has ended stays a zombie until the server says REAP: the server signals
processes by their ids, and the id of a zombie is given to nobody. States of a child: running -> reported (EXITED) ->
reaped.
"""

from __future__ import annotations

import array
import gc
import os
import select
import signal
import socket
import sys
import threading
import time
from typing import Any, NamedTuple

from . import output, process
from .control import ClientDisconnected, Control
from .frames import EXITED, FORK, FORKED, NOT_FORKED, NUMBER_PAYLOAD, REAP, REQUEST_HEADER, frame

_TASKS = "/proc/self/task"

# A thread that was joined may still be on its way out of the kernel's list.
_THREADS_END = 0.5

_DESCRIPTORS = 4


class Ends(NamedTuple):
    """What a forked worker has of its channel: the sockets' descriptors."""

    requests: int
    control: int


class Template:
    """Forks workers and reports their ends."""

    def __init__(self, requests: socket.socket, control: Control) -> None:
        self._requests = requests
        self._control = control
        self._running: dict[int, int] = {}  # Launch -> process id.
        self._ended: dict[int, int] = {}

    def run(self) -> Ends | None:
        """Returns None when the server wants this process to leave; in each forked worker, what is its own of the channel."""
        freeze()
        _hold_standard()
        wake = _ChildWatch()
        poll = select.poll()
        poll.register(self._requests, select.POLLIN)
        poll.register(wake.reading, select.POLLIN)
        try:
            while True:
                poll.poll()
                wake.clear()
                self._report()
                message, descriptors = self._receive()
                if message is None:
                    continue
                if not message:
                    return None
                kind, _, _, _, launch = REQUEST_HEADER.unpack_from(message)
                if kind == FORK and len(descriptors) == _DESCRIPTORS:
                    if self._fork(launch, descriptors):
                        wake.leave()
                        return Ends(*descriptors[:2])
                elif kind == REAP:
                    self._reap(launch)
                else:
                    raise RuntimeError(f"the server sent a template the message kind {kind} with {len(descriptors)} descriptors")
        except ClientDisconnected:
            return None

    def _receive(self) -> tuple[bytes | None, list[int]]:
        """Returns the next message, None when there is none, nothing at the end; and the descriptors that came with it."""
        numbers = array.array("i")
        try:
            # Not socket.recv_fds: it forgets its flags, and a program that is started here must not inherit a worker's channel.
            message, control, _, _ = self._requests.recvmsg(
                REQUEST_HEADER.size, socket.CMSG_SPACE(_DESCRIPTORS * numbers.itemsize), socket.MSG_DONTWAIT | socket.MSG_CMSG_CLOEXEC
            )
        except BlockingIOError:
            return None, []
        except OSError:
            return b"", []
        for level, kind, data in control:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                numbers.frombytes(data)
        return message, list(numbers)

    def _fork(self, launch: int, descriptors: list[int]) -> bool:
        """True in the new process."""
        _flush()
        # Until the child has handlers of its own, a service manager's SIGTERM to all processes waits.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, process.SERVERS_OWN)
        try:
            pid = os.fork()
        except OSError as error:
            self._control.send(frame(NOT_FORKED, launch, str(error.strerror).encode("utf-8", "replace")))
            pid = -1
        if pid == 0:
            _become_worker(descriptors[2:])
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            return True
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for descriptor in descriptors:
            os.close(descriptor)
        if pid > 0:
            self._running[launch] = pid
            self._control.send(frame(FORKED, launch, NUMBER_PAYLOAD.pack(pid)))
        return False

    def _report(self) -> None:
        """Tells the server of every child that has ended since."""
        for launch, pid in list(self._running.items()):
            # Not waitpid(-1): the import may have started processes of its own, and will wait for them itself.
            ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None:
                self._ended[launch] = self._running.pop(launch)
                status = ended.si_status if ended.si_code == os.CLD_EXITED else 128 + ended.si_status
                self._control.send(frame(EXITED, launch, NUMBER_PAYLOAD.pack(status)))

    def _reap(self, launch: int) -> None:
        pid = self._ended.pop(launch, None)
        if pid is not None:
            os.waitpid(pid, 0)


class _ChildWatch:
    """A socket that becomes readable when a child has ended. SIGCHLD is the template's own meanwhile: a handler of the
    application's could wait for our children."""

    def __init__(self) -> None:
        self.reading, self._writing = socket.socketpair()
        self.reading.setblocking(False)
        self._writing.setblocking(False)
        self._handler = signal.signal(signal.SIGCHLD, _note_child)
        self._descriptor = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])

    def clear(self) -> None:
        try:
            while self.reading.recv(4096):
                pass
        except BlockingIOError:
            pass

    def leave(self) -> None:
        """In a forked worker everything is as the import left it."""
        signal.set_wakeup_fd(self._descriptor)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL if self._handler is None else self._handler)
        self.reading.close()
        self._writing.close()


def freeze() -> None:
    """Puts all that the import made out of the collector's reach: it would write to each object's page, and so copy what is shared."""
    gc.collect()
    gc.freeze()


def threads() -> dict[str, Any]:
    """Which threads the import left running: names of Python's and the number of others. A fork copies none of them, only the locks that they hold."""
    ends = time.monotonic() + _THREADS_END
    while True:
        names, others = _threads()
        if not (names or others) or time.monotonic() > ends:
            return {"threads": names, "other_threads": others}
        time.sleep(0.01)


def _threads() -> tuple[list[str], int]:
    known = threading.enumerate()
    names = [thread.name for thread in known if thread is not threading.current_thread()]
    try:
        tasks = {int(task) for task in os.listdir(_TASKS)}
    except OSError:
        tasks = set()  # Not Linux: threads of C code cannot be seen.
    return names, len(tasks - {thread.native_id for thread in known})


def _become_worker(outputs: list[int]) -> None:
    """A session of its own, its own output, its own signals. The descriptors of the template are closed already (process.free_forks)."""
    os.setsid()
    output.move(outputs)
    process.take_signals()
    # What the import started by multiprocessing is the template's to end, not each worker's at its exit.
    children = getattr(sys.modules.get("multiprocessing.process"), "_children", None)
    if isinstance(children, set):
        children.clear()


def _hold_standard() -> None:
    """An import may have closed a standard descriptor: its number must not be given to a worker's channel, which the worker's output would replace."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # Takes the lowest free number.


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # The application closed or replaced it.


def _note_child(number: int, frame: object) -> None:
    """The handler of SIGCHLD: that there is one writes to the wake-up descriptor."""
