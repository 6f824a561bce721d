"""Funding rules are outlines with dates: met, not met, not known, and never a verdict."""

from datetime import date

import pytest

from bot.core.circumstances import Circumstances, Group, Residency, hear_circumstances
from bot.core.funding import Condition, Programme, Standing, answered, assess, missing
from bot.core.text import fold
from bot.guidance_files import load_guidance
from corpus.models import Level, State

TODAY = date(2026, 11, 24)
PROGRAMMES = load_guidance().programmes


def programme(name: str) -> Programme:
    return next(p for p in PROGRAMMES if p.name == name)


def standings(name: str, said: Circumstances) -> dict[Condition, Standing]:
    return {a.condition: a.standing for a in assess(programme(name), said, TODAY)}


def heard(text: str, *states: State, held: tuple[Level, ...] = ()) -> Circumstances:
    return hear_circumstances(fold(text), states, held)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm 17 and still at school", Circumstances(age_from=17, age_to=17, at_school=True)),
        ("ok I’ve left school", Circumstances(at_school=False)),
        ("I'm a citizen", Circumstances(residency=Residency.CITIZEN)),
        ("what does PR stand for", Circumstances()),
        ("he's 15 and in year 10", Circumstances(age_from=15, age_to=15, at_school=True)),
        ("I left in year 9", Circumstances(at_school=False, finished_year_10=False)),
        ("finished year 12 last year", Circumstances(at_school=False, finished_year_10=True)),
        ("I'm in my forties", Circumstances()),
        ("i'm in my 40s", Circumstances(age_from=40, age_to=49)),
        ("over 50, made redundant", Circumstances(age_from=50, groups=(Group.OUT_OF_WORK,))),
        ("I'm on a student visa", Circumstances(residency=Residency.OTHER_VISA)),
        ("im a kiwi", Circumstances(residency=Residency.NEW_ZEALANDER)),
        ("I have PR", Circumstances(residency=Residency.PERMANENT_RESIDENT)),
        ("not a citizen", Circumstances()),
        ("no qualifications", Circumstances(has_no_qualification=True)),
        ("I studied for 12 weeks", Circumstances()),
        ("course of 20 hours", Circumstances()),
    ],
)  # fmt: skip
def test_circumstances_are_heard_and_nothing_is_made_up(text: str, expected: Circumstances) -> None:
    assert heard(text) == expected


def test_a_place_counts_as_home_only_where_somebody_says_that_they_live_there() -> None:
    assert heard("I live in Geelong", State.VIC).lives_in is State.VIC
    assert heard("is there free training in Victoria", State.VIC).lives_in is None


def test_the_last_word_holds_and_an_age_replaces_an_age() -> None:
    before = heard("I'm 17 and still at school")
    after = before.updated(heard("I've left school")).updated(heard("over 18"))
    assert (after.at_school, after.age_from, after.age_to) == (False, 18, None)


def test_what_is_not_said_is_not_known() -> None:
    assert set(standings("Smart and Skilled", Circumstances()).values()) == {Standing.UNKNOWN}


def test_each_condition_is_met_or_not_by_what_was_said() -> None:
    said = heard("I'm 14, still in school, a refugee, and live in Sydney", State.NSW)
    found = standings("Smart and Skilled", said)
    assert found[Condition.AGE] is Standing.NOT_MET
    assert found[Condition.SCHOOL] is Standing.NOT_MET
    assert found[Condition.RESIDENCY] is Standing.MET
    assert found[Condition.PLACE] is Standing.MET
    assert found[Condition.YEAR_10] is Standing.UNKNOWN


def test_nobody_of_thirty_is_asked_whether_they_have_left_school() -> None:
    assert standings("Skilled Capital", heard("i'm 30"))[Condition.SCHOOL] is Standing.MET
    assert standings("Skilled Capital", heard("i'm 19"))[Condition.SCHOOL] is Standing.UNKNOWN


def test_a_visa_that_the_rules_tell_apart_is_not_asked_about_again() -> None:
    said = heard("i'm 30, on a bridging visa and live in Perth", State.WA)
    found = assess(programme("Jobs and Skills WA"), said, TODAY)
    assert [a.condition for a in found if a.standing is Standing.UNKNOWN] == [Condition.RESIDENCY]
    assert missing(found, ()) is None


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (Circumstances(highest_level=Level.CERTIFICATE_II), Standing.MET),
        (Circumstances(highest_level=Level.DIPLOMA), Standing.UNKNOWN),
        (Circumstances(highest_level=Level.DIPLOMA, qualified_in=2019), Standing.NOT_MET),
        (Circumstances(highest_level=Level.DIPLOMA, qualified_in=2010), Standing.MET),
        (Circumstances(highest_level=Level.DIPLOMA, qualified_years_ago=12), Standing.MET),
        (Circumstances(has_no_qualification=True), Standing.MET),
    ],
)
def test_an_earlier_qualification_counts_for_ten_years(
    said: Circumstances, standing: Standing
) -> None:
    assert standings("Career Start", said)[Condition.QUALIFICATION] is standing


def test_whoever_lives_elsewhere_is_asked_and_not_turned_away() -> None:
    said = Circumstances(lives_in=State.NSW)
    assert standings("Skills First", said)[Condition.PLACE] is Standing.UNKNOWN


@pytest.mark.parametrize("condition", set(Condition) - {Condition.RESIDENCY})
def test_a_bare_yes_or_no_settles_what_was_asked(condition: Condition) -> None:
    asking = next(p for p in PROGRAMMES if condition in p.conditions)
    for is_yes in (True, False):
        said = answered(condition, asking, is_yes)
        found = {a.condition: a.standing for a in assess(asking, said, TODAY)}
        is_met = is_yes is not (condition is Condition.QUALIFICATION)
        assert found[condition] is (Standing.MET if is_met else Standing.NOT_MET)


def test_one_thing_is_asked_at_a_time_and_what_was_skipped_not_again() -> None:
    found = assess(programme("Smart and Skilled"), Circumstances(), TODAY)
    assert missing(found, ()) is Condition.AGE
    assert missing(found, (Condition.AGE,)) is Condition.SCHOOL


@pytest.mark.parametrize(
    ("text", "name", "old"),
    [
        ("is certificate 3 guarantee still going", "Career Start", "Certificate 3 Guarantee"),
        ("can i get the Cert III Guarantee", "Career Start", "Certificate 3 Guarantee"),
        ("what happened to VET FEE-HELP?", "VET Student Loans", "VET FEE-HELP"),
        ("WorkReady", "Skills SA subsidised training", "WorkReady"),
        ("smart & skilled", "Smart and Skilled", None),
    ],
)
def test_programmes_are_known_by_old_and_new_names(text: str, name: str, old: str | None) -> None:
    named = load_guidance().programme_names.in_text(fold(text))[0]
    assert named.programme.name == name
    assert (named.former and named.former.name) == old


def test_a_rule_is_old_after_its_last_day_and_not_before() -> None:
    queensland = programme("Fee-free TAFE in Queensland")
    assert not queensland.has_ended(date(2026, 12, 31))
    assert queensland.has_ended(date(2027, 1, 1))
    assert not programme("Career Start").has_begun(date(2025, 6, 30))
    assert programme("Career Start").is_stale(date(2027, 11, 25))


def test_every_state_has_a_programme_and_a_date() -> None:
    assert {p.state for p in PROGRAMMES} == {*State, None}
    assert all(p.checked_on <= TODAY for p in PROGRAMMES)
    assert len({p.name for p in PROGRAMMES}) == len(PROGRAMMES)
