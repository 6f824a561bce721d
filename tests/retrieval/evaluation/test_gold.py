"""Gold questions are read in every form that people write them, or refused by file and line."""

from pathlib import Path

import pytest

from corpus.importers.identity import Key, item_id, slug
from retrieval.errors import GoldError
from retrieval.evaluation.gold import GoldAnswer, Kind, read_gold, with_served_ids
from tests.retrieval.evaluation.builders import TEXTS, gold


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    return caught.value.problems


def test_a_full_line_keeps_everything_that_it_says(tmp_path: Path) -> None:
    line = (
        '{"question": "badge meaning", "kind": "answerable", "asks": "definition", "register": '
        '"keyword", "answers": [{"article": "badges", "quote": "A badge is a picture."}]}'
    )
    (one,) = read_gold(write(tmp_path, "badges.jsonl", line))
    assert (one.kind, one.asks, one.register) == (Kind.ANSWERABLE, "definition", "keyword")
    assert one.answers == (GoldAnswer("badges", "A badge is a picture."),)
    assert (one.topic, one.place) == ("badges", "badges.jsonl:1")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ('{"question": "q?", "source": "badges"}', GoldAnswer("badges", "")),
        ('{"question": "q?", "sentence": "It is so."}', GoldAnswer("", "It is so.")),
        ('{"question": "q?", "answers": ["It is so."]}', GoldAnswer("", "It is so.")),
        (
            '{"question": "q?", "source": "badges", "sentence": "It is so."}',
            GoldAnswer("badges", "It is so."),
        ),
    ],
)
def test_the_short_form_makes_a_question_answerable(
    line: str, answer: GoldAnswer, tmp_path: Path
) -> None:
    (one,) = read_gold(write(tmp_path, "gold.jsonl", line))
    assert (one.kind, one.answers) == (Kind.ANSWERABLE, (answer,))


def test_a_question_alone_is_one_that_the_corpus_does_not_answer(tmp_path: Path) -> None:
    (one,) = read_gold(write(tmp_path, "gold.jsonl", '{"question": "q?"}'))
    assert (one.kind, one.wanted) == (Kind.ABSENT, 0)


def test_a_spreadsheet_is_read_with_its_mark_its_columns_in_any_order_and_empty_rows(
    tmp_path: Path,
) -> None:
    rows = ("\ufeffSentence,Question,source", '"Yes, it is.",Is it?,badges', ",,", ",What?,")
    first, second = read_gold(write(tmp_path, "gold.csv", *rows))
    assert (first.question, first.answers) == ("Is it?", (GoldAnswer("badges", "Yes, it is."),))
    assert (second.kind, second.place) == (Kind.ABSENT, "gold.csv:4")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{not json", "broken JSON"),
        ('["q?"]', "dictionary"),
        ('{"question": ""}', "question: "),
        ('{"question": "q?", "answer": "no such key"}', "answer: "),
        ('{"question": "q?", "kind": "maybe"}', "kind: "),
        ('{"question": "q?", "kind": "answerable"}', "expected an answer"),
        ('{"question": "q?", "kind": "outside", "source": "badges"}', "expected no answers"),
        ('{"question": "q?", "answers": [{"article": " "}]}', "got neither"),
        ('{"question": "q?", "answers": ["It is."], "source": "badges"}', "got both"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_file_and_line(
    line: str, complaint: str, tmp_path: Path
) -> None:
    path = write(tmp_path, "gold.jsonl", '{"question": "fine?"}', "", line)
    (problem,) = problems(path)
    assert problem.startswith("gold.jsonl:3: ")
    assert complaint in problem


@pytest.mark.parametrize(
    ("rows", "place", "complaint"),
    [
        (("question,answer", "q?,a"), "gold.csv:1", "expected the columns"),
        (("source", "badges"), "gold.csv:1", "expected the columns"),
        (("question,source", "q?,a,b"), "gold.csv:2", "expected 2 cells"),
        (("question,source", 'q?,"a"b'), "gold.csv:2", "expected comma separated cells"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_is_named_likewise(
    rows: tuple[str, ...], place: str, complaint: str, tmp_path: Path
) -> None:
    (problem,) = problems(write(tmp_path, "gold.csv", *rows))
    assert problem.startswith(f"{place}: {complaint}")


def test_every_problem_of_a_folder_is_told_at_once_and_the_message_stays_short(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a.jsonl", '{"question": "same?"}', "x")
    write(tmp_path, "b.csv", "question", "same?")
    (tmp_path / "latin.csv").write_bytes(b"question\nCaf\xe9?\n")
    write(tmp_path, "README.md", "not read")
    told = problems(tmp_path)
    assert [one.split(": ")[0] for one in told] == [
        "a.jsonl:2",
        "latin.csv:1",
        "a.jsonl:1",
        "b.csv:2",
    ]
    assert "expected each question once" in told[-1]
    assert str(GoldError(told * 4)).endswith("; and 6 more")


def test_no_question_at_all_is_an_error_that_says_what_was_looked_for(tmp_path: Path) -> None:
    assert "expected gold questions in .jsonl or .csv files" in problems(tmp_path)[0]
    assert "found none" in problems(tmp_path / "absent.jsonl")[0]
    assert "expected a name that ends in" in problems(write(tmp_path, "gold.txt", "q?"))[0]


def test_questions_belong_to_the_article_of_their_file_and_to_its_split(tmp_path: Path) -> None:
    near_miss = '{"question": "who drew it?", "kind": "near_miss"}'
    write(tmp_path, "badges.jsonl", '{"question": "q?", "source": "badges"}', near_miss)
    write(tmp_path, "mixed.jsonl", '{"question": "r?", "source": "fees"}', '{"question": "s?"}')
    write(tmp_path, "splits.toml", "[fit]", 'articles = ["badges"]', "[report]", 'x = ["fees"]')
    found = [(one.topic, one.split) for one in read_gold(tmp_path)]
    assert found == [("badges", "fit"), ("badges", "fit"), ("fees", "report"), ("", "")]


@pytest.mark.parametrize("text", ["fit = [", 'fit = "badges"', "[fit]\narticles = 3"])
def test_splits_that_cannot_be_read_are_named(text: str, tmp_path: Path) -> None:
    write(tmp_path, "gold.jsonl", '{"question": "q?"}')
    write(tmp_path, "splits.toml", text)
    assert problems(tmp_path)[0].startswith("splits.toml: expected a list of article ids")


def test_an_id_as_the_source_states_it_is_found_in_what_is_served() -> None:
    names = ("badges", "Badges", "fees-5e6f7a8b", "twin", "gone", "")
    given = gold("q?", *((name, "") for name in names))
    (one,) = with_served_ids([given], [*TEXTS, "twin-00000001", "twin-00000002"], slug)
    articles = [answer.article for answer in one.answers]
    badges, fees = TEXTS
    assert articles == [badges, badges, fees, "twin", "gone", ""]


def test_an_id_that_is_too_long_to_be_served_whole_is_found_too() -> None:
    stated = "what-employers-make-of-micro-credentials"
    served = item_id("sample", "article", Key("id", (stated,)))
    (one,) = with_served_ids([gold("q?", (stated, ""))], [served], slug)
    assert [answer.article for answer in one.answers] == [served]
