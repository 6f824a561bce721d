"""Syncs a catalogue over and over, each time with another price in every row, until it is killed.

`python -m tests.bot.publishing.syncing_worker HOME CATALOGUE FIRST LAST PAUSE_SECONDS` prints
`ready` once the model is loaded, and `PRICE VERSION` for each version that is published.
"""

import sys
import time
from pathlib import Path

from bot.composition import Adviser
from bot.settings import Settings
from tests.bot.publishing.staff import priced, write_rows


def main() -> None:
    """Sync until the last price is published."""
    home, catalogue, first, last, pause_seconds = sys.argv[1:]
    app = Adviser(Settings(home=Path(home)))
    print("ready", app.embedder.name, flush=True)
    for price in range(int(first), int(last) + 1):
        write_rows(Path(catalogue), priced(price))
        report = app.publisher.sync([catalogue])
        print(price, report.version, flush=True)
        time.sleep(float(pause_seconds))


if __name__ == "__main__":
    main()
