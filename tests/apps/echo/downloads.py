"""Content that a test can make again: byte i of a download is the i-th byte of the repeated pattern."""

import hashlib

# A prime length: blocks that are lost, doubled or swapped never line up with it.
PATTERN = bytes(i * 7 % 251 for i in range(251))


def blocks(size, block):
    """Yields *size* bytes in blocks of *block* bytes."""
    repeated = PATTERN * (block // len(PATTERN) + 2)
    for at in range(0, size, block):
        start = at % len(PATTERN)
        yield repeated[start : start + min(block, size - at)]


def digest(size):
    """Returns the SHA-256 of the download of *size* bytes, in hex."""
    sha = hashlib.sha256()
    for block in blocks(size, 251 * 1024):
        sha.update(block)
    return sha.hexdigest()
