"""Excel workbooks."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from corpus.errors import SourceError
from corpus.importers import zips
from corpus.importers.read import Imported, read_source
from corpus.models import Course, State
from tests.corpus.importers.shapes import workbook


def read(folder: Path, data: bytes, name: str = "catalogue.xlsx", **options: object) -> Imported:
    path = folder / name
    path.write_bytes(data)
    return read_source(str(path), source_name="test", **options)  # type: ignore[arg-type]


def test_cells_are_read_by_their_kind_and_not_as_they_are_shown(tmp_path: Path) -> None:
    sheet: list[list[object]] = [
        ["Title", "Code", "Fee", "Updated", "Government funded", "Duration"],
        ["Welding", 30120, 1234.5, datetime(2026, 3, 1), True, "6-12 weeks"],
    ]
    (course,) = read(tmp_path, workbook(("Courses", sheet))).items
    assert isinstance(course, Course)
    assert (course.code, course.price_aud, course.funded) == ("30120", 1234.5, True)
    assert (str(course.updated_on), course.duration_weeks) == ("2026-03-01", 12)


def test_a_formula_that_failed_is_no_value(tmp_path: Path) -> None:
    data = workbook(("A", [["title", "price"], ["Welding", "#REF!"]]))
    (course,) = read(tmp_path, data).items
    assert isinstance(course, Course)
    assert (course.price_aud, course.price_text) == (None, "")


def test_every_sheet_with_a_header_is_read_and_messages_name_the_sheet(tmp_path: Path) -> None:
    data = workbook(
        ("NSW", [["Course", "State"], ["Welding", "NSW"], ["", "NSW"]]),
        ("VIC", [["Heading"], [], ["Course title", "Campus"], ["Tiling", "Melbourne"]]),
        ("Contacts", [["Who", "Phone"], ["Jo", "1"]]),
    )
    imported = read(tmp_path, data)
    assert [item.title for item in imported.items] == ["Welding", "Tiling"]
    assert [(r.file, r.row) for r in imported.rejections] == [("catalogue.xlsx, sheet NSW", 3)]
    tables = {table.table: dict(table.columns) for table in imported.tables}
    assert tables["catalogue.xlsx, sheet VIC"] == {"title": "Course title", "states": "Campus"}
    assert "'Contacts'" in imported.remarks[0].message


def test_a_hidden_sheet_is_left_out_and_named(tmp_path: Path) -> None:
    book = Workbook()
    for title, state in (("Shown", "visible"), ("Old", "hidden")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(["title"])
        sheet.append([f"Course of {title}"])
    data = BytesIO()
    book.save(data)
    imported = read(tmp_path, data.getvalue())
    assert [item.title for item in imported.items] == ["Course of Shown"]
    assert "hidden sheets, left out: 'Old' (1 row)" in [r.message for r in imported.remarks]


def test_a_map_may_fit_one_sheet_alone(tmp_path: Path) -> None:
    sheets: list[list[object]] = [["Bezeichnung", "Ort"], ["Welding", "WA"]]
    data = workbook(("A", sheets), ("B", [["title"], ["Tiling"]]))
    imported = read(tmp_path, data, column_map={"title": "Bezeichnung", "states": "Ort"})
    first, second = (course for course in imported.items if isinstance(course, Course))
    assert (first.title, first.states) == ("Welding", (State.WA,))
    assert (second.title, second.states) == ("Tiling", ())


def test_a_map_that_fits_no_sheet_is_a_slip(tmp_path: Path) -> None:
    data = workbook(("A", [["title"], ["Welding"]]), ("B", [["title"], ["Tiling"]]))
    with pytest.raises(SourceError, match="--map states=Ort: no file or sheet has the column"):
        read(tmp_path, data, column_map={"states": "Ort"})


def test_a_workbook_without_a_catalogue_says_which_sheets_it_has(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"got the sheets One, Two; .* --map title=COLUMN"):
        read(tmp_path, workbook(("One", [["a"]]), ("Two", [])))


def test_a_workbook_under_another_name_is_told_by_its_bytes(tmp_path: Path) -> None:
    data = workbook(("A", [["title"], ["Welding"]]))
    assert [item.title for item in read(tmp_path, data, "catalogue.csv").items] == ["Welding"]


def test_a_zip_bomb_is_refused_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "UNPACKED_BYTES_MAX", 2**20)
    bomb = BytesIO(workbook(("A", [["title"], ["Welding"]])))
    with ZipFile(bomb, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.xml", b"0" * 2**21)
    with pytest.raises(SourceError, match=r"at most 1 MiB once unpacked, got 2 MiB"):
        read(tmp_path, bomb.getvalue())


def test_entities_that_a_part_defines_are_refused(tmp_path: Path) -> None:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
        )
    with pytest.raises(SourceError, match="no document type, got one"):
        read(tmp_path, data.getvalue())


def test_a_zip_of_another_kind_is_named(tmp_path: Path) -> None:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="got another zip file; unpack it first"):
        read(tmp_path, data.getvalue(), "all.xlsx")


@pytest.mark.parametrize("cut", [200, 1000, -30])
def test_half_a_workbook_is_an_error_for_people(tmp_path: Path, cut: int) -> None:
    data = workbook(("A", [["title"], ["Welding"]]))[:cut]
    with pytest.raises(SourceError, match=r"catalogue\.xlsx: expected a whole .*save it again"):
        read(tmp_path, data)
