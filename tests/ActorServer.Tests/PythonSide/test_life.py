"""How processes end: with their server, whatever they are doing."""

import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import unittest

from fake_server import APPS, CEILING, FakeServer, application_folder, wait_until

# A server that starts one process, says so, and waits to be killed.
SERVER = """
import os, subprocess, sys
main, requests, control = sys.argv[1:]
subprocess.Popen([sys.executable, "-u", main, requests, control, str(os.getpid())], pass_fds=(int(requests), int(control)))
sys.stdin.read()
"""


class KilledServer(FakeServer):
    """A process whose parent is another process. The test keeps the channel, so that its end is not what ends the process."""

    def start(self, command, **how):
        # The parent and the process hold the pipe's writing end: when both are gone it ends.
        self.alive, writing = os.pipe()
        try:
            return subprocess.Popen([sys.executable, "-c", SERVER, *command[2:5]], stdin=subprocess.PIPE, stdout=writing, **how)
        finally:
            os.close(writing)

    def close(self):
        super().close()
        self.process.stdin.close()
        os.close(self.alive)

    def has_ended(self):
        return bool(select.select([self.alive], [], [], CEILING)[0]) and os.read(self.alive, 1) == b""


class ParentDeath(unittest.TestCase):
    def kill_server_while(self, path, query=""):
        server = KilledServer(APPS / "echo")
        self.addCleanup(server.close)
        pid = server.boot()["pid"]
        if path:
            server.send(path, query=query)
            wait_until(lambda: not _unread(server), "the request to be received")
        server.process.kill()
        self.assertTrue(server.has_ended(), f"process {pid} outlived its server")

    def test_an_idle_process_ends(self):
        self.kill_server_while(None)

    def test_a_sleeping_process_ends(self):
        self.kill_server_while("/sleep", "s=600")

    def test_a_process_in_c_code_that_holds_the_interpreter_lock_ends(self):
        self.kill_server_while("/cloop", "s=600")


def _unread(server):
    """True while the process has not received what was sent (SIOCOUTQ counts the bytes in a socket's sending queue)."""
    import fcntl

    return any(fcntl.ioctl(server.requests.fileno(), 0x5411, b"\0\0\0\0"))


class Signals(unittest.TestCase):
    def test_signals_of_a_service_manager_do_not_end_a_process(self):
        with FakeServer(APPS / "echo") as server:
            server.boot()
            exchange = server.send("/sleep", query="s=0.2")
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                os.kill(server.process.pid, number)
            self.assertEqual("200 OK", server.answer(exchange).status)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                os.kill(server.process.pid, number)
            self.assertEqual("200 OK", server.get("/pid").status)

    def test_programs_and_forks_of_an_application_can_be_ended_as_usual(self):
        source = (
            "import multiprocessing, subprocess, sys, time\n"
            "def application(e, s):\n"
            "    program = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
            "    program.terminate()\n"
            "    fork = multiprocessing.get_context('fork').Process(target=time.sleep, args=(600,))\n"
            "    fork.start()\n"
            "    fork.terminate()\n"
            "    fork.join()\n"
            "    s('200 OK', [])\n"
            "    return [f'{program.wait()} {fork.exitcode}'.encode()]\n"
        )
        with FakeServer(application_folder(source)) as server:
            server.boot()
            self.assertEqual(b"-15 -15", server.get().body)

    def test_a_fork_of_a_thread_can_be_ended_as_usual(self):
        source = (
            "import multiprocessing, threading, time\n"
            "def application(e, s):\n"
            "    codes = []\n"
            "    def start():\n"
            "        fork = multiprocessing.get_context('fork').Process(target=time.sleep, args=(600,))\n"
            "        fork.start()\n"
            "        fork.terminate()\n"
            "        fork.join()\n"
            "        codes.append(fork.exitcode)\n"
            "    threads = [threading.Thread(target=start) for _ in range(4)]\n"
            "    for thread in threads: thread.start()\n"
            "    for thread in threads: thread.join()\n"
            "    s('200 OK', [])\n"
            "    return [str(codes).encode()]\n"
        )
        with FakeServer(application_folder(source)) as server:
            server.boot()
            self.assertEqual(b"[-15, -15, -15, -15]", server.get().body)
            self.assertEqual(server.process.pid, os.getsid(server.process.pid))

    def test_a_process_leads_a_session_of_its_own(self):
        with FakeServer(APPS / "echo") as server:
            server.boot()
            self.assertEqual((server.process.pid,) * 2, (os.getsid(server.process.pid), os.getpgid(server.process.pid)))


