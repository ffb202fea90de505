"""Memory shared with the server, in which long blocks of responses are left for it: they are copied once on their way to the client.

The same layout stands in ``Wsgi/Shared/SharedRegion.cs``: a page of states, one byte for each slab (0 free, 1 taken), then
the slabs. Only this side takes slabs, and only the server frees them, when the bytes have left.
"""

from __future__ import annotations

import mmap
import os
import threading

_STATES = 4096
_SLAB = 64 * 1024

# A shorter block costs less as a frame.
FROM = 32 * 1024


class SharedBlocks:
    """The process's side of the region. May be used by several threads."""

    def __init__(self, descriptor: int) -> None:
        """Takes the descriptor over, and closes it."""
        try:
            size = os.fstat(descriptor).st_size
            self._memory = mmap.mmap(descriptor, size)
        finally:
            os.close(descriptor)
        self._slabs = (size - _STATES) // _SLAB
        self._taking = threading.Lock()

    def put(self, block: bytes | memoryview) -> tuple[int, int]:
        """Leaves as much of the block's beginning as there is room for in one piece, and returns where (behind the states) and how many bytes; 0 when none."""
        memory = self._memory
        with self._taking:
            states = memory[: self._slabs]
            wanted = min(self._slabs, (len(block) + _SLAB - 1) // _SLAB)
            while wanted and (first := states.find(bytes(wanted))) < 0:
                wanted //= 2
            if not wanted:
                return 0, 0
            memory[first : first + wanted] = b"\1" * wanted
        size = min(len(block), wanted * _SLAB)
        at = _STATES + first * _SLAB
        try:
            memory[at : at + size] = block if size == len(block) else memoryview(block)[:size]
        except BaseException:
            # An application's signal handler raised meanwhile: the server will never hear of these slabs.
            memory[first : first + wanted] = bytes(wanted)
            raise
        return first * _SLAB, size
