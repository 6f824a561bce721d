"""Pages that are a table of courses: what some programs save under the name of a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.importers.columns import ColumnChoice, known_fields
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.plain import as_text
from corpus.importers.table import Row, header_row, read_header, take_rows

# Of a page's text, how much stands in tables where the page is nothing else.
_TABLE_SHARE_MIN = 0.8
# A title alone is what any table of an article may have.
_FIELDS_MIN = 2


def take_table(tree: Any, file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> bool:
    """Add a course for each row of the page's tables; whether the page is tables of courses."""
    body = tree.find("body") if tree is not None else None
    if body is None:
        return False
    tables = [table for table in body.iter("table") if not any(table.iterancestors("table"))]
    inside = sum(_size(table) for table in tables)
    if not tables or inside < _TABLE_SHARE_MIN * _size(body):
        return False
    found = [t for t in tables if _take_one(tuple(_rows(t)), file.name, gathering, choice)]
    return bool(found)


def _take_one(rows: Sequence[Row], name: str, gathering: Gathering, choice: ColumnChoice) -> bool:
    row = header_row(rows, choice)
    if row is None or len(rows) < 2:
        return False
    known = known_fields([as_text(cell) for cell in row.cells], choice)
    if "title" not in known or len(known) < _FIELDS_MIN:
        return False
    take_rows(rows, read_header(row, choice, name, gathering), gathering, name)
    return True


def _rows(table: Any) -> Iterator[Row]:
    for number, row in enumerate(table.iter("tr"), start=1):
        cells: list[object] = []
        for cell in row.iterchildren("td", "th"):
            width = cell.get("colspan") or "1"
            cells += [_text(cell), *[""] * (min(int(width), 100) - 1 if width.isdigit() else 0)]
        yield Row(number, cells)


def _text(cell: Any) -> str:
    """A cell's lines; its link's address would be another column's."""
    return "\n".join(line for text in cell.itertext() if (line := text.strip()))


def _size(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())
