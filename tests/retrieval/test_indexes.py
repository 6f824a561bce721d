"""Vector index, keyword index, fusion: each against a plain computation of the same thing."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.embedding import Vectors
from retrieval.keyword import KeywordIndex, terms, tokenize
from retrieval.rowset import RowSet
from retrieval.vectors import EXACT_MAX, VectorIndex
from tests.retrieval.builders import keyword_index


def unit_vectors(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@settings(deadline=None)
@given(
    count=st.integers(1, 70),
    seed=st.integers(0, 1000),
    limit=st.integers(1, 80),
    allowed_seed=st.integers(0, 1000),
)
def test_a_filtered_search_finds_what_a_scan_of_the_allowed_rows_finds(
    count: int, seed: int, limit: int, allowed_seed: int
) -> None:
    vectors = unit_vectors(count, seed)
    query = unit_vectors(1, seed + 1)[0]
    allowed = np.random.default_rng(allowed_seed).random(count) < 0.3
    rows, cosines = VectorIndex.build(vectors).search(query, limit, RowSet.of_mask(allowed))
    expected = sorted(np.flatnonzero(allowed), key=lambda row: -float(vectors[row] @ query))[:limit]
    assert rows.tolist() == [int(row) for row in expected]
    assert cosines == pytest.approx([float(vectors[row] @ query) for row in expected], abs=1e-5)


def test_an_index_that_was_saved_answers_the_same_when_it_is_mapped(tmp_path: Path) -> None:
    vectors = unit_vectors(100, 1)
    index = VectorIndex.build(vectors)
    index.save(tmp_path / "vectors.faiss")
    opened = VectorIndex.open(tmp_path / "vectors.faiss")
    for query in unit_vectors(5, 2):
        assert opened.search(query, 10)[0].tolist() == index.search(query, 10)[0].tolist()


def test_an_index_that_cannot_be_written_says_which_file(tmp_path: Path) -> None:
    index = VectorIndex.build(np.eye(3, 8, dtype=np.float32))
    with pytest.raises(OSError, match=r"gone/a\.faiss"):
        index.save(tmp_path / "gone" / "a.faiss")


def test_nothing_allowed_finds_nothing() -> None:
    index = VectorIndex.build(unit_vectors(10, 1))
    rows, cosines = index.search(unit_vectors(1, 2)[0], 5, RowSet.of_rows((), 10))
    assert (rows.size, cosines.size) == (0, 0)


DOCUMENTS = [
    ("Nursing", "Care for patients in a hospital ward."),
    ("Dog training", "Teach dogs and their owners; nursing sick animals is not covered."),
    ("Baking", "Bread and cakes."),
]


@pytest.fixture(params=["built", "opened"])
def keywords(request: pytest.FixtureRequest, tmp_path: Path) -> KeywordIndex:
    return keyword_index(DOCUMENTS, tmp_path if request.param == "opened" else None)


def test_a_word_in_a_title_counts_for_more_than_one_in_a_body(keywords: KeywordIndex) -> None:
    assert keywords.search("nursing", 10)[0].tolist() == [0, 1]


@pytest.mark.parametrize("query", ["nurse", "NURSES", "nursing!"])
def test_inflection_and_case_do_not_matter(query: str, keywords: KeywordIndex) -> None:
    assert keywords.search(query, 10)[0].tolist() == [0, 1]


@pytest.mark.parametrize(
    "query", ["", "the of and", "zzzz", "\" * ( NEAR - '", "🦘🦘", "\u202eabc"]
)
def test_a_query_without_a_known_word_finds_nothing(query: str, keywords: KeywordIndex) -> None:
    assert keywords.search(query, 10)[0].tolist() == []


def test_a_mask_leaves_rows_out(keywords: KeywordIndex) -> None:
    allowed = RowSet.of_rows((1, 2), 3)
    assert keywords.search("nursing", 10, allowed)[0].tolist() == [1]


@pytest.mark.parametrize("documents", [[], [("", "")], [("the", "of")]])
def test_an_index_without_words_can_be_built_saved_and_asked(
    documents: list[tuple[str, str]], tmp_path: Path
) -> None:
    KeywordIndex.build(documents).save(tmp_path / "empty")
    opened = KeywordIndex.open(tmp_path / "empty")
    assert opened.search("nursing", 10)[0].tolist() == []
    assert "nursing" not in opened


def test_a_rare_word_tells_more_than_a_common_one(keywords: KeywordIndex) -> None:
    (bread,), (nursing,) = terms("bread"), terms("nursing")
    (unknown,) = terms("zebra")
    assert keywords.rarity(unknown) > keywords.rarity(bread) > keywords.rarity(nursing) > 0


def crowded_vectors(count: int) -> Vectors:
    """Vectors around a few hundred centres, as courses stand around their subjects."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(300, 16))
    vectors = centres[rng.integers(300, size=count)] + 0.5 * rng.normal(size=(count, 16))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vectors, VectorIndex]:
    """More vectors than are scanned whole, in an index that was mapped from its file."""
    vectors = crowded_vectors(EXACT_MAX + 5_001)
    path = tmp_path_factory.mktemp("many") / "vectors.faiss"
    VectorIndex.build(vectors).save(path)
    return vectors, VectorIndex.open(path)


