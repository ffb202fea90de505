"""PEP 3333 sentence by sentence: the fixtures of tests/apps/pep3333, and what only frames can show."""

import os
import sys
import tempfile
import unittest

from fake_server import APPS, BLOCK, END, FAILED, HEAD, FakeServer, application_folder

FOLDER = APPS / "pep3333"
sys.path.insert(0, str(FOLDER))
import violations  # noqa: E402

sys.path.remove(str(FOLDER))

PRELUDE = "TEXT = [('Content-Type', 'text/plain')]\n"


class Sentences(unittest.TestCase):
    """Every legal case works, under wsgiref.validate, which must stay silent."""

    EXPECTED = {
        "/one-block": ("200 OK", b"one block"),
        "/several-blocks": ("200 OK", b"several blocks"),
        "/no-blocks": ("200 OK", b""),
        "/generator": ("200 OK", b"generated"),
        "/empty-blocks-first": ("200 OK", b"replaced in time"),
        "/error-before-the-headers": ("503 Sorry", b"sorry"),
        "/write-only": ("200 OK", b"written twice"),
        "/write-and-iterate": ("200 OK", b"written, iterated"),
        "/read-by-size": ("200 OK", b"one\ntwo|\nthree\n|\n"),
        "/read-lines": ("200 OK", b"[b'one\\n', [b'two\\n', b'three\\n', b'\\n'], []]"),
        "/errors": ("200 OK", b"reported"),
        "/file-wrapper": ("200 OK", (FOLDER / "sentences.py").read_bytes()),
        "/no-content": ("204 No Content", b""),
        "/latin-one": ("200 OK", b"latin"),
        "/missing": ("404 Not Found", b"no such case"),
    }

    @classmethod
    def setUpClass(cls):
        cls.server = FakeServer(FOLDER)
        cls.addClassCleanup(cls.server.close)
        cls.server.boot()

    def test_every_sentence_holds(self):
        for path, expected in self.EXPECTED.items():
            for method in ("GET", "HEAD"):
                with self.subTest(path=path, method=method):
                    answer = self.server.get(path, method=method, body=b"one\ntwo\nthree\n\n")
                    self.assertIsNone(answer.failed, answer.failed)
                    self.assertEqual(expected, (answer.status, answer.body))
        self.assertEqual("an error in two pieces\n" * 2, self.server.output())

    def test_close_is_called_once_per_request(self):
        before = int(self.server.get("/closed").body)
        self.server.get("/closing")
        self.assertEqual(before + 1, int(self.server.get("/closed").body))

    def test_replaced_headers_are_gone(self):
        self.assertEqual([("Content-Type", "text/plain")], self.server.get("/error-before-the-headers").headers)

    def test_one_known_block_is_one_frame(self):
        # Under the validator the list has no length; the plain application's has.
        self.assertEqual([HEAD, END], self.server.get("/one-block").kinds)


class Violations(unittest.TestCase):
    REASONS = {
        "/second-start-response": "raised",
        "/no-start-response": "no-start-response",
        "/no-start-response-but-a-body": "no-start-response",
        "/block-before-start-response": "no-start-response",
        "/returns-none": "raised",
        "/returns-bytes": "raised",
        "/returns-text": "raised",
        "/writes-text": "raised",
    }

    def test_every_violation_is_a_failed_request_without_a_head(self):
        with FakeServer(FOLDER, "violations") as server:
            server.boot()
            for path in violations.VIOLATIONS:
                with self.subTest(path=path):
                    answer = server.get(path)
                    self.assertEqual([FAILED], answer.kinds)
                    self.assertEqual(self.REASONS.get(path, "invalid-head"), answer.failed["reason"], answer.failed)
                    self.assertNotIn("_actorserver/", answer.failed["traceback"])
            self.assertEqual("", server.output())


