"""The comparison with other programs: what it counts, and that its workers answer."""

import math
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peers.collections import Collection, Query, read_catalogue, read_cranfield
from benchmarks.peers.figures import FIGURES, Figure, Round, difference, ndcg, ratio, recall
from benchmarks.peers.protocol import Document
from benchmarks.peers.report import figure_rows, ratio_rows, sentence
from benchmarks.peers.rounds import Contestant, Setting, WorkerFailed, run_round, run_rounds
from bot.composition import Adviser
from bot.settings import Settings

ROUND = Round(
    documents_per_second=100,
    ingestion_peak_mib=300,
    start_seconds=1,
    serving_mib=200,
    serving_peak_mib=250,
    query_ms=(2.0, 4.0),
    found=(("a", "b"), ("b",)),
)
SLOW = replace(ROUND, documents_per_second=50, start_seconds=4, serving_mib=100)
TEXTS = (
    Document("1", "Bees", "Keep bees and gather honey in a town garden."),
    Document("2", "Welding", "Weld steel frames safely in a workshop."),
    Document("3", "Accounts", "Prepare tax returns and budgets for a company."),
)
QUERIES = tuple(
    Query(text, frozenset({number}))
    for text, number in (("honey", "1"), ("weld steel", "2"), ("tax returns", "3"))
)
TITLED = Collection(
    "pair", "course", TEXTS, (Query("a", frozenset("a")), Query("b", frozenset("b")))
)

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads memory from /proc")


def figure_of(name: str) -> Figure:
    return next(figure for figure in FIGURES if figure.name == name)


def test_gain_falls_with_the_rank_and_is_whole_when_all_that_is_relevant_comes_first() -> None:
    assert ndcg(["a", "b", "x"], {"a", "b"}) == 1
    assert ndcg(["x", "a"], {"a"}) == pytest.approx(1 / math.log2(3))
    assert ndcg(["x"] * 10 + ["a"], {"a"}) == 0


def test_recall_asks_for_no_more_than_ten_results_can_hold() -> None:
    many = [str(i) for i in range(40)]
    assert recall(many, set(many)) == 1
    assert recall(["1", "x"], {"1", "2"}) == 0.5


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ingestion docs/s", 2.0), ("start to answer s", 4.0), ("serving MiB", 0.5)],
)
def test_a_ratio_above_one_says_that_ours_is_better_whichever_way_is_up(
    name: str, expected: float
) -> None:
    assert figure_of(name).ratio(ROUND, SLOW) == expected


def test_ratios_are_paired_by_round_before_the_middle_is_taken() -> None:
    speed = figure_of("ingestion docs/s")
    ours = [replace(ROUND, documents_per_second=n) for n in (100, 10, 60)]
    theirs = [replace(ROUND, documents_per_second=n) for n in (50, 10, 20)]
    interval = ratio(speed, ours, theirs)
    assert (interval.low, interval.middle, interval.high) == (1, 2, 3)


def test_a_difference_in_quality_comes_with_an_interval_over_the_queries() -> None:
    same = difference([0.5, 0.7], [0.5, 0.7])
    assert (same.low, same.middle, same.high) == (0, 0, 0)
    mixed = difference([1.0, 0.0] * 50, [0.0, 0.0] * 50)
    assert mixed.middle == 0.5
    assert 0.3 < mixed.low < 0.5 < mixed.high < 0.7


def test_the_report_names_each_figure_at_which_a_peer_is_better() -> None:
    measured = {"ours": [ROUND], "slow": [SLOW], "same": [ROUND]}
    assert sentence(TITLED, measured) == "Better than ours: slow (serving MiB)."
    measured = {"ours": [replace(ROUND, found=(("b",), ("b",)))], "same": [ROUND]}
    assert sentence(TITLED, measured) == "Better than ours: same (nDCG@10, recall@10)."
    assert sentence(TITLED, {"ours": [ROUND]}) == "Better than ours: none, at any figure."


def test_the_report_has_a_row_a_figure_with_a_cell_a_program() -> None:
    measured = {"ours": [ROUND], "slow": [SLOW]}
    figures = {name: cells for name, *cells in figure_rows(TITLED, measured)}
    assert figures["nDCG@10"] == ["1.000", "1.000"]
    assert figures["start to answer s"] == ["1.00", "4.00"]
    ratios = {name: cells for name, *cells in ratio_rows(TITLED, measured)}
    assert ratios["recall@10"] == ["+0.000 (+0.000..+0.000)"]
    assert ratios["start to answer s"] == ["4.00 (4.00..4.00)"]


