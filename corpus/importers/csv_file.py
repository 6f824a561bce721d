"""Catalogues with a header and a row for each course, separated by comma, semicolon, tab or bar."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.errors import SourceError
from corpus.importers.columns import ColumnChoice, known_fields
from corpus.importers.decoding import LINE_CHARS_MAX
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.table import HEADER_ROWS_MAX, Row, header_row, read_header, take_rows

# The first stands for none: no text holds it, so a line is one cell.
DELIMITERS = ("\x1f", ",", ";", "\t", "|")
# Excel's own word for the separator, before the header.
_STATED = re.compile(r'"?sep=(?P<mark>.)"?', re.IGNORECASE)
_ESCAPED = '\\"'
# An open quotation mark costs a second look at the lines that it swallowed; a file that has more
# of them than this is read without.
_SECOND_LOOKS_MAX = 100
_NOT_CLOSED = (
    "expected a closing quotation mark, got the next row; "
    "close it, or double the marks inside a cell"
)


def import_csv(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add a course for each row. A broken row is refused and the rest goes on.

    Raises SourceError if there is no header with a title.
    """
    lines = file.text.removesuffix("\n").split("\n")
    stated = _STATED.fullmatch(lines[0].strip())
    if stated:
        lines[0] = ""
    delimiter = stated["mark"] if stated else _delimiter(lines, choice)
    found = header_row(_first(lines, delimiter), choice)
    if found is None or found.problem:
        where = f"row {found.number}: {found.problem}" if found else "expected rows, got none"
        raise SourceError(file.name, where)
    header = read_header(found, choice, file.name, gathering)
    take_rows(_records(lines, delimiter, found), header, gathering, file.name)


def _first(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    """The rows among which the header is; blank ones, which may be many, count as well."""
    return islice(_records(lines, delimiter, None), 2 * HEADER_ROWS_MAX)


def _delimiter(lines: Sequence[str], choice: ColumnChoice) -> str:
    """The one that finds the most known headers in one of the first rows, then the most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = [row for row in _first(lines, delimiter) if not row.problem]
        scores = [(len(known_fields([str(c) for c in row.cells], choice)), len(row.cells))
                  for row in rows]  # fmt: skip
        return max(scores, default=(0, 0))

    return max(DELIMITERS, key=score)


def _records(lines: Sequence[str], delimiter: str, header: Row | None) -> Iterator[Row]:
    """Every row in turn; those below the header have to have as many cells as it has."""
    place, number, looks = 0, 0, 0
    widths, first = _widths(header.cells if header else ()), header.number if header else len(lines)
    while place < len(lines):
        number += 1
        width = widths if number > first else None
        cells, used, problem = _row_at(lines, place, delimiter, width)
        if problem and used > 1 and looks < _SECOND_LOOKS_MAX:
            looks += 1
            if _fits(lines, place + 1, delimiter, width):
                used = 1
                problem = _NOT_CLOSED
        yield Row(number, cells, problem, lines[place] if problem else "")
        place += used


def _widths(header: Sequence[object]) -> range:
    """How many cells a row may have: those below the last names, which are blank, or none there."""
    named = max((n for n, cell in enumerate(header, start=1) if str(cell).strip()), default=0)
    return range(named, len(header) + 1)


def _row_at(
    lines: Sequence[str], place: int, delimiter: str, width: range | None
) -> tuple[Sequence[str], int, str]:
    if len(lines[place]) > LINE_CHARS_MAX:
        size = f"{len(lines[place]):,}"
        return (), 1, f"expected at most {LINE_CHARS_MAX:,} characters a line, got {size}; cut it"
    cells, used, problem = _parse(lines, place, delimiter)
    if problem or width is None or not cells:
        return cells, used, problem
    while len(cells) > width[0] and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) not in width:
        problem = (
            f"expected {width[0]} cells as in the header, got {len(cells)}; "
            "check the separators and quotation marks of the row"
        )
    return cells, used, problem


def _fits(lines: Sequence[str], place: int, delimiter: str, width: range | None) -> bool:
    """Whether a line is a whole row on its own, so that an earlier mark swallowed it."""
    if width is None or width[0] < 2 or place >= len(lines) or len(lines[place]) > LINE_CHARS_MAX:
        return False
    cells, _, problem = _parse(lines[place : place + 1], 0, delimiter)
    return not problem and len(cells) in width


def _parse(lines: Sequence[str], place: int, delimiter: str) -> tuple[list[str], int, str]:
    """The cells of the row that starts at a line, how many lines it takes, and what is wrong."""
    reader = csv.reader(_fed(lines, place), delimiter=delimiter, strict=True)
    try:
        return next(reader, []), max(reader.line_num, 1), ""
    except csv.Error as error:
        if _ESCAPED in lines[place] and (escaped := _parse_escaped(lines[place], delimiter)):
            return escaped, 1, ""
        # Only the first line is given up: those that an open mark swallowed are rows of their own.
        return (
            [],
            1,
            _NOT_CLOSED if reader.line_num > 1 else f"expected cells, got {error}; mend it",
        )


def _parse_escaped(line: str, delimiter: str) -> list[str]:
    """The cells of a line with marks as databases write them: `\\"`; empty if it has others too."""
    reader = csv.reader(
        [line], delimiter=delimiter, strict=True, doublequote=False, escapechar="\\"
    )
    try:
        return next(reader, [])
    except csv.Error:
        return []


def _fed(lines: Sequence[str], place: int) -> Iterator[str]:
    """Lines from a place on, until they are more than one row may have."""
    size = 0
    while place < len(lines) and size <= LINE_CHARS_MAX:
        size += len(lines[place])
        yield lines[place] + "\n"
        place += 1