@pytest.mark.parametrize(("share", "least"), [(1.0, 0.95), (0.3, 0.99), (0.01, 0.99)])
def test_hardly_a_neighbour_is_lost_among_many_however_selective_the_filter(
    many: tuple[Vectors, VectorIndex], share: float, least: float
) -> None:
    vectors, index = many
    allowed = np.random.default_rng(3).random(len(vectors)) < share
    found = 0
    queries = crowded_vectors(20)
    for query in queries:
        rows, cosines = index.search(query, 10, RowSet.of_mask(allowed))
        assert allowed[rows].all()
        assert cosines == pytest.approx(vectors[rows] @ query, abs=2e-3)
        nearest = np.argsort(-np.where(allowed, vectors @ query, -2))[:10]
        found += len(set(rows.tolist()) & set(nearest.tolist()))
    assert found >= least * 10 * len(queries)


def test_the_same_vectors_make_the_same_index_among_many(
    many: tuple[Vectors, VectorIndex],
) -> None:
    vectors, index = many
    again = VectorIndex.build(vectors)
    for query in crowded_vectors(5):
        assert again.search(query, 20)[0].tolist() == index.search(query, 20)[0].tolist()


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Don't: the TRAINER'S café, naïve", ["dont", "trainer", "cafe", "naiv"]),
        ("snake_case and 1½ credit-points", ["snake", "case", "11", "2", "credit", "point"]),
        ("\u0301accent first\u00a0\u2028then spaces", ["accent", "first", "space"]),
    ],
)
def test_words_are_folded_and_stemmed_one_by_one(text: str, stems: list[str]) -> None:
    assert tokenize(text) == stems


WORDS = ["nursing", "dogs", "bread", "online", "skills", "course", "course", "course", "zebra"]


@settings(deadline=None)
@given(
    documents=st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=40),
    query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    limit=st.integers(1, 8),
    seed=st.integers(0, 100),
)
def test_the_best_by_words_are_those_of_a_scan_that_scores_every_document(
    documents: list[list[str]], query: list[str], limit: int, seed: int
) -> None:
    index = KeywordIndex.build([("", " ".join(words)) for words in documents])
    is_allowed = np.random.default_rng(seed).random(len(documents)) < 0.7
    scores = index.scores_of(" ".join(query), np.arange(len(documents)))
    expected = [row for row in np.lexsort((np.arange(len(scores)), -scores)) if scores[row] > 0]
    for allowed in (None, RowSet.of_mask(is_allowed)):
        rows, found = index.search(" ".join(query), limit, allowed)
        wanted = [row for row in expected if allowed is None or is_allowed[row]][:limit]
        assert found == pytest.approx(scores[wanted], rel=1e-5)
        assert set(rows.tolist()) <= set(np.flatnonzero(scores > 0).tolist())
        assert rows == pytest.approx(wanted) or len(set(scores[wanted].round(4))) < len(wanted)
