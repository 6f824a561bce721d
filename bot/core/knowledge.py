"""What the conversation needs to know: one immutable version of the corpus, asked in memory."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from bot.core.guidance import Guidance
from bot.core.vocabulary import Vocabulary
from corpus.models import Article, Course, Taxonomy
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


class Knowledge(Protocol):
    """A served version of the corpus. The same question always gets the same answer."""

    @property
    def version(self) -> str:
        """The version's name."""

    @property
    def built_on(self) -> date:
        """The day on which the version was built, in UTC."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The subjects that its courses use."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that fill slots."""

    @property
    def guidance(self) -> Guidance:
        """What is known beside the corpus: crisis lines, funding, professions."""

    @property
    def answer_threshold(self) -> float:
        """The least confidence at which evidence is shown as an answer."""

    def evidence(self, question: str, limit: int) -> tuple[Evidence, ...]:
        """What may answer a question, at most one piece an article, none surer than one before."""

    def courses(
        self, wish: str, criteria: Criteria, sort: Sort | None, offset: int, limit: int
    ) -> CourseResult:
        """A page of courses that break no criterion, best first.

        `wish` orders them by meaning; without a subject among the criteria it also leaves out what
        is unlike it.
        """

    def count(self, criteria: Criteria, wish: str = "") -> int:
        """How many courses meet every criterion and, without a subject among them, the wish."""

    def spread(
        self, field: Field, values: Iterable[str], criteria: Criteria, wish: str = ""
    ) -> Spread:
        """How the courses that break no criterion spread over some values of a field.

        As with `courses`, without a subject among the criteria they are also like the wish.
        """

    def judge(
        self, course_id: str, criteria: Criteria, wish: str = ""
    ) -> tuple[CriterionVerdict, ...]:
        """How a course stands to each criterion and, without a subject among them, to the wish.

        `courses` holds it exactly when no verdict is "not met", nor "near" but for the wish. An
        excluded subject has a verdict where it is broken; a course that is retired has none.
        """

    def course(self, course_id: str) -> Course | None:
        """The course, unless it has been retired."""

    def article(self, article_id: str) -> Article | None:
        """The article, unless it has been retired."""

    def guess_act(self, text: str) -> ActGuess | None:
        """The act whose examples are nearest in meaning."""

    def knows(self, word: str) -> bool:
        """Whether the vocabulary or any text of the corpus uses the word."""

    def mend(self, text: str) -> str:
        """The text folded, its shorthand written out and its misspelt words put right."""
