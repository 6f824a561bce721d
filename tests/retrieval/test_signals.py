"""What speaks for a sentence: its own words, and those of the passage around it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.models import Taxonomy
from retrieval.answerability import Signals, calibration_for
from retrieval.build import build_snapshot
from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder
from retrieval.evidence import find_candidates, reach_of
from retrieval.snapshot import Snapshot, SnapshotContent, open_snapshot
from tests.retrieval.builders import article

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
    folder = tmp_path_factory.mktemp("signals")
    content = SnapshotContent(
        articles=ARTICLES, courses=(), taxonomy=Taxonomy(subjects=()), examples=()
    )
    path, _ = build_snapshot(
        content,
        embedder=embedder,
        cache=EmbeddingCache(folder / "embeddings"),
        snapshots_folder=folder,
        version="v1",
        built_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    return open_snapshot(path)


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


def test_the_reach_of_a_question_is_what_the_best_passage_covers(
    snapshot: Snapshot, embedder: Embedder
) -> None:
    def reach(question: str) -> float:
        return reach_of(find_candidates(snapshot, question, embedder.read_question(question)))

    assert reach("the tail of kites") == 1
    assert 0 < reach("the tail of comets") < 1
    assert reach("comets") == 0


def test_without_candidates_nothing_is_reached() -> None:
    assert reach_of([]) == 0


def test_what_a_signal_counts_depends_on_the_reach() -> None:
    nothing = dict.fromkeys(Signals.__slots__, 0.0)
    covered = Signals(**{**nothing, "coverage": 1.0})
    calibration = calibration_for("any/plain")
    by_reach = calibration.evidence_by_reach.model_copy(update={"coverage": 3.0})
    leaning = calibration.model_copy(update={"evidence_by_reach": by_reach, "bias_by_reach": 0.0})
    assert leaning.probability(covered, 0.0, 1.0) > leaning.probability(covered, 0.0, 0.2)
    uncovered = Signals(**nothing)
    assert leaning.probability(uncovered, 0, 1) == leaning.probability(uncovered, 0, 0)
