"""The training questions: well formed, answered by sentences that exist, none twice."""

import json
from pathlib import Path
from typing import Annotated, Any, Self

import pytest
from pydantic import (
    Field,
    NonNegativeInt,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from tests.questions import Asks, Exact

TRAINING = Path(__file__).resolve().parents[2] / "training"
FILES = sorted(TRAINING.glob("*.jsonl"))
QUESTIONS_PER_ARTICLE = 16
UNANSWERABLE_PER_ARTICLE_MIN = 6

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(?:[\s\S]*\S)?$")]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(?:.*\S)?$")]


class Section(Exact):
    """A heading, perhaps empty, and its sentences; a list stands in the entry of its lead-in."""

    heading: str
    sentences: Annotated[tuple[Text, ...], Field(min_length=1)]


class Question(Exact):
    """A question and the section and sentence indices of each sentence that alone answers it."""

    question: Line
    answers: tuple[tuple[NonNegativeInt, NonNegativeInt], ...]
    asks: Asks


class MiniArticle(Exact):
    """One line of a file of training questions."""

    title: Line
    sections: Annotated[tuple[Section, ...], Field(min_length=2, max_length=4)]
    questions: Annotated[
        tuple[Question, ...],
        Field(min_length=QUESTIONS_PER_ARTICLE, max_length=QUESTIONS_PER_ARTICLE),
    ]

    @model_validator(mode="after")
    def _answers_are_sentences_of_the_article(self) -> Self:
        places = {
            (s, i) for s, section in enumerate(self.sections) for i in range(len(section.sentences))
        }
        for question in self.questions:
            if not places.issuperset(question.answers):
                raise ValueError(f"expected answers among {sorted(places)}: {question}")
            if len(set(question.answers)) < len(question.answers):
                raise ValueError(f"expected each answer once: {question}")
        return self

    @model_validator(mode="after")
    def _asks_nothing_twice(self) -> Self:
        asked = [question.question.casefold() for question in self.questions]
        twice = {text for text in asked if asked.count(text) > 1}
        if twice:
            raise ValueError(f"expected each question once in {self.title!r}: {sorted(twice)}")
        return self


MINI_ARTICLE: TypeAdapter[MiniArticle] = TypeAdapter(MiniArticle)


def read(path: Path) -> list[MiniArticle]:
    return [
        MINI_ARTICLE.validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()
    ]


def a_mini_article() -> dict[str, Any]:
    """The first one as plain JSON, to be spoilt."""
    article: dict[str, Any] = json.loads(FILES[0].read_text(encoding="utf-8").splitlines()[0])
    return article


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_a_mini_article_with_its_questions(path: Path) -> None:
    assert read(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_enough_questions_of_a_file_have_no_answer(path: Path) -> None:
    articles = read(path)
    unanswerable = sum(
        not question.answers for article in articles for question in article.questions
    )
    assert unanswerable >= UNANSWERABLE_PER_ARTICLE_MIN * len(articles)


def test_no_title_stands_twice() -> None:
    titles = [article.title for path in FILES for article in read(path)]
    assert sorted(set(titles)) == sorted(titles)


def test_an_answer_beyond_the_last_sentence_is_found_out() -> None:
    article = a_mini_article()
    article["questions"][0]["answers"] = [[0, len(article["sections"][0]["sentences"])]]
    with pytest.raises(ValidationError, match="expected answers among"):
        MINI_ARTICLE.validate_python(article)


def test_an_answer_given_twice_is_found_out() -> None:
    article = a_mini_article()
    article["questions"][0]["answers"] = [[0, 0], [0, 0]]
    with pytest.raises(ValidationError, match="expected each answer once"):
        MINI_ARTICLE.validate_python(article)


def test_a_question_that_stands_twice_is_found_out() -> None:
    article = a_mini_article()
    article["questions"][1]["question"] = article["questions"][0]["question"].upper()
    with pytest.raises(ValidationError, match="expected each question once"):
        MINI_ARTICLE.validate_python(article)
