"""Subjects that are spoken of and not wished for, and years that are no postcodes."""

import pytest

from bot.core.vocabulary import Vocabulary
from tests.bot.core.hearing import heard


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("leadership for nurse unit managers", ["Leadership and Management"]),
        ("bookkeeping for my small plumbing firm", ["Bookkeeping"]),
        ("nursing for Hobart or aged care for Perth", ["Nursing", "Aged Care"]),
        ("change career from retail to nursing", ["Nursing"]),
        ("from working in hospitality into cyber security", ["Cyber Security"]),
        ("I want to leave teaching and go into web design", ["Web Design"]),
        ("tired accountant, thinking psychology", ["Psychology"]),
        ("accountant, thinking online", ["Accounting"]),
        ("computers, cyber security", ["Cyber Security"]),
        ("IT or cyber security", ["IT", "Cyber Security"]),
    ],
)
def test_only_what_is_wished_for_is_a_subject(
    text: str, subjects: list[str], vocabulary: Vocabulary
) -> None:
    assert list(heard(text, vocabulary).slots.subjects) == subjects


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("I tried retail and hated it, maybe dance", ("Retail",)),
        ("my sister did retail and loved it", ()),
        ("I'd rather do nursing than aged care", ("Aged Care",)),
    ],
)
def test_what_somebody_hated_or_likes_less_is_ruled_out(
    text: str, excluded: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).excluded_subjects == excluded


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("I finished school in 2004 and want nursing", []),
        ("worked since 2008, now nursing", []),
        ("nursing, I live in 2007", ["NSW"]),
        ("nursing near 2000", ["NSW"]),
        ("nursing, postcode 2010", ["NSW"]),
        ("nursing in 2026", []),
    ],
)
def test_a_year_that_is_told_is_no_postcode(
    text: str, states: list[str], vocabulary: Vocabulary
) -> None:
    assert [str(state) for state in heard(text, vocabulary).slots.states] == states


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("I don't care about the price", ("price_aud_max",)),
        ("cost is of no concern", ("price_aud_max",)),
        ("no hurry", ("duration_weeks_max",)),
        ("any campus", ("states",)),
        ("any way is fine", ("delivery",)),
    ],
)
def test_what_does_not_matter_is_left_open_and_is_no_topic(
    text: str, opened: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    said = heard(text, vocabulary)
    assert (said.opened, said.slots.subjects) == (opened, ())


def test_any_way_that_is_fine_adds_no_word_to_the_wish(vocabulary: Vocabulary) -> None:
    assert "fine" not in heard("any way is fine", vocabulary).topic
