"""The training questions as the product would meet them: articles cut up by its own code."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from corpus.models import BULLET, Article, Block, Heading, ItemList, Paragraph
from retrieval.embedding import Embedder
from retrieval.library import Library
from training.lesson_text import LessonText, TrainingQuestion


class RawSection(TypedDict):
    """A section as the files have it."""

    heading: str
    sentences: list[str]


class RawQuestion(TypedDict):
    """A question as the files have it."""

    question: str
    answers: list[tuple[int, int]]


class Raw(TypedDict):
    """A line of a file."""

    title: str
    sections: list[RawSection]
    questions: list[RawQuestion]


FOLDER = Path(__file__).parent
# One mini-article in five trains nothing: `benchmarks.answerability` fits the weights on those.
HELD_OUT_OF = 5
# Those in these files train and fit nothing: they report.
REPORTING = "reporting-*.jsonl"
TRAINING = "training-*.jsonl"


class Part(StrEnum):
    """What a mini-article is for."""

    TRAIN = "train"
    FIT = "fit"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class MiniArticle:
    """A mini-article, and what is learned from it."""

    article: Article
    lesson: LessonText


def load_mini_articles(embedder: Embedder, part: Part) -> Iterator[MiniArticle]:
    """Those that train the judge, that fit weights, or that only report."""
    pattern = REPORTING if part is Part.REPORT else TRAINING
    for file in sorted(FOLDER.glob(pattern)):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            raw: Raw = json.loads(line)
            if part in (Part.REPORT, Part.FIT if is_held_out(raw["title"]) else Part.TRAIN):
                yield _mini_article(f"{file.stem}-{number}", raw, embedder)


def is_held_out(title: str) -> bool:
    """Whether the mini-article of this title trains nothing."""
    return sha256(title.encode()).digest()[0] % HELD_OUT_OF == 0


def _mini_article(id_: str, raw: Raw, embedder: Embedder) -> MiniArticle:
    blocks = tuple(_blocks(raw["sections"]))
    article = Article(id=id_, source="training", title=raw["title"], blocks=blocks)
    library = Library.of([article], embedder)

    def rows(answers: list[tuple[int, int]]) -> Iterator[int]:
        for section, place in answers:
            yield from _rows(library, raw["sections"][section]["sentences"][place])

    questions = tuple(
        TrainingQuestion(question["question"], frozenset(rows(question["answers"])))
        for question in raw["questions"]
    )
    return MiniArticle(article, LessonText(tuple(library.sentence_texts()), questions))


def _blocks(sections: list[RawSection]) -> Iterator[Block]:
    for section in sections:
        if section["heading"]:
            yield Heading(level=2, text=section["heading"])
        paragraph: list[str] = []
        for entry in section["sentences"]:
            lead, _, items = entry.partition("\n\n")
            paragraph.append(lead)
            if items:
                yield Paragraph(text=" ".join(paragraph))
                yield ItemList(items=tuple(i.lstrip(f"{BULLET} ") for i in items.split("\n") if i))
                paragraph = []
        if paragraph:
            yield Paragraph(text=" ".join(paragraph))


def _rows(library: Library, entry: str) -> Iterator[int]:
    """The candidates that hold an entry or are part of it: the product may cut it finer."""
    wanted = " ".join(entry.split())
    for row, sentence in enumerate(library.sentences):
        text = " ".join(sentence.text.split())
        if text in wanted or wanted in text:
            yield row
