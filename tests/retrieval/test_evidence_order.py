"""Which piece of evidence comes first, and how sure the ones after it may be."""

import pytest

from retrieval.embedding import Embedder
from retrieval.evidence import find_candidates, find_evidence
from retrieval.snapshot import Snapshot
from tests.retrieval.builders import article, opened_version

ARTICLES = (
    article("whelks", "Whelks", "# Selling whelks", "The whelk is sold at Orford."),
    article("winkles", "Winkles", "# Selling winkles", "The winkle is sold at Orford, too."),
    article("kites", "Kites", "# Flying kites", "Kites need wind at Orford."),
)
QUESTIONS = ("Where is the whelk sold?", "who sells winkles", "orford", "kites in the wind")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Snapshot:
    return opened_version(ARTICLES, tmp_path_factory.mktemp("order"), embedder)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_most_relevant_piece_of_each_article_comes_first_and_none_is_surer_than_one_before(
    snapshot: Snapshot, embedder: Embedder, question: str
) -> None:
    asked = embedder.read_question(question)
    by_relevance = find_candidates(snapshot, question, asked)
    expected = list(dict.fromkeys(snapshot.sentences[c.row].article_id for c in by_relevance))
    found = find_evidence(snapshot, question, asked, len(ARTICLES))
    assert [piece.article_id for piece in found] == expected
    confidences = [piece.confidence for piece in found]
    assert confidences == sorted(confidences, reverse=True)


def test_no_more_pieces_are_given_than_asked_for(snapshot: Snapshot, embedder: Embedder) -> None:
    asked = embedder.read_question("orford")
    assert len(find_evidence(snapshot, "orford", asked, 2)) == 2