def test_a_catalogue_withholds_its_titles_and_takes_any_course_of_the_title_for_right(
    tmp_path: Path,
) -> None:
    rows = (
        "title,url,description",
        "Bees,https://a.example/1,Keep bees.",
        "Bees,https://a.example/2,Gather honey.",
        "Welding,https://a.example/3,",
    )
    (tmp_path / "list.csv").write_text("\n".join(rows), encoding="utf-8")
    collection = read_catalogue(tmp_path / "list.csv", "List")
    assert [(d.title, d.text) for d in collection.documents] == [
        ("", "Keep bees."),
        ("", "Gather honey."),
    ]
    (query,) = collection.queries
    assert query == Query("Bees", frozenset(d.id for d in collection.documents))


def test_cranfield_is_read_with_its_queries_numbered_by_their_order(tmp_path: Path) -> None:
    abstracts = ".I 1\n.T\nwing\n.A\n.B\n.W\na wing\nin a stream\n.I 2\n.T\n.A\n.B\n.W\n"
    (tmp_path / "cran.all.1400").write_text(abstracts, encoding="latin-1")
    (tmp_path / "cran.qry").write_text(".I 001\n.W\nheat\n.I 004\n.W\nwings\n", encoding="latin-1")
    (tmp_path / "cranqrel").write_text("1 1 -1\n2 1 4 \n", encoding="utf-8")
    collection = read_cranfield(tmp_path)
    assert collection.documents == (Document("1", "wing", "a wing in a stream"),)
    assert collection.queries == (Query("wings", frozenset("1")),)


def test_fewer_queries_are_taken_evenly() -> None:
    queries = tuple(Query(str(i), frozenset(str(i))) for i in range(10))
    taken = Collection("ten", "course", (), queries).with_queries(4).queries
    assert [query.text for query in taken] == ["0", "3", "6", "9"]


@pytest.fixture
def setting(model_folder: Path, tmp_path: Path) -> Setting:
    return Setting(model_folder, 1, tmp_path / "scratch")


@pytest.fixture
def noisy() -> Contestant:
    return Contestant("noisy", "tests.benchmarks.noisy_worker", Path(sys.executable))


@needs_linux
@pytest.mark.parametrize("kind", ["course", "article"])
def test_our_own_worker_finds_what_it_synced_in_another_process(
    kind: str, setting: Setting, model_folder: Path
) -> None:
    prepared = setting.scratch / "prepared"
    (prepared / "models").mkdir(parents=True)
    (prepared / "models" / model_folder.name).symlink_to(model_folder)
    Adviser(Settings(home=prepared)).publisher.ensure_published()
    ours = Contestant("ours", "benchmarks.peers.workers.ours", Path(sys.executable), prepared)
    collection = Collection("three", "article" if kind == "article" else "course", TEXTS, QUERIES)
    done = run_round(ours, collection, setting)
    assert [found[0] for found in done.found] == ["1", "2", "3"]
    assert len(done.query_ms) == 2
    assert min(figure.of(done) for figure in FIGURES) > 0
    assert done.serving_mib <= done.serving_peak_mib


@needs_linux
def test_what_a_library_prints_is_not_taken_for_an_answer(
    noisy: Contestant, setting: Setting
) -> None:
    collection = Collection("three", "course", TEXTS, (Query("honey", frozenset("1")),) * 3)
    done = run_rounds([noisy, replace(noisy, name="other")], collection, setting, 2)
    assert {name: len(rounds) for name, rounds in done.items()} == {"noisy": 2, "other": 2}
    assert done["noisy"][0].found == (("1",),) * 3


@needs_linux
def test_a_worker_that_ends_is_named_with_its_last_words(
    noisy: Contestant, setting: Setting
) -> None:
    collection = Collection("three", "course", TEXTS, (Query("fail", frozenset("1")),))
    with pytest.raises(WorkerFailed, match=r"noisy: expected an answer.*asked to fail"):
        run_round(noisy, collection, setting)