class Order(unittest.TestCase):
    """When what is sent."""

    def run_application(self, source, **request):
        self.server = FakeServer(application_folder(PRELUDE + source))
        self.addCleanup(self.server.close)
        self.server.boot()
        return self.server.get(**request)

    def test_a_list_of_one_block_is_one_frame(self):
        answer = self.run_application(
            "def application(e, s):\n    s('200 OK', TEXT)\n    return [b'all of it']\n",
        )
        self.assertEqual(([HEAD], b"all of it"), (answer.kinds, answer.body))

    def test_an_empty_list_is_one_frame(self):
        answer = self.run_application("def application(e, s):\n    s('200 OK', TEXT)\n    return []\n")
        self.assertEqual(([HEAD], b""), (answer.kinds, answer.body))

    def test_each_block_is_sent_before_the_next_is_asked_for(self):
        server = FakeServer(
            application_folder(
                PRELUDE + "import os\n"
                "def application(e, s):\n"
                "    s('200 OK', TEXT)\n"
                "    for _ in range(3):\n"
                "        yield b'block'\n"
                "        with open(e['QUERY_STRING']) as fifo: fifo.read()\n"
            )
        )
        self.addCleanup(server.close)
        server.boot()
        with tempfile.TemporaryDirectory() as folder:
            fifo = os.path.join(folder, "go")
            os.mkfifo(fifo)
            server.send(query=fifo)
            for kind in (HEAD, BLOCK, BLOCK):
                # The application cannot go on before the fifo is opened: the frame came without what follows it.
                self.assertEqual(kind, server.receive().kind)
                open(fifo, "w").close()
            self.assertEqual(END, server.receive().kind)

    def test_the_block_that_completes_content_length_ends_the_response(self):
        answer = self.run_application("def application(e, s):\n    s('200 OK', [('Content-Length', '6')])\n    yield b'abc'\n    yield b'def'\n")
        self.assertEqual(([HEAD, BLOCK], b"abcdef"), (answer.kinds, answer.body))
        self.assertTrue(answer.frames[-1].is_last)

    def test_a_generator_runs_to_its_end_when_its_length_is_reached(self):
        self.run_application(
            "def application(e, s):\n    s('200 OK', [('Content-Length', '3')])\n    yield b'abc'\n    print('after the last block')\n    yield b''\n    print('at its end')\n"
        )
        self.server.get()
        self.assertIn("after the last block\nat its end\n", self.server.output())

    def test_more_than_content_length_is_cut_and_not_asked_for(self):
        answer = self.run_application(
            "def application(e, s):\n"
            "    s('200 OK', [('Content-Length', '4')])\n"
            "    try:\n"
            "        while True: yield b'abc'\n"
            "    finally: print('stopped')\n"
        )
        self.assertEqual(b"abca", answer.body)
        self.server.get()
        self.assertIn("stopped\n", self.server.output())

    def test_writing_past_content_length_is_an_error_of_the_application(self):
        answer = self.run_application(
            "def application(e, s):\n    write = s('200 OK', [('Content-Length', '3')])\n    write(b'abc')\n    write(b'd')\n    return []\n"
        )
        self.assertEqual(b"abc", answer.body)
        self.server.get()
        self.assertIn("ValueError: write: the response is complete", self.server.output())

    def test_fewer_bytes_than_content_length_end_the_response_all_the_same(self):
        # The server knows what was announced: it resets.
        answer = self.run_application("def application(e, s):\n    s('200 OK', [('Content-Length', '4')])\n    return [b'abc']\n")
        self.assertEqual(([HEAD], b"abc"), (answer.kinds, answer.body))

    def test_exc_info_behind_the_head_raises_the_applications_error(self):
        answer = self.run_application(
            "import sys\n"
            "def application(e, s):\n"
            "    s('200 OK', TEXT)\n"
            "    yield b'begun'\n"
            "    try: raise LookupError('too late')\n"
            "    except LookupError: s('500 Oh', TEXT, sys.exc_info())\n"
            "    yield b'never'\n"
        )
        self.assertEqual([HEAD, FAILED], answer.kinds)
        self.assertEqual(b"begun", answer.body)
        self.assertEqual("LookupError: too late", answer.failed["message"])

    def test_close_is_called_when_iteration_raises_and_its_own_error_is_reported(self):
        answer = self.run_application(
            "class Blocks:\n"
            "    def __iter__(self): raise LookupError('iteration')\n"
            "    def close(self): raise ArithmeticError('closing')\n"
            "def application(e, s):\n    s('200 OK', TEXT)\n    return Blocks()\n"
        )
        self.assertEqual("LookupError: iteration", answer.failed["message"])
        self.server.get()
        self.assertIn("close() of the response raised: ArithmeticError: closing", self.server.output())

    def test_a_hop_by_hop_field_is_dropped_with_one_warning(self):
        answer = self.run_application(
            "def application(e, s):\n    s('200 OK', [('Connection', 'close'), ('X', e['QUERY_STRING'])])\n    return [b'x']\n", query="1"
        )
        self.assertEqual([("X", "1")], answer.headers)
        self.server.get(query="2")
        self.assertEqual(1, self.server.output().count("Connection, a hop-by-hop field"))

    def test_exc_info_may_be_given_by_name(self):
        answer = self.run_application("def application(e, s):\n    s(status='200 OK', response_headers=[], exc_info=None)\n    return [b'x']\n")
        self.assertEqual("200 OK", answer.status)
