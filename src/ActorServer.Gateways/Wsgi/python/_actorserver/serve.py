"""The loop of a process, or of each of its threads: receive exactly one request, run it, receive the next."""

from __future__ import annotations

import json
import socket
from struct import Struct
from typing import TYPE_CHECKING, Any, Callable

from . import environ as environs
from .control import ClientDisconnected, Control
from .frames import REQUEST, REQUEST_HEADER, SETUP, SPOOLED
from .input import open_input
from .response import Response
from .run import run

if TYPE_CHECKING:
    from .threads import ThreadControl

# A SEQPACKET message cannot be longer than the sender's buffer, which an unprivileged server can make 416 KiB at most.
# The pages are touched, and so become memory, only as far as the messages are long.
BUFFER_SIZE = 512 * 1024

# "Nobody waits any more" can arrive behind an answer; unread frames must not fill the stream.
_DRAIN_EVERY = 64

_DESCRIPTOR = Struct("@i")


def receive_setup(requests: socket.socket) -> tuple[dict[str, Any], int | None] | None:
    """Returns what the setup message says and the descriptor of the shared memory, if it brings one; None when the server is gone."""
    message, ancillary, _, _ = requests.recvmsg(BUFFER_SIZE, socket.CMSG_SPACE(_DESCRIPTOR.size))
    if not message:
        return None
    kind, _, _, size, _ = REQUEST_HEADER.unpack_from(message)
    if kind != SETUP:
        raise RuntimeError(f"the first message is of kind {kind} and not the setup")
    descriptors = [_DESCRIPTOR.unpack(data)[0] for level, kind, data in ancillary if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)]
    return json.loads(message[REQUEST_HEADER.size + size :]), descriptors[0] if descriptors else None


def serve(application: Callable[..., Any], setup: dict[str, Any], requests: socket.socket, control: Control) -> None:
    """Runs requests until the server closes the socket, in as many threads as the setup says: this one, and others that start here."""
    constants = environs.constants(setup)
    if setup["threads"] == 1:
        _serve(application, constants, requests, control)
        return
    # Not imported by all the processes that need none of it.
    from .threads import SharedControl, run_in_threads

    shared = SharedControl(control)
    run_in_threads(setup["threads"], requests, lambda: _serve(application, constants, requests, shared.for_thread()))


def _serve(application: Callable[..., Any], constants: dict[str, Any], requests: socket.socket, control: Control | ThreadControl) -> None:
    buffer = bytearray(BUFFER_SIZE)
    view = memoryview(buffer)
    receive = requests.recv_into
    until_drain = _DRAIN_EVERY
    while not control.lost:
        # MSG_TRUNC makes the kernel return the message's real length, also where the buffer is shorter.
        size = receive(buffer, 0, socket.MSG_TRUNC)
        if size == 0:
            return
        until_drain -= 1
        kind, flags, _, environ_size, exchange = REQUEST_HEADER.unpack_from(buffer)
        body_at = REQUEST_HEADER.size + environ_size
        drain = control.sent_much or not until_drain
        control.begin(exchange)
        if drain:
            control.poll()
            until_drain = _DRAIN_EVERY
        response = Response(control, exchange)
        try:
            if kind != REQUEST or size > BUFFER_SIZE or body_at > size:
                response.fail("invalid-request", f"a message of kind {kind} and {size} bytes cannot be a request", "")
                continue
            _answer(application, constants, flags, view[REQUEST_HEADER.size : body_at], view[body_at:size], response)
        except ClientDisconnected:
            return


def _answer(
    application: Callable[..., Any], constants: dict[str, Any], flags: int, pairs: memoryview, body: memoryview, response: Response
) -> None:
    try:
        environ = environs.decode(pairs)
        stream = open_input(flags, body)
    except (ValueError, OSError) as error:
        response.fail("invalid-request", str(error), "")
        return
    environ.update(constants)
    environ["wsgi.input"] = stream
    environ["actorserver.client_gone"] = response.client_gone
    try:
        run(application, environ, response)
    finally:
        if flags & SPOOLED:
            stream.close()  # The spool file goes with its request.
