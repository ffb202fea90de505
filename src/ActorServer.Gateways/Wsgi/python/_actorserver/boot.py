"""From the command line to the first request: everything that can fail does so here, before READY."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from . import output, process, schedule, template
from .control import Control
from .frames import BOOT_FAILED, READY, json_frame
from .loader import BootFailure, load
from .serve import receive_setup, serve
from .shared import SharedBlocks

_USAGE = 2
_BOOT_FAILED = 3
_ORPHAN = 4


def main(argv: list[str]) -> int:
    """Runs the process; argv is the script, REQUESTS_FD, CONTROL_FD and PARENT_PID. Returns the exit status."""
    if len(argv) != 4 or not all(argument.isdigit() for argument in argv[1:]):
        print(f"usage: {argv[0]} REQUESTS_FD CONTROL_FD PARENT_PID (the server starts this)", file=sys.stderr)
        return _USAGE
    requests, stream = (_adopt(int(descriptor)) for descriptor in argv[1:3])
    parent = int(argv[3])
    process.detach()
    if not process.die_with(parent):
        # A wrapper script that does not exec its interpreter would outlive the server, too.
        print(f"actorserver: process {parent} is not the parent of this one (that is {os.getppid()}): leaving", file=sys.stderr)
        return _ORPHAN
    process.limit_descriptors()
    stack_signal = process.show_stacks_on_signal()
    del argv[1:]
    argv[0] = "actorserver"  # The application's sys.argv: nothing here is meant for its option parser.
    received = receive_setup(requests)
    if received is None:
        return 0
    setup, memory = received
    output.take(setup.get("output_mark"))
    if setup["short_turns"]:
        schedule.take_short_turns()
    schedule.keep_timers_exact()
    control = _control(stream, setup, memory)
    channel: list[Any] = [requests, control]

    def close_channel() -> None:
        # A child that an application forks must neither answer for its parent nor keep the channel open.
        for end in channel:
            end.close()

    process.take_signals()
    process.free_forks(close_channel)
    try:
        application = load(setup["app_loc"], setup["app_module"], setup["app"])
    except BootFailure as failure:
        _leave_failed(control, failure)
    if setup.get("template"):
        control.send(_ready(stack_signal, **template.threads()))
        ends = template.Template(requests, control).run()
        if ends is None:
            return 0
        # A worker from here on. The ends above are the template's: closed in this process.
        requests, stream = _adopt(ends.requests), _adopt(ends.control)
        channel[:] = [requests, stream]
        received = receive_setup(requests)
        if received is None:
            return 0
        setup, memory = received
        control = _control(stream, setup, memory)
        channel[:] = [requests, control]
    pid = os.getpid()
    control.send(_ready(stack_signal))
    try:
        serve(application, setup, requests, control)
    finally:
        if os.getpid() != pid:
            os._exit(0)  # A forked child came back out of the application: its exit handlers are its parent's.
    return 0


def _control(stream: socket.socket, setup: dict[str, Any], memory: int | None) -> Control:
    return Control(stream, setup["window"], None if memory is None else SharedBlocks(memory))


def _ready(stack_signal: int | None, **more: Any) -> bytes:
    version = ".".join(map(str, sys.version_info[:3]))
    return json_frame(READY, 0, pid=os.getpid(), python=version, executable=sys.executable, stack_signal=stack_signal, **more)


def _adopt(descriptor: int) -> socket.socket:
    """Takes over an inherited socket; programs that the application starts do not inherit it."""
    os.set_inheritable(descriptor, False)
    adopted = socket.socket(fileno=descriptor)
    adopted.setblocking(True)
    return adopted


def _leave_failed(control: Control, failure: BootFailure) -> None:
    control.send(json_frame(BOOT_FAILED, 0, reason=failure.reason, traceback=failure.traceback))
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # The application closed or replaced it.
    # Not sys.exit: a thread that the failed import started would keep the process.
    os._exit(_BOOT_FAILED)
