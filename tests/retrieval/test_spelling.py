"""Misspelt words are looked up as the corpus writes them; words that are like none stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.keyword import KeywordIndex
from retrieval.spelling import LENGTH_MIN, Speller
from tests.retrieval.builders import keyword_index

DOCUMENTS = [
    ("Project management", "Plan and manage the work of others."),
    ("Photography", "Light, portraits and printing."),
    ("Accounting", "Bookkeeping, tax and accounting software."),
    ("Counting", "Numbers for children."),
]


@pytest.fixture(params=["built", "opened"])
def keywords(request: pytest.FixtureRequest, tmp_path: Path) -> KeywordIndex:
    return keyword_index(DOCUMENTS, tmp_path if request.param == "opened" else None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mangement", "management"),
        ("a photograpy course?", "a photography course?"),
        ("Bokkeping, please", "bookkeeping, please"),
        ("acounting", "accounting"),
    ],
)
def test_a_slip_is_mended_and_the_rest_of_the_text_left_as_it_is(
    written: str, meant: str, keywords: KeywordIndex
) -> None:
    assert keywords.mended(written) == meant


@pytest.mark.parametrize(
    "text", ["", "managing projects", "zebra keeping", "tac", "what's it like?", "C++ & 2026"]
)
def test_what_is_known_short_or_like_no_word_stays(text: str, keywords: KeywordIndex) -> None:
    assert keywords.mended(text) == text


def test_of_two_words_as_near_the_one_that_more_texts_use_is_meant() -> None:
    used = [("", "welding"), ("", "welding"), ("", "wedding")]
    assert KeywordIndex.build(used).mended("weeding") == "welding"
    more = [("", "wedding"), ("", "weddings")]
    assert KeywordIndex.build([*used, *more]).mended("weeding") == "wedding"


words = st.text("abcdefgh", min_size=LENGTH_MIN, max_size=12)


@given(words, st.integers(1, 10))
def test_a_letter_too_many_is_one_slip_away_and_a_word_itself_none(word: str, place: int) -> None:
    speller = Speller([word, word[0] + "zzzzzzzz"])
    assert speller.nearest(word) == (word,)
    place = min(place, len(word))
    assert speller.nearest(word[:place] + "x" + word[place:]) == (word,)
    assert speller.nearest("z" + word) == ()
