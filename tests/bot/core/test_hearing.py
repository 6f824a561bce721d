"""Whose words count: what is ruled out, held, left, liked and insisted on."""

import pytest

from bot.core.slots import leave_open, merge, wanted_levels
from bot.core.state import Slots
from bot.core.vocabulary import Vocabulary
from corpus.models import Level, State
from tests.bot.core.hearing import heard


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("anything but plumbing", (), ("Plumbing",)),
        ("fed up with building, show me animals", ("Animal Care",), ("Building and Construction",)),
        ("aged care isn't for me", (), ("Aged Care",)),
        ("mum says accounting but nah", (), ("Accounting",)),
        ("project management rather than agile", ("Project Management",), ("Agile",)),
        ("I have no experience in nursing", ("Nursing",), ()),
        ("hairdressing is out, so perhaps beauty", ("Beauty",), ()),
    ],
)
def test_a_field_is_ruled_out_before_or_after_its_name(
    text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    found = heard(text, vocabulary)
    assert (found.slots.subjects, found.excluded_subjects) == (wanted, unwanted)


@pytest.mark.parametrize(
    "text",
    [
        "former nurse, project management please",
        "I'm a chef, after something in project management",
        "sparky here, want project management",
        "after 10 years in retail, project management",
        "my husband works in logistics, I want project management",
    ],
)
def test_a_job_that_is_held_is_not_the_field_that_is_wanted(
    text: str, vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.subjects == ("Project Management",)


def test_the_next_level_goes_on_in_the_field_that_was_studied(vocabulary: Vocabulary) -> None:
    slots = heard("I did a cert 3 in fitness and now want the cert 4", vocabulary).slots
    assert (slots.subjects, slots.levels) == (("Fitness",), (Level.CERTIFICATE_IV,))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("we moved from Sydney to Adelaide", (State.SA,)),
        ("from Sydney originally, now in Yeppoon", (State.QLD,)),
        ("I'm from Perth", (State.WA,)),
        ("Sydney or Adelaide", (State.NSW, State.SA)),
    ],
)
def test_of_two_places_the_one_that_is_left_does_not_count(
    text: str, states: tuple[State, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.states == states


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("I like plants", ("Horticulture",)),
        ("good with my hands", ("Building and Construction",)),
        ("I want help old people", ("Aged Care",)),
        ("love numbers but want nursing", ("Nursing",)),
        ("home with kids", ()),
        ("the numbers on the form", ()),
    ],
)
def test_a_liking_speaks_for_a_field_where_none_is_named(
    text: str, subjects: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.subjects == subjects


def test_a_dislike_rules_out_the_fields_that_live_with_it(vocabulary: Vocabulary) -> None:
    found = heard("I don't like blood", vocabulary)
    assert found.excluded_subjects == ("Nursing", "Veterinary Nursing", "Dental Assisting")


def test_a_level_that_is_ruled_out_leaves_the_others(vocabulary: Vocabulary) -> None:
    slots = merge(Slots(), heard("not a degree", vocabulary))
    levels = wanted_levels(slots)
    assert Level.DIPLOMA in levels
    assert not {Level.BACHELOR, Level.MASTERS, Level.ASSOCIATE_DEGREE} & set(levels)
    assert wanted_levels(leave_open(slots, "levels")) == ()


def test_a_level_that_is_named_says_all(vocabulary: Vocabulary) -> None:
    slots = merge(Slots(), heard("not a degree, a diploma", vocabulary))
    assert (slots.levels, slots.excluded_levels) == ((Level.DIPLOMA,), ())


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("it needs to be online", ("delivery",)),
        ("strictly in Hobart", ("states",)),
        ("online or nothing", ("delivery",)),
        ("I need to study online", ()),
        ("I only have 3 months", ()),
    ],
)
def test_what_is_insisted_on_is_pinned(
    text: str, pinned: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.pinned == pinned


def test_too_dear_is_no_addition(vocabulary: Vocabulary) -> None:
    assert not heard("photography, nothing too expensive", vocabulary).is_addition
    assert heard("photography too", vocabulary).is_addition
