"""Evidence, gold questions and outcomes for tests."""

from dataclasses import replace
from typing import Any

from retrieval.evaluation.gold import GoldAnswer, GoldQuestion, Kind
from retrieval.evaluation.outcomes import Outcome
from retrieval.models import Evidence

TEXTS = {
    "badges-1a2b3c4d": "A badge is a picture. It holds data about a skill. Badges cost nothing.",
    "fees-5e6f7a8b": "Fees differ by state. A concession lowers them.",
}


def piece(quote: str, article: str = "badges-1a2b3c4d", confidence: float = 0.9) -> Evidence:
    """A piece of evidence."""
    return Evidence(article, "A title", None, None, ("A heading",), quote, confidence)


def gold(question: str, *answers: tuple[str, str], kind: Kind | None = None) -> GoldQuestion:
    """A gold question with answers given as (article, quote)."""
    kind = kind or (Kind.ANSWERABLE if answers else Kind.NEAR_MISS)
    return GoldQuestion(question, kind, tuple(GoldAnswer(*answer) for answer in answers))


def outcome(confidence: float, kind: Kind = Kind.ANSWERABLE, **fields: Any) -> Outcome:
    """An outcome that is answered from 0.5 and correct if it can be, unless `fields` say else."""
    is_right = kind is Kind.ANSWERABLE
    usual = Outcome(
        question=f"{kind} {confidence}?",
        kind=kind,
        answered=confidence >= 0.5,
        quote="A badge is a picture.",
        article="badges-1a2b3c4d",
        heading_path=("A heading",),
        confidence=confidence,
        correct=is_right,
        correct_in_three=is_right,
        article_hits=(is_right,),
        quote_hits=(is_right,),
        wanted=int(is_right),
        verbatim=True,
    )
    return replace(usual, **fields)
