"""The template: one import, forks on request, ends reported and kept until the server has taken note."""

import array
import json
import os
import signal
import socket
import unittest

from fake_server import APPS, BOOT_FAILED, CEILING, READY, REQUEST_HEADER, FakeServer, application_folder, wait_until

FORK, REAP, FORKED, NOT_FORKED, EXITED = 2, 3, 32, 33, 34


class FakeWorker(FakeServer):
    """The server's end of a forked process."""

    def __init__(self, template, launch):
        self._exchange = 0
        self.window = template.window
        self.threads = template.threads
        self.requests, requests = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.control.settimeout(CEILING)
        self.reading, writing = zip(os.pipe(), os.pipe())
        numbers = array.array("i", [requests.fileno(), control.fileno(), *writing])
        template.requests.sendmsg([REQUEST_HEADER.pack(FORK, 0, 0, 0, launch)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, numbers)])
        requests.close()
        control.close()
        for descriptor in writing:
            os.close(descriptor)

    def output(self):
        return b"".join(os.read(reading, 1 << 16) for reading in self.reading).decode()

    def close(self):
        self.requests.close()
        self.control.close()
        for reading in self.reading:
            os.close(reading)


class FakeTemplate(FakeServer):
    """The server's end of a template."""

    also = {"template": True}
    launches = 0

    def fork(self):
        """Forks and boots a worker."""
        self.launches += 1
        worker = FakeWorker(self, self.launches)
        frame = self.receive()
        assert (frame.kind, frame.exchange) == (FORKED, self.launches), (frame.kind, frame.exchange, frame.payload, self.output())
        worker.pid = int.from_bytes(frame.payload, "little")
        worker.launch = self.launches
        worker.setup(*self.setup_of)
        worker.ready = worker.boot()
        return worker

    def setup(self, *what):
        self.setup_of = what
        super().setup(*what)

    def reap(self, launch):
        self.requests.send(REQUEST_HEADER.pack(REAP, 0, 0, 0, launch))

    def exited(self):
        """Receives an EXITED frame: launch and status."""
        frame = self.receive()
        assert frame.kind == EXITED, (frame.kind, frame.payload)
        return frame.exchange, int.from_bytes(frame.payload, "little")


