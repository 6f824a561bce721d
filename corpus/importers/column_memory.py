"""Which columns each source was read by, kept from one sync to the next."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.importers.columns import ColumnMap
from corpus.importers.results import Imported

_TABLES: TypeAdapter[dict[str, dict[str, dict[str, str]]]] = TypeAdapter(
    dict[str, dict[str, dict[str, str]]]
)


class ColumnMemory:
    """A JSON file: for each source and each of its tables, the column of each field.

    Staff may read and change it. One that is broken counts as none and is written anew: the columns
    are then found by their names, as at first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, source: str) -> Mapping[str, ColumnMap]:
        """The columns of each table of a source, empty for one that was never read."""
        return self._read().get(source, {})

    def keep(self, read: Iterable[Imported]) -> None:
        """Remember how sources were read; what was kept of others stays."""
        known = self._read()
        new = {
            one.source: {table.table: dict(table.columns) for table in one.tables}
            for one in read
            if one.tables
        }
        if not new or known | new == known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(f".{os.getpid()}.tmp")
        text = json.dumps(known | new, ensure_ascii=False, indent=1, sort_keys=True)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(self._path)

    def _read(self) -> dict[str, dict[str, dict[str, str]]]:
        try:
            return _TABLES.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return {}
