"""Several requests at once in one process: answers, credit and news of clients per request, forks, and the end."""

import os
import signal
import unittest

from fake_server import CEILING, FAILED, GONE, INPUT_ENDED, Answer, FakeServer, application_folder, wait_until

WINDOW = 4096
THREADS = 4

# All requests must be inside before any of them can leave.
MEETING = f"""
import threading
barrier = threading.Barrier({THREADS})
def application(environ, start_response):
    barrier.wait({CEILING})
    start_response("200 OK", [])
    return [environ["PATH_INFO"].encode()]
"""


class ThreadTest(unittest.TestCase):
    def boot(self, source, threads=THREADS):
        server = FakeServer(application_folder(source), window=WINDOW, threads=threads)
        self.addCleanup(server.close)
        server.boot()
        return server

    def answers(self, server, exchanges, give_credit=True):
        """Receives the interleaved frames of the exchanges to their endings."""
        frames = {exchange: [] for exchange in exchanges}
        missing = set(exchanges)
        while missing:
            frame = server.receive()
            frames[frame.exchange].append(frame)
            if frame.is_ending:
                missing.remove(frame.exchange)
            elif frame.body and give_credit:
                server.credit(frame.exchange, len(frame.body))
        return {exchange: Answer(parts) for exchange, parts in frames.items()}


class Running(ThreadTest):
    def test_as_many_requests_run_at_once_as_there_are_threads(self):
        server = self.boot(MEETING)
        for _ in range(3):
            exchanges = [server.send(f"/{number}") for number in range(THREADS)]
            answers = self.answers(server, exchanges)
            self.assertEqual([f"/{number}".encode() for number in range(THREADS)], [answers[exchange].body for exchange in exchanges])

    def test_one_more_waits_unread(self):
        server = self.boot(
            "import os, time\n"
            "def application(e, s):\n"
            "    print('began', e['PATH_INFO'])\n"
            "    while not os.path.exists('open'): time.sleep(0.005)\n"
            "    s('200 OK', [])\n"
            "    return []\n"
        )
        exchanges = [server.send(f"/{number}") for number in range(THREADS)]
        wait_until(lambda: server.output().count("began") == THREADS, "all threads to run")
        later = server.send("/later")
        self.assertNotIn("/later", server.output())
        folder = os.readlink(f"/proc/{server.process.pid}/cwd")
        open(os.path.join(folder, "open"), "w").close()
        self.assertEqual({"200 OK"}, {answer.status for answer in self.answers(server, [*exchanges, later]).values()})

    def test_the_environ_says_so(self):
        source = "def application(e, s):\n    s('200 OK', [])\n    return [str(e['wsgi.multithread']).encode()]\n"
        self.assertEqual(b"True", self.boot(source).get().body)
        self.assertEqual(b"False", self.boot(source, threads=1).get().body)

    def test_the_main_thread_runs_requests_too_and_keeps_what_is_its_own(self):
        server = self.boot(
            "import signal, threading\n"
            "barrier = threading.Barrier(2)\n"
            "seen = []\n"
            "signal.signal(signal.SIGUSR1, lambda *_: seen.append(threading.current_thread() is threading.main_thread()))\n"
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    barrier.wait(30)\n"
            "    return [str((threading.current_thread() is threading.main_thread(), seen)).encode()]\n",
            threads=2,
        )
        os.kill(server.process.pid, signal.SIGUSR1)
        answers = self.answers(server, [server.send(), server.send()])
        self.assertEqual([b"(False, [True])", b"(True, [True])"], sorted(answer.body for answer in answers.values()))

    def test_what_an_application_raises_ends_one_request_and_no_thread(self):
        server = self.boot(
            "import sys\n"
            "def application(e, s):\n"
            "    kind = e['PATH_INFO'][1:]\n"
            "    if kind == 'exit': sys.exit(5)\n"
            "    if kind == 'interrupt': raise KeyboardInterrupt\n"
            "    if kind == 'raise': raise ValueError('on purpose')\n"
            "    s('200 OK', [])\n"
            "    return [b'fine']\n"
        )
        for _ in range(THREADS):
            exchanges = [server.send(path) for path in ("/exit", "/interrupt", "/raise", "/")]
            answers = self.answers(server, exchanges)
            self.assertEqual(["raised"] * 3, [answers[exchange].failed["reason"] for exchange in exchanges[:3]])
            self.assertEqual(b"fine", answers[exchanges[3]].body)


