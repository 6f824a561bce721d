"""`adviser serve` as a process of its own, over a data folder."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 30
_LISTENS = re.compile(r"listens on (http://\S+)")


@dataclass
class Server:
    """A running server; `log` grows line by line."""

    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it listens. Fails with its log when it does not come up."""
        until = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            for line in self.log:
                if found := _LISTENS.search(line):
                    return found[1]
            time.sleep(0.02)
        raise AssertionError("the server did not start:\n" + "".join(self.log))

    def read(self) -> None:
        """Collect what it writes until it ends."""
        assert self.process.stderr is not None
        self.log.extend(iter(self.process.stderr.readline, ""))


def environment(home: Path, settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """This environment without our settings, but for the data folder and those given."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ADVISER_")}
    plain.pop("TELEGRAM_BOT_TOKEN", None)
    return {**plain, "ADVISER_HOME": str(home), **(settings or {})}


@contextmanager
def running(
    home: Path, settings: Mapping[str, str] | None = None, port: int = 0
) -> Iterator[Server]:
    """Serve until the block ends; then the process has to stop by itself, with exit code 0."""
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(home, settings), stderr=subprocess.PIPE, text=True
    )
    server = Server(process)
    reader = threading.Thread(target=server.read, daemon=True)
    reader.start()
    try:
        yield server
    finally:
        was_running = process.poll() is None
        process.terminate()
        code = process.wait(STOP_TIMEOUT_SECONDS)
        reader.join(STOP_TIMEOUT_SECONDS)
        assert process.stderr is not None
        process.stderr.close()
        if was_running:
            assert code == 0, "".join(server.log)


def adviser(
    home: Path,
    *arguments: str,
    stdin: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(home, settings),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
