"""Staff meet the gate in the terminal: a bad import is held, told, published or dropped."""

import json

import pytest

from tests.bot.publishing.staff import ARTICLES, COURSES, QUESTIONS, WISH, Staff, without
from tests.end_to_end.serving import adviser


def test_a_bad_import_is_held_told_and_published_by_a_persons_word(staff: Staff) -> None:
    home, before = staff.app.settings.home, staff.served()
    staff.write_gold(*QUESTIONS, WISH)
    staff.write_courses(without(COURSES, "price"))
    staff.write_articles({name: ARTICLES[name] for name in ("hoods", "looms")})

    held = adviser(home, "corpus", "sync", str(staff.catalogue), str(staff.articles))
    assert held.returncode == 1
    told = " ".join(held.stdout.split())
    assert f"held: {staff.catalogue}: price from 100% to 0%" in told
    assert "3 of 4 gold questions and wishes are served worse (worse:0)" in told
    assert "Gold questions with another answer, of 3" in told
    status = json.loads(adviser(home, "corpus", "status", "--json").stdout)
    assert status["version"] == before
    (version,) = status["held"]

    listed = json.loads(adviser(home, "corpus", "versions", "--json").stdout)
    states = [(row["version"], row["state"]) for row in listed]
    assert states == [(version, "held"), (before, "serving")]
    differ = json.loads(adviser(home, "corpus", "diff", before, version, "--json").stdout)
    assert len(differ["retired"]) == 2
    assert {change["question"] for change in differ["gate"]["answers"]} == {
        question["question"] for question in QUESTIONS[:2]
    }

    run = adviser(home, "corpus", "publish", version, "--by", "kim", "--reason", "agreed")
    assert run.returncode == 0
    assert run.stderr.strip().endswith(f"serving {version}")
    entry = json.loads(adviser(home, "corpus", "audit", "--json").stdout)[0]
    assert (entry["by"], entry["action"], entry["reason"]) == ("kim", "released", "agreed")
    assert len(entry["detail"]["alarms"]) == 2


@pytest.mark.parametrize("options", [("--force",), ("--hold-if", "better")])
def test_a_force_without_a_reason_and_an_unknown_rule_are_wrong_usage(
    options: tuple[str, ...], staff: Staff
) -> None:
    run = adviser(staff.app.settings.home, "corpus", "sync", str(staff.catalogue), *options)
    assert run.returncode == 2
    assert options[0] in run.stderr


def test_what_is_not_held_cannot_be_published(staff: Staff) -> None:
    run = adviser(staff.app.settings.home, "corpus", "publish", "20200101T000000.000Z-00000000")
    assert run.returncode == 1
    assert "expected a version that is held" in run.stderr
