"""The guardian: what ends the processes that a worker left behind."""

import os
import signal
import subprocess
import sys
import unittest

from fake_server import CEILING, PYTHON_SIDE, wait_until

GUARDIAN = str(PYTHON_SIDE / "_actorserver_guardian.py")


class Guardian(unittest.TestCase):
    def start(self):
        reading, writing = os.pipe()
        guardian = subprocess.Popen([sys.executable, "-I", "-S", "-E", GUARDIAN, str(reading)], pass_fds=(reading,))
        os.close(reading)
        self.addCleanup(guardian.wait)
        self.addCleanup(guardian.kill)
        return guardian, writing

    def group(self):
        """A process with a child of its own, both in a new group."""
        child = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"
        leader = subprocess.Popen([sys.executable, "-c", child], start_new_session=True, stdout=subprocess.PIPE)
        self.addCleanup(leader.wait)
        self.addCleanup(leader.stdout.close)
        self.addCleanup(self.end, leader)
        leader.stdout.readline()
        return leader

    @staticmethod
    def end(leader):
        try:
            os.killpg(leader.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def test_registered_groups_are_killed_at_the_end_of_the_pipe_and_others_are_not(self):
        guardian, writing = self.start()
        killed, removed, cut = self.group(), self.group(), self.group()
        gone = subprocess.Popen(["true"], start_new_session=True)
        gone.wait()
        lines = f"+{killed.pid}\n+{gone.pid}\n+{removed.pid}\n-{removed.pid}\nnonsense\n+0\n+1\n-12345\n+\n+99999999999999999999\n\n+{cut.pid}"
        for at in range(0, len(lines), 7):
            os.write(writing, lines[at : at + 7].encode())
        self.assertIsNone(guardian.poll())
        os.close(writing)
        self.assertEqual(0, guardian.wait(CEILING))
        self.assertEqual(-signal.SIGKILL, killed.wait(CEILING))
        # Its child held the other end of stdout: the whole group is gone.
        self.assertEqual(b"", killed.stdout.read())
        self.assertIsNone(removed.poll())
        self.assertIsNone(cut.poll())

    def test_signals_to_the_servers_group_do_not_end_it(self):
        guardian, writing = self.start()
        killed = self.group()
        os.write(writing, f"+{killed.pid}\n".encode())
        wait_until(lambda: os.getsid(guardian.pid) == guardian.pid, "the guardian's own session")
        wait_until(lambda: _ignores(guardian.pid, signal.SIGTERM, signal.SIGINT, signal.SIGHUP), "the signals to be ignored")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            guardian.send_signal(number)
        os.close(writing)
        self.assertEqual(0, guardian.wait(CEILING))
        self.assertEqual(-signal.SIGKILL, killed.wait(CEILING))

    def test_a_wrong_command_line_is_status_2(self):
        self.assertEqual(2, subprocess.run([sys.executable, GUARDIAN, "x"]).returncode)


def _ignores(pid, *numbers):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        mask = next(int(line.split()[1], 16) for line in status if line.startswith("SigIgn"))
    return all(mask >> (number - 1) & 1 for number in numbers)