class Streaming(ThreadTest):
    STREAM = (
        "def application(e, s):\n"
        "    s('200 OK', [])\n"
        "    path = e['PATH_INFO'].encode()\n"
        "    return (path * 500 for _ in range(40))\n"
    )

    def test_each_exchange_has_a_window_of_its_own(self):
        server = self.boot(self.STREAM, threads=8)
        exchanges = [server.send(f"/{number}") for number in range(8)]
        got = {exchange: b"" for exchange in exchanges}
        while any(len(body) < WINDOW for body in got.values()):
            frame = server.receive()
            got[frame.exchange] += frame.body
        self.assertTrue(server.is_silent())
        self.assertEqual({WINDOW}, {len(body) for body in got.values()})
        # The last one is taken first: it must not wait for those that are not.
        for exchange in reversed(exchanges):
            over = False
            server.credit(exchange, WINDOW)
            while not over:
                frame = server.receive()
                self.assertEqual(exchange, frame.exchange)
                got[exchange] += frame.body
                over = frame.is_ending
                if frame.body and not over:
                    server.credit(exchange, len(frame.body))
        self.assertEqual([f"/{number}".encode() * 20000 for number in range(8)], list(got.values()))

    def test_many_long_answers_stay_whole_side_by_side(self):
        server = self.boot(self.STREAM, threads=8)
        for _ in range(3):
            exchanges = [server.send(f"/{number}") for number in range(8)]
            answers = self.answers(server, exchanges)
            self.assertEqual([f"/{number}".encode() * 20000 for number in range(8)], [answers[exchange].body for exchange in exchanges])


class Clients(ThreadTest):
    WATCH = (
        "import time\n"
        "def application(e, s):\n"
        "    s('200 OK', [])\n"
        "    def blocks():\n"
        "        try:\n"
        "            yield b'begun'\n"
        "            if e['PATH_INFO'] == '/watch':\n"
        "                while not e['actorserver.client_gone'](): time.sleep(0.001)\n"
        "                print('it was told')\n"
        "                yield b'seen'\n"
        "            else:\n"
        "                while True: yield b'x' * 1000\n"
        "        finally: print('closed', e['PATH_INFO'])\n"
        "    return blocks()\n"
    )

    def begin(self, server, *paths):
        exchanges = [server.send(path) for path in paths]
        begun = set()
        while len(begun) < len(paths):
            begun.add(server.receive().exchange)
        return exchanges

    def test_an_application_is_told_of_a_closed_side_and_still_answers(self):
        for threads in (1, THREADS):
            with self.subTest(threads=threads):
                server = self.boot(self.WATCH, threads)
                [exchange] = self.begin(server, "/watch")
                server.tell(INPUT_ENDED, exchange)
                frames = [server.receive(), server.receive()]
                self.assertEqual(b"seen", frames[0].body)
                self.assertTrue(frames[1].is_last)
                wait_until(lambda: "closed /watch\n" in server.output(), "close()")

    def test_a_failure_after_a_closed_side_is_the_applications(self):
        for threads in (1, THREADS):
            with self.subTest(threads=threads):
                server = self.boot("def application(e, s):\n    while not e['actorserver.client_gone'](): pass\n    raise ValueError('mine')\n", threads)
                exchange = server.send()
                server.tell(INPUT_ENDED, exchange)
                self.assertEqual("raised", server.answer(exchange).failed["reason"])

    def test_a_client_that_is_gone_ends_its_answer_and_no_other(self):
        server = self.boot(self.WATCH)
        [gone, watched, kept] = self.begin(server, "/endless", "/watch", "/endless")
        server.tell(GONE, gone)
        while True:
            frame = server.receive()
            if frame.exchange == gone and frame.is_ending:
                break
        self.assertEqual((FAILED, "client-gone"), (frame.kind, frame.fields["reason"]))
        wait_until(lambda: "closed /endless\n" in server.output(), "close()")
        self.assertNotIn("it was told", server.output())
        server.tell(GONE, watched)
        server.tell(GONE, kept)
        missing = {watched, kept}
        while missing:
            frame = server.receive()
            if frame.is_ending:
                missing.remove(frame.exchange)
                self.assertEqual("client-gone", frame.fields["reason"])

    def test_news_can_come_before_the_request_is_read(self):
        for kind, expected in ((INPUT_ENDED, "True False"), (GONE, "True True")):
            for threads in (1, THREADS):
                with self.subTest(kind=kind, threads=threads):
                    server = self.boot(
                        "def application(e, s):\n"
                        "    gone = e['actorserver.client_gone']\n"
                        "    print(gone(), gone.__self__.is_abandoned())\n"
                        "    s('200 OK', [])\n"
                        "    return []\n",
                        threads,
                    )
                    server.tell(kind, 500)
                    # The news is read by whoever answers this one, or by the thread that reads all.
                    for _ in range(70):
                        server.get()
                    server.answer(server.send(exchange=500))
                    *before, last = server.output().splitlines()
                    self.assertEqual(({"False False"}, expected), (set(before), last))

    def test_small_answers_do_not_fill_the_stream_with_news(self):
        server = self.boot("def application(e, s):\n    s('200 OK', [])\n    return []\n")
        for _ in range(3000):
            exchange = server.send()
            self.assertEqual("200 OK", server.answer(exchange).status)
            server.tell(GONE, exchange)


