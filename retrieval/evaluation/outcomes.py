"""What became of each gold question, as values that two versions can be compared by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from retrieval.evaluation.gold import GoldAnswer, GoldQuestion, Kind
from retrieval.evaluation.matching import finds, gives, stands_in
from retrieval.models import Evidence

# As deep as the figures look: nDCG and recall at ten.
PIECES_JUDGED = 10
FIRST_PIECES = 3


class Answering(Protocol):
    """A version as a turn asks it."""

    @property
    def answer_threshold(self) -> float:
        """The least confidence at which evidence is shown as an answer."""

    def evidence(self, question: str, limit: int) -> tuple[Evidence, ...]:
        """What may answer a question, at most one piece an article, none surer than one before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold question and the evidence that came first for it.

    `quote`, `article`, `heading_path` and `confidence` are that evidence's, empty and 0 where there
    was none; `answered` says whether it is shown. `correct` says whether it gives a gold answer,
    so that it is False for whatever has none, and `correct_in_three` whether one of three does.
    `article_hits` and `quote_hits` say for each piece by rank whether its article and its quote are
    right, of at most `wanted`. `verbatim` says whether every piece stands in its article.
    `reply` is the kind of reply that a whole turn gives, empty where none was run.
    """

    question: str
    kind: Kind
    answered: bool
    quote: str
    article: str
    heading_path: tuple[str, ...]
    confidence: float
    correct: bool
    correct_in_three: bool
    article_hits: tuple[bool, ...]
    quote_hits: tuple[bool, ...]
    wanted: int
    verbatim: bool
    asks: str = ""
    register: str = ""
    topic: str = ""
    split: str = ""
    place: str = ""
    reply: str = ""

    @property
    def is_answerable(self) -> bool:
        """Whether the corpus holds an answer."""
        return self.kind is Kind.ANSWERABLE

    @property
    def is_good(self) -> bool:
        """Whether a visitor is served well: by a right answer, or by an honest refusal."""
        return self.answered and self.correct if self.is_answerable else not self.answered


def run(
    questions: Sequence[GoldQuestion],
    knowledge: Answering,
    texts: Mapping[str, str],
    progress: Callable[[int, int], None] | None = None,
    reply_kind: Callable[[str], str] | None = None,
) -> tuple[Outcome, ...]:
    """Ask every question. `texts` are the articles' by id; `progress` gets (done, total).

    `reply_kind` runs a whole turn and says what kind of reply it gave.
    """
    outcomes: list[Outcome] = []
    for question in questions:
        found = knowledge.evidence(question.question, PIECES_JUDGED)
        outcome = judge(question, found, knowledge.answer_threshold, texts)
        reply = reply_kind(question.question) if reply_kind else ""
        outcomes.append(replace(outcome, reply=reply))
        if progress:
            progress(len(outcomes), len(questions))
    return tuple(outcomes)


def judge(
    gold: GoldQuestion, found: Sequence[Evidence], threshold: float, texts: Mapping[str, str]
) -> Outcome:
    """What the evidence is worth beside the gold answers."""
    first = found[0] if found else None
    quote_hits = tuple(any(gives(piece, a) for a in gold.answers) for piece in found)
    return Outcome(
        question=gold.question,
        kind=gold.kind,
        answered=first is not None and first.confidence >= threshold,
        quote=first.quote if first else "",
        article=first.article_id if first else "",
        heading_path=first.heading_path if first else (),
        confidence=first.confidence if first else 0.0,
        correct=any(quote_hits[:1]),
        correct_in_three=any(quote_hits[:FIRST_PIECES]),
        article_hits=tuple(any(finds(piece, a) for a in gold.answers) for piece in found),
        quote_hits=quote_hits,
        wanted=gold.wanted,
        verbatim=all(piece.quote in texts.get(piece.article_id, "") for piece in found),
        asks=gold.asks,
        register=gold.register,
        topic=gold.topic,
        split=gold.split,
        place=gold.place,
    )


def stale(questions: Iterable[GoldQuestion], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Gold answers that no served article holds, each with its place: nobody could find them."""
    return tuple(
        f"{gold.place}: {answer.quote or answer.article}"
        for gold in questions
        for answer in gold.answers
        if not any(_holds(id_, text, answer) for id_, text in texts.items())
    )


def _holds(article_id: str, text: str, answer: GoldAnswer) -> bool:
    is_of = answer.article in ("", article_id)
    return is_of and (not answer.quote or stands_in(answer.quote, text))
