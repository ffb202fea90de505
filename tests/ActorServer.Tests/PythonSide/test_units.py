"""The parts that need no process."""

import contextlib
import io
import socket
import sys
import tempfile
import unittest

from fake_server import PYTHON_SIDE

sys.path.insert(0, str(PYTHON_SIDE))
from _actorserver import environ, files, frames, head, tracebacks  # noqa: E402
from _actorserver.control import ClientDisconnected, Control  # noqa: E402
from _actorserver.input import open_input  # noqa: E402

sys.path.remove(str(PYTHON_SIDE))


class Frames(unittest.TestCase):
    def test_a_frame_is_sixteen_bytes_and_the_payload(self):
        self.assertEqual(
            b"\x03\0\0\0" b"\x04" b"\x01" b"\0\0" b"\x08\x07\x06\x05\x04\x03\x02\x01" b"abc",
            frames.frame(frames.BLOCK, 0x0102030405060708, b"abc", frames.LAST),
        )

    def test_a_head_frame_carries_the_heads_length_the_head_and_the_first_block(self):
        self.assertEqual(
            b"\x0c\0\0\0" b"\x03" b"\0" b"\0\0" b"\x09\0\0\0\0\0\0\0" b"\x06\0\0\0" b"200 OK" b"xy",
            b"".join(frames.head_frame(9, b"200 OK", b"xy", 0)),
        )

    def test_a_block_is_copied_into_its_frame_while_it_is_short_and_stays_apart_from_then_on(self):
        for make, header in ((lambda block: frames.head_frame(9, b"200 OK", block, 1), 26), (lambda block: frames.block_frame(9, block, 1), 16)):
            for length, apart in ((16 * 1024 - 1, 0), (16 * 1024, 16 * 1024)):
                with self.subTest(header=header, length=length):
                    frame, block = make(b"x" * length)
                    self.assertEqual(apart, len(block))
                    self.assertEqual(header + length, len(frame) + len(block))
                    self.assertEqual(header - 16 + length, int.from_bytes(frame[:4], "little"))

    def test_json_is_ascii_and_has_no_lone_surrogates(self):
        self.assertIn(rb'{"a": "\u00e9\\udcff", "b": 1, "c": null}', frames.json_frame(1, 0, a="\xe9\udcff", b=1, c=None))


class Environ(unittest.TestCase):
    def test_names_and_values_come_in_pairs(self):
        self.assertEqual({"A": "b", "C": "", "D": "\xe9="}, environ.decode(memoryview(b"A\0b\0C\0\0D\0\xe9=\0")))

    def test_no_bytes_are_no_names(self):
        self.assertEqual({}, environ.decode(memoryview(b"")))

    def test_what_is_not_pairs_that_end_with_nul_is_refused(self):
        for part in (b"A", b"A\0", b"A\0b", b"A\0b\0C\0", b"A\0b\0C", b"A\0b\0C\0d"):
            with self.subTest(part=part), self.assertRaises(ValueError):
                environ.decode(memoryview(part))


class Input(unittest.TestCase):
    """Both kinds of input behave the same."""

    def both(self, body):
        yield open_input(0, memoryview(body))
        with tempfile.NamedTemporaryFile() as spool:
            spool.write(body)
            spool.flush()
            with open_input(frames.SPOOLED, memoryview(spool.name.encode())) as stream:
                yield stream

    def test_read_ends_where_the_body_ends_and_stays_there(self):
        for stream in self.both(b"0123456789"):
            self.assertEqual([b"0123", b"456789", b"", b"", b""], [stream.read(4), stream.read(100), stream.read(1), stream.read(), stream.read(-1)])

    def test_read_without_a_size_reads_all(self):
        for stream in self.both(b"0123456789" * 20000):
            self.assertEqual(200000, len(stream.read()))
            self.assertEqual(b"", stream.read(0))

    def test_readline_keeps_ends_and_takes_a_size(self):
        for stream in self.both(b"one\ntwo\r\nthree"):
            self.assertEqual([b"on", b"e\n", b"two\r\n", b"three", b""], [stream.readline(2), stream.readline(9), stream.readline(), stream.readline(), stream.readline()])

    def test_readlines_takes_a_hint(self):
        for stream in self.both(b"one\ntwo\nthree\n"):
            self.assertEqual([b"one\n", b"two\n"], stream.readlines(5))
            self.assertEqual([b"three\n"], stream.readlines())

    def test_iteration_gives_lines(self):
        for stream in self.both(b"one\n\ntwo"):
            self.assertEqual([b"one\n", b"\n", b"two"], list(stream))

    def test_a_spool_file_that_is_gone_is_an_os_error(self):
        with self.assertRaises(OSError):
            open_input(frames.SPOOLED, memoryview(b"/nonexistent/spool"))


