"""Courses on disk: the same as were written, found by place and by id."""

from pathlib import Path

import pytest

from retrieval.course_file import CourseFile, write_courses
from tests.retrieval.builders import course

IDS = ["a", "aa", "b-with-a-longer-id", "ü", "水"]
COURSES = tuple(course(id_, f"Title of {id_}\u2028on one line") for id_ in IDS)


@pytest.fixture
def opened(tmp_path: Path) -> CourseFile:
    write_courses(tmp_path, COURSES)
    return CourseFile.open(tmp_path)


def test_courses_come_back_in_their_order(opened: CourseFile) -> None:
    assert tuple(opened) == COURSES
    assert (opened[1], opened[-1], opened[1:3]) == (COURSES[1], COURSES[-1], COURSES[1:3])
    with pytest.raises(IndexError, match="expected a row below 5, got 5"):
        opened[5]


def test_a_course_is_found_by_its_id(opened: CourseFile) -> None:
    assert [opened.by_id(id_) for id_ in IDS] == list(COURSES)


@pytest.mark.parametrize("absent", ["", "0", "aaa", "z", "水水", "a" * 200, "\ud800"])
def test_an_id_that_nobody_has_finds_nothing(absent: str, opened: CourseFile) -> None:
    assert opened.by_id(absent) is None


def test_no_courses_can_be_written_and_opened(tmp_path: Path) -> None:
    write_courses(tmp_path, ())
    empty = CourseFile.open(tmp_path)
    assert (len(empty), empty.by_id("a")) == (0, None)
