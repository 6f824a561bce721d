"""Columns are remembered from one sync of a source to the next."""

from pathlib import Path

from corpus.importers.column_memory import ColumnMemory
from corpus.importers.read import Imported, read_source

TEXT = "Bezeichnung,Ort,Name\nWelding,NSW,Jo\n"


def read(folder: Path, text: str, column_map: dict[str, str] | None = None) -> Imported:
    path = folder / "kurse.csv"
    path.write_text(text, encoding="utf-8")
    memory = ColumnMemory(folder / "columns.json")
    imported = read_source(str(path), column_map=column_map or {}, memory=memory)
    memory.keep([imported])
    return imported


def test_the_second_sync_of_a_source_needs_no_map(tmp_path: Path) -> None:
    read(tmp_path, TEXT, {"title": "Bezeichnung", "states": "Ort"})
    again = read(tmp_path, TEXT)
    assert [item.title for item in again.items] == ["Welding"]
    assert dict(again.tables[0].columns) == {"title": "Bezeichnung", "states": "Ort"}


def test_a_map_overrules_what_was_remembered(tmp_path: Path) -> None:
    read(tmp_path, TEXT, {"title": "Bezeichnung"})
    assert [item.title for item in read(tmp_path, TEXT, {"title": "Name"}).items] == ["Jo"]
    assert [item.title for item in read(tmp_path, TEXT).items] == ["Jo"]


def test_a_column_that_is_gone_is_said_and_another_is_looked_for(tmp_path: Path) -> None:
    read(tmp_path, TEXT, {"title": "Bezeichnung"})
    imported = read(tmp_path, "Course,Ort\nWelding,NSW\n")
    assert [item.title for item in imported.items] == ["Welding"]
    assert "columns of the last sync that are gone: Bezeichnung" in [
        remark.message for remark in imported.remarks
    ]


def test_a_broken_memory_is_none(tmp_path: Path) -> None:
    (tmp_path / "columns.json").write_text("{broken", encoding="utf-8")
    assert [item.title for item in read(tmp_path, "title\nWelding\n").items] == ["Welding"]
    assert ColumnMemory(tmp_path / "columns.json").of(str(tmp_path.resolve() / "kurse.csv"))
