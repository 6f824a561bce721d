"""The gold questions: well formed, quoted letter for letter, and no question twice."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Literal, Self

import pytest
from pydantic import (
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from tests.corpus.sample_files import load_pages
from tests.questions import Asks, Exact

GOLD = files("corpus") / "gold"
QUESTIONS_MIN = 600
QUESTIONS_PER_ARTICLE_MIN = 24
UNANSWERABLE_SHARE_MIN = 1 / 3

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(?:.*\S)?$")]


class Answer(Exact):
    """A sentence of an article that alone would satisfy the asker."""

    article: Text
    quote: Text


class Gold(Exact):
    """One line of a file of gold questions."""

    question: Text
    kind: Literal["answerable", "near_miss", "outside"]
    answers: Annotated[tuple[Answer, ...], Field(max_length=4)]
    asks: Asks
    register_: Annotated[
        Literal["keyword", "short", "full", "story", "typo"], Field(alias="register")
    ]
    lacks: Text = ""

    @model_validator(mode="after")
    def _answers_or_lacks(self) -> Self:
        if bool(self.answers) != (self.kind == "answerable"):
            raise ValueError("expected answers for an answerable question and for no other")
        if ("lacks" in self.model_fields_set) == bool(self.answers):
            raise ValueError("expected either answers or what is lacking")
        return self


@dataclass(frozen=True)
class Line:
    """A line with where it stands."""

    place: str
    article: str
    text: str

    def gold(self) -> Gold:
        return Gold.model_validate_json(self.text)


def read_lines() -> Iterator[Line]:
    for entry in sorted(GOLD.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".jsonl") and entry.name != "wishes.jsonl":
            texts = entry.read_text(encoding="utf-8").splitlines()
            for number, text in enumerate(texts, start=1):
                yield Line(f"{entry.name}:{number}", entry.name.removesuffix(".jsonl"), text)


LINES = list(read_lines())


def bodies() -> dict[str, list[str]]:
    """The lines of each article that can be quoted, which headings cannot."""
    return {
        page.name.removesuffix(".md"): [
            line for line in page.body.splitlines() if not line.startswith("#")
        ]
        for page in load_pages()
    }


def fault_of(text: str) -> str:
    """What is wrong with a line, or nothing."""
    try:
        Gold.model_validate_json(text)
    except ValidationError as error:
        return str(error)
    return ""


def test_every_line_has_exactly_the_keys_and_values_of_the_format() -> None:
    assert [f"{line.place}: {fault}" for line in LINES if (fault := fault_of(line.text))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "outside"},
        {"asks": "colour"},
        {"register": "loud"},
        {"lacks": "a price"},
        {"lacks": None},
        {"answers": []},
        {"note": "seen"},
    ],
)
def test_a_line_that_breaks_the_format_is_found(change: dict[str, object]) -> None:
    line = next(line for line in LINES if line.gold().answers)
    assert fault_of(json.dumps(json.loads(line.text) | change))


def test_every_quote_stands_letter_for_letter_in_a_line_of_its_article() -> None:
    articles = bodies()
    lost = [
        f"{line.place}: {answer.article}: {answer.quote}"
        for line in LINES
        for answer in line.gold().answers
        if not any(answer.quote in text for text in articles.get(answer.article, []))
    ]
    assert lost == []


def test_no_question_is_asked_twice() -> None:
    places = defaultdict(list)
    for line in LINES:
        words = line.gold().question.casefold().split()
        places[" ".join(words)].append(line.place)
    assert {words: where for words, where in places.items() if len(where) > 1} == {}


def test_every_file_belongs_to_an_article_and_asks_enough_of_it() -> None:
    counts = Counter(line.article for line in LINES)
    assert set(counts) <= set(bodies())
    assert {name: n for name, n in counts.items() if n < QUESTIONS_PER_ARTICLE_MIN} == {}


def test_there_are_enough_questions_and_a_third_cannot_be_answered() -> None:
    kinds = Counter(line.gold().kind for line in LINES)
    assert kinds.total() >= QUESTIONS_MIN
    assert kinds["near_miss"] + kinds["outside"] >= UNANSWERABLE_SHARE_MIN * kinds.total()
