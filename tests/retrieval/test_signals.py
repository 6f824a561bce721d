"""What speaks for a sentence: its own words, and those of the passage around it."""

from collections.abc import Callable

import pytest

from retrieval.answerability import ByForm, Odds, Signals, Weights, calibration_for
from retrieval.embedding import Embedder
from retrieval.evidence import find_candidates, form_of_question
from retrieval.question_form import FORMS, QuestionForm
from retrieval.snapshot import Snapshot
from tests.retrieval.builders import article, opened_version

ARTICLES = (
    article(
        "whelks",
        "Whelks",
        "# Selling whelks",
        "The whelk is sold at Orford. A dozen costs six dollars.",
    ),
    article("kites", "Kites", "# Flying kites", "Kites need wind. A tail keeps them steady."),
)
DOZEN = "A dozen costs six dollars."
Ask = Callable[[str], dict[str, Signals]]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Snapshot:
    return opened_version(ARTICLES, tmp_path_factory.mktemp("signals"), embedder)


@pytest.fixture(scope="module")
def ask(snapshot: Snapshot, embedder: Embedder) -> Ask:
    """The signals of each sentence, by its text."""

    def asked(question: str) -> dict[str, Signals]:
        found = find_candidates(snapshot, question, embedder.read_question(question))
        return {snapshot.sentences[c.row].text: c.signals for c in found}

    return asked


def test_a_passage_covers_what_its_sentences_share_out(ask: Ask) -> None:
    signals = ask("dozen whelks orford")[DOZEN]
    assert signals.coverage < signals.passage_coverage == pytest.approx(1.0)
    assert signals.passage_match >= signals.match
    assert signals.passage_weakest >= signals.weakest


def test_a_passage_is_less_complete_the_rarer_the_word_that_it_lacks(ask: Ask) -> None:
    whole = ask("dozen whelks orford")[DOZEN].passage_complete
    lacks_what_another_has = ask("dozen whelks wind")[DOZEN].passage_complete
    lacks_what_none_has = ask("dozen whelks zanzibar")[DOZEN].passage_complete
    assert whole == 1
    assert whole > lacks_what_another_has > lacks_what_none_has == pytest.approx(0.0)


def test_a_sentence_covers_of_its_own_no_more_than_with_what_stands_above(ask: Ask) -> None:
    signals = ask("dozen whelks")[DOZEN]
    assert 0 < signals.own_coverage < signals.coverage == pytest.approx(1.0)


def test_names_and_figures_are_kept_by_the_passage_or_what_stands_above(ask: Ask) -> None:
    assert ask("Who sells Whelks at Orford?")[DOZEN].names_kept == 1
    assert ask("Who sells Whelks at Southwold?")[DOZEN].names_kept == 0.5
    assert ask("who sells whelks")[DOZEN].names_kept == 1


def test_the_reach_of_a_question_is_what_the_best_passage_covers(
    snapshot: Snapshot, embedder: Embedder
) -> None:
    def reach(question: str) -> float:
        candidates = find_candidates(snapshot, question, embedder.read_question(question))
        return form_of_question(question, candidates).reach

    assert reach("the tail of kites") == 1
    assert 0 < reach("the tail of comets") < 1
    assert reach("comets") == 0


@pytest.mark.parametrize("part", FORMS)
def test_what_a_signal_counts_depends_on_how_the_question_is_put(part: str) -> None:
    nothing = dict.fromkeys(Signals.__slots__, 0.0)
    covered, uncovered = Signals(**{**nothing, "coverage": 1.0}), Signals(**nothing)
    none = Weights(**nothing)
    flat = Odds(signals=none, margin=0.0, bias=0.0)
    leaning = Odds(signals=none.model_copy(update={"coverage": 3.0}), margin=0.0, bias=0.0)
    forms = dict.fromkeys(FORMS, flat) | {part: leaning}
    calibration = calibration_for("any/plain").model_copy(update={"by_form": ByForm(**forms)})
    without = QuestionForm(**dict.fromkeys(FORMS, 0.0))
    wholly = QuestionForm(**dict.fromkeys(FORMS, 0.0) | {part: 1.0})
    assert calibration.probability(covered, 0, wholly) > calibration.probability(
        covered, 0, without
    )
    assert calibration.probability(uncovered, 0, wholly) == calibration.probability(
        uncovered, 0, without
    )
