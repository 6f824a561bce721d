"""Sources that are looked at again: on a schedule, and when a content system says so."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.source_desk import SourceDesk
from tests.bot.publishing.staff import COURSES, Staff, without
from tests.end_to_end.serving import ROOT, adviser, environment

NEW_COURSE = {**COURSES[0], "id": "pottery-basics", "title": "Pottery Basics"}
DESK_TIMEOUT_SECONDS = 120


@contextmanager
def watching(staff: Staff, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot.cli", "corpus", "watch", *options, "--json"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(staff.app.settings.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def next_report(process: subprocess.Popen[str]) -> dict[str, object]:
    assert process.stdout is not None
    report: dict[str, object] = json.loads(process.stdout.readline())
    return report


def test_a_watched_source_is_synced_when_it_changes_and_a_signal_ends_the_watch(
    staff: Staff,
) -> None:
    before = staff.served()
    with watching(staff, str(staff.catalogue), "--every", "1s") as process:
        assert next_report(process)["version"] is None
        staff.write_courses([*COURSES, NEW_COURSE])
        reports = (next_report(process) for _ in range(20))
        version = next(report["version"] for report in reports if report["version"])
        assert version == staff.served() != before
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert staff.app.audit.entries(1)[0].by == "watch"


def test_a_source_that_fails_keeps_no_other_from_being_synced(staff: Staff) -> None:
    staff.write_courses([*COURSES, NEW_COURSE])
    sources = (str(staff.catalogue.with_name("gone.csv")), str(staff.catalogue))
    run = adviser(staff.app.settings.home, "corpus", "watch", *sources, "--rounds", "1")
    assert run.returncode == 0
    assert "gone.csv: " in run.stderr
    assert f"{staff.catalogue}: published {staff.served()}" in run.stdout


@pytest.mark.parametrize("every", ["0s", "hourly", "-1h"])
def test_an_interval_that_is_none_is_wrong_usage(every: str, staff: Staff) -> None:
    run = adviser(staff.app.settings.home, "corpus", "watch", "x.csv", f"--every={every}")
    assert run.returncode == 2
    assert "expected an interval" in run.stderr


async def test_a_source_that_a_content_system_names_is_synced_and_a_bad_one_is_held(
    staff: Staff,
) -> None:
    desk = SourceDesk(staff.app.settings.home)
    await desk.start()
    before = staff.served()
    staff.write_courses([*COURSES, NEW_COURSE])
    desk.look_at([str(staff.catalogue)])
    async with asyncio.timeout(DESK_TIMEOUT_SECONDS):
        while staff.served() == before:
            await asyncio.sleep(0.1)
        staff.write_courses(without(COURSES, "price"))
        desk.look_at([str(staff.catalogue)])
        while not staff.app.publisher.shelf.held():
            await asyncio.sleep(0.1)
    await desk.stop()
    assert staff.app.audit.entries(1)[0].by == "webhook"