class Forks(unittest.TestCase):
    def test_a_forked_child_neither_answers_nor_keeps_the_channel(self):
        source = (
            "import os\n"
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    return [b'child' if os.fork() == 0 else b'parent']\n"
        )
        with FakeServer(application_folder(source)) as server:
            server.boot()
            self.assertEqual([b"parent"] * 3, [server.get().body for _ in range(3)])

    def test_the_channel_ends_with_the_process_though_a_child_lives_on(self):
        source = (
            "import os, time\n"
            "def application(e, s):\n"
            "    if os.fork() == 0:\n"
            "        time.sleep(600)\n"
            "        os._exit(0)\n"
            "    os._exit(1)\n"
        )
        with FakeServer(application_folder(source)) as server:
            pid = server.boot()["pid"]
            self.addCleanup(os.killpg, pid, signal.SIGKILL)
            server.send()
            with self.assertRaises(EOFError):
                server.receive()

    def test_programs_do_not_inherit_the_channel(self):
        with FakeServer(APPS / "echo") as server:
            pid = server.boot()["pid"]
            child = int(server.get("/child", query="s=600").body)
            self.addCleanup(os.kill, child, signal.SIGKILL)
            server.process.kill()
            with self.assertRaises(EOFError):
                server.receive()
            self.assertEqual(pid, os.getpgid(child))


class Stacks(unittest.TestCase):
    def test_a_real_time_signal_shows_the_stack_of_a_c_loop(self):
        with FakeServer(APPS / "echo") as server:
            ready = server.boot()
            server.send("/cloop", query="s=600")
            wait_until(lambda: not _unread(server), "the request to be received")

            def shown():
                os.kill(server.process.pid, ready["stack_signal"])
                return "in hold_the_interpreter_lock" in server.output()

            wait_until(shown, "the stack")

    def test_a_crash_shows_its_stack(self):
        source = "import os, signal\ndef application(e, s):\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
        with FakeServer(application_folder(source)) as server:
            server.boot()
            server.send()
            self.assertEqual(-signal.SIGSEGV, server.process.wait(CEILING))
            self.assertIn("in application", server.output())


class Ends(unittest.TestCase):
    def test_the_end_of_the_requests_socket_is_a_clean_end(self):
        with FakeServer(application_folder("import atexit\natexit.register(print, 'bye')\ndef application(e, s): pass\n")) as server:
            server.boot()
            server.requests.close()
            self.assertEqual(0, server.process.wait(CEILING))
            self.assertEqual("bye\n", server.output())

    def test_requests_that_were_sent_before_the_end_are_answered(self):
        with FakeServer(APPS / "echo") as server:
            server.boot()
            exchanges = [server.send("/pid") for _ in range(3)]
            server.requests.close()
            self.assertEqual(["200 OK"] * 3, [server.answer(exchange).status for exchange in exchanges])
            self.assertEqual(0, server.process.wait(CEILING))

    def test_a_signal_handler_that_raises_in_a_frame_ends_the_process_not_the_framing(self):
        source = (
            "import signal\n"
            "def stop(number, frame): raise TimeoutError('the alarm of the application')\n"
            "signal.signal(signal.SIGALRM, stop)\n"
            "def application(e, s):\n"
            "    s('200 OK', [])\n"
            "    return [b'x' * 50_000_000]\n"
        )
        with FakeServer(application_folder(source), window=100_000_000) as server:
            server.boot()
            server.send()
            # The frame has begun, and is too long for the socket's buffers: the process waits in the middle of it.
            server.control.recv(1, socket.MSG_PEEK)
            wait_until(lambda: pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "S", "the process to wait for room")
            os.kill(server.process.pid, signal.SIGALRM)
            self.assertEqual(0, server.process.wait(CEILING))
            with self.assertRaises(EOFError):
                while not server.receive().is_ending:
                    pass
                self.fail("the answer is complete")
