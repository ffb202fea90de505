"""Ends what the server's processes leave behind: ``python -I -S -E _actorserver_guardian.py FD``.

A worker dies with its server by the parent-death signal, but that signal does not reach the processes that an
application started. Each worker leads a process group; the server writes ``+PGID`` or ``-PGID`` and a newline
to the pipe whose reading end is FD. The kernel closes that pipe however the server ends, and then every group
that is still registered is killed.

Nothing is imported but what it takes to read and to kill: this process lives as long as the server does.
"""

import os
import signal
import sys


def main(argv):
    """Reads FD to its end, then kills. Exit status 0, or 2 for a wrong command line."""
    if len(argv) != 2 or not argv[1].isdigit():
        return 2
    detach()
    for group in remaining(int(argv[1])):
        kill(group)
    return 0


def detach():
    """Leaves the server's session and its signals: a Ctrl+C or a stop of the service must not end the guardian first."""
    try:
        os.setsid()
    except PermissionError:
        pass  # It leads a group already.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def remaining(descriptor):
    """Returns the groups that are registered when the pipe ends, in the order in which they came."""
    groups = {}
    unread = b""
    while True:
        received = os.read(descriptor, 4096)
        if not received:
            return list(groups)
        # The last piece has no newline yet: it is complete with a later read, or was cut by the server's death.
        *lines, unread = (unread + received).split(b"\n")
        for line in lines:
            sign, digits = line[:1], line[1:]
            # 0 would be the guardian's own group and 1 everything: neither is ever a worker's.
            if not digits.isdigit() or int(digits) < 2:
                continue
            if sign == b"+":
                groups[int(digits)] = True
            elif sign == b"-":
                groups.pop(int(digits), None)


def kill(group):
    """Kills one group; one that is gone, or is not ours, is left alone."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, OverflowError):
        pass


if __name__ == "__main__":
    sys.exit(main(sys.argv))
