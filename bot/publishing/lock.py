"""The lock of the one process that changes the corpus."""

from pathlib import Path

from filelock import FileLock, Timeout

from bot.publishing.errors import LOCK_TIMEOUT_SECONDS, SyncUnderWay

FILE = "sync.lock"


class SyncLock:
    """Held by one process of all that share the data folder; a killed one lets go of it."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> None:
        """Wait for it. Raises SyncUnderWay after a minute."""
        self._home.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self._home / FILE, timeout=LOCK_TIMEOUT_SECONDS)
        try:
            self._lock.acquire()
        except Timeout:
            raise SyncUnderWay from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()
