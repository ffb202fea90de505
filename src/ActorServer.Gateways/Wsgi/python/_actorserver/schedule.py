"""How the kernel's scheduler sees this process: as one whose turns are short and that can wait for its turn, and whose timers are exact."""

from __future__ import annotations

import os
from struct import Struct

from .process import prctl

# <linux/sched/types.h>, struct sched_attr in its first version: size, policy, flags, nice, priority, runtime, deadline, period.
_SCHED_ATTR = Struct("<IIQiIQQQ")
_SCHED_BATCH = 3
_SLICE = 100_000  # Nanoseconds; the kernel takes no less.
_PR_SET_TIMERSLACK = 29  # <sys/prctl.h>
_PR_GET_TIMERSLACK = 30
_USUAL_SLACK = 50_000  # Nanoseconds.
_CALLS = {"x86_64": (314, 315), "aarch64": (274, 275)}  # sched_setattr and sched_getattr.


def take_short_turns() -> bool:
    """Asks for SCHED_BATCH with turns of 0.1 ms. False when the kernel has no turns of its own for a process (before Linux 6.12), or forbids it.

    A request that arrives wakes this process. Letting it push the server off its processor in the middle of a
    message, as the kernel otherwise does, costs both their caches: a quarter of all processor time under load. The
    short turn is the other half: a process that computes for seconds gives way after 0.1 ms to who waits for it.
    """
    try:
        import ctypes

        set_call, get_call = _CALLS[os.uname().machine]
        call = ctypes.CDLL(None, use_errno=True).syscall
        before = ctypes.create_string_buffer(_SCHED_ATTR.size)
        if call(get_call, 0, before, _SCHED_ATTR.size, 0):
            return False
        _, policy, flags, nice, _, slice_, _, _ = _SCHED_ATTR.unpack(before.raw)
        if policy not in (os.SCHED_OTHER, _SCHED_BATCH) or not slice_:
            return False  # Somebody has decided otherwise for all of the server (which is SCHED_BATCH by itself), or the kernel knows no turns.
        return call(set_call, 0, _SCHED_ATTR.pack(_SCHED_ATTR.size, _SCHED_BATCH, flags, nice, 0, _SLICE, 0, 0), 0) == 0
    except (ImportError, OSError, AttributeError, KeyError):
        return False


def keep_timers_exact() -> bool:
    """Asks that sleeps and time limits end when they should. False when somebody has decided how late they may, or the kernel forbids it.

    The kernel may end each up to 50 us late, to wake for several at once: good for a battery, and for a worker whose
    requests wait for something it is one request of two hundred. Threads and processes that start from here inherit it.
    """
    return prctl(_PR_GET_TIMERSLACK, 0) == _USUAL_SLACK and prctl(_PR_SET_TIMERSLACK, 1) == 0
