"""Reads what staff name: files and folders as sources, an export as all the sources in it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.importers.column_memory import ColumnMemory
from corpus.importers.export_file import read_export
from corpus.importers.read import Imported, read_source


def read_all(
    locations: Sequence[str],
    source_name: str | None,
    format_: str | None,
    column_map: Mapping[str, str] | None,
    memory: ColumnMemory,
) -> tuple[Imported, ...]:
    """Every source, before anything is changed. Raises CorpusError for one that cannot be read.

    An export is read as one unless a name, a format or a column map says that it is something else.
    """
    is_plain = source_name is None and format_ is None and not column_map
    return tuple(_read(locations, source_name, format_, column_map, memory, is_plain=is_plain))


def _read(
    locations: Sequence[str],
    source_name: str | None,
    format_: str | None,
    column_map: Mapping[str, str] | None,
    memory: ColumnMemory,
    *,
    is_plain: bool,
) -> Iterator[Imported]:
    for location in locations:
        exported = read_export(Path(location).expanduser()) if is_plain else ()
        if exported:
            yield from exported
        else:
            yield read_source(
                location,
                source_name=source_name,
                format=format_,
                column_map=column_map or {},
                memory=memory,
            )