class Files(unittest.TestCase):
    def test_a_wrapper_gives_the_file_from_its_position_and_closes_it(self):
        file = io.BytesIO(b"x" * 100000)
        file.seek(10)
        wrapper = files.FileWrapper(file, 4096)
        self.assertIs(file, wrapper.filelike)
        self.assertEqual(99990, sum(map(len, wrapper)))
        wrapper.close()
        self.assertTrue(file.closed)

    def test_what_cannot_seek_is_read_in_the_size_that_was_asked_for(self):
        class Pipe:
            sizes = []

            def read(self, size):
                self.sizes.append(size)
                return b""

        wrapper = files.FileWrapper(Pipe(), 17)
        self.assertEqual([], list(wrapper))
        self.assertEqual([17], Pipe.sizes)
        self.assertFalse(hasattr(wrapper, "close"))


class Head(unittest.TestCase):
    def test_a_head_is_encoded_with_nul_between(self):
        checked = head.check("404 Nix da \xe9", [("A", "b"), ("Content-Length", "12")])
        self.assertEqual((b"404 Nix da \xe9\0A\0b\0Content-Length\x0012", 12), checked)

    def test_a_status_may_have_an_empty_reason_after_its_space(self):
        self.assertEqual((b"204 ", None), head.check("204 ", []))

    def test_a_head_may_be_64_kib_long_and_no_longer(self):
        longest = 65536 - len("200 OK\0A\0")
        self.assertEqual(65536, len(head.check("200 OK", [("A", "b" * longest)]).encoded))
        with self.assertRaisesRegex(ValueError, "at most 65536 bytes, not 65537"):
            head.check("200 OK", [("A", "b" * (longest + 1))])

    def test_hop_by_hop_fields_are_dropped(self):
        fields = [("Connection", "close"), ("KEEP-ALIVE", "x"), ("Transfer-Encoding", "chunked"), ("Upgrade", "x"), ("TE", "x"), ("X-Te", "1")]
        with contextlib.redirect_stderr(io.StringIO()) as warnings:
            self.assertEqual(b"200 OK\0X-Te\x001", head.check("200 OK", fields).encoded)
        self.assertEqual(1, warnings.getvalue().count("\n"))

    def test_messages_name_the_rule_and_show_the_value_in_short(self):
        with self.assertRaisesRegex(TypeError, "status must be a str .* not bytes"):
            head.check(b"200 OK", [])
        with self.assertRaisesRegex(ValueError, "control characters"):
            head.check("200 OK", [("A", "x\n" + "y" * 1000)])
        try:
            head.check("200 OK", [("A", "x\n" + "y" * 1000)])
        except ValueError as error:
            self.assertLess(len(str(error)), 200)


class Tracebacks(unittest.TestCase):
    def test_own_frames_are_left_out_and_the_others_stay(self):
        try:
            head.check(1, [])
        except TypeError as error:
            message, text, is_foreign = tracebacks.describe(error)
        self.assertTrue(is_foreign)
        self.assertIn("test_units.py", text)
        self.assertNotIn("_actorserver", text)
        self.assertTrue(message.startswith("TypeError: start_response: status must be a str"))

    def test_causes_are_kept_and_long_messages_cut(self):
        try:
            try:
                head.check(1, [])
            except TypeError as cause:
                raise LookupError("x" * 200000) from cause
        except LookupError as error:
            message, text, _ = tracebacks.describe(error)
        self.assertLess(len(message), 500)
        self.assertLess(len(text), 70000)
        self.assertIn("start_response: status must be", text)
        self.assertNotIn("_actorserver", text)

    def test_an_exception_whose_str_raises_is_described_all_the_same(self):
        class Odd(Exception):
            def __str__(self):
                raise ValueError

        self.assertIn("Odd", tracebacks.describe(Odd())[0])


class ControlStream(unittest.TestCase):
    def setUp(self):
        self.server, stream = socket.socketpair()
        self.addCleanup(self.server.close)
        self.control = Control(stream, 100)
        self.addCleanup(self.control.close)

    def test_frames_that_arrive_in_pieces_are_put_together(self):
        self.control.begin(5)
        sent = frames.frame(frames.CREDIT, 5, b"\x07\0\0\0") + frames.frame(frames.GONE, 5)
        for at in range(len(sent)):
            self.assertFalse(self.control.gone)
            self.server.send(sent[at : at + 1])
            self.control.poll()
        self.assertEqual((107, True), (self.control.credit, self.control.gone))

    def test_credit_of_another_exchange_is_ignored(self):
        self.control.begin(5)
        self.server.send(frames.frame(frames.CREDIT, 4, b"\x07\0\0\0"))
        self.control.poll()
        self.assertEqual(100, self.control.credit)

    def test_gone_may_come_before_its_request(self):
        self.control.begin(5)
        self.server.send(frames.frame(frames.GONE, 6))
        self.control.poll()
        self.assertFalse(self.control.gone)
        self.control.begin(6)
        self.assertTrue(self.control.gone)
        self.control.begin(7)
        self.assertFalse(self.control.gone)

    def test_an_unknown_kind_is_an_error(self):
        self.server.send(frames.frame(99, 0))
        with self.assertRaises(RuntimeError):
            self.control.poll()

    def test_a_stream_that_is_lost_stays_lost(self):
        self.server.close()
        self.control.poll()
        self.assertTrue(self.control.lost)
        with self.assertRaises(ClientDisconnected):
            self.control.send(b"x")
