"""One served version of the corpus, as the conversation asks it."""

from collections.abc import Callable, Iterable
from datetime import UTC, date
from functools import cached_property, lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bot.core.guidance import Guidance
from bot.core.knowledge import Knowledge
from bot.core.vocabulary import Aliases, Vocabulary
from bot.mending import Mender
from corpus.models import Article, Course, Taxonomy
from retrieval.cross_encoder import Rerank, as_they_are
from retrieval.embedding import AskedReading, Embedder
from retrieval.equivalents import spell_out
from retrieval.evidence import find_evidence
from retrieval.models import (
    ActGuess,
    CourseResult,
    Criteria,
    CriterionVerdict,
    Evidence,
    Field,
    Sort,
    Spread,
)
from retrieval.pointer import ServedSnapshot
from retrieval.ranking import course_masks, courses_like, find_courses, judge_course
from retrieval.rowset import RowSet
from retrieval.snapshot import Snapshot
from retrieval.spreads import spread

# A turn reads its text up to three times.
QUERIES_REMEMBERED = 64


class ServedKnowledge:
    """Implements `bot.core.knowledge.Knowledge` over a snapshot; safe for many threads."""

    def __init__(
        self,
        snapshot: Snapshot,
        embedder: Embedder,
        aliases: Aliases,
        guidance: Guidance,
        rerank: Rerank = as_they_are,
    ) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._aliases = aliases
        self._guidance = guidance
        self._rerank = rerank
        self._read: Callable[[str], AskedReading] = lru_cache(QUERIES_REMEMBERED)(
            embedder.read_question
        )
        self._encode: Callable[[str], NDArray[np.float32]] = lru_cache(QUERIES_REMEMBERED)(
            lambda text: embedder.encode([text])[0]
        )
        self._like: Callable[[str], RowSet] = lru_cache(QUERIES_REMEMBERED)(
            lambda wish: courses_like(snapshot, wish, self._encode(spell_out(wish)))
        )

    @property
    def version(self) -> str:
        """The snapshot's version."""
        return self._snapshot.version

    @property
    def built_on(self) -> date:
        """The day on which the snapshot was built, in UTC."""
        return self._snapshot.built_at.astimezone(UTC).date()

    @property
    def taxonomy(self) -> Taxonomy:
        """The subjects that the snapshot's courses use."""
        return self._snapshot.taxonomy

    @property
    def guidance(self) -> Guidance:
        """What is known beside the corpus: crisis lines, funding, professions."""
        return self._guidance

    @property
    def answer_threshold(self) -> float:
        """The least confidence at which evidence is shown as an answer."""
        return self._snapshot.calibration.threshold

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The taxonomy's names and aliases, with those of the other slots."""
        return Vocabulary(self._snapshot.taxonomy, self._aliases)

    def evidence(self, question: str, limit: int) -> tuple[Evidence, ...]:
        """What may answer a question, surest first, at most one piece an article."""
        question = spell_out(question)
        asked = self._read(question)
        return find_evidence(self._snapshot, question, asked, limit, self._rerank)

    def courses(
        self, wish: str, criteria: Criteria, sort: Sort | None, offset: int, limit: int
    ) -> CourseResult:
        """A page of courses that break no criterion, best first."""
        vector = self._encode(spell_out(wish)) if wish else None
        alike = self._alike(wish, criteria)
        return find_courses(self._snapshot, wish, vector, criteria, sort, offset, limit, alike)

    def count(self, criteria: Criteria, wish: str = "") -> int:
        """How many courses meet every criterion and, without a subject among them, the wish."""
        return len(course_masks(self._snapshot, criteria, self._alike(wish, criteria)).met)

    def judge(
        self, course_id: str, criteria: Criteria, wish: str = ""
    ) -> tuple[CriterionVerdict, ...]:
        """How a course stands to each criterion and, without a subject among them, to the wish."""
        return judge_course(self._snapshot, course_id, wish, criteria, self._alike(wish, criteria))

    def spread(
        self, field: Field, values: Iterable[str], criteria: Criteria, wish: str = ""
    ) -> Spread:
        """How the courses that break no criterion spread over some values of a field."""
        return spread(self._snapshot, field, values, criteria, self._alike(wish, criteria))

    def course(self, course_id: str) -> Course | None:
        """The course, unless it has been retired."""
        return self._snapshot.courses.by_id(course_id)

    def article(self, article_id: str) -> Article | None:
        """The article, unless it has been retired."""
        return self._snapshot.articles.get(article_id)

    def guess_act(self, text: str) -> ActGuess | None:
        """The act whose examples are nearest in meaning."""
        if not len(self._snapshot.examples):
            return None
        similarities = self._snapshot.example_vectors @ self._read(text).whole
        best = int(similarities.argmax())
        return ActGuess(self._snapshot.examples[best].act, float(similarities[best]))

    def mend(self, text: str) -> str:
        """The text folded, its shorthand written out and its misspelt words put right."""
        return self._mender.mend(text)

    def knows(self, word: str) -> bool:
        """Whether the vocabulary or any text of the corpus uses the word."""
        return word in self.vocabulary.words or self._snapshot.knows_word(word)

    @cached_property
    def _mender(self) -> Mender:
        one_token = self._embedder.count_tokens("a")
        return Mender(
            self.vocabulary,
            is_word=lambda word: self._embedder.count_tokens(word) <= one_token,
            is_known=self._snapshot.knows_word,
        )

    def _alike(self, wish: str, criteria: Criteria) -> RowSet | None:
        """The courses that are like the wish; None where any is: a subject says it all."""
        return self._like(wish) if wish and not criteria.subjects else None


class CurrentKnowledge:
    """The served version as knowledge, made anew when another version is published."""

    def __init__(self, served: ServedSnapshot, ask: Callable[[Snapshot], ServedKnowledge]) -> None:
        """`ask` makes a version askable."""
        self._served = served
        self._ask = ask
        self._lock = Lock()
        self._knowledge: ServedKnowledge | None = None

    def __call__(self) -> Knowledge:
        """One version for the whole of a turn."""
        snapshot = self._served.current()
        with self._lock:
            if self._knowledge is None or self._knowledge.version != snapshot.version:
                self._knowledge = self._ask(snapshot)
            return self._knowledge
