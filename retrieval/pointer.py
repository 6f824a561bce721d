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
    With the name of the embedder that questions will meet, a version of another one is a fault.
    """

    def __init__(self, home: Path, embedder_name: str | None = None) -> None:
        self._home = home
        self._embedder_name = embedder_name
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self.fault: str | None = None

    def current(self) -> Snapshot:
        """The version to answer from; one file's status is read at each call.

        While one thread opens a new version, the others go on with the last.
        Raises SnapshotError when nothing intact was ever published.
        """
        is_ours = self._is_outdated() and self._lock.acquire(blocking=self._snapshot is None)
        if is_ours:
            try:
                if self._is_outdated():
                    self._follow()
            finally:
                self._lock.release()
        if self._snapshot is None:
            raise SnapshotError(self._home / FILE, self.fault or "nothing has been published yet")
        return self._snapshot

    def _is_outdated(self) -> bool:
        return self._snapshot is None or self._read_stamp() != self._stamp

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            status = (self._home / FILE).stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _follow(self) -> None:
        # Read before the pointer: one that changes in between is followed at the next call.
        stamp = self._read_stamp()
        version = read_pointer(self._home)
        if version is None:
            self.fault = None
            return
        try:
            self._snapshot = self._open(self._home / "snapshots" / version)
            self.fault = None
            LOG.info("snapshot_opened", extra={"version": version})
        except SnapshotError as error:
            self.fault = str(error)
            LOG.error("snapshot_broken", extra={"version": version})
            self._snapshot = self._snapshot or self._newest_intact()
        self._stamp = stamp

    def _open(self, folder: Path) -> Snapshot:
        snapshot = open_snapshot(folder)
        if self._embedder_name not in (None, snapshot.embedder_name):
            problem = f"expected vectors of {self._embedder_name}, found {snapshot.embedder_name}"
            raise SnapshotError(folder, problem)
        return snapshot

    def _newest_intact(self) -> Snapshot | None:
        folder = self._home / "snapshots"
        names = (path.name for path in folder.glob("*") if not path.name.startswith("."))
        for name in sorted(names, reverse=True):
            try:
                return self._open(folder / name)
            except SnapshotError:
                continue
        return None
