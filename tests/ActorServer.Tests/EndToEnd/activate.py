"""A service manager's socket activation: ``activate.py ADDRESS[=NAME]... -- PROGRAM ARGUMENT...``

Opens listening sockets, becomes the program, and tells it of them as systemd does. An ADDRESS is HOST:PORT, or the path of a unix socket,
or "datagram" for a socket that does not listen. The ports are written to standard error.
"""

import os
import socket
import sys

_FIRST = 3


def main(arguments):
    split = arguments.index("--")
    names, sockets = [], []
    for text in arguments[1:split]:
        address, _, name = text.partition("=")
        names.append(name or "unknown")
        sockets.append(listen(address))
    # Above the numbers that they will have, so that none is overwritten before it is copied.
    numbers = [os.dup2(each.fileno(), 100 + place) for place, each in enumerate(sockets)]
    for place, number in enumerate(numbers):
        os.dup2(number, _FIRST + place, inheritable=True)
        os.close(number)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(sockets)), LISTEN_FDNAMES=":".join(names))
    os.execvp(arguments[split + 1], arguments[split + 1 :])


def listen(address):
    if address == "datagram":
        return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    if address.startswith("/"):
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(address)
    else:
        host, _, port = address.rpartition(":")
        listening = socket.socket()
        listening.bind((host, int(port)))
    listening.listen(16)
    return listening


if __name__ == "__main__":
    main(sys.argv)
