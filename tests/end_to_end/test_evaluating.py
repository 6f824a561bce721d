"""`adviser evaluate`: figures of what is served, and nothing at all from a file that is broken."""

import json
import math
from pathlib import Path

from bot.composition import Adviser, gold_folder
from bot.publishing.approval import Approval
from bot.settings import Settings
from corpus.importers.identity import slug
from retrieval.evaluation.gold import read_gold, with_served_ids
from retrieval.evaluation.outcomes import stale
from tests.end_to_end.serving import adviser

LINES = (
    {"question": "What is a digital badge?", "source": "digital-badges-and-open-badges"},
    {"question": "What is the weather in Hobart?"},
)


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_document_a_picture_and_the_outcomes_agree(home: Path, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", *LINES)
    plot, out = tmp_path / "plot.svg", tmp_path / "out.jsonl"
    options = ("--json", "--plot", str(plot), "--out", str(out))
    run = adviser(home, "evaluate", str(gold), *options)
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout, parse_constant=lambda name: math.nan)
    assert (report["overall"]["questions"], report["overall"]["answerable"]) == (2, 1)
    assert report["overall"]["quotes"]["verbatim"]["value"] == 1
    assert report["stale"] == []
    assert report["replies"] == {"absent": {"refusal": 1}, "answerable": {"answer": 1}}
    assert "nan" not in run.stdout.lower()
    outcomes = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(one["question"], one["answered"]) for one in outcomes] == [
        ("What is a digital badge?", True),
        ("What is the weather in Hobart?", False),
    ]
    assert plot.read_text(encoding="utf-8").startswith("<svg")


def test_people_get_tables_of_eighty_columns(home: Path, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", *LINES, {"question": "q?", "sentence": "Nobody says so."})
    run = adviser(home, "evaluate", str(gold))
    assert run.returncode == 0, run.stderr
    assert max(map(len, run.stdout.splitlines())) <= 80
    assert "without an answer: answered (false)" in run.stdout
    assert "so that nothing could give them: 1." in " ".join(run.stdout.split())
    assert "gold.jsonl:3: Nobody says so." in run.stdout


def test_a_broken_line_stops_everything_and_is_named(home: Path, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", *LINES, {"question": "q?", "kind": "maybe"})
    out = tmp_path / "out.jsonl"
    run = adviser(home, "evaluate", str(gold), "--out", str(out))
    assert (run.returncode, run.stdout) == (1, "")
    assert "gold.jsonl:3: kind" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert not out.exists()


def test_a_picture_of_another_kind_is_refused_before_anything_is_asked(home: Path) -> None:
    run = adviser(home, "evaluate", "--plot", "plot.jpeg")
    assert run.returncode == 2
    assert "ends in .svg" in " ".join(run.stderr.split())


def test_staffs_own_questions_are_asked_where_no_file_is_named(home: Path) -> None:
    write(home / "gold.jsonl", *LINES)
    report = json.loads(adviser(home, "evaluate", "--json").stdout)
    assert report["overall"]["questions"] == 2


def test_without_a_sample_and_without_questions_the_error_says_where_to_write_them(
    home: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nIt says something about courses.\n", encoding="utf-8")
    app = Adviser(Settings(home=home))
    meant = Approval(is_forced=True, reason="the sample is to go")
    app.publisher.retire([item.id for item in app.served.current().items], meant)
    app.publisher.sync([str(page)])
    run = adviser(home, "evaluate")
    assert run.returncode == 1
    assert str(home / "gold.jsonl") in run.stderr


def test_every_gold_answer_of_the_sample_stands_in_its_article_as_served(sample_home: Path) -> None:
    articles = Adviser(Settings(home=sample_home)).served.current().articles.values()
    texts = {article.id: article.text for article in articles}
    assert stale(with_served_ids(read_gold(gold_folder()), texts, slug), texts) == ()
