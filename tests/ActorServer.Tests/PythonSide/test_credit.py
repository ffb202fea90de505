"""The credit window, and clients that leave."""

import json
import unittest

from fake_server import APPS, BLOCK, END, FAILED, GONE, HEAD, FakeServer, application_folder, wait_until

WINDOW = 4096


class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = FakeServer(APPS / "echo", window=WINDOW)
        cls.addClassCleanup(cls.server.close)
        cls.server.boot()

    def test_no_more_than_the_window_is_ever_sent_without_credit(self):
        for block in (1, 100, 1000, 4095, 4096, 4097, 100000):
            size = 1024 * (2 if block == 1 else 64)
            with self.subTest(block=block):
                exchange = self.server.send("/stream", query=f"mb={size / 1024 / 1024}&block={block}")
                uncredited = taken = 0
                while True:
                    frame = self.server.receive()
                    uncredited += len(frame.body)
                    taken += len(frame.body)
                    self.assertLessEqual(uncredited, WINDOW)
                    if frame.is_ending:
                        break
                    if uncredited == WINDOW:
                        self.assertTrue(taken == size or self.server.is_silent())
                        self.server.credit(exchange, WINDOW // 2)
                        uncredited -= WINDOW // 2
                self.assertEqual(size, taken)

    def test_a_body_of_exactly_the_window_needs_no_credit(self):
        answer = self.server.answer(self.server.send("/echo", body=b"x" * WINDOW), give_credit=False)
        self.assertEqual(([HEAD], WINDOW), (answer.kinds, len(answer.body)))

    def test_one_byte_more_waits_for_credit(self):
        exchange = self.server.send("/echo", body=b"x" * (WINDOW + 1))
        first = self.server.receive()
        self.assertEqual((HEAD, False, WINDOW), (first.kind, first.is_last, len(first.body)))
        self.server.credit(exchange, 1)
        second = self.server.receive()
        self.assertEqual((BLOCK, True, b"x"), (second.kind, second.is_last, second.body))

    def test_credit_of_an_answer_that_is_over_is_no_credit_for_the_next(self):
        exchange = self.server.send("/echo", body=b"x" * WINDOW)
        self.server.answer(exchange, give_credit=False)
        self.server.credit(exchange, WINDOW)
        later = self.server.send("/echo", body=b"y" * (2 * WINDOW))
        self.assertEqual(WINDOW, len(self.server.receive().body))
        self.server.credit(exchange, WINDOW)
        self.server.credit(later, 10)
        self.assertEqual(10, len(self.server.receive().body))
        self.server.credit(later, WINDOW)
        self.assertTrue(self.server.receive().is_last)

    def test_the_control_stream_is_drained_also_between_small_answers(self):
        # Without that some hundred frames would fill it, and this would wait for ever.
        for _ in range(3000):
            exchange = self.server.send("/pid")
            self.assertEqual("200 OK", self.server.answer(exchange).status)
            self.server.tell(GONE, exchange)


class Gone(unittest.TestCase):
    def boot(self, source):
        server = FakeServer(application_folder(source), window=WINDOW)
        self.addCleanup(server.close)
        server.boot()
        return server

    def test_a_stream_that_waits_for_credit_is_ended_and_closed(self):
        server = self.boot(
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    try:\n"
            "        while True: yield b'x' * 1000\n"
            "    finally: print('closed')\n"
        )
        exchange = server.send()
        sent = 0
        while sent < WINDOW:
            sent += len(server.receive().body)
        server.tell(GONE, exchange)
        failed = server.receive()
        self.assertEqual((FAILED, "client-gone"), (failed.kind, failed.fields["reason"]))
        wait_until(lambda: "closed\n" in server.output(), "close() of the generator")

    def test_a_stream_within_its_window_sees_it_at_the_next_block(self):
        server = self.boot(
            "import time\n"
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    while True:\n"
            "        yield b'x'\n"
            "        while not e['actorserver.client_gone'](): time.sleep(0.001)\n"
        )
        exchange = server.send()
        self.assertEqual(HEAD, server.receive().kind)
        server.tell(GONE, exchange)
        self.assertEqual("client-gone", server.receive().fields["reason"])

    def test_write_raises_a_connection_error(self):
        server = self.boot(
            "def application(e, s):\n"
            "    write = s('200 OK', [])\n"
            "    try:\n"
            "        while True: write(b'x' * 1000)\n"
            "    except ConnectionError as error: print(type(error).__name__, error)\n"
            "    return [b'more']\n"
        )
        exchange = server.send()
        server.tell(GONE, exchange)
        while True:
            frame = server.receive()
            if frame.is_ending:
                break
        self.assertEqual("client-gone", frame.fields["reason"])
        self.assertIn("ClientDisconnected the client is gone\n", server.output())

    def test_an_application_can_ask(self):
        server = FakeServer(APPS / "echo")
        self.addCleanup(server.close)
        server.boot()
        exchange = server.send("/gone", query="s=30")
        server.tell(GONE, exchange)
        self.assertEqual([HEAD], server.answer(exchange).kinds)
        self.assertIn("the client is gone\n", server.output())

    def test_a_request_can_be_given_up_before_it_is_read(self):
        server = FakeServer(APPS / "echo")
        self.addCleanup(server.close)
        server.boot()
        server.tell(GONE, 500)
        first = server.send("/stream", query="mb=0.5", exchange=499)
        server.answer(first)
        server.send("/gone", query="s=30", exchange=500)
        server.answer(500)
        self.assertIn("the client is gone\n", server.output())

    def test_asking_after_the_answer_is_allowed_and_true(self):
        server = self.boot(
            "gone = None\n"
            "def application(e, s):\n"
            "    global gone\n"
            "    before, gone = gone, e['actorserver.client_gone']\n"
            "    s('200 OK', [])\n"
            "    return [str(before and before()).encode()]\n"
        )
        self.assertEqual([b"None", b"True"], [server.get().body, server.get().body])

    def test_a_thread_may_ask_while_a_block_waits_for_credit(self):
        server = self.boot(
            "import threading, time\n"
            "def watch(gone, said):\n"
            "    while not gone(): time.sleep(0.001)\n"
            "    print('the thread saw it')\n"
            "def application(e, s):\n"
            "    threading.Thread(target=watch, args=(e['actorserver.client_gone'], e['wsgi.errors'])).start()\n"
            "    s('200 OK', [])\n"
            "    return iter([b'x' * 5000])\n"
        )
        exchange = server.send()
        self.assertEqual(WINDOW, len(server.receive().body))
        server.tell(GONE, exchange)
        self.assertEqual("client-gone", server.receive().fields["reason"])
        wait_until(lambda: "the thread saw it\n" in server.output(), "the thread's line")

    def test_a_server_that_is_gone_ends_the_process_under_its_application(self):
        server = self.boot(
            "import atexit\n"
            "atexit.register(print, 'exit handlers ran')\n"
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    while True: yield b'x' * 1000\n"
        )
        server.send()
        server.receive()
        server.requests.close()
        server.control.close()
        self.assertEqual(0, server.process.wait(30))
        self.assertIn("exit handlers ran\n", server.output())


class Json(unittest.TestCase):
    def test_a_failed_frame_is_json_of_three_texts(self):
        with FakeServer(APPS / "echo") as server:
            server.boot()
            frame = server.answer(server.send("/raise")).frames[-1]
            self.assertEqual({"reason", "message", "traceback"}, set(json.loads(frame.payload)))
            self.assertNotEqual(END, frame.kind)
