"""The gate: what would serve visitors worse is held, told, and decided by a person."""

import json

import pytest

from bot.composition import Adviser
from bot.publishing.approval import Approval
from bot.publishing.errors import NotHeld, OvertakenVersion, WouldRetire
from bot.publishing.hold_rule import HoldRule
from bot.settings import Settings
from bot.stores.audit import Action
from retrieval.errors import GoldError
from tests.bot.publishing.staff import ARTICLES, COURSES, QUESTIONS, WISH, Staff, without

NEW_COURSE = {**COURSES[0], "id": "pottery-basics", "title": "Pottery Basics"}
HALF = {name: ARTICLES[name] for name in ("hoods", "looms")}


def break_both(staff: Staff) -> None:
    """Prices blanked, half the articles gone."""
    staff.write_courses(without(COURSES, "price"))
    staff.write_articles(HALF)


def actions(staff: Staff) -> list[Action]:
    return [entry.action for entry in staff.app.audit.entries(10)]


def test_a_bad_import_is_held_with_the_questions_wishes_and_fields_that_suffer(
    staff: Staff,
) -> None:
    staff.write_gold(*QUESTIONS, WISH)
    before = staff.served()
    break_both(staff)
    report = staff.sync(by="sam")
    assert report.version is None
    assert report.held
    assert report.gate
    assert staff.served() == before
    lost = {change.question for change in report.gate.answers if change.is_worse}
    assert lost == {"How soon is a refund paid?", "How hot does a small kiln get?"}
    (wish,) = report.gate.wish_changes
    assert wish.is_worse
    assert "glassblowing-basics" in wish.problems[0]
    assert {alarm.field for alarm in report.gate.alarms} == {"price", "articles"}
    assert "3 of 4 gold questions and wishes are served worse" in report.gate.reasons[-1]


def test_without_gold_questions_the_sentinels_hold_a_bad_import(staff: Staff) -> None:
    break_both(staff)
    report = staff.sync()
    assert report.held
    assert report.gate
    assert report.gate.questions == 0
    assert {reason.split(": ")[1] for reason in report.gate.reasons} == {
        "price from 100% to 0%",
        "articles from 100% to 50%",
    }


def test_what_is_held_changes_nothing_that_is_stored(staff: Staff) -> None:
    stored = staff.app.content.hashes()
    break_both(staff)
    held = staff.sync().held
    assert staff.app.content.hashes() == stored
    assert [note.version for note in staff.app.publisher.shelf.held()] == [held]
    # The next start must not publish it either.
    assert staff.app.publisher.ensure_published() == staff.served() != held


def test_a_held_version_is_held_once_however_often_it_comes(staff: Staff) -> None:
    break_both(staff)
    assert staff.sync().held == staff.sync().held
    assert actions(staff) == [Action.HELD, Action.PUBLISHED]


def test_a_held_version_that_was_damaged_is_built_and_held_anew(staff: Staff) -> None:
    break_both(staff)
    first = staff.sync().held
    assert first
    (staff.app.publisher.shelf.candidates / first / "manifest.json").write_text("{}")
    second = staff.sync().held
    assert second
    assert [note.version for note in staff.app.publisher.shelf.held()] == [second]
    assert second != first


def test_a_held_version_is_published_by_a_persons_word(staff: Staff) -> None:
    break_both(staff)
    held = staff.sync(by="sam").held
    assert held
    served = staff.app.publisher.release(held, Approval(by="kim", reason="prices are gone"))
    assert served == held == staff.served()
    assert len(staff.app.served.current().articles) == 2
    assert set(staff.app.content.hashes()) == {i.id for i in staff.app.served.current().items}
    entry = staff.app.audit.entries(1)[0]
    assert (entry.by, entry.action, entry.reason) == ("kim", Action.RELEASED, "prices are gone")
    assert "price from 100% to 0%" in str(json.loads(entry.detail)["reasons"])
    with pytest.raises(NotHeld):
        staff.app.publisher.release(held, Approval())


def test_a_held_version_is_published_together_with_what_other_sources_changed_since(
    staff: Staff,
) -> None:
    staff.write_courses(without(COURSES, "price"))
    held = staff.sync().held
    assert held
    more = staff.catalogue.with_name("more.csv")
    more.write_text("id,title\npottery,Pottery\n", encoding="utf-8")
    assert staff.app.publisher.sync([str(more)]).version
    served = staff.app.publisher.release(held, Approval())
    assert served == staff.served() != held
    courses = staff.app.served.current().courses
    assert "Pottery" in {course.title for course in courses}
    assert {course.price_aud for course in courses} == {None}
    assert staff.app.publisher.shelf.held() == ()


def test_a_held_version_whose_source_changed_since_is_not_published(staff: Staff) -> None:
    staff.write_courses(without(COURSES, "price"))
    held = staff.sync().held
    assert held
    staff.write_courses([*COURSES, NEW_COURSE])
    assert staff.sync().version
    with pytest.raises(OvertakenVersion, match=r"catalogue\.csv changed after"):
        staff.app.publisher.release(held, Approval())
    assert len(staff.app.served.current().courses) == len(COURSES) + 1


