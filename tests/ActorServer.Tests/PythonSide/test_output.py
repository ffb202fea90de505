"""What marks say, and that they are right whoever else writes."""

import re
import unittest

from fake_server import CEILING, FakeServer, application_folder

SECRET = "0123456789abcdef"
MARK = re.compile(rf"\x1e{SECRET}([!-~]+)\x1f(\d+)\x1f")

APPLICATION = """
import os, sys, threading
%s
def application(environ, start_response):
    start_response("200 OK", [])
    act(environ)
    return []
"""


class MarkedServer(FakeServer):
    output_mark = SECRET


class Marks(unittest.TestCase):
    def written(self, source, *ids, threads=1):
        """What the application wrote, as (request, text); text that is nobody's has None."""
        with MarkedServer(application_folder(APPLICATION % source), threads=threads) as server:
            server.boot()
            for number in ids or ("a",):
                answer = server.get(HTTP_X_REQUEST_ID=number)
                self.assertIsNone(answer.failed, answer.failed)
            # What is written behind an answer is there when the process has ended.
            server.requests.close()
            server.process.wait(CEILING)
            output = server.output()
        pieces = []
        at = 0
        while at < len(output):
            mark = MARK.search(output, at)
            begin = mark.start() if mark else len(output)
            if begin > at:
                pieces.append((None, output[at:begin]))
            if not mark:
                break
            at = mark.end() + int(mark[2])
            pieces.append((mark[1], output[mark.end() : at]))
        return pieces

    def test_a_printed_line_is_one_piece_of_its_request(self):
        self.assertEqual([("a", "one 2\n"), ("b", "one 2\n")], self.written("def act(environ): print('one', 2)", "a", "b"))

    def test_each_stream_is_marked(self):
        source = "def act(environ):\n for out in sys.stdout, sys.stderr, environ['wsgi.errors'], sys.__stdout__: out.write('x\\n')"
        self.assertEqual([("a", "x\n")] * 4, self.written(source))

    def test_what_does_not_come_by_a_request_has_no_mark(self):
        self.assertEqual([(None, "import\n")], self.written("print('import')\ndef act(environ): pass"))
        self.assertEqual([(None, "x\n")], self.written("def act(environ): os.write(1, b'x\\n')"))
        thread = "def act(environ):\n t = threading.Thread(target=print, args='x'); t.start(); t.join()"
        self.assertEqual([(None, "x\n")], self.written(thread))

    def test_a_line_without_end_leaves_with_its_request(self):
        self.assertEqual([("a", "half"), ("b", "half")], self.written("def act(environ): print('half', end='')", "a", "b"))

    def test_a_flush_ends_the_wait_for_a_line(self):
        source = "def act(environ):\n print('half', end='', flush=True)\n print('another')"
        self.assertEqual([("a", "half"), ("a", "another\n")], self.written(source))

    def test_a_long_write_is_pieces_that_stay_whole_in_a_pipe(self):
        pieces = self.written("def act(environ): sys.stdout.write('x' * 100_000)")
        self.assertEqual("x" * 100_000, "".join(text for _, text in pieces))
        self.assertLessEqual(max(len(text) for _, text in pieces), 4096 - len(f"\x1e{SECRET}a\x1f4096\x1f"))
        self.assertEqual({"a"}, {request for request, _ in pieces})

    def test_bytes_and_binary_garbage_are_marked_as_they_are(self):
        self.assertEqual([("a", "\x1e\x1f\n")], self.written("def act(environ): sys.stdout.buffer.write(b'\\x1e\\x1f\\n')"))

    def test_a_forked_child_does_not_repeat_what_its_parent_began(self):
        source = (
            "def act(environ):\n print('begun', end='')\n if os.fork() == 0:\n  print('child')\n  os._exit(0)\n os.wait()\n print(' and ended')"
        )
        self.assertEqual([("a", "child\n"), ("a", "begun and ended\n")], self.written(source))

    def test_a_file_in_the_pipes_place_gets_no_marks(self):
        source = (
            "import tempfile\n"
            "def act(environ):\n with tempfile.TemporaryFile() as file:\n  pipe = os.dup(1); os.dup2(file.fileno(), 1); print('x'); os.dup2(pipe, 1)\n"
            "  print(os.pread(file.fileno(), 100, 0))"
        )
        self.assertEqual([("a", "b'x\\n'\n")], self.written(source))
