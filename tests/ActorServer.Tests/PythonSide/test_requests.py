"""Requests and their environ, over the real process."""

import hashlib
import json
import os
import pathlib
import re
import socket
import tempfile
import unittest

from fake_server import APPS, BLOCK, END, FAILED, HEAD, REQUEST_HEADER, FakeServer, application_folder


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = FakeServer(APPS / "echo")
        cls.addClassCleanup(cls.server.close)
        cls.ready = cls.server.boot()

    def test_ready_tells_the_process(self):
        self.assertEqual(self.server.process.pid, self.ready["pid"])
        self.assertRegex(self.ready["python"], r"^3\.\d+\.\d+")
        self.assertTrue(os.path.exists(self.ready["executable"]))

    def test_a_small_answer_is_one_frame(self):
        answer = self.server.get("/pid")
        self.assertEqual([HEAD], answer.kinds)
        self.assertEqual("200 OK", answer.status)
        self.assertEqual(str(self.server.process.pid).encode(), answer.body)

    def test_the_environ_has_the_servers_names_and_the_processs(self):
        environ = json.loads(self.server.get("/environ", query="a=b", HTTP_X="1", PATH_INFO="/environ").body)
        expected = {
            "QUERY_STRING": "a=b", "HTTP_X": "1", "SERVER_SOFTWARE": "ActorServer/0", "wsgi.url_scheme": "http", "wsgi.version": "(1, 0)",
            "wsgi.multithread": "False", "wsgi.multiprocess": "True", "wsgi.run_once": "False", "wsgi.input_terminated": "True",
        }
        self.assertEqual(expected, {name: environ[name] for name in expected})
        for name in ("wsgi.input", "wsgi.errors", "wsgi.file_wrapper", "actorserver.client_gone"):
            self.assertIn(name, environ)

    def test_text_travels_as_latin_1(self):
        headers = json.loads(self.server.get("/headers", HTTP_X="\xc3\xa9\xff").body)
        self.assertEqual("\xc3\xa9\xff", headers["HTTP_X"])

    def test_a_message_that_is_not_pairs_never_reaches_the_application(self):
        for pairs in (b"PATH_INFO\0/x\0REMOTE_USER\0", b"PATH_INFO\0/x\0REMOTE_USER", b"PATH_INFO"):
            with self.subTest(pairs=pairs):
                self.server.send_raw(1, 0, pairs, 77)
                self.assertEqual("invalid-request", self.server.answer(77).failed["reason"])
        self.assertEqual("200 OK", self.server.get("/pid").status)

    def test_an_environ_longer_than_its_message_is_refused(self):
        self.server.requests.send(REQUEST_HEADER.pack(1, 0, 0, 1000, 78) + b"A\0b\0")
        self.assertEqual("invalid-request", self.server.answer(78).failed["reason"])

    def test_a_body_comes_back_byte_for_byte(self):
        body = bytes(range(256)) * 256
        self.assertEqual(body, self.server.get("/echo", method="POST", body=body).body)

    def test_a_spooled_body_comes_back_byte_for_byte(self):
        body = bytes(range(256)) * 4096
        with tempfile.TemporaryDirectory() as folder:
            spool = os.path.join(folder, "b\u00f6dy")
            pathlib.Path(spool).write_bytes(body)
            self.assertEqual(body, self.server.get("/echo", method="POST", spool=spool).body)

    def test_a_spool_file_that_is_gone_fails_the_request_only(self):
        self.server.send_raw(1, 1, b"PATH_INFO\0/echo\0QUERY_STRING\0\0", 79, b"/nonexistent/spool")
        failed = self.server.answer(79).failed
        self.assertEqual("invalid-request", failed["reason"])
        self.assertIn("/nonexistent/spool", failed["message"])

    def test_a_spool_file_is_closed_with_its_request(self):
        with tempfile.NamedTemporaryFile() as spool:
            self.server.get("/echo", spool=spool.name)
            self.server.get("/pid")
            descriptors = pathlib.Path(f"/proc/{self.server.process.pid}/fd")
            self.assertNotIn(spool.name, [os.readlink(descriptor) for descriptor in descriptors.iterdir()])

    def test_requests_that_wait_in_the_channel_run_in_order(self):
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "effects")
            exchanges = [self.server.send("/effect", query=f"file={log}&id={number}") for number in range(8)]
            for exchange in exchanges:
                self.assertEqual("200 OK", self.server.answer(exchange).status)
            self.assertEqual([str(number) for number in range(8)], pathlib.Path(log).read_text().split())

    def test_a_thousand_requests_run_in_one_process(self):
        self.assertEqual({str(self.server.process.pid).encode()}, {self.server.get("/pid").body for _ in range(1000)})

    def test_an_exception_is_a_failed_request_with_the_applications_frames_only(self):
        failed = self.server.get("/raise").failed
        self.assertEqual("raised", failed["reason"])
        self.assertEqual("LookupError: this application raises on purpose", failed["message"])
        self.assertIn("in fail", failed["traceback"])
        self.assertNotIn("_actorserver", failed["traceback"])
        self.assertEqual("200 OK", self.server.get("/pid").status)

    def test_an_exception_behind_the_head_ends_with_failed(self):
        answer = self.server.get("/raise-late")
        self.assertEqual([HEAD, FAILED], answer.kinds)
        self.assertEqual("raised", answer.failed["reason"])

    def test_system_exit_fails_the_request_and_the_process_goes_on(self):
        self.assertEqual("SystemExit: this application calls sys.exit", self.server.get("/sys-exit").failed["message"])
        self.assertEqual("200 OK", self.server.get("/pid").status)

    def test_what_is_printed_is_written_at_once(self):
        self.server.get("/print", query="text=unbuffered")
        for name in ("stdout", "stderr", "errors"):
            self.assertIn(f"{name} unbuffered\n", self.server.output())

    def test_streams_arrive_whole(self):
        answer = self.server.get("/stream", query="mb=10")
        self.assertEqual(10 * 1024 * 1024, len(answer.body))
        self.assertEqual(dict(answer.headers)["X-Sha256"], hashlib.sha256(answer.body).hexdigest())
        self.assertEqual(END, answer.kinds[-1])
        self.assertEqual({BLOCK}, set(answer.kinds[1:-1]))


