"""Words that mean the same are read as one, in texts and in questions."""

import pytest

from retrieval.equivalents import unify
from retrieval.keyword import KeywordIndex, terms


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("free training in New South Wales", "free training in NSW"),
        ("a micro-credential", "a microcred"),
        ("recognition of prior learning", "RPL"),
        ("TAFE or uni", "TAFE or university"),
        ("government funded", "subsidised"),
    ],
)
def test_two_ways_to_say_it_have_the_same_terms(text: str, same: str) -> None:
    assert terms(text) == terms(same)


def test_the_longest_phrase_wins_and_parts_of_words_are_left_alone() -> None:
    assert unify("vocational education and training") == "vet"
    assert unify("unique certs in reunion") == "unique certificate in reunion"


def test_a_question_finds_the_text_that_says_it_in_full() -> None:
    index = KeywordIndex.build([("Funding", "South Australia pays a part."), ("Other", "Nothing.")])
    assert index.search("who pays in SA?", 5)[0].tolist() == [0]
