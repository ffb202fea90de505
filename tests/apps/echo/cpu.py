"""Work in C code that never gives the interpreter lock back: no other thread runs, no Python signal handler either."""

import time


def hold_the_interpreter_lock(seconds):
    """Holds the lock for about this long, in single calls of C code, each longer than the one before up to all of it."""
    ends = time.monotonic() + seconds
    bits = 1000
    while True:
        started = time.monotonic()
        pow(3, (1 << bits) - 1, (1 << 2203) - 1)
        took = time.monotonic() - started
        left = ends - time.monotonic()
        if left <= 0:
            return
        # The time of pow() grows with the length of the exponent.
        bits = max(100, int(bits * left / took))
