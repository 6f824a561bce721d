"""Every shape of catalogue comes in with sensible counts and a report that one can act on."""

from pathlib import Path

import pytest

from corpus.importers.read import Imported, read_source
from corpus.models import Course
from tests.corpus.importers.shapes import SHAPES, Shape


def read(folder: Path, shape: Shape) -> Imported:
    path = folder / shape.name
    path.write_bytes(shape.data)
    return read_source(str(path), source_name="test")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_catalogue_of_any_shape_comes_in_without_a_map(tmp_path: Path, shape: Shape) -> None:
    imported = read(tmp_path, shape)
    courses = [item for item in imported.items if isinstance(item, Course)]
    assert (len(courses), len(imported.rejections)) == (shape.courses, shape.rejected)
    assert {name: getattr(courses[0], name) for name in shape.first} == shape.first
    report = "\n".join(remark.message for remark in imported.remarks)
    assert [words for words in shape.told if words not in report] == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_report_says_which_column_was_read_as_the_title(tmp_path: Path, shape: Shape) -> None:
    tables = read(tmp_path, shape).tables
    assert tables
    assert all(table.columns["title"] for table in tables)


def test_a_folder_of_all_shapes_is_one_source_with_a_line_for_each_file(tmp_path: Path) -> None:
    for shape in SHAPES:
        (tmp_path / shape.name).write_bytes(shape.data)
    imported = read_source(str(tmp_path))
    assert {file.file for file in imported.files} == {shape.name for shape in SHAPES}
    assert sum(file.courses for file in imported.files) == len(imported.items)
    assert sum(file.rejected for file in imported.files) == len(imported.rejections)