class Forks(ThreadTest):
    def test_a_forked_child_neither_answers_nor_keeps_the_channel(self):
        server = self.boot(
            "import os, threading\n"
            f"barrier = threading.Barrier({THREADS})\n"
            "def application(e, s):\n"
            "    barrier.wait(30)\n"
            "    s('200 OK', [])\n"
            "    return [b'child' if os.fork() == 0 else b'parent']\n"
        )
        for _ in range(3):
            answers = self.answers(server, [server.send() for _ in range(THREADS)])
            self.assertEqual({b"parent"}, {answer.body for answer in answers.values()})
        self.assertTrue(server.is_silent())

    def test_a_child_that_goes_on_streaming_leaves_though_its_siblings_hold_the_locks(self):
        server = self.boot(
            "import os\n"
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    if e['PATH_INFO'] == '/fork':\n"
            "        pid = os.fork()\n"
            "        if pid: return [str(pid).encode()]\n"
            "    return (b'x' * 1000 for _ in range(100))\n"
        )
        busy = [server.send("/stream") for _ in range(THREADS - 1)]
        fork = server.send("/fork")
        answers = self.answers(server, [*busy, fork])
        child = int(answers[fork].body)
        wait_until(lambda: not is_running(child), "the child to leave")


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return ") Z " not in file.read()
    except FileNotFoundError:
        return False


class Ending(ThreadTest):
    def test_every_thread_finishes_its_request_and_then_the_process_leaves(self):
        server = self.boot("import atexit\natexit.register(print, 'exit handlers ran')\n" + MEETING)
        exchanges = [server.send("/1"), server.send("/2")]
        wait_until(lambda: not unread(server), "two to be inside")
        third, fourth = server.send("/3"), server.send("/4")
        server.requests.close()
        answers = self.answers(server, [*exchanges, third, fourth])
        self.assertEqual({"200 OK"}, {answer.status for answer in answers.values()})
        self.assertEqual(0, server.process.wait(CEILING))
        self.assertIn("exit handlers ran\n", server.output())

    def test_idle_threads_leave(self):
        server = self.boot("import atexit\natexit.register(print, 'exit handlers ran')\n" + MEETING)
        server.requests.close()
        self.assertEqual(0, server.process.wait(CEILING))
        self.assertIn("exit handlers ran\n", server.output())

    def test_a_server_that_is_gone_ends_the_process_under_its_application(self):
        server = self.boot("def application(e, s):\n    s('200 OK', [])\n    while True: yield b'x' * 1000\n")
        for _ in range(2):
            server.send()
        server.receive()
        server.requests.close()
        server.control.close()
        self.assertEqual(0, server.process.wait(CEILING))

    def test_a_signal_handler_that_raises_ends_the_process_as_it_does_with_one_thread(self):
        for threads in (1, THREADS):
            with self.subTest(threads=threads):
                server = self.boot(
                    "import signal\n"
                    "def handle(*_): raise RuntimeError('from the handler')\n"
                    "signal.signal(signal.SIGUSR1, handle)\n"
                    "def application(e, s): pass\n",
                    threads,
                )
                # The main thread may be on its way to its first request only: the handler would raise all the same.
                os.kill(server.process.pid, signal.SIGUSR1)
                self.assertEqual(1, server.process.wait(CEILING))
                self.assertIn("from the handler", server.output())

    def test_stacks_of_all_threads_are_written_on_the_signal(self):
        server = self.boot(
            "import time\n"
            "def sleep_here():\n"
            "    print('inside')\n"
            "    time.sleep(600)\n"
            "def application(e, s): sleep_here()\n"
        )
        for _ in range(THREADS):
            server.send()
        wait_until(lambda: server.output().count("inside") == THREADS, "all to sleep")
        os.kill(server.process.pid, signal.SIGRTMIN)
        wait_until(lambda: server.output().count("in sleep_here") == THREADS, "the stacks of all")


def unread(server):
    """True while something that was sent has not been received (SIOCOUTQ counts the bytes in a socket's sending queue)."""
    import fcntl

    return any(fcntl.ioctl(server.requests.fileno(), 0x5411, b"\0\0\0\0"))