def test_a_dropped_version_is_gone_and_on_record(staff: Staff) -> None:
    break_both(staff)
    held = staff.sync().held
    assert held
    staff.app.publisher.drop(held, Approval(by="kim"))
    assert staff.app.publisher.shelf.held() == ()
    assert list(staff.app.publisher.shelf.candidates.glob("*")) == []
    assert actions(staff)[0] is Action.DROPPED


def test_a_forced_import_is_published_with_its_reason_on_record(staff: Staff) -> None:
    break_both(staff)
    report = staff.sync(by="kim", reason="the provider withdrew", is_forced=True)
    assert report.version == staff.served()
    entry = staff.app.audit.entries(1)[0]
    assert (entry.action, entry.version) == (Action.FORCED, report.version)
    assert (entry.by, entry.reason) == ("kim", "the provider withdrew")


def test_the_rule_says_how_many_questions_may_suffer(staff: Staff) -> None:
    staff.write_gold(*QUESTIONS)
    one_gone = {name: text for name, text in ARTICLES.items() if name != "refunds"}
    staff.write_articles(one_gone)
    assert staff.sync(hold_if=HoldRule.parse("worse")).held
    assert staff.sync(hold_if=HoldRule.parse("worse:30%")).held
    assert staff.sync(hold_if=HoldRule.parse("worse:1")).version


def test_an_operators_rule_takes_the_place_of_the_usual_one(staff: Staff) -> None:
    staff.write_gold(*QUESTIONS)
    moved = {**ARTICLES, "refunds": f"Much is new. {ARTICLES['refunds']} Ask at the desk."}
    staff.write_articles(moved)
    settings = Settings(home=staff.app.settings.home, hold_if="changed")
    report = Adviser(settings).publisher.sync([str(staff.articles)])
    assert report.gate
    assert report.held, report.gate.answers
    assert staff.sync().version


def test_what_improves_or_only_adds_is_published(staff: Staff) -> None:
    staff.write_gold(*QUESTIONS, WISH)
    staff.write_articles({**ARTICLES, "clay": "Clay dries slowly under a damp cloth."})
    staff.write_courses([*COURSES, NEW_COURSE])
    report = staff.sync()
    assert report.version == staff.served()
    assert report.gate
    assert report.gate.reasons == ()
    assert report.gate.questions == len(QUESTIONS)


def test_questions_are_not_asked_again_where_no_article_differs(staff: Staff) -> None:
    staff.write_gold(*QUESTIONS, WISH)
    staff.write_courses([*COURSES, NEW_COURSE])
    gate = staff.sync().gate
    assert gate
    assert (gate.questions, gate.wishes) == (0, 1)


def test_broken_gold_questions_stop_a_sync_before_anything_is_built(staff: Staff) -> None:
    staff.write_gold({"question": "q?", "kind": "maybe"})
    staff.write_articles(HALF)
    with pytest.raises(GoldError, match=r"gold\.jsonl:1: kind"):
        staff.sync()
    assert not staff.app.publisher.shelf.candidates.exists() or not any(
        staff.app.publisher.shelf.candidates.iterdir()
    )


def test_a_source_that_lost_most_of_its_items_is_refused_unless_that_is_meant(
    staff: Staff,
) -> None:
    staff.write_courses(COURSES[:2])
    with pytest.raises(WouldRetire, match=r"retire 75% of its items \(6 of 8\)"):
        staff.sync()
    assert len(staff.app.content.hashes()) == len(COURSES) + len(ARTICLES)
    assert staff.sync(allows_retiring=True).version
    assert len(staff.app.served.current().courses) == 2


def test_a_dry_run_warns_of_what_the_sync_would_refuse(staff: Staff) -> None:
    staff.write_courses(COURSES[:2])
    report = staff.app.publisher.sync([str(staff.catalogue)], is_dry_run=True)
    assert "this would retire 75%" in report.warning
    assert report.version is None


def test_retiring_by_hand_is_judged_by_gold_questions_alone(staff: Staff) -> None:
    ids = [id_ for id_ in staff.app.content.hashes() if id_.startswith(("looms", "hoods"))]
    staff.write_gold(*QUESTIONS)
    assert staff.app.publisher.retire(ids).held
    assert staff.app.publisher.retire(ids[1:]).version


def test_old_versions_go_and_the_served_one_stays(staff: Staff) -> None:
    keeping_two = Adviser(Settings(home=staff.app.settings.home, versions_kept=2)).publisher
    first = staff.served()
    for number in range(3):
        staff.write_courses([*COURSES, {**NEW_COURSE, "id": f"new-{number}"}])
        assert keeping_two.sync([str(staff.catalogue)]).version
        keeping_two.rollback(keeping_two.shelf.names()[0])
    assert len(keeping_two.shelf.names()) == 2
    assert first not in keeping_two.shelf.names()
