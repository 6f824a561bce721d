"""Which items each file of a source gave, kept from one sync to the next."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.importers.results import Imported

Origins = Mapping[str, tuple[str, ...]]
_SOURCES: TypeAdapter[dict[str, dict[str, tuple[str, ...]]]] = TypeAdapter(
    dict[str, dict[str, tuple[str, ...]]]
)


class OriginMemory:
    """A JSON file: for each source of several files, the ids of the items of each file.

    So a file that cannot be read for once does not take away what it gave before. A file that is
    broken counts as none, and is written anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, source: str) -> Origins:
        """The ids by file, empty for a source that was never read."""
        return self._read().get(source, {})

    def keep(self, read: Iterable[Imported]) -> None:
        """Remember where items came from; of files that were refused, what was kept of them."""
        known = self._read()
        new = {
            one.source: {**_refused(one, known.get(one.source, {})), **one.origins}
            for one in read
            if len(one.files) > 1
        }
        if not new or known | new == known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps(known | new, ensure_ascii=False), encoding="utf-8")
        beside.replace(self._path)

    def _read(self) -> dict[str, dict[str, tuple[str, ...]]]:
        try:
            return _SOURCES.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return {}


def _refused(one: Imported, known: Origins) -> dict[str, tuple[str, ...]]:
    """What is known of files that cannot be read now, and of all that was not looked at."""
    whole = {rejection.file for rejection in one.rejections if rejection.row is None}
    return {file: ids for file, ids in known.items() if one.is_partial or file in whole}
