"""Catalogues with a header and a row for each course, separated by comma, semicolon, tab or bar."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import SourceError
from corpus.importers.columns import field_words, match_columns
from corpus.importers.courses import take_course
from corpus.importers.decoding import LINE_CHARS_MAX
from corpus.importers.files import ColumnMap, SourceFile
from corpus.importers.gathering import Gathering

DELIMITERS = (",", ";", "\t", "|")
# An open quotation mark costs a second look at the lines that it swallowed; a file that has more
# of them than this is read without.
_SECOND_LOOKS_MAX = 100
_NOT_CLOSED = (
    "expected a closing quotation mark, got the next row; "
    "close it, or double the marks inside a cell"
)


@dataclass(frozen=True, slots=True)
class _Record:
    """One row as a spreadsheet counts it; `problem` says why there are no cells."""

    row: int
    cells: Sequence[str]
    problem: str = ""


def import_csv(file: SourceFile, gathering: Gathering, column_map: ColumnMap) -> None:
    """Add a course for each row. A broken row is refused and the rest goes on.

    Raises SourceError if there is no header with a title.
    """
    lines = file.text.removesuffix("\n").split("\n")
    delimiter = _delimiter(lines)
    records = _records(lines, delimiter, None)
    header = next((r for r in records if r.problem or any(r.cells)), _Record(1, ()))
    if header.problem:
        raise SourceError(file.name, f"row {header.row}: {header.problem}")
    headers = [cell.strip() for cell in header.cells]
    columns = match_columns(headers, column_map, file.name)
    if columns.ignored:
        gathering.remark(file.name, f"columns not used: {', '.join(columns.ignored)}")
    places = {field: headers.index(column) for field, column in columns.by_field.items()}
    for record in _records(lines, delimiter, len(headers)):
        if record.row <= header.row:
            continue
        if record.problem:
            gathering.reject(file.name, record.row, record.problem)
        elif any(cell.strip() for cell in record.cells):
            raw = {field: record.cells[place] for field, place in places.items()}
            take_course(gathering, raw, file=file.name, row=record.row)


def _delimiter(lines: Sequence[str]) -> str:
    """The one that finds the most known headers in the first row, then the most cells."""
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    known = {word for words in field_words().values() for word in words}

    def score(delimiter: str) -> tuple[int, int]:
        cells = _row_at(lines, first, delimiter, None)[0]
        names = {" ".join(cell.replace("_", " ").lower().split()) for cell in cells}
        return len(names & known), len(cells)

    return max(DELIMITERS, key=score)


def _records(lines: Sequence[str], delimiter: str, width: int | None) -> Iterator[_Record]:
    """Every row in turn; `width` is how many cells it has to have, None for any number."""
    place, row, looks = 0, 0, 0
    while place < len(lines):
        row += 1
        cells, used, problem = _row_at(lines, place, delimiter, width)
        if problem and used > 1 and looks < _SECOND_LOOKS_MAX:
            looks += 1
            if _fits(lines, place + 1, delimiter, width):
                used = 1
                problem = _NOT_CLOSED
        yield _Record(row, cells, problem)
        place += used


def _row_at(
    lines: Sequence[str], place: int, delimiter: str, width: int | None
) -> tuple[Sequence[str], int, str]:
    if len(lines[place]) > LINE_CHARS_MAX:
        size = f"{len(lines[place]):,}"
        return (), 1, f"expected at most {LINE_CHARS_MAX:,} characters a line, got {size}; cut it"
    cells, used, problem = _parse(lines, place, delimiter)
    if problem or width is None or not cells:
        return cells, used, problem
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != width:
        problem = (
            f"expected {width} cells as in the header, got {len(cells)}; "
            "check the separators and quotation marks of the row"
        )
    return cells, used, problem


def _fits(lines: Sequence[str], place: int, delimiter: str, width: int | None) -> bool:
    """Whether a line is a whole row on its own, so that an earlier mark swallowed it."""
    if width is None or width < 2 or place >= len(lines) or len(lines[place]) > LINE_CHARS_MAX:
        return False
    cells, _, problem = _parse(lines[place : place + 1], 0, delimiter)
    return not problem and len(cells) == width


def _parse(lines: Sequence[str], place: int, delimiter: str) -> tuple[list[str], int, str]:
    """The cells of the row that starts at a line, how many lines it takes, and what is wrong."""
    reader = csv.reader(_fed(lines, place), delimiter=delimiter, strict=True)
    try:
        return next(reader, []), max(reader.line_num, 1), ""
    except csv.Error as error:
        # Only the first line is given up: those that an open mark swallowed are rows of their own.
        return (
            [],
            1,
            _NOT_CLOSED if reader.line_num > 1 else f"expected cells, got {error}; mend it",
        )


def _fed(lines: Sequence[str], place: int) -> Iterator[str]:
    """Lines from a place on, until they are more than one row may have."""
    size = 0
    while place < len(lines) and size <= LINE_CHARS_MAX:
        size += len(lines[place])
        yield lines[place] + "\n"
        place += 1
