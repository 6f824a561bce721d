"""The double as a process of its own, for the length of a test."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STOP_TIMEOUT_SECONDS = 10


@contextmanager
def running_bot_api(token: str) -> Iterator[str]:
    """Start a Bot API for one token; gives its address, `http://127.0.0.1:PORT`."""
    command = [sys.executable, "-m", "tests.doubles.bot_api", "--port", "0", "--token", token]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the double ended before it printed its address"
            yield json.loads(line)["base_url"]
        finally:
            process.terminate()
            try:
                process.wait(STOP_TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
