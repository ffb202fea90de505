"""A crowd of slow clients beside one that is quick: what the quick one sees, and what the server holds before, during and after.

    python3 slow_crowd.py KIND --port PORT --pid PID [--count N] [--seconds S] [--baseline S] [--every S] [--path PATH]

heads     send one byte of a header every --every seconds
uploads   send 50 bytes of a body of 1 MB every --every seconds
readers   ask for PATH and never read the answer

Each slow client stays until the server cuts it off, at most --seconds. The report is one JSON object on standard output. Linux only, standard library only.
"""

from __future__ import annotations

import argparse
import asyncio
import glob
import json
import multiprocessing
import os
import resource
import select
import socket
import time

HEAD = b"GET / HTTP/1.1\r\nHost: crowd\r\nX-Slow: "
UPLOAD = b"POST /echo HTTP/1.1\r\nHost: crowd\r\nContent-Length: 1000000\r\n\r\n"


def quick_client(port: int, path: str, results: multiprocessing.connection.Connection) -> None:
    """Asks every 10 ms over one connection; answers "next" with what it has seen since the last time."""
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    request = f"GET {path} HTTP/1.1\r\nHost: quick\r\n\r\n".encode()
    times: list[float] = []
    errors = asked = 0
    while True:
        if results.poll():
            if results.recv() == "end":
                return
            times.sort()
            results.send({
                "requests": len(times),
                "errors": errors,
                "median_ms": round(1000 * times[len(times) // 2], 2) if times else None,
                "p99_ms": round(1000 * times[int(len(times) * 0.99)], 2) if times else None,
                "slowest_ms": round(1000 * times[-1], 2) if times else None,
            })
            times, errors = [], 0
        begun = time.perf_counter()
        asked += 1
        try:
            client.sendall(request)
            answer = client.recv(65536)
        except OSError:
            answer = b""
        times.append(time.perf_counter() - begun)
        errors += not answer.startswith(b"HTTP/1.1 200 ")
        # The server ends a connection after so many requests; the last answer says it.
        if not answer or b"\r\nConnection: close\r\n" in answer:
            client.close()
            client = socket.create_connection(("127.0.0.1", port), timeout=60)
        time.sleep(0.01)


def holdings(pid: int) -> dict[str, int]:
    """What the server's own process holds."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
    descriptors = spooled = 0
    for entry in glob.glob(f"/proc/{pid}/fd/*"):
        try:
            descriptors += 1
            if "actorserver-spool-" in os.readlink(entry):
                spooled += os.stat(entry).st_size
        except OSError:
            descriptors -= 1  # Closed since it was listed.
    return {"rss_kb": resident, "descriptors": descriptors, "spooled": spooled}


async def connect(port: int, small: bool) -> socket.socket:
    client = socket.socket()
    client.setblocking(False)
    if small:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    await asyncio.get_running_loop().sock_connect(client, ("127.0.0.1", port))
    return client


async def send_slowly(port: int, first: bytes, piece: bytes, every: float, end: float) -> float | None:
    """Returns after how many seconds the server cut this client off; None when it did not."""
    loop = asyncio.get_running_loop()
    client = await connect(port, small=False)
    begun = time.monotonic()
    try:
        await loop.sock_sendall(client, first)
        answer = asyncio.create_task(loop.sock_recv(client, 4096))
        while time.monotonic() < end:
            done, _ = await asyncio.wait([answer], timeout=every)
            if done:
                answer.result()
                return time.monotonic() - begun
            await loop.sock_sendall(client, piece)
        answer.cancel()
        return None
    except OSError:
        return time.monotonic() - begun
    finally:
        client.close()


async def read_nothing(port: int, path: str, end: float) -> float | None:
    loop = asyncio.get_running_loop()
    client = await connect(port, small=True)
    begun = time.monotonic()
    poll = select.poll()
    poll.register(client, 0)  # Only what is told unasked: the reset.
    try:
        await loop.sock_sendall(client, f"GET {path} HTTP/1.1\r\nHost: crowd\r\n\r\n".encode())
        while time.monotonic() < end:
            if poll.poll(0):
                return time.monotonic() - begun
            await asyncio.sleep(0.1)
        return None
    finally:
        client.close()


async def crowd(options: argparse.Namespace, samples: list[dict[str, int]]) -> list[float | None]:
    end = time.monotonic() + options.seconds
    clients = []
    for _ in range(options.count):
        if options.kind == "heads":
            client = send_slowly(options.port, HEAD, b"x", options.every, end)
        elif options.kind == "uploads":
            client = send_slowly(options.port, UPLOAD, b"x" * 50, options.every, end)
        else:
            client = read_nothing(options.port, options.path, end)
        clients.append(asyncio.create_task(client))
        if len(clients) % 50 == 0:
            await asyncio.sleep(0.02)
    everybody = asyncio.gather(*clients)
    while not everybody.done():
        samples.append(holdings(options.pid))
        await asyncio.wait([everybody], timeout=0.5)
    return everybody.result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["heads", "uploads", "readers"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--baseline", type=float, default=5)
    parser.add_argument("--every", type=float, default=5)
    parser.add_argument("--path", default="/stream?mb=4")
    parser.add_argument("--quick-path", default="/pid")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    results, theirs = multiprocessing.Pipe()
    quick = multiprocessing.Process(target=quick_client, args=(options.port, options.quick_path, theirs), daemon=True)
    quick.start()

    def so_far() -> dict[str, float]:
        results.send("next")
        return results.recv()

    time.sleep(1)
    so_far()
    time.sleep(options.baseline)
    baseline = so_far()
    before = holdings(options.pid)
    samples: list[dict[str, int]] = []
    cuts = asyncio.run(crowd(options, samples))
    during = so_far()
    for _ in range(100):
        after = holdings(options.pid)
        # The lock of the spool's folder stays open, once there is one.
        if after["descriptors"] <= before["descriptors"] + 1 and after["spooled"] == 0:
            break
        time.sleep(0.1)
    results.send("end")
    cut = sorted(seconds for seconds in cuts if seconds is not None)
    print(json.dumps({
        "kind": options.kind,
        "clients": options.count,
        "cut": len(cut),
        "first_cut_s": round(cut[0], 1) if cut else None,
        "last_cut_s": round(cut[-1], 1) if cut else None,
        "baseline": baseline,
        "during": during,
        "before": before,
        "most": {name: max(sample[name] for sample in samples) for name in before},
        "after": after,
    }))


if __name__ == "__main__":
    main()
