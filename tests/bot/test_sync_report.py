"""What staff read after a sync."""

import json
from pathlib import Path

import pytest

from bot.cli.sync_report import print_report
from bot.publishing.planning import SyncReport
from corpus.importers.read import read_source


@pytest.fixture
def report(tmp_path: Path) -> SyncReport:
    (tmp_path / "a.csv").write_text("Course Name,Fee\nWelding,$10\n,$5\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Bees\n\nThey fly.\n", encoding="utf-8")
    return SyncReport((read_source(str(tmp_path), source_name="ours"),), ())


def test_people_see_each_file_and_which_column_was_read_as_what(
    report: SyncReport, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(report, as_json=False)
    told = capsys.readouterr().out
    assert "a.csv: read as title=Course Name, price=Fee" in told
    assert "a.csv row 3: expected a title, got an empty cell" in told
    assert any("b.md" in line and "markdown" in line for line in told.splitlines())


def test_scripts_get_the_same(report: SyncReport, capsys: pytest.CaptureFixture[str]) -> None:
    print_report(report, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == [
        {"file": "a.csv", "format": "csv", "courses": 1, "articles": 0, "rejected": 1},
        {"file": "b.md", "format": "markdown", "courses": 0, "articles": 1, "rejected": 0},
    ]
    assert told["columns"] == [
        {"table": "a.csv", "fields": {"title": "Course Name", "price": "Fee"}}
    ]
