"""The server's end of a WSGI process, for tests: boots the real entry in a process of its own and speaks frames."""

import atexit
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from struct import Struct

ROOT = next(folder for folder in pathlib.Path(__file__).resolve().parents if (folder / "ActorServer.sln").exists())
PYTHON_SIDE = ROOT / "src" / "ActorServer.Gateways" / "Wsgi" / "python"
APPS = ROOT / "tests" / "apps"
MAIN = str(PYTHON_SIDE / "_actorserver_main.py")

# Nothing here takes seconds: this is the ceiling under which a test waits for something that never comes.
CEILING = 30.0

# The layout is written down again here, so that a change of frames.py alone fails.
REQUEST_HEADER = Struct("<BBHIQ")
FRAME_HEADER = Struct("<IBBHQ")
READY, BOOT_FAILED, HEAD, BLOCK, END, FAILED, CREDIT, GONE, INPUT_ENDED = 1, 2, 3, 4, 5, 6, 16, 17, 18


def wait_until(condition, what):
    """Waits for the condition and returns its value."""
    ends = time.monotonic() + CEILING
    while time.monotonic() < ends:
        value = condition()
        if value:
            return value
        time.sleep(0.005)
    raise AssertionError(f"{what}: not within {CEILING} s")


def application_folder(source):
    """Writes an application as wsgi.py into a folder of its own and returns the folder."""
    folder = tempfile.mkdtemp(prefix="pythonside-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (pathlib.Path(folder) / "wsgi.py").write_text(source, encoding="utf-8")
    return folder


class Frame:
    """A control frame from the process."""

    def __init__(self, kind, flags, exchange, payload):
        self.kind, self.flags, self.exchange, self.payload = kind, flags, exchange, payload

    @property
    def is_last(self):
        return bool(self.flags & 1)

    @property
    def is_ending(self):
        return self.is_last or self.kind in (END, FAILED)

    @property
    def fields(self):
        return json.loads(self.payload)

    @property
    def head(self):
        """Status, list of fields, and the first block."""
        size = int.from_bytes(self.payload[:4], "little")
        status, *parts = self.payload[4 : 4 + size].decode("latin-1").split("\0")
        return status, list(zip(parts[::2], parts[1::2])), self.payload[4 + size :]

    @property
    def body(self):
        return self.head[2] if self.kind == HEAD else self.payload if self.kind == BLOCK else b""


class Answer:
    """All frames of one exchange."""

    def __init__(self, frames):
        self.frames = frames
        self.kinds = [frame.kind for frame in frames]
        self.body = b"".join(frame.body for frame in frames)
        self.status, self.headers = frames[0].head[:2] if frames[0].kind == HEAD else (None, [])
        self.failed = frames[-1].fields if frames[-1].kind == FAILED else None


class FakeServer:
    """One process and the server's ends of its channel."""

    # What else a test's setup says.
    also = {}

    short_turns = False

    # None: output has no marks.
    output_mark = None

    def __init__(self, location, module="wsgi", app="application", window=65536, parent=None, threads=1, **environment):
        self.requests, requests = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.control.settimeout(CEILING)
        self._output = tempfile.TemporaryFile()
        self._exchange = 0
        self.window = window
        self.threads = threads
        descriptors = (requests.fileno(), control.fileno())
        command = [sys.executable, "-u", MAIN, *map(str, descriptors), str(parent or os.getpid())]
        self.process = self.start(command, pass_fds=descriptors, stderr=self._output, env={**os.environ, **environment})
        requests.close()
        control.close()
        self.setup(str(location), module, app)

    def start(self, command, **how):
        """Starts the process; a test may start another one that starts it."""
        return subprocess.Popen(command, stdout=self._output, **how)

    def setup(self, location, module, app):
        setup = {
            "app_loc": location, "app_module": module, "app": app, "multiprocess": True, "multithread": self.threads > 1,
            "threads": self.threads, "window": self.window, "server_software": "ActorServer/0", "worker": 1,
            "short_turns": self.short_turns, "output_mark": self.output_mark,
            **self.also,
        }
        self.send_setup(REQUEST_HEADER.pack(0, 0, 0, 0, 0) + json.dumps(setup).encode())

    def send_setup(self, message):
        """Sends the setup; a test may send descriptors with it."""
        self.requests.send(message)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def boot(self):
        """Waits for READY and returns its fields."""
        frame = self.receive()
        assert frame.kind == READY, (frame.kind, frame.payload, self.output())
        return frame.fields

    def send(self, path="/", method="GET", query="", body=b"", spool=None, exchange=None, **more):
        """Sends a request and returns its exchange id."""
        self._exchange += 1
        exchange = exchange or self._exchange
        length = os.path.getsize(spool) if spool else len(body)
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, "RAW_URI": path,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost", "CONTENT_LENGTH": str(length), "wsgi.url_scheme": "http", **more,
        }
        pairs = b"".join(f"{name}\0{value}\0".encode("latin-1") for name, value in environ.items())
        self.send_raw(1, 1 if spool else 0, pairs, exchange, os.fsencode(spool) if spool else body)
        return exchange

    def send_raw(self, kind, flags, pairs, exchange, body=b""):
        self.requests.send(REQUEST_HEADER.pack(kind, flags, 0, len(pairs), exchange) + pairs + body)

    def tell(self, kind, exchange, payload=b""):
        """Sends a control frame to the process."""
        self.control.sendall(FRAME_HEADER.pack(len(payload), kind, 0, 0, exchange) + payload)

    def credit(self, exchange, size):
        self.tell(CREDIT, exchange, size.to_bytes(4, "little"))

    def receive(self):
        """Receives one frame."""
        size, kind, flags, _, exchange = FRAME_HEADER.unpack(self._exactly(FRAME_HEADER.size))
        return Frame(kind, flags, exchange, self._exactly(size))

    def answer(self, exchange, give_credit=True):
        """Receives the frames of one exchange to its ending, crediting what comes."""
        frames = []
        while not (frames and frames[-1].is_ending):
            frame = self.receive()
            assert frame.exchange == exchange, (frame.exchange, exchange)
            frames.append(frame)
            if give_credit and frame.body and not frame.is_ending:
                self.credit(exchange, len(frame.body))
        return Answer(frames)

    def get(self, path="/", **request):
        """Sends a request and returns its answer."""
        return self.answer(self.send(path, **request))

    def is_silent(self):
        """True when no frame is waiting, seen after the process has answered what was sent to it."""
        self.control.setblocking(False)
        try:
            return not self.control.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        finally:
            self.control.settimeout(CEILING)

    def output(self):
        """What the process wrote so far, stdout and stderr together."""
        return os.pread(self._output.fileno(), 1 << 24, 0).decode("utf-8", "replace")

    def close(self):
        self.requests.close()
        self.control.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(CEILING)
        self._output.close()

    def _exactly(self, size):
        pieces = []
        while size:
            piece = self.control.recv(min(size, 1 << 20))
            if not piece:
                raise EOFError(f"the process closed its channel; it wrote: {self.output()}")
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)
