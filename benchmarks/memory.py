"""How much memory a process takes, as Linux counts it."""

import re
from pathlib import Path


def memory_mib(process: int | str = "self") -> dict[str, float]:
    """In MiB: `VmRSS` resident, `RssAnon` of it not mapped from files, `VmHWM` the most so far."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return {name: int(kib) / 2**10 for name, kib in re.findall(r"(\w+):\s+(\d+) kB", status)}
