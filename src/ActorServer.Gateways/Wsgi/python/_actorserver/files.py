"""wsgi.file_wrapper (PEP 3333, Optional Platform-Specific File Handling)."""

from __future__ import annotations

from typing import Any

# Below this a frame costs more than the bytes in it.
_LARGE_BLOCK = 64 * 1024


class FileWrapper:
    """Iterates over a file-like object in blocks, from its position to its end."""

    def __init__(self, filelike: Any, blksize: int = 8192) -> None:
        self.filelike = filelike
        # What can seek is a file and gives large blocks as fast as small ones. What cannot may be a pipe that would
        # make the client wait until a large block is full, so there the application's size holds.
        seekable = getattr(filelike, "seekable", None)
        self.block_size = max(blksize, _LARGE_BLOCK) if seekable is not None and seekable() else blksize
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self) -> FileWrapper:
        return self

    def __next__(self) -> bytes:
        block = self.filelike.read(self.block_size)
        if block:
            return block
        raise StopIteration
