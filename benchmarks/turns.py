"""Cold start to first answer, turn latency and memory of the real server over HTTP.

`python -m benchmarks.turns [--home DIR]`, after `adviser setup`.
"""

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

import httpx
import psutil

from benchmarks.tables import percentile, print_table

STARTS = 5
ROUNDS = 12
START_TIMEOUT_SECONDS = 60
TURNS = (
    "How long does a micro-credential take?",
    "What is a digital badge?",
    "I want to change career, something with animals, online in Queensland",
    "not sure",
    "show more",
    "What is the weather in Hobart?",
    "start over",
    "cert 3 in childcare in brisbane",
    "actually make that online",
)


def main() -> None:
    """Start the server several times; then one client sends turns, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    home = parser.parse_args().home
    starts = []
    for _ in range(STARTS):
        with _server(home) as (address, started, _):
            _ask(address)
            starts.append(time.perf_counter() - started)
    with _server(home) as (address, _, process):
        milliseconds = _turns(address)
        resident = psutil.Process(process.pid).memory_info().rss / 2**20
    rows = [
        ("cold start to first answer, s (median of 5)", f"{median(starts):.2f}"),
        ("turn over HTTP, p50 ms", f"{median(milliseconds):.1f}"),
        ("turn over HTTP, p95 ms", f"{percentile(milliseconds, 95):.1f}"),
        ("resident memory after the turns, MiB", f"{resident:.0f}"),
    ]
    print_table(f"Server, {len(milliseconds)} turns, one client", ("figure", "value"), rows)


@contextmanager
def _server(home: Path) -> Iterator[tuple[str, float, subprocess.Popen[bytes]]]:
    port = _free_port()
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port), "--telegram", "off"]
    environment = {
        **os.environ,
        "ADVISER_HOME": str(home),
        "ADVISER_LOG_LEVEL": "ERROR",
        "ADVISER_RATE_LIMIT_PER_MINUTE": "1000000",
    }
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address, started, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.005)
    raise SystemExit("the server did not get ready; run `adviser setup` first")


def _conversation(client: httpx.Client) -> str:
    begun = client.post("/api/v1/conversations").raise_for_status().json()
    client.headers["Authorization"] = f"Bearer {begun['token']}"
    return f"/api/v1/conversations/{begun['id']}/messages"


def _ask(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        message = {"text": TURNS[0], "message_id": "first"}
        reply = client.post(_conversation(client), json=message).raise_for_status().json()
        assert reply["kind"] == "answer", reply


def _turns(address: str) -> list[float]:
    milliseconds = []
    with httpx.Client(base_url=address) as client:
        for round_ in range(ROUNDS):
            path = _conversation(client)
            for number, text in enumerate(TURNS):
                started = time.perf_counter()
                message = {"text": text, "message_id": f"{round_}-{number}"}
                client.post(path, json=message).raise_for_status()
                milliseconds.append((time.perf_counter() - started) * 1e3)
    return milliseconds


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
