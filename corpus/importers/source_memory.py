"""What is remembered of each source from one sync to the next: a JSON file in the data folder."""

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from corpus.importers.results import Imported

T = TypeVar("T")


class SourceMemory(ABC, Generic[T]):
    """For each source, what there is to say of each of its parts.

    A file that is broken counts as none, and is written anew.
    """

    sources: TypeAdapter[dict[str, dict[str, T]]]

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, source: str) -> Mapping[str, T]:
        """What is known of a source's parts, empty for one that was never read."""
        return self._read().get(source, {})

    def keep(self, read: Iterable[Imported]) -> None:
        """Remember how sources were read; what was kept of others stays."""
        known = self._read()
        new = {one.source: self._told(one, known.get(one.source, {})) for one in read}
        new = {source: parts for source, parts in new.items() if parts is not None}
        if not new or known | new == known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(f".{os.getpid()}.tmp")
        text = json.dumps(known | new, ensure_ascii=False, indent=1, sort_keys=True)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(self._path)

    @abstractmethod
    def _told(self, one: Imported, known: Mapping[str, T]) -> dict[str, T] | None:
        """What is to be remembered of a source, given what was; None leaves that as it is."""

    def _read(self) -> dict[str, dict[str, T]]:
        try:
            return self.sources.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return {}
