"""Collections are read as their formats mean them, and rankings measured as the papers say."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.altered_queries import ALTERATIONS
from benchmarks.collection_files import read_collection
from benchmarks.measures import bootstrap_interval, figures
from benchmarks.rank_fusion import reciprocal_rank_fusion
from retrieval.keyword import KeywordIndex


def test_a_smart_folder_counts_queries_in_their_order_and_leaves_out_what_is_no_answer(
    tmp_path: Path,
) -> None:
    (tmp_path / "x.all").write_text(
        ".I 1\n.T\nwings\n.W\nwings in\nair\n.I 2\n.T\nflow\n.W\nheat\n"
    )
    (tmp_path / "x.qry").write_text(".I 004\n.W\nwhat\nflies\n.I 009\n.W\nwhat warms\n")
    (tmp_path / "xqrels").write_text("1 2 -1\n2 1 3\n2 2 1\n")
    read = read_collection(tmp_path)
    assert read.texts == (("wings", "in air"), ("flow", "heat"))
    assert read.queries == ("what warms",)
    assert read.relevant == ({0: 1.0, 1: 1.0},)


def test_a_beir_folder_is_joined_by_its_ids(tmp_path: Path) -> None:
    texts = [{"_id": "d7", "title": "T", "text": "a"}, {"_id": "d1", "text": "b"}]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, texts)))
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "what"}\n')
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query\ttext\tgrade\nq\td1\t2\nq\td7\t0\n")
    read = read_collection(tmp_path)
    assert (read.texts, read.queries) == ((("T", "a"), ("", "b")), ("what",))
    assert read.relevant == ({1: 2.0},)


def test_a_title_looks_for_every_description_that_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "courses.json"
    rows = [("Law", "<p>Torts &amp; wills</p>"), ("Art", "Paint"), ("Law", "Courts"), ("Dance", "")]
    path.write_text(json.dumps([{"Title": title, "Description": text} for title, text in rows]))
    read = read_collection(path)
    assert read.texts == (("", "Torts & wills"), ("", "Paint"), ("", "Courts"))
    assert (read.queries, read.relevant) == (("Law", "Art"), ({0: 1.0, 2: 1.0}, {1: 1.0}))


def test_what_is_no_collection_is_named_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected a file like"):
        read_collection(tmp_path)
    (tmp_path / "x.csv").write_text("code,price\n1,2\n")
    with pytest.raises(ValueError, match="expected a title and a description, found code, price"):
        read_collection(tmp_path / "x.csv")


def test_figures_are_one_for_a_perfect_ranking_and_fall_as_worked_out_by_hand() -> None:
    relevant = [{1: 1.0, 2: 1.0}] * 3
    measured = figures([[1, 2, 9], [9, 1, 8], [7]], relevant)
    whole = 1 + 1 / np.log2(3)
    assert measured.ndcg == pytest.approx([1.0, (1 / np.log2(3)) / whole, 0.0])
    assert measured.recall.tolist() == [1.0, 0.5, 0.0]
    assert measured.reciprocal_rank.tolist() == [1.0, 0.5, 0.0]


def test_an_interval_holds_the_mean_and_narrows_with_more_queries() -> None:
    few, many = np.tile([0.0, 1.0], 10), np.tile([0.0, 1.0], 1000)
    (low, high), (lower, higher) = bootstrap_interval(few), bootstrap_interval(many)
    assert low < lower < 0.5 < higher < high


def test_altered_queries_ask_the_same_in_other_words() -> None:
    keywords = KeywordIndex.build([("", "wings of a plane"), ("", "a plane"), ("", "heat")])
    asked = {name: alter("plane wings heated", keywords) for name, alter in ALTERATIONS.items()}
    assert sorted(asked["with a slip"]) == sorted("plane wings heated")
    assert asked["with a slip"].startswith("plane wings ")
    assert asked["with a slip"] != "plane wings heated"
    assert asked["by their rarest words"] == "plane wings heated"
    assert "plane wings heated" in asked["in a long phrase"]


def test_a_row_high_in_both_rankings_comes_before_one_that_leads_a_single_ranking() -> None:
    fused = reciprocal_rank_fusion([[1, 2, 3], [4, 2, 5]])
    assert fused[0][1] == pytest.approx(2 / 62)
    assert [row for row, _ in fused] == [2, 1, 4, 3, 5]
