"""How a question is put: looked up by names and in full, or in the asker's own words."""

import pytest

from retrieval.question_form import form_of, is_written_out, names_of


@pytest.mark.parametrize(
    "question",
    [
        "Which year did the Harwell Society move to Brenton?",
        "In what year was the bridge opened?",
        "How many people live in Orford?",
    ],
)
def test_a_question_of_others_with_capital_word_and_mark_is_written_out(question: str) -> None:
    assert is_written_out(question)


@pytest.mark.parametrize(
    "question",
    [
        "which year did the Harwell Society move to Brenton?",
        "Which year did the Harwell Society move to Brenton",
        "Which course can I take in Brenton?",
        "What is it for?",
        "Brenton Harwell Society?",
    ],
)
def test_one_that_is_typed_in_passing_or_of_oneself_is_not(question: str) -> None:
    assert not is_written_out(question)


def test_names_are_capitals_inside_and_figures() -> None:
    assert names_of("Which Orford whelks cost 6 dollars in 1911?") == ("Orford", "6", "1911")
    assert names_of("Whelks?") == ()


def test_names_count_only_where_something_is_looked_up_by_them_and_three_at_most() -> None:
    looked_up = form_of("Who sold whelks to Ann in Orford in 1911 for 6 dollars?", [])
    assert looked_up.names == 1
    assert form_of("Who sold whelks in Orford?", []).names == pytest.approx(1 / 3)
    assert form_of("who sold me whelks in Orford", []).names == 0


def test_words_of_asking_make_no_question_longer() -> None:
    assert form_of("How much?", []).length == 0
    assert form_of("How much are whelks?", []).length == form_of("whelks", []).length > 0


def test_the_reach_is_what_the_best_passage_covers_and_nothing_without_passages() -> None:
    assert form_of("whelks", [0.2, 0.7, 0.4]).reach == 0.7
    assert form_of("whelks", []).reach == 0