class Failures(unittest.TestCase):
    """Exceptions of every sort are requests that failed, and nothing else."""

    def test_the_process_survives_whatever_is_raised(self):
        source = (
            "def deep(n): return deep(n + 1) + deep(n + 1)\n"
            "class Odd(BaseException):\n"
            "    def __str__(self): raise ValueError\n"
            "def application(environ, start_response):\n"
            "    kind = environ['PATH_INFO'][1:]\n"
            "    if kind == 'ok':\n"
            "        start_response('200 OK', [])\n"
            "        return [b'ok']\n"
            "    if kind == 'RecursionError': deep(0)\n"
            "    if kind == 'MemoryError': bytearray(1 << 60)\n"
            "    if kind == 'surrogate': raise LookupError('\\udcff')\n"
            "    raise {'KeyboardInterrupt': KeyboardInterrupt, 'GeneratorExit': GeneratorExit, 'StopIteration': StopIteration, 'Odd': Odd}[kind]()\n"
        )
        with FakeServer(application_folder(source)) as server:
            server.boot()
            for kind in ("RecursionError", "MemoryError", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "Odd"):
                with self.subTest(kind=kind):
                    failed = server.get("/" + kind).failed
                    self.assertEqual("raised", failed["reason"])
                    self.assertRegex(failed["message"], re.escape(kind))
                    self.assertEqual(b"ok", server.get("/ok").body)
            self.assertEqual("LookupError: \\udcff", server.get("/surrogate").failed["message"])


class TooLong(unittest.TestCase):
    def test_the_longest_message_that_a_socket_takes_is_received_whole(self):
        with FakeServer(APPS / "echo") as server:
            server.boot()
            server.requests.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
            longest = server.requests.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) - 4096
            body = os.urandom(min(longest, 500 * 1024))
            self.assertEqual(body, server.get("/echo", body=body).body)
