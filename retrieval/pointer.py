"""Which version is served: a pointer that changes atomically, and its follower."""

import logging
import os
import threading
from pathlib import Path

from retrieval.errors import SnapshotError
from retrieval.manifest import sync_folder
from retrieval.snapshot import Snapshot, open_snapshot

LOG = logging.getLogger("adviser.snapshot")
FILE = "CURRENT"


def read_pointer(home: Path) -> str | None:
    """The name of the served version, None before the first one is published."""
    try:
        return (home / FILE).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def publish(home: Path, version: str) -> None:
    """Serve a version: readers see the old name or the new one, also after a power cut."""
    written = home / f".{FILE}.{os.getpid()}"
    written.write_text(version + "\n", encoding="utf-8")
    sync_folder(written)
    written.replace(home / FILE)
    sync_folder(home)


class ServedSnapshot:
    """The served version of a data folder; follows the pointer, keeps the last good one.

    `fault` says what is wrong with the version that the pointer names, None when it serves.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self.fault: str | None = None

    def current(self) -> Snapshot:
        """The version to answer from; one file's status is read at each call.

        Raises SnapshotError when nothing intact was ever published.
        """
        stamp = self._read_stamp()
        if self._snapshot is None or stamp != self._stamp:
            with self._lock:
                if self._snapshot is None or stamp != self._stamp:
                    self._follow(stamp)
        if self._snapshot is None:
            raise SnapshotError(self._home / FILE, self.fault or "nothing has been published yet")
        return self._snapshot

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            status = (self._home / FILE).stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _follow(self, stamp: tuple[int, int] | None) -> None:
        version = read_pointer(self._home)
        self.fault = None
        if version is None:
            return
        try:
            self._snapshot = open_snapshot(self._home / "snapshots" / version)
            LOG.info("snapshot_opened", extra={"version": version})
        except SnapshotError as error:
            self.fault = str(error)
            LOG.error("snapshot_broken", extra={"version": version})
            self._snapshot = self._snapshot or self._newest_intact()
        self._stamp = stamp

    def _newest_intact(self) -> Snapshot | None:
        folder = self._home / "snapshots"
        names = (path.name for path in folder.glob("*") if not path.name.startswith("."))
        for name in sorted(names, reverse=True):
            try:
                return open_snapshot(folder / name)
            except SnapshotError:
                continue
        return None
