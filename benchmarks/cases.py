"""Questions put to the product's own search, with what is right: what weights are fitted on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import Array
from benchmarks.xquad import SpanQuestion, is_fitting, load_xquad
from bot.composition import gold_folder
from corpus.importers.identity import slug
from corpus.models import Article, Taxonomy
from retrieval.answerability import SIGNALS, Weights
from retrieval.build import build_snapshot
from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder
from retrieval.equivalents import spell_out
from retrieval.evaluation.gold import GoldQuestion, Kind, read_gold, with_served_ids
from retrieval.evaluation.matching import shares
from retrieval.evidence import Candidate, find_candidates, form_of_question, quote_of
from retrieval.question_form import QuestionForm
from retrieval.snapshot import Snapshot, SnapshotContent, open_snapshot
from training.mini_articles import Part, load_mini_articles

Flags = NDArray[np.bool_]
Build = Callable[[tuple[Article, ...]], Snapshot]


@dataclass(frozen=True)
class Case:
    """A question's candidates, and which of them answer it, by sentence and as they are quoted."""

    kind: Kind
    question: str
    snapshot: Snapshot
    candidates: list[Candidate]
    right: Flags
    quoted_right: Callable[[int], bool]

    @property
    def signals(self) -> Array:
        """Of shape [candidates, signals]."""
        return np.array([astuple(c.signals) for c in self.candidates]).reshape(-1, len(SIGNALS))

    def ranked(self, relevance: Weights) -> list[Candidate]:
        """The candidates in another order."""
        again = [Candidate(c.row, c.signals, relevance.total(c.signals)) for c in self.candidates]
        return sorted(again, key=lambda c: (-c.relevance, c.row))

    @property
    def form(self) -> QuestionForm:
        """How the question is put."""
        return form_of_question(self.question, self.candidates)


def _case(
    kind: Kind,
    snapshot: Snapshot,
    embedder: Embedder,
    question: str,
    answers: Callable[[str, str], bool],
    allowed: Callable[[int], bool] = lambda row: True,
) -> Case:
    spelt = spell_out(question)
    found = find_candidates(snapshot, spelt, embedder.read_question(spelt))
    candidates = [candidate for candidate in found if allowed(candidate.row)]

    def gives(row: int, text: str) -> bool:
        return answers(snapshot.sentences[row].article_id, text)

    return Case(
        kind,
        spelt,
        snapshot,
        candidates,
        np.array([gives(c.row, snapshot.sentences[c.row].text) for c in candidates], dtype=bool),
        lambda row: gives(row, quote_of(snapshot, row)),
    )


def gold_cases(snapshot: Snapshot, embedder: Embedder) -> Iterator[tuple[GoldQuestion, Case]]:
    """The gold questions, each with its case."""
    for question in with_served_ids(read_gold(gold_folder()), snapshot.articles, slug):

        def answers(article_id: str, text: str, question: GoldQuestion = question) -> bool:
            return any(a.article == article_id and shares(text, a.quote) for a in question.answers)

        yield question, _case(question.kind, snapshot, embedder, question.question, answers)


def attached_cases(snapshot: Snapshot, embedder: Embedder, topics: set[str]) -> Iterator[Case]:
    """The questions that staff attached, asked as they stand: their passages answer them."""
    attached = [(a.id, question) for a in snapshot.articles.values() for question in a.questions]
    for (article_id, question), row in zip(attached, snapshot.question_passages, strict=True):
        passage = snapshot.passages[row].text

        def answers(of: str, text: str, passage: str = passage) -> bool:
            return text in passage

        if any(article_id.startswith(topic) for topic in topics):
            yield _case(Kind.ANSWERABLE, snapshot, embedder, question, answers)


def mini_cases(build: Build, embedder: Embedder, part: Part) -> Iterator[Case]:
    """The questions about mini-articles of a part."""
    minis = list(load_mini_articles(embedder, part))
    snapshot = build(tuple(mini.article for mini in minis))
    for mini in minis:
        texts = [s.text for s in snapshot.sentences if s.article_id == mini.article.id]
        for question in mini.lesson.questions:
            right = [texts[place] for place in question.answers]

            def answers(
                article_id: str, text: str, of: str = mini.article.id, right: list[str] = right
            ) -> bool:
                return article_id == of and any(sentence in text for sentence in right)

            kind = Kind.ANSWERABLE if right else Kind.NEAR_MISS
            yield _case(kind, snapshot, embedder, question.text, answers)


def xquad_cases(file: Path, build: Build, embedder: Embedder) -> dict[bool, list[Case]]:
    """Each question as it is, without its own paragraph, and without its own article.

    Of the articles that fit weights, and of those that only report.
    """
    articles, questions = load_xquad(file)
    snapshot = build(tuple(articles))
    titles = {article.id: article.title for article in articles}
    cases: dict[bool, list[Case]] = {True: [], False: []}
    for asked in questions:
        of = cases[is_fitting(titles[asked.article_id])]
        of.extend(_xquad_question(asked, snapshot, embedder))
    return cases


def _xquad_question(asked: SpanQuestion, snapshot: Snapshot, embedder: Embedder) -> Iterator[Case]:
    def is_elsewhere(row: int) -> bool:
        sentence = snapshot.sentences[row]
        return not asked.is_in_paragraph(sentence.article_id, sentence.text)

    def is_other(row: int) -> bool:
        return snapshot.sentences[row].article_id != asked.article_id

    answers = asked.is_answered_by
    yield _case(Kind.ANSWERABLE, snapshot, embedder, asked.text, answers)
    yield _case(Kind.NEAR_MISS, snapshot, embedder, asked.text, answers, is_elsewhere)
    yield _case(Kind.OUTSIDE, snapshot, embedder, asked.text, answers, is_other)


def builder(folder: Path, cache: Path, embedder: Embedder) -> Build:
    """What builds and opens a version of some articles in a folder."""

    def build(articles: Iterable[Article]) -> Snapshot:
        content = SnapshotContent(
            articles=tuple(articles), courses=(), taxonomy=Taxonomy(subjects=()), examples=()
        )
        path, _ = build_snapshot(
            content,
            embedder=embedder,
            cache=EmbeddingCache(cache),
            snapshots_folder=folder,
            version=f"v{len(list(folder.iterdir()))}",
            built_at=datetime.now(UTC),
        )
        return open_snapshot(path)

    return build
