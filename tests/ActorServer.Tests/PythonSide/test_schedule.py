"""How the kernel's scheduler sees a process."""

import ctypes
import os
import re
import unittest

from fake_server import APPS, FakeServer, application_folder

KNOWS_TURNS = hasattr(os, "SCHED_BATCH") and tuple(map(int, re.match(r"(\d+)\.(\d+)", os.uname().release).groups())) >= (6, 12)


class WithShortTurns(FakeServer):
    short_turns = True


class UnderAPolicy(WithShortTurns):
    def start(self, command, **how):
        return super().start(command, preexec_fn=lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)), **how)


@unittest.skipUnless(KNOWS_TURNS, "this kernel gives a process no turns of its own (Linux 6.12)")
class Schedule(unittest.TestCase):
    def policy(self, server):
        with server:
            server.boot()
            return os.sched_getscheduler(server.process.pid)

    def test_a_process_takes_short_turns_and_waits_for_them(self):
        self.assertEqual(os.SCHED_BATCH, self.policy(WithShortTurns(APPS / "hello")))

    def test_it_is_left_alone_when_the_setting_says_so(self):
        self.assertEqual(os.SCHED_OTHER, self.policy(FakeServer(APPS / "hello")))

    def test_a_policy_of_somebody_else_is_left_alone(self):
        self.assertEqual(os.SCHED_IDLE, self.policy(UnderAPolicy(APPS / "hello")))


class WithSlackOfItsOwn(FakeServer):
    """Started by somebody who lets timers end 1 ms late (PR_SET_TIMERSLACK)."""

    def start(self, command, **how):
        return super().start(command, preexec_fn=lambda: ctypes.CDLL(None).prctl(29, 1_000_000, 0, 0, 0), **how)


SLACK = """
import ctypes
def application(environ, start_response):
    start_response("200 OK", [])
    return [b"%d" % ctypes.CDLL(None).prctl(30, 0, 0, 0, 0)]
"""

SWITCHES = """
import threading
def application(environ, start_response):
    start_response("200 OK", [])
    reader, = [thread.native_id for thread in threading.enumerate() if thread.name == "actorserver-control"]
    with open(f"/proc/self/task/{reader}/status", "rb") as status:
        return [next(line for line in status if line.startswith(b"voluntary_ctxt_switches")).split()[1]]
"""


class Waking(unittest.TestCase):
    def test_answers_that_leave_do_not_wake_the_thread_that_waits_for_news(self):
        with FakeServer(application_folder(SWITCHES), threads=4) as server:
            server.boot()
            server.get()
            before = int(server.get().body)
            for _ in range(20):
                server.get()
            self.assertLess(int(server.get().body) - before, 10)

    def test_the_thread_waits_also_where_an_application_has_taken_poll_away(self):
        source = (
            "import select\n"
            "del select.poll\n"
            "def application(environ, start_response):\n"
            "    start_response('200 OK', [])\n"
            "    return [b'x' * 300_000]\n"
        )
        with FakeServer(application_folder(source), threads=2) as server:
            server.boot()
            self.assertEqual(300_000, len(server.get().body))


class Timers(unittest.TestCase):
    def slack(self, server):
        with server:
            server.boot()
            return int(server.get().body)

    def test_sleeps_end_when_they_should_in_each_thread(self):
        for threads in (1, 4):
            with self.subTest(threads=threads):
                self.assertEqual(1, self.slack(FakeServer(application_folder(SLACK), threads=threads)))

    def test_a_slack_of_somebody_else_is_left_alone(self):
        self.assertEqual(1_000_000, self.slack(WithSlackOfItsOwn(application_folder(SLACK))))


if __name__ == "__main__":
    unittest.main()
