"""How the kernel's scheduler sees a process."""

import os
import re
import unittest

from fake_server import APPS, FakeServer

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


if __name__ == "__main__":
    unittest.main()
