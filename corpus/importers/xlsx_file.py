"""Excel workbooks: every sheet that has a header with a title is a catalogue."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from corpus.errors import SourceError
from corpus.importers.columns import ColumnChoice, known_fields
from corpus.importers.faults import LIBRARY_FAULTS, spoken
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.plain import as_text
from corpus.importers.table import HEADER_ROWS_MAX, Row, header_row, read_header, take_rows
from corpus.importers.zips import check_zip

_Sheet: TypeAlias = Any  # The library's stubs know its read-only sheets in part.
_FAULTS = (*LIBRARY_FAULTS, InvalidFileException)
# A workbook with more columns has cells somewhere far out, not so many fields.
_COLUMNS_MAX = 500
# Excel shows these where a formula failed; none is a value.
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"})


def import_xlsx(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add a course for each row of each visible sheet with a header; the other sheets are named.

    Raises SourceError if no sheet has a header with a title, for a broken workbook, and for one
    that unpacks to more than is read.
    """
    check_zip(file.data, file.name)
    with warnings.catch_warnings():
        # About styles and validation, which hold no values.
        warnings.simplefilter("ignore")
        sheets = _sheets(file)
        if len(sheets) > 1:
            choice = replace(choice, is_shared=True)
        found = [sheet for sheet in sheets if _take_sheet(sheet, file.name, gathering, choice)]
    if not found:
        names = ", ".join(sheet.title for sheet in sheets) or "none"
        raise SourceError(
            file.name,
            f"expected a sheet with a column for the title, got the sheets {names}; "
            "name the column title, or say which it is with --map title=COLUMN",
        )


def _sheets(file: SourceFile) -> list[_Sheet]:
    try:
        book = load_workbook(BytesIO(file.data), read_only=True, data_only=True)
    except _FAULTS as error:
        raise _broken(file.name, error) from error
    return [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]


def _take_sheet(sheet: _Sheet, file: str, gathering: Gathering, choice: ColumnChoice) -> bool:
    """Add a sheet's courses; whether it is a catalogue at all."""
    if sheet.sheet_state != "visible":
        gathering.remark(file, "hidden sheets, left out: {values}", sheet.title)
        return False
    table = f"{file}, sheet {sheet.title}"
    row = header_row(islice(_rows(sheet, file), 2 * HEADER_ROWS_MAX), choice)
    if row is None or "title" not in known_fields([as_text(cell) for cell in row.cells], choice):
        problem = "sheets without a column for the title, left out: {values}"
        gathering.remark(file, problem, sheet.title)
        return False
    header = read_header(row, choice, table, gathering)
    take_rows(_rows(sheet, file), header, gathering, table)
    return True


def _rows(sheet: _Sheet, file: str) -> Iterator[Row]:
    # Some programs write a size of one cell into every sheet.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    number = 0
    while True:
        try:
            cells = next(rows, None)
        except _FAULTS as error:
            raise _broken(file, error) from error
        if cells is None:
            return
        number += 1
        yield Row(number, tuple(None if cell in _ERRORS else cell for cell in cells[:_COLUMNS_MAX]))


def _broken(file: str, fault: BaseException) -> SourceError:
    return SourceError(
        file, f"expected a whole workbook, got a broken one: {spoken(fault)}; save it again"
    )
