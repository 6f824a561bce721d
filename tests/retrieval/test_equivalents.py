"""Words that mean the same are read as one, in texts and in questions."""

import tomllib
from importlib.resources import files

import pytest

from retrieval.equivalents import spell_out, unify
from retrieval.keyword import KeywordIndex, terms


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("free training in New South Wales", "free training in NSW"),
        ("a micro-credential", "a microcred"),
        ("recognition of prior learning", "RPL"),
        ("TAFE or uni", "TAFE or university"),
        ("government funded", "subsidised"),
        ("cert 4 in training", "Certificate IV in training"),
        ("a grad cert", "Graduate Certificate"),
        ("VET Student Loans", "VSL"),
        ("HECS-HELP", "hecs"),
        ("Australian Qualifications Framework", "AQF"),
        ("continuing professional development", "PD"),
        ("work-integrated learning", "WIL"),
        ("Occupational health and safety", "OH&S"),
        ("postgrad", "post-graduate"),
    ],
)
def test_two_ways_to_say_it_have_the_same_terms(text: str, same: str) -> None:
    assert terms(text) == terms(same)


def test_the_longest_phrase_wins_and_parts_of_words_are_left_alone() -> None:
    assert unify("vocational education and training") == "vet"
    assert unify("unique certs in reunion") == "unique certificate in reunion"


def test_a_level_is_found_by_either_numeral_and_is_still_a_certificate() -> None:
    index = KeywordIndex.build(
        [("Certificate III in Aged Care", ""), ("Certificate IV in Care", "")]
    )
    assert index.search("cert 3", 1)[0].tolist() == [0]
    assert index.search("certificates", 5)[0].tolist() == [1, 0]


def test_no_phrase_stands_under_two_words() -> None:
    for name in ("equivalents.toml", "spellings.toml"):
        table = tomllib.loads((files("retrieval") / "data" / name).read_text(encoding="utf-8"))
        phrases = [phrase for under in table.values() for phrase in under]
        assert len(phrases) == len(set(phrases)), name
        assert all(phrase == phrase.lower() for phrase in phrases), name


def test_a_question_is_spelt_out_for_the_model() -> None:
    assert spell_out("Is a cert 4 OK for WIL?") == (
        "Is a Certificate IV OK for work-integrated learning (WIL)?"
    )


def test_a_question_finds_the_text_that_says_it_in_full() -> None:
    index = KeywordIndex.build([("Funding", "South Australia pays a part."), ("Other", "Nothing.")])
    assert index.search("who pays in SA?", 5)[0].tolist() == [0]
