"""Catalogues as they are met: nothing is dropped without a word."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.importers.read import Imported, read_source
from corpus.models import Course


def read(folder: Path, name: str, text: str) -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(str(path))


def courses(imported: Imported) -> list[Course]:
    return [item for item in imported.items if isinstance(item, Course)]


def test_a_second_table_above_the_one_that_is_read_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Course", "Price"], ["Baking", 10], [], ["Course", "Price", "Mode"],
                ["Pottery", 30, "Online"]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "two.xlsx")
    imported = read_source(str(tmp_path / "two.xlsx"))
    assert [item.title for item in imported.items] == ["Pottery"]
    (remark,) = imported.remarks
    assert remark.message == ("rows above the header, not read: 'Baking' (1 row), 'Course' (1 row)")


def test_a_title_above_the_header_is_no_news(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "Our list,\nCourse,Price\nBaking,$10\n").remarks == ()


@pytest.mark.parametrize(
    ("written", "day"),
    [("46200", "2026-06-27"), ("46200.5", "2026-06-27"), ("46023", "2026-01-01")],
)
def test_a_date_that_a_spreadsheet_counted_is_a_day(tmp_path: Path, written: str, day: str) -> None:
    text = f"title,start date,updated\nBaking,{written},{written}\n"
    (course,) = courses(read(tmp_path, "a.csv", text))
    assert course.start_dates == (day,)
    assert course.updated_on == date.fromisoformat(day)


@pytest.mark.parametrize("written", ["2026", "123", "99999", "12345"])
def test_other_numbers_are_no_days(tmp_path: Path, written: str) -> None:
    (course,) = courses(read(tmp_path, "a.csv", f"title,start date\nBaking,{written}\n"))
    assert course.start_dates == (written,)


def test_what_databases_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    text = "fullname,startdate,price\nBaking,0,\\N\nBrewing,1770000000,$1\n"
    baking, brewing = courses(read(tmp_path, "a.csv", text))
    assert (baking.start_dates, baking.price_text) == ((), "")
    assert (brewing.start_dates, brewing.price_text) == (("2026-02-02",), "$1")


ROWS = [{"title": "Baking", "price": "$1"}, {"title": "Brewing", "price": "$2"}]
CELLS = [["Baking", "$1"], ["Brewing", "$2"]]


@pytest.mark.parametrize(
    "document",
    [
        {"meta": {"n": 2}, "data": {"catalog": {"courses": [{"info": row} for row in ROWS]}}},
        [{"info": row} for row in ROWS],
        {"columns": ["title", "price"], "rows": CELLS},
        {"headers": ["title", "price"], "data": CELLS},
    ],
)
def test_json_of_many_makers_is_the_same_catalogue(tmp_path: Path, document: object) -> None:
    found = courses(read(tmp_path, "a.json", json.dumps(document)))
    assert [(one.title, one.price_aud) for one in found] == [("Baking", 1.0), ("Brewing", 2.0)]


@pytest.mark.parametrize("mark", ["|", "\t", ";"])
def test_a_text_whose_first_line_names_columns_is_a_catalogue(tmp_path: Path, mark: str) -> None:
    lines = (["Course Name", "Fee"], ["Baking", "$1"], ["Brewing", "$2"])
    text = "".join(mark.join(line) + "\n" for line in lines)
    assert [one.price_aud for one in courses(read(tmp_path, "a.txt", text))] == [1.0, 2.0]


def test_a_text_with_a_bar_in_it_stays_a_text(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.txt", "Course | Fee and what else there is\n\nA kiln is hot.\n")
    assert courses(imported) == []
    assert len(imported.items) == 1
