"""Long blocks that are left in memory shared with the server."""

import mmap
import os
import socket
import sys
import unittest

from fake_server import BLOCK, GONE, HEAD, PYTHON_SIDE, FakeServer, application_folder

sys.path.insert(0, str(PYTHON_SIDE))
from _actorserver.shared import SharedBlocks  # noqa: E402

sys.path.remove(str(PYTHON_SIDE))

SHARED = 7
SLAB = 64 * 1024
STATES = 4096

APPLICATION = """
def application(environ, start_response):
    sizes = [int(size) for size in environ["QUERY_STRING"].split(",")]
    start_response("200 OK", [("Content-Length", str(sum(sizes)))])
    return [bytes([65 + number]) * size for number, size in enumerate(sizes)]
"""


def region(slabs):
    """Returns the descriptor and the mapping of a new region."""
    descriptor = os.memfd_create("blocks")
    os.ftruncate(descriptor, STATES + slabs * SLAB)
    return descriptor, mmap.mmap(descriptor, STATES + slabs * SLAB)


@unittest.skipUnless(hasattr(os, "memfd_create"), "this Python has no os.memfd_create")
class Taking(unittest.TestCase):
    def setUp(self):
        descriptor, self.memory = region(4)
        self.addCleanup(self.memory.close)
        self.blocks = SharedBlocks(os.dup(descriptor))
        os.close(descriptor)

    def states(self):
        return list(self.memory[:4])

    def test_a_block_lies_in_as_many_slabs_as_it_needs(self):
        for size, states in ((1, [1, 0, 0, 0]), (SLAB, [1, 0, 0, 0]), (SLAB + 1, [1, 1, 0, 0]), (4 * SLAB, [1, 1, 1, 1])):
            with self.subTest(size=size):
                self.memory[:4] = b"\0\0\0\0"
                self.assertEqual((0, size), self.blocks.put(b"x" * size))
                self.assertEqual(states, self.states())
                self.assertEqual(b"x" * size, self.memory[STATES : STATES + size])

    def test_what_is_too_long_is_taken_in_part(self):
        self.assertEqual((0, 4 * SLAB), self.blocks.put(memoryview(b"x" * (4 * SLAB + 1))))
        self.assertEqual((0, 0), self.blocks.put(b"x"))

    def test_a_block_is_laid_into_one_piece(self):
        self.memory[:4] = b"\1\0\1\0"
        self.assertEqual((SLAB, SLAB), self.blocks.put(b"x" * (2 * SLAB)))
        self.assertEqual([1, 1, 1, 0], self.states())
        self.assertEqual((3 * SLAB, 10), self.blocks.put(b"y" * 10))
        self.assertEqual([1, 1, 1, 1], self.states())

    def test_slabs_that_the_server_frees_are_taken_again(self):
        self.blocks.put(b"x" * (4 * SLAB))
        self.memory[2] = 0
        self.assertEqual((2 * SLAB, SLAB), self.blocks.put(b"y" * (3 * SLAB)))


    def test_what_a_signal_handler_interrupts_is_free_again(self):
        class Memory:
            """The region, but that copying a block into it fails once."""

            def __init__(self, memory):
                self.memory = memory

            def __getitem__(self, key):
                return self.memory[key]

            def __setitem__(self, key, value):
                if key.start >= STATES:
                    raise InterruptedError
                self.memory[key] = value

        self.blocks._memory = Memory(self.memory)
        with self.assertRaises(InterruptedError):
            self.blocks.put(b"x" * (2 * SLAB))
        self.assertEqual([0, 0, 0, 0], self.states())


class SharingServer(FakeServer):
    """A server that shares four slabs."""

    def send_setup(self, message):
        descriptor, self.memory = region(4)
        socket.send_fds(self.requests, [message], [descriptor])
        os.close(descriptor)

    def body_of(self, frames):
        """Puts an answer's body together; what lay in the shared memory stays taken."""
        body = b""
        for frame in frames:
            if frame.kind == SHARED:
                offset, size = int.from_bytes(frame.payload[:4], "little"), int.from_bytes(frame.payload[4:], "little")
                body += self.memory[STATES + offset : STATES + offset + size]
            else:
                body += frame.body
        return body


@unittest.skipUnless(hasattr(socket, "send_fds") and hasattr(os, "memfd_create"), "this Python cannot send descriptors")
class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = SharingServer(application_folder(APPLICATION))
        cls.addClassCleanup(cls.server.close)
        cls.server.boot()

    def setUp(self):
        self.server.memory[:4] = b"\0\0\0\0"

    def check(self, kinds, *sizes):
        answer = self.server.get(query=",".join(map(str, sizes)))
        self.assertEqual(b"".join(bytes([65 + number]) * size for number, size in enumerate(sizes)), self.server.body_of(answer.frames))
        self.assertEqual(kinds, answer.kinds)
        self.assertTrue(answer.frames[-1].is_ending)

    def test_a_short_block_travels_in_its_frame(self):
        self.check([HEAD], 32 * 1024 - 1)

    def test_a_long_block_is_left_in_the_memory(self):
        self.check([HEAD, SHARED], 32 * 1024)

    def test_short_and_long_blocks_keep_their_order(self):
        self.check([HEAD, SHARED, BLOCK, SHARED], 10, 40000, 20, 2 * SLAB)

    def test_what_has_no_room_travels_in_frames(self):
        self.check([HEAD, SHARED, BLOCK], 5 * SLAB)

    def test_a_full_memory_is_not_waited_for(self):
        self.server.memory[:4] = b"\1\1\1\1"
        self.check([HEAD, BLOCK], 2 * SLAB)

    def test_a_client_that_has_left_is_given_nothing_more(self):
        exchange = self.server.send(query=",".join(["40000"] * 200))
        self.server.tell(GONE, exchange)
        frames = [self.server.receive()]
        while not frames[-1].is_ending:
            frames.append(self.server.receive())
        self.assertEqual("client-gone", frames[-1].fields["reason"])


if __name__ == "__main__":
    unittest.main()
