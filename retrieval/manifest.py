"""A snapshot's manifest: what it was made from, and the checksum of every file."""

import os
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from corpus.models import Frozen
from retrieval.errors import SnapshotError
from retrieval.weights import file_sha256

FILE = "manifest.json"
CHECKSUM_FILE = "manifest.sha256"
# Raised when a snapshot of an older release cannot be read any more.
FORMAT = 6


class FileEntry(Frozen):
    """One file of a snapshot, by its path inside it."""

    path: str
    size_bytes: int
    sha256: str


class Manifest(Frozen):
    """Written last: a folder without one is no snapshot."""

    format: int
    version: str
    built_at: datetime
    content_hash: str
    embedder: str
    dimensions: int
    files: tuple[FileEntry, ...]


def read_manifest(folder: Path) -> Manifest:
    """The manifest. Raises SnapshotError when there is none, or none that can be read."""
    path = folder / FILE
    try:
        if (folder / CHECKSUM_FILE).read_text(encoding="utf-8").strip() != file_sha256(path):
            raise SnapshotError(path, "the manifest is not what was written (checksum differs)")
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError:
        raise SnapshotError(path, "expected a snapshot here, found no manifest") from None
    except ValidationError:
        raise SnapshotError(path, "the manifest cannot be read") from None
    if manifest.format != FORMAT:
        problem = f"expected snapshot format {FORMAT}, found {manifest.format}"
        raise SnapshotError(path, problem)
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and its own checksum, last of all."""
    (folder / FILE).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    (folder / CHECKSUM_FILE).write_text(file_sha256(folder / FILE) + "\n", encoding="utf-8")


def verify(folder: Path, manifest: Manifest) -> None:
    """Read every file. Raises SnapshotError for the first that is not what was written."""
    for entry in manifest.files:
        path = folder / entry.path
        try:
            is_same = path.stat().st_size == entry.size_bytes and file_sha256(path) == entry.sha256
        except OSError:
            raise SnapshotError(path, "the file is missing") from None
        if not is_same:
            raise SnapshotError(path, "the file is not what was written (checksum differs)")


def entries(folder: Path) -> tuple[FileEntry, ...]:
    """An entry for every file below the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        FileEntry(
            path=path.relative_to(folder).as_posix(),
            size_bytes=path.stat().st_size,
            sha256=file_sha256(path),
        )
        for path in paths
    )


def sync_to_disk(folder: Path) -> None:
    """Force the folder and every file in it to disk."""
    for path in [*folder.rglob("*"), folder]:
        sync_folder(path)


def sync_folder(path: Path) -> None:
    """Force a file to disk, or the names that a folder holds."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
