"""Search by meaning and by words at once: what either has to say counts, and no more."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embedding import Vectors
from retrieval.fusion import Fusion
from retrieval.hybrid import hybrid_search
from retrieval.keyword import KeywordIndex
from retrieval.rowset import RowSet
from retrieval.vectors import BACKGROUND_ROWS, EXACT_MAX, VectorIndex

WORDS = ("nurse", "baker", "welder", "coder", "pilot")
texts = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), min_size=1, max_size=40
)


def unit_vectors(count: int, seed: int, dimensions: int = 8) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def indexes(documents: list[str], seed: int = 1) -> tuple[VectorIndex, KeywordIndex]:
    vectors = VectorIndex.build(unit_vectors(len(documents), seed))
    return vectors, KeywordIndex.build(("", document) for document in documents)


@given(texts, st.integers(0, 50), st.integers(0, 50))
def test_every_allowed_row_is_found_once_the_best_first_whatever_the_limit(
    documents: list[str], seed: int, limit: int
) -> None:
    allowed = RowSet.of_mask(np.random.default_rng(seed).random(len(documents)) < 0.5)
    search = (*indexes(documents, seed), "nurse pilot", unit_vectors(1, seed + 1)[0])
    rows, scores = hybrid_search(*search, len(documents), allowed)
    assert sorted(rows.tolist()) == allowed.rows().tolist()
    assert (np.diff(scores) <= 0).all()
    assert hybrid_search(*search, limit, allowed)[0].tolist() == rows[:limit].tolist()


@given(texts, st.integers(0, 50))
def test_without_a_word_in_common_and_without_feedback_the_nearest_come_first(
    documents: list[str], seed: int
) -> None:
    vectors, keywords = indexes(documents, seed)
    query = unit_vectors(1, seed + 1)[0]
    meant = Fusion(feedback_share=0.0)
    rows, _ = hybrid_search(vectors, keywords, "zebra", query, len(documents), fusion=meant)
    assert rows.tolist() == vectors.search(query, len(documents))[0].tolist()


def test_of_two_courses_as_near_the_one_with_the_words_comes_first() -> None:
    vectors = unit_vectors(30, 3)
    vectors[21] = vectors[7]
    keywords = KeywordIndex.build(("", "welder" if row == 21 else "baker") for row in range(30))
    rows, _ = hybrid_search(VectorIndex.build(vectors), keywords, "welders", vectors[7], 2)
    assert rows.tolist() == [21, 7]


def test_a_misspelt_word_finds_the_rows_that_have_it_as_it_is_meant() -> None:
    vectors, keywords = indexes(["baker"] * 20 + ["welder"] + ["baker"] * 20)
    query = unit_vectors(1, 9)[0]
    rows, scores = hybrid_search(vectors, keywords, "wedler", query, 50)
    meant, expected = hybrid_search(vectors, keywords, "welder", query, 50)
    assert rows.tolist() == meant.tolist()
    assert scores == pytest.approx(expected)


def test_words_count_more_where_some_text_has_all_that_the_query_asks() -> None:
    deviations, keyword = np.array([3.0, 2.0]), np.array([0.0, 2.0])
    fusion = Fusion()
    whole, part = (fusion.scores(deviations, keyword, rarity) for rarity in (2.0, 20.0))
    assert whole.argmax() == 1
    assert part.argmax() == 0


def test_meaning_counts_more_where_one_row_stands_out() -> None:
    keyword = np.array([0.0, 4.0, 0.0])
    outstanding = Fusion().scores(np.array([6.0, 2.0, 0.0]), keyword, rarity=4.0)
    plain = Fusion().scores(np.array([2.0, 1.0, 0.0]), keyword, rarity=4.0)
    assert outstanding.argmax() == 0
    assert plain.argmax() == 1


def test_where_only_unlike_rows_are_left_the_less_unlike_still_comes_first() -> None:
    unlike, wordless = np.array([-3, -1, -2], np.float32), np.zeros(3, np.float32)
    scores = Fusion().scores(unlike, wordless, rarity=0.0)
    assert np.argsort(-scores).tolist() == [1, 2, 0]


@given(st.integers(1, 30), st.integers(0, 50))
def test_feedback_moves_a_query_towards_the_winner_and_keeps_its_length(
    count: int, seed: int
) -> None:
    vectors, query = unit_vectors(count, seed), unit_vectors(1, seed + 100)[0]
    scores = np.where(np.arange(count) == count // 2, 50, 0).astype(np.float32)
    moved = Fusion().moved(query, vectors, scores)
    assert np.linalg.norm(moved) == pytest.approx(1.0, abs=1e-5)
    assert moved @ vectors[count // 2] >= query @ vectors[count // 2] - 1e-6


def test_the_scores_of_some_rows_are_those_that_a_search_gives(tmp_path: Path) -> None:
    documents = ["nurse nurse pilot", "", "pilot", "baker pilot coder", "nurse"]
    built = KeywordIndex.build(("", document) for document in documents)
    built.save(tmp_path / "keywords")
    for keywords in (built, KeywordIndex.open(tmp_path / "keywords")):
        rows, scores = keywords.search("pilot nurses pilot zebra", 10)
        assert keywords.scores_of("pilot nurses pilot zebra", rows) == pytest.approx(scores)
        assert keywords.scores_of("pilot nurses", np.array([1])).tolist() == [0.0]


def test_a_word_counts_towards_the_rarity_of_a_query_though_no_text_has_it() -> None:
    keywords = KeywordIndex.build([("", "nurse"), ("", "pilot")])
    both = keywords.rarity("nurs") + keywords.rarity("zebra")
    assert keywords.total_rarity("a nurse or a zebra") == pytest.approx(both)


@pytest.mark.parametrize("count", [1, 50, EXACT_MAX + 1])
def test_an_index_gives_back_its_vectors_by_row_and_some_that_stand_for_all(count: int) -> None:
    vectors = unit_vectors(count, 5)
    index = VectorIndex.build(vectors)
    wanted = np.array([count - 1, 0, count // 2])
    assert index.rows(wanted) == pytest.approx(vectors[wanted], abs=1e-3)
    assert len(index.background) == min(count, BACKGROUND_ROWS)
    assert index.background.mean(axis=0) == pytest.approx(vectors.mean(axis=0), abs=0.1)
