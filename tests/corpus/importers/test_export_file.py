"""The export of a corpus, read back: ids and sources stay; anything else is no export."""

from pathlib import Path

import pytest

from corpus.importers.export_file import read_export
from corpus.models import Article, Course, Paragraph

ITEMS = (
    Course(id="a-1", source="a.csv", title="A line\u2028separator", price_aud=9),
    Article(id="b-1", source="texts", title="B", blocks=(Paragraph(text="Words."),)),
    Course(id="a-2", source="a.csv", title="A two"),
)


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_each_item_comes_back_as_it_was_under_its_own_source(tmp_path: Path) -> None:
    lines = [item.model_dump_json() for item in ITEMS]
    imported = read_export(write(tmp_path / "all.jsonl", lines[0], "", *lines[1:]))
    assert {one.source: one.items for one in imported} == {
        "a.csv": (ITEMS[0], ITEMS[2]),
        "texts": (ITEMS[1],),
    }
    assert all(one.rejections == () for one in imported)


def test_a_line_that_was_broken_or_doubled_since_is_named(tmp_path: Path) -> None:
    lines = [item.model_dump_json() for item in ITEMS]
    file = write(tmp_path / "all.jsonl", lines[0], lines[2][:-5], lines[0], lines[1])
    first, second = read_export(file)
    assert [(r.row, r.message.split(",")[0]) for r in first.rejections] == [
        (2, "expected an item as the export writes it; mend the line or export again"),
        (3, "expected each item once"),
    ]
    assert (first.items, second.items) == ((ITEMS[0],), (ITEMS[1],))


@pytest.mark.parametrize(
    "line", ['{"title": "A"}', '{"id": "1", "title": "A", "kind": "course"}', "not json", ""]
)
def test_another_file_is_no_export(line: str, tmp_path: Path) -> None:
    assert read_export(write(tmp_path / "list.jsonl", line)) == ()


def test_another_ending_a_folder_and_nothing_are_no_export(tmp_path: Path) -> None:
    line = ITEMS[0].model_dump_json()
    assert read_export(write(tmp_path / "list.json", line)) == ()
    assert read_export(tmp_path) == read_export(tmp_path / "gone.jsonl") == ()
