"""Which columns each source was read by, kept from one sync to the next."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from corpus.importers.columns import ColumnMap
from corpus.importers.results import Imported
from corpus.importers.source_memory import SourceMemory


class ColumnMemory(SourceMemory[ColumnMap]):
    """For each of a source's tables, the column of each field.

    Staff may read and change it. Where it is broken, the columns are found by their names, as at
    first.
    """

    sources = TypeAdapter(dict[str, dict[str, ColumnMap]])

    def _told(self, one: Imported, known: Mapping[str, ColumnMap]) -> dict[str, ColumnMap] | None:
        return {table.table: dict(table.columns) for table in one.tables} or None
