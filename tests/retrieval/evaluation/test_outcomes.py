"""Evidence beside gold answers: what counts as right, found, word for word, and out of date."""

import pytest

from retrieval.evaluation.gold import GoldQuestion, Kind
from retrieval.evaluation.matching import shares
from retrieval.evaluation.outcomes import judge, run, stale
from retrieval.models import Evidence
from tests.retrieval.evaluation.builders import TEXTS, gold, outcome, piece

BADGES, FEES = TEXTS


class Recorded:
    """A version that gives the same evidence to every question."""

    answer_threshold = 0.7

    def __init__(self, *found: Evidence) -> None:
        self.found = found

    def evidence(self, question: str, limit: int) -> tuple[Evidence, ...]:
        return self.found[:limit]


@pytest.mark.parametrize(
    ("shown", "quote", "is_shared"),
    [
        ("A badge is a picture. It holds data.", "A badge is a picture.", True),
        ("It holds data.", "It holds data. It costs nothing.", True),
        ("Good places are:\n\n• schools\n• shops", "Good places are:", True),
        ("“A badge” is a picture", "a **badge** is a [picture](https://example.org/a)", True),
        ("One two three. Four five six.", "Four five six. Seven eight nine.", True),
        ("One two three. Four five.", "Four five. Seven eight nine ten.", False),
        ("Badges are usually cheap.", "Badges are usually short.", False),
        ("It is a picture of art.", "A picture of", True),
        ("The art of it", "art", True),
        ("The artist", "art", False),
        ("", "A badge is a picture.", False),
        ("A badge is a picture.", "…", False),
    ],
)
def test_a_quotation_gives_a_sentence_that_it_holds_lies_in_or_shares_half_of(
    shown: str, quote: str, is_shared: bool
) -> None:
    assert shares(shown, quote) is is_shared
    assert shares(quote, shown) is is_shared


def test_the_right_words_of_another_article_are_not_the_right_answer() -> None:
    question = gold("q?", (FEES, "Badges cost nothing."))
    result = judge(question, [piece("Badges cost nothing.")], 0.7, TEXTS)
    assert (result.answered, result.correct, result.is_good) == (True, False, False)
    assert (result.article_hits, result.quote_hits) == ((False,), (False,))


def test_an_article_alone_is_enough_where_staff_named_no_sentence() -> None:
    result = judge(gold("q?", (BADGES, "")), [piece("It holds data about a skill.")], 0.7, TEXTS)
    assert (result.correct, result.article_hits, result.is_good) == (True, (True,), True)


def test_a_sentence_alone_is_found_in_whichever_article_shows_it() -> None:
    found = [piece("A badge is a picture."), piece("A concession lowers them.", FEES)]
    result = judge(gold("q?", ("", "A concession lowers them.")), found, 0.7, TEXTS)
    assert (result.article_hits, result.quote_hits) == ((False, True), (False, True))
    assert (result.correct, result.correct_in_three, result.wanted) == (False, True, 1)


def test_the_right_article_with_a_wrong_sentence_is_found_but_not_right() -> None:
    question = gold("q?", (BADGES, "Badges cost nothing."))
    result = judge(question, [piece("A badge is a picture.")], 0.7, TEXTS)
    assert (result.article_hits, result.quote_hits, result.correct) == ((True,), (False,), False)


def test_the_fourth_piece_is_too_late_for_three() -> None:
    found = [*[piece("Fees differ by state.", FEES)] * 3, piece("Badges cost nothing.")]
    result = judge(gold("q?", (BADGES, "Badges cost nothing.")), found, 0.7, TEXTS)
    assert (result.quote_hits, result.correct_in_three) == ((False, False, False, True), False)


def test_what_is_surest_is_shown_from_the_threshold_on() -> None:
    for confidence, is_answered in ((0.7, True), (0.69, False)):
        result = judge(gold("q?"), [piece("A badge is a picture.", BADGES, confidence)], 0.7, TEXTS)
        assert (result.answered, result.is_good) == (is_answered, not is_answered)


def test_nothing_found_is_a_refusal_without_confidence() -> None:
    result = judge(gold("q?", kind=Kind.OUTSIDE), [], 0.7, TEXTS)
    assert (result.answered, result.confidence, result.quote) == (False, 0.0, "")
    assert (result.is_good, result.verbatim) == (True, True)


@pytest.mark.parametrize("quote", ["A badge is a photo.", "A badge is a picture"[1:] + "!"])
def test_a_quotation_that_is_not_word_for_word_is_noticed(quote: str) -> None:
    found = [piece("Badges cost nothing."), piece(quote)]
    assert not judge(gold("q?"), found, 0.7, TEXTS).verbatim
    assert judge(gold("q?"), found[:1], 0.7, TEXTS).verbatim


def test_a_run_asks_every_question_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    questions = [gold("first?", (BADGES, "A badge is a picture.")), gold("second?")]
    results = run(
        questions,
        Recorded(piece("A badge is a picture.")),
        TEXTS,
        lambda done, total: told.append((done, total)),
        lambda question: f"reply to {question}",
    )
    assert [one.reply for one in results] == ["reply to first?", "reply to second?"]
    assert [(one.question, one.correct) for one in results] == [
        ("first?", True),
        ("second?", False),
    ]
    assert told == [(1, 2), (2, 2)]


def test_gold_answers_that_no_article_holds_are_named_with_their_place() -> None:
    questions = [
        gold("held?", (BADGES, "It holds data about a skill."), ("", "Fees differ by state.")),
        gold("there?", (BADGES, "")),
        GoldQuestion("old?", Kind.ANSWERABLE, gold("", ("", "It was so.")).answers, place="g:2"),
        GoldQuestion("gone?", Kind.ANSWERABLE, gold("", ("gone", "")).answers, place="g:3"),
    ]
    assert stale(questions, TEXTS) == ("g:2: It was so.", "g:3: gone")


def test_a_good_outcome_is_a_right_answer_or_an_honest_refusal() -> None:
    assert outcome(0.9).is_good
    assert not outcome(0.9, correct=False).is_good
    assert not outcome(0.1).is_good
    assert not outcome(0.9, Kind.NEAR_MISS).is_good
    assert outcome(0.1, Kind.NEAR_MISS).is_good
