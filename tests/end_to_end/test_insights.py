"""What staff get from the command line after a server's and a terminal's visitors asked."""

import json
from pathlib import Path

import httpx

from tests.bot.insights.visitors import found_in
from tests.end_to_end.serving import adviser, running


def test_before_anybody_asked_the_answer_is_that_nothing_was(home: Path) -> None:
    run = adviser(home, "insights")
    assert run.returncode == 0
    assert "Nothing asked yet" in run.stdout
    assert json.loads(adviser(home, "insights", "--json").stdout)["turns"] == 0


def test_what_visitors_asked_in_vain_is_listed_and_can_be_dropped(home: Path) -> None:
    with running(home) as server, httpx.Client(base_url=f"{server.address}/api/v1") as http:
        begun = http.post("/conversations").raise_for_status().json()
        for number in range(3):
            http.post(
                f"/conversations/{begun['id']}/messages",
                json={"text": "Is there a trampoline on campus?", "message_id": f"m{number}"},
                headers={"Authorization": f"Bearer {begun['token']}"},
            ).raise_for_status()
    script = "I'm Wilhelmina Quux. nursing weekend classes in Tasmania\n/forget\nyes\n"
    assert adviser(home, "chat", "--script", "-", "--json", stdin=script).returncode == 0

    told = adviser(home, "insights", "--since", "1d").stdout
    assert all(len(line) <= 80 for line in told.splitlines()), told
    assert "Is there a trampoline on campus?" in told
    assert "Nursing · weekend classes · TAS" in told
    report = json.loads(adviser(home, "insights", "--json").stdout)
    assert dict(report["by_channel"]) == {"web": 4, "terminal": 3}
    (gap,) = report["gaps"]["found"]
    assert (gap["lack"], gap["count"]) == ("not_in_corpus", 3)
    assert found_in(home, ("Wilhelmina", "Quux")) == []

    dropped = adviser(home, "insights", "drop", gap["id"])
    assert "asked 3 times" in dropped.stdout
    again = adviser(home, "insights", "drop", gap["id"])
    assert (again.returncode, "none, since nothing was asked in vain" in again.stderr) == (1, True)


def test_a_time_that_is_none_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    run = adviser(tmp_path / "empty", "insights", "--since", "last week")
    assert run.returncode == 2
    assert "expected a date such as 2026-11-01" in run.stderr
