"""The versions on disk: published ones, and candidates, of which some are held."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.publishing.errors import NotHeld, UnknownVersion
from bot.publishing.gate_report import GateReport
from corpus.models import Frozen
from corpus.store import Version
from retrieval.errors import SnapshotError
from retrieval.manifest import sync_folder
from retrieval.pointer import read_pointer
from retrieval.snapshot import Snapshot, open_snapshot

_NOTE = ".held.json"


class HeldNote(Frozen):
    """Why a candidate is held, and what the corpus was when it was made.

    `entry` is the line that it would get in the history, `base` the hash of what each source that
    it changes held then.
    """

    entry: Version
    by: str
    base: dict[str, str]
    gate: GateReport

    @property
    def version(self) -> str:
        """The candidate's name."""
        return self.entry.version


class Shelf:
    """Folders of versions below the data folder. Only the holder of the sync lock changes them."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.published = home / "snapshots"
        self.candidates = home / "candidates"

    def open(self, version: str) -> Snapshot:
        """A version that is kept, published or held.

        Raises UnknownVersion, or SnapshotError if it is broken.
        """
        for folder in (self.published, self.candidates):
            if version and "/" not in version and (folder / version / "manifest.json").is_file():
                return open_snapshot(folder / version)
        raise UnknownVersion(version)

    def names(self) -> tuple[str, ...]:
        """The published versions that are kept, oldest first."""
        return tuple(sorted(_visible(self.published)))

    def broken(self) -> tuple[str, ...]:
        """The published versions that could not be served again, oldest first."""
        return tuple(name for name in self.names() if not self._is_whole(name))

    def admit(self, version: str) -> None:
        """Put a candidate among the published versions; it is served once the pointer says so."""
        self.published.mkdir(parents=True, exist_ok=True)
        (self.candidates / version).rename(self.published / version)
        sync_folder(self.published)
        sync_folder(self.candidates)
        self._note(version).unlink(missing_ok=True)

    def withdraw(self, version: str) -> None:
        """Remove a version that nobody was told of."""
        shutil.rmtree(self.published / version, ignore_errors=True)

    def hold(self, note: HeldNote, kept: int) -> None:
        """Keep a candidate for a person to decide about; beyond `kept` the oldest go."""
        written = self.candidates / f".{note.version}.writing"
        written.write_text(note.model_dump_json(), encoding="utf-8")
        sync_folder(written)
        written.replace(self._note(note.version))
        sync_folder(self.candidates)
        for old in self.held()[:-kept]:
            self.drop(old.version)

    def held(self) -> tuple[HeldNote, ...]:
        """What is held, oldest first."""
        notes = (_read(path) for path in sorted(self.candidates.glob(f"*{_NOTE}")))
        return tuple(note for note in notes if note and (self.candidates / note.version).is_dir())

    def held_note(self, version: str) -> HeldNote:
        """The note of a version. Raises NotHeld."""
        for note in self.held():
            if note.version == version:
                return note
        raise NotHeld(version)

    def drop(self, version: str) -> None:
        """Remove a held candidate."""
        self._note(version).unlink(missing_ok=True)
        shutil.rmtree(self.candidates / version, ignore_errors=True)

    def sweep(self) -> None:
        """Remove candidates that a killed process left before anybody held or published them."""
        held = {note.version for note in self.held()}
        for left in set(_visible(self.candidates)) - held:
            shutil.rmtree(self.candidates / left, ignore_errors=True)

    def retain(self, kept: int) -> None:
        """Remove the oldest published versions beyond `kept`; the served one always stays."""
        serving = read_pointer(self._home)
        for version in self.names()[:-kept]:
            if version != serving:
                shutil.rmtree(self.published / version, ignore_errors=True)

    def _is_whole(self, version: str) -> bool:
        try:
            self.open(version)
        except (SnapshotError, UnknownVersion):
            return False
        return True

    def _note(self, version: str) -> Path:
        return self.candidates / f"{version}{_NOTE}"


def _visible(folder: Path) -> Iterator[str]:
    """The folders of versions; what is under way has a name that starts with a dot."""
    paths = folder.glob("*")
    return (path.name for path in paths if path.is_dir() and not path.name.startswith("."))


def _read(path: Path) -> HeldNote | None:
    """A note, None where it is of an earlier release or was damaged: then its version is swept."""
    try:
        return HeldNote.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