def state(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rsplit(") ", 1)[1][0]
    except OSError:
        return None


class TemplateTest(unittest.TestCase):
    def start(self, source=None, **how):
        template = FakeTemplate(application_folder(source) if source else APPS / "echo", **how)
        self.addCleanup(template.close)
        return template

    def fork(self, template):
        worker = template.fork()
        self.addCleanup(worker.close)
        return worker


class Forks(TemplateTest):
    def test_all_workers_are_forks_of_one_import(self):
        template = self.start(
            "import os\nimported_in = os.getpid()\n"
            "def application(e, s):\n    s('200 OK', [])\n    return [f'{imported_in} {os.getpid()} {os.getppid()}'.encode()]\n"
        )
        pid = template.boot()["pid"]
        workers = [self.fork(template) for _ in range(3)]
        self.assertEqual([f"{pid} {worker.pid} {pid}".encode() for worker in workers], [worker.get().body for worker in workers])
        self.assertEqual([worker.pid for worker in workers], [worker.ready["pid"] for worker in workers])

    def test_a_fork_leads_a_session_of_its_own(self):
        template = self.start()
        template.boot()
        worker = self.fork(template)
        self.assertEqual((worker.pid,) * 2, (os.getsid(worker.pid), os.getpgid(worker.pid)))

    def test_a_fork_holds_its_own_descriptors_alone(self):
        template = self.start(
            "import os\ndef application(e, s):\n    s('200 OK', [])\n"
            "    names = [f'/proc/self/fd/{n}' for n in range(100) if os.path.islink(f'/proc/self/fd/{n}')]\n"
            "    return [' '.join(sorted(os.readlink(name).split(':')[0] for name in names)).encode()]\n"
        )
        template.boot()
        self.fork(template)
        self.assertEqual(b"/dev/null pipe pipe socket socket", self.fork(template).get().body)

    def test_a_fork_writes_to_its_own_output(self):
        template = self.start("import os, sys\ndef application(e, s):\n    s('200 OK', [])\n    print('out')\n    os.write(2, b'error')\n    return []\n")
        template.boot()
        worker = self.fork(template)
        worker.get()
        self.assertEqual([b"out\n", b"error"], [os.read(reading, 100) for reading in worker.reading])
        self.assertEqual("", template.output())

    def test_output_that_the_application_has_put_elsewhere_stays_there(self):
        folder = application_folder(
            "import os\nos.dup2(os.open('log', os.O_WRONLY | os.O_CREAT), 1)\n"
            "def application(e, s):\n    s('200 OK', [])\n    os.write(1, b'logged')\n    os.write(2, b'error')\n    return []\n"
        )
        template = FakeTemplate(folder)
        self.addCleanup(template.close)
        template.boot()
        worker = self.fork(template)
        worker.get()
        self.assertEqual("error", os.read(worker.reading[1], 100).decode())
        with open(os.path.join(folder, "log"), encoding="ascii") as log:
            self.assertEqual("logged", log.read())

    def test_a_fork_serves_with_its_threads(self):
        template = self.start(
            "import threading\nmeeting = threading.Barrier(2)\n"
            "def application(e, s):\n    meeting.wait(30)\n    s('200 OK', [])\n    return [b'met']\n",
            threads=2,
        )
        self.assertEqual([], template.boot()["threads"])
        worker = self.fork(template)
        exchanges = {worker.send(), worker.send()}
        frames = []
        while exchanges:
            frames.append(worker.receive())
            if frames[-1].is_ending:
                exchanges.remove(frames[-1].exchange)
        self.assertEqual([b"met", b"met"], [frame.body for frame in frames if frame.body])

    def test_two_forks_draw_different_random_numbers(self):
        template = self.start("import random\ndef application(e, s):\n    s('200 OK', [])\n    return [str(random.random()).encode()]\n")
        template.boot()
        self.assertEqual(2, len({self.fork(template).get().body for _ in range(2)}))

    def test_the_objects_of_the_import_are_frozen(self):
        template = self.start("import gc\ndef application(e, s):\n    s('200 OK', [])\n    return [str(gc.get_freeze_count()).encode()]\n")
        template.boot()
        self.assertGreater(int(self.fork(template).get().body), 1000)

    def test_signals_of_a_service_manager_end_neither_template_nor_fork(self):
        template = self.start()
        template.boot()
        worker = self.fork(template)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            os.kill(template.process.pid, number)
            os.kill(worker.pid, number)
        self.assertEqual("200 OK", worker.get("/pid").status)
        self.assertEqual("200 OK", self.fork(template).get("/pid").status)

    def test_what_a_fork_starts_can_be_ended_as_usual(self):
        template = self.start(
            "import multiprocessing, time\n"
            "def application(e, s):\n"
            "    fork = multiprocessing.get_context('fork').Process(target=time.sleep, args=(600,))\n"
            "    fork.start()\n    fork.terminate()\n    fork.join()\n"
            "    s('200 OK', [])\n    return [str(fork.exitcode).encode()]\n"
        )
        template.boot()
        self.assertEqual(b"-15", self.fork(template).get().body)

    def test_what_the_import_started_does_not_end_with_a_fork(self):
        template = self.start(
            "import multiprocessing, time\n"
            "child = multiprocessing.get_context('fork').Process(target=time.sleep, args=(600,), daemon=True)\nchild.start()\n"
            "def application(e, s):\n    s('200 OK', [])\n    return [str(child.pid).encode()]\n"
        )
        template.boot()
        worker = self.fork(template)
        child = int(worker.get().body)
        worker.requests.close()
        self.assertEqual((worker.launch, 0), template.exited())
        self.assertEqual("S", state(child))

    def test_a_handler_of_the_application_for_ended_children_does_not_take_ours(self):
        template = self.start(
            "import os, signal\n"
            "def wait(*_):\n    while os.waitpid(-1, os.WNOHANG)[0]: pass\n"
            "signal.signal(signal.SIGCHLD, wait)\n"
            "def application(e, s):\n    s('200 OK', [])\n    return [str(signal.getsignal(signal.SIGCHLD) is wait).encode()]\n"
        )
        template.boot()
        worker = self.fork(template)
        self.assertEqual(b"True", worker.get().body)
        os.kill(worker.pid, signal.SIGKILL)
        self.assertEqual((worker.launch, 137), template.exited())

    def test_a_fork_that_the_system_refuses_is_an_answer(self):
        template = self.start(
            "import os\nreal = os.fork\ntries = []\n"
            "def fork():\n    tries.append(1)\n    if len(tries) == 1: raise BlockingIOError(11, 'Resource temporarily unavailable')\n    return real()\n"
            "os.fork = fork\n"
            "def application(e, s):\n    s('200 OK', [])\n    return [b'served']\n"
        )
        template.boot()
        refused = FakeWorker(template, 1)
        self.addCleanup(refused.close)
        frame = template.receive()
        self.assertEqual((NOT_FORKED, 1, b"Resource temporarily unavailable"), (frame.kind, frame.exchange, frame.payload))
        with self.assertRaises(EOFError):
            refused.receive()
        template.launches = 1
        self.assertEqual(b"served", self.fork(template).get().body)


class Ends(TemplateTest):
    def test_an_ended_fork_is_reported_and_kept_until_the_server_has_taken_note(self):
        template = self.start()
        template.boot()
        workers = {worker.launch: worker for worker in (self.fork(template), self.fork(template))}
        workers[1].send("/exit")
        self.assertEqual((1, 9), template.exited())
        os.kill(workers[2].pid, signal.SIGSEGV)
        self.assertEqual((2, 128 + signal.SIGSEGV), template.exited())
        self.assertEqual(["Z", "Z"], [state(worker.pid) for worker in workers.values()])
        template.reap(1)
        wait_until(lambda: state(workers[1].pid) is None, "the first is reaped")
        self.assertEqual("Z", state(workers[2].pid))

    def test_a_fork_whose_requests_are_closed_runs_its_exit_handlers(self):
        template = self.start("import atexit, os\natexit.register(lambda: print('bye', os.getpid()))\ndef application(e, s): pass\n")
        template.boot()
        worker = self.fork(template)
        worker.requests.close()
        self.assertEqual((worker.launch, 0), template.exited())
        self.assertEqual(f"bye {worker.pid}\n", os.read(worker.reading[0], 100).decode())

    def test_a_template_whose_requests_are_closed_leaves_and_its_forks_serve_on(self):
        template = self.start()
        template.boot()
        worker = self.fork(template)
        template.requests.close()
        self.assertEqual(0, template.process.wait(CEILING))
        self.assertEqual("200 OK", worker.get("/pid").status)

    def test_forks_serve_on_when_the_template_is_killed(self):
        template = self.start()
        template.boot()
        worker = self.fork(template)
        template.process.kill()
        template.process.wait(CEILING)
        self.assertEqual("200 OK", worker.get("/pid").status)

    def test_a_fork_ends_with_its_server(self):
        template = self.start()
        template.boot()
        worker = self.fork(template)
        worker.requests.close()
        worker.control.close()
        self.assertEqual((worker.launch, 0), template.exited())


class Threads(TemplateTest):
    def threads(self, source):
        fields = self.start(source + "\ndef application(e, s): pass\n").boot()
        return fields["threads"], fields["other_threads"]

    def test_an_import_without_threads_has_none(self):
        self.assertEqual(([], 0), self.threads("import threading\nthread = threading.Thread(target=print)\nthread.start()\nthread.join()"))

    def test_a_thread_is_named(self):
        source = "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), name='metrics', daemon=True).start()"
        self.assertEqual((["metrics"], 0), self.threads(source))

    def test_a_thread_that_threading_does_not_know_is_counted(self):
        self.assertEqual(([], 1), self.threads("import _thread, time\n_thread.start_new_thread(time.sleep, (600,))"))

    def test_a_thread_of_c_code_is_counted(self):
        source = (
            "import ctypes\nlibc = ctypes.CDLL(None)\nthread = ctypes.c_ulong()\n"
            "assert libc.pthread_create(ctypes.byref(thread), None, ctypes.cast(libc.pause, ctypes.c_void_p), None) == 0"
        )
        self.assertEqual(([], 1), self.threads(source))


class Boot(TemplateTest):
    def test_an_import_that_fails_is_a_failed_boot(self):
        template = FakeTemplate(APPS / "broken", "raises")
        self.addCleanup(template.close)
        frame = template.receive()
        self.assertEqual(BOOT_FAILED, frame.kind)
        self.assertIn("in connect", frame.fields["traceback"])
        self.assertEqual(3, template.process.wait(CEILING))

    def test_it_is_ready_with_the_facts_of_its_interpreter(self):
        frame = self.start().receive()
        self.assertEqual(READY, frame.kind)
        self.assertEqual({"pid", "python", "executable", "stack_signal", "threads", "other_threads"}, set(json.loads(frame.payload)))

    def test_a_fork_shows_its_stacks_on_the_signal(self):
        template = self.start()
        signal_number = template.boot()["stack_signal"]
        worker = self.fork(template)
        worker.send("/sleep", query="s=600")
        seen = []

        def shown():
            os.kill(worker.pid, signal_number)
            seen.append(os.read(worker.reading[1], 1 << 16).decode())
            return "in sleep" in "".join(seen)

        wait_until(shown, "the stack")
        os.kill(worker.pid, signal.SIGKILL)
