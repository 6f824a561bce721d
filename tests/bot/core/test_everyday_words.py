"""Everyday ways to put limits, lists, places and doubts, as conversations brought them up."""

import pytest

from bot.core.acts import UNDECIDED, Act, by_rule
from bot.core.facts import pointed_place, pointed_places
from bot.core.finder import QUESTIONS
from bot.core.vocabulary import Vocabulary
from bot.core.wording.en_au import EN_AU
from corpus.models import Level, State
from tests.bot.core.hearing import heard


@pytest.mark.parametrize(
    ("text", "excluded", "wanted"),
    [
        ("not nursing, aged care or childcare", ("Nursing", "Aged Care", "Child Care"), ()),
        ("no nursing or aged care", ("Nursing", "Aged Care"), ()),
        ("not accounting, bookkeeping", ("Accounting",), ("Bookkeeping",)),
        ("nursing, aged care or childcare", (), ("Nursing", "Aged Care", "Child Care")),
        ("not nursing but aged care or childcare", ("Nursing",), ("Aged Care", "Child Care")),
    ],
)
def test_a_no_reaches_the_end_of_a_list_and_no_further(
    text: str, excluded: tuple[str, ...], wanted: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    found = heard(text, vocabulary)
    assert (found.excluded_subjects, found.slots.subjects) == (excluded, wanted)


def test_a_no_to_a_field_leaves_the_study_modes_after_it_wanted(vocabulary: Vocabulary) -> None:
    found = heard("not nursing, online or blended", vocabulary)
    assert found.excluded_subjects == ("Nursing",)
    assert found.slots.delivery == ("online", "blended")


def test_a_list_of_places_is_ruled_out_as_a_whole(vocabulary: Vocabulary) -> None:
    states = heard("not in Sydney, Melbourne or Perth", vocabulary).slots.states
    assert not {State.NSW, State.VIC, State.WA} & set(states)
    assert State.QLD in states


@pytest.mark.parametrize("text", ["cert III or IV", "certificate 3 or 4 in business"])
def test_two_levels_may_share_their_kind(text: str, vocabulary: Vocabulary) -> None:
    levels = heard(text, vocabulary).slots.levels
    assert levels == (Level.CERTIFICATE_III, Level.CERTIFICATE_IV)


def test_an_or_at_the_end_names_no_second_level(vocabulary: Vocabulary) -> None:
    assert heard("cert III or", vocabulary).slots.levels == (Level.CERTIFICATE_III,)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("make that $3000", {"price_aud_max": 3000.0}),
        ("make it 6 months", {"duration_weeks_max": 26.0}),
        ("is there anything free?", {"price_aud_max": 0.0}),
        ("I failed my diploma", {}),
    ],
)
def test_limits_and_earlier_study_are_heard_as_they_are_put(
    text: str, slots: dict[str, object], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.known() == slots


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("drop the price limit", ("price_aud_max",)),
        ("forget the time limit", ("duration_weeks_max",)),
    ],
)
def test_a_limit_can_be_dropped_by_its_name(
    text: str, opened: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).opened == opened


@pytest.mark.parametrize("text", ["cheapest first", "skip", "no preference", "just for fun"])
def test_orders_and_shrugs_are_no_topics(text: str, vocabulary: Vocabulary) -> None:
    assert heard(text, vocabulary).topic == ()


def test_first_aid_is_a_topic(vocabulary: Vocabulary) -> None:
    assert heard("first aid", vocabulary).topic == ("first", "aid")


def test_the_first_two_are_two_places() -> None:
    assert pointed_places("compare the first two") == (0, 1)
    assert pointed_places("compare the first and the third") == (0, 2)


@pytest.mark.parametrize("text", ["i finished last year", "first aid", "my second job"])
def test_a_time_or_a_name_is_no_place(text: str) -> None:
    assert pointed_place(text) is None


@pytest.mark.parametrize("text", ["not sure", "i'm not sure yet", "idk what to study lol"])
def test_whoever_does_not_know_is_undecided(text: str) -> None:
    assert UNDECIDED.match(text)


def test_whoever_does_not_know_a_word_asks() -> None:
    assert not UNDECIDED.match("not sure what a diploma is")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("do you sell my data?", Act.PRIVACY),
        ("what do you do with my email address", Act.PRIVACY),
        ("will this help me get pr?", Act.MIGRATION),
        ("yes, i agree", Act.CONSENT),
        ("help me get pr skills", None),
        ("do employers share my details", None),
    ],
)
def test_rules_tell_what_only_looks_alike(text: str, act: Act | None) -> None:
    assert by_rule(text) is act


def test_every_step_can_be_asked_in_front_of_courses() -> None:
    assert set(EN_AU.narrow_questions) == set(QUESTIONS) == set(EN_AU.step_questions)
    assert set(EN_AU.step_explanations) == set(QUESTIONS)
