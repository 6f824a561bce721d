"""Rows of cells to courses, whatever the file: the header is looked for, totals are told apart."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.importers.columns import ColumnChoice, Columns, known_fields, match_columns
from corpus.importers.courses import take_course
from corpus.importers.gathering import Gathering
from corpus.importers.plain import as_text, plain_line

# Titles, dates and notes that reports write above their header.
HEADER_ROWS_MAX = 30
_COUNTED = r"(?:courses|records|rows|results|entries|items|fees|price|cost)"
_TOTAL = re.compile(
    rf"(?:grand |sub[ -]?)?totals?(?: {_COUNTED})?(?: ?[:=].*)?|"
    rf"(?:total )?(?:number of )?{_COUNTED} ?[:=] ?\d+|"
    rf"\d+ {_COUNTED}(?: (?:found|listed|in total|exported))?\.?|"
    r"end of (?:report|list|file|data|export|table)\b.*|"
    r"(?:exported|generated|printed|downloaded|created) (?:on|by|at|from)\b.*|"
    r"(?:source|notes?) ?:.*|[*†].*",
    re.IGNORECASE,
)
# A line that counts or signs has hardly anything beside it.
_TOTAL_CELLS_MAX = 4
_FIGURES = re.compile(r"[\d$.,% ]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a spreadsheet counts it; `problem` says why its `text` cannot be read."""

    number: int
    cells: Sequence[object]
    problem: str = ""
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not self.problem and not any(as_text(cell).strip() for cell in self.cells)


@dataclass(frozen=True)
class Header:
    """The row that names the columns. Of two columns with one name, the first is read."""

    number: int
    names: tuple[str, ...]
    columns: Columns

    def fields(self, row: Row) -> Mapping[str, object]:
        """A row's cells by the field that each of them holds."""
        width = len(row.cells)
        return {
            field: self.columns.value(field, row.cells[place])
            for field, place in self._places.items()
            if place < width
        }

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {field: self.names.index(name) for field, name in self.columns.by_field.items()}


def header_row(rows: Iterable[Row], choice: ColumnChoice) -> Row | None:
    """The row among the first ones that names the most fields, a title with them.

    If none names a title, the first row with more than a cell, which a message can then show.
    """
    first = [row for row in rows if not row.is_blank][:HEADER_ROWS_MAX]
    fields = [known_fields(_names(row), choice) for row in first]
    named = [place for place, known in enumerate(fields) if "title" in known]
    if named:
        return first[max(named, key=lambda place: (len(fields[place]), -place))]
    wide = (row for row in first if sum(bool(name) for name in _names(row)) > 1)
    return next(wide, first[0] if first else None)


def read_header(row: Row, choice: ColumnChoice, table: str, gathering: Gathering) -> Header:
    """The header that a row is. Raises SourceError if no column holds the title."""
    names = _names(row)
    columns = match_columns(names, choice, table)
    gathering.note_columns(table, columns)
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        gathering.remark(table, "columns of one name, the first is read: {values}", name)
    return Header(row.number, names, columns)


def take_rows(rows: Iterable[Row], header: Header, gathering: Gathering, table: str) -> None:
    """Add a course for each row below the header; a broken row is refused and the rest goes on."""
    for row in rows:
        if row.is_blank or row.number == header.number:
            continue
        if row.number < header.number:
            _note_above(row, gathering, table)
            continue
        if total := _total(row):
            gathering.remark(table, "no courses, left out: {values}", total)
        elif row.problem:
            gathering.reject(table, row.number, row.problem, text=row.text)
        elif _is_same(row, header):
            gathering.remark(table, "the header again, left out: {values}", f"row {row.number}")
        else:
            take_course(gathering, header.fields(row), file=table, row=row.number)


def _note_above(row: Row, gathering: Gathering, table: str) -> None:
    """Say what stands above the header, if it is more than a title: it may be another table."""
    filled = [text for cell in row.cells if (text := plain_line(as_text(cell)))]
    if len(filled) > 1:
        gathering.remark(table, "rows above the header, not read: {values}", filled[0])


def _is_same(row: Row, header: Header) -> bool:
    first = plain_line(as_text(row.cells[0])) if row.cells else ""
    return first == header.names[0] and _names(row) == header.names


def _names(row: Row) -> tuple[str, ...]:
    return tuple(plain_line(as_text(cell)) for cell in row.cells)


def _total(row: Row) -> str:
    """The words of a line that counts or signs a report, "" for any other row."""
    filled = [text for cell in row.cells if (text := as_text(cell).strip())]
    if len(filled) > _TOTAL_CELLS_MAX:
        return ""
    words = [text for text in filled if not _FIGURES.fullmatch(text)]
    return words[0] if len(words) == 1 and _TOTAL.fullmatch(words[0]) else ""
