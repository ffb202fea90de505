"""What this process is to the system: a session of its own that ends with the server, however the server ends."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from typing import Callable

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>

# Enough for any application, and few enough for programs that close all that they could have open.
_DESCRIPTORS = 65536

# The server alone decides when a process ends: it closes the requests socket, or kills. A service manager that
# sends SIGTERM to every process of a service must not take the requests under way with it.
SERVERS_OWN = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


def detach() -> None:
    """Becomes leader of a new session and process group, so that the server can end all that an application started."""
    try:
        os.setsid()
    except PermissionError:
        pass  # It leads a group already.
    # An application that reads its standard input must not take what someone types to the server.
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    if null != 0:
        os.close(null)


def die_with(parent: int) -> bool:
    """Asks the kernel for SIGKILL when the parent dies. False when the parent is another one: it died before, or it never was."""
    prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))  # Where it fails, the end of the requests socket and the server's guardian remain.
    # Only now: a parent that died before the call above sends no signal any more.
    return os.getppid() == parent


def prctl(option: int, value: int) -> int:
    """Calls prctl(2) and returns what it returns: -1 for a failure, also without ctypes or Linux."""
    try:
        import ctypes

        return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0))
    except (ImportError, OSError, AttributeError):
        return -1


def limit_descriptors() -> None:
    """Lowers a very high limit of open files. The server's runtime has raised it to the hard limit, which may be a billion in a container, and programs
    that an application starts may try to close as many descriptors one by one. An application that needs more can raise it: the hard limit stays."""
    try:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft > _DESCRIPTORS or soft == resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_NOFILE, (_DESCRIPTORS, hard))
    except (ImportError, OSError, ValueError):
        pass  # Not this kind of system, or it forbids that: as it was.


def take_signals() -> None:
    """Takes the signals that are the server's: in this process they say nothing.

    A function that does nothing, and not SIG_IGN: that would be inherited by every program that an application
    starts, and ``Popen.terminate()`` would end none of them. (SIGPIPE is ignored by Python itself.)
    """
    for number in SERVERS_OWN:
        signal.signal(number, _ignore)


def free_forks(after_fork: Callable[[], None]) -> None:
    """Gives the signals back, with a call of *after_fork*, in every process that is forked from this one, and from those. Once per process family."""
    masks = threading.local()

    # multiprocessing ends its children by SIGTERM, if need be before they have come to in_child: blocked, it waits.
    def before() -> None:
        masks.before = signal.pthread_sigmask(signal.SIG_BLOCK, SERVERS_OWN)

    def in_parent() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, masks.before)

    def in_child() -> None:
        # The thread that forked is the child's main thread: it may set handlers.
        for number in SERVERS_OWN:
            if signal.getsignal(number) is _ignore:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, masks.before)
        after_fork()

    os.register_at_fork(before=before, after_in_parent=in_parent, after_in_child=in_child)


def show_stacks_on_signal() -> int | None:
    """Lets the first real-time signal write all threads' stacks to stderr, also while C code holds the interpreter lock.

    Returns the signal's number, or None where there are no such signals. A crash writes its stack, too.
    """
    faulthandler.enable(sys.stderr)
    number = getattr(signal, "SIGRTMIN", None)
    if number is None:
        return None
    faulthandler.register(number, file=sys.stderr, all_threads=True, chain=False)
    return int(number)


def _ignore(number: int, frame: object) -> None:
    """The handler of signals that say nothing to this process."""
