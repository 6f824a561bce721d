"""What cannot be read this time is not gone."""

from pathlib import Path

import pytest

from bot.publishing.planning import SyncReport
from tests.bot.publishing.staff import ARTICLES, COURSES, Staff


def sync(staff: Staff, source: Path) -> SyncReport:
    return staff.app.publisher.sync([str(source)])


def titles(staff: Staff, source: Path) -> list[str]:
    return sorted(item.title for item in staff.app.content.active() if item.source == str(source))


def remarks(report: SyncReport) -> str:
    return "\n".join(remark.message for one in report.imported for remark in one.remarks)


def test_a_row_that_cannot_be_read_keeps_its_course_and_a_missing_one_goes(staff: Staff) -> None:
    lines = staff.catalogue.read_text(encoding="utf-8").splitlines()
    before = titles(staff, staff.catalogue)
    # The first course's row gets cells too many, the second one's is taken out.
    lines[1] += ",and,more,cells,here"
    del lines[2]
    staff.catalogue.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = sync(staff, staff.catalogue)
    first, second = COURSES[0]["title"], COURSES[1]["title"]
    assert titles(staff, staff.catalogue) == sorted(set(before) - {second})
    assert f"1 item: {first!r}; mend" in remarks(report)
    assert [len(diff.retired) for diff in report.diffs] == [1]


def test_a_row_without_its_title_is_known_by_its_id(staff: Staff) -> None:
    before = titles(staff, staff.catalogue)
    staff.write_courses([{**COURSES[0], "title": ""}, *COURSES[1:]])
    report = sync(staff, staff.catalogue)
    assert report.version is None
    assert titles(staff, staff.catalogue) == before
    assert COURSES[0]["title"] in remarks(report)


def test_a_file_of_a_folder_that_cannot_be_read_keeps_its_items(staff: Staff) -> None:
    before = titles(staff, staff.articles)
    broken, gone = sorted(ARTICLES)[:2]
    (staff.articles / f"{broken}.md").write_bytes(b"\x00\x01\x02")
    (staff.articles / f"{gone}.md").unlink()
    report = sync(staff, staff.articles)
    assert titles(staff, staff.articles) == sorted(set(before) - {f"About {gone}"})
    assert f"About {broken}" in remarks(report)


def test_what_is_kept_changes_once_it_can_be_read_again(staff: Staff) -> None:
    path = staff.articles / f"{sorted(ARTICLES)[0]}.md"
    whole = path.read_bytes()
    path.write_bytes(b"\x00\x01\x02")
    sync(staff, staff.articles)
    path.write_bytes(whole.replace(b"title: ", b"title: All "))
    sync(staff, staff.articles)
    assert "All About hoods" in titles(staff, staff.articles)
    assert "About hoods" not in titles(staff, staff.articles)
    path.unlink()
    sync(staff, staff.articles)
    assert "All About hoods" not in titles(staff, staff.articles)


@pytest.mark.parametrize(
    ("line", "is_kept"), [('{"id": "2", "title": "Course number 2"', True), ("[1, 2]", False)]
)
def test_a_broken_line_keeps_the_item_that_it_names(
    staff: Staff, line: str, is_kept: bool, tmp_path: Path
) -> None:
    path = tmp_path / "courses.jsonl"
    rows = [f'{{"id": "{n}", "title": "Course number {n}"}}\n' for n in range(6)]
    path.write_text("".join(rows), encoding="utf-8")
    sync(staff, path)
    rows[2] = f"{line}\n"
    path.write_text("".join(rows), encoding="utf-8")
    sync(staff, path)
    assert ("Course number 2" in titles(staff, path)) is is_kept
