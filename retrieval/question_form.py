"""How a question is put: what its signals are to be read against."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from retrieval.keyword import terms

# Words of asking, which an answer need not repeat, and small words that the index keeps.
ASKING = (
    "what which who when where why how much many long explain tell define mean meaning give example"
    " examples difference diff please need get know whats hows i me my mine you your we us our do"
    " does did can could would should have has had am any some about so just really actually"
)
ASKING_TERMS = terms(ASKING)
# More of either says nothing new.
NAMES_MAX = 3
LENGTH_MAX = 12
# Capitals inside a question, and figures: what it is about by name.
_NAME = re.compile(r"(?<!^)\b[A-Z][^\W_]+|\d+")
# Written out in full, of others: "Which year did ...?". People who speak of themselves, or of
# "it", have their own words for what the text says.
_OPENING = re.compile(
    r"^(?:in |on |at |to |for |from |by |with |of |along |under )?"
    r"(?:what|which|who|whom|whose|when|where|why|how)\b",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(
    r"\b(?:i|i'm|im|ive|i've|me|my|you|your|u|we|our|us|this|that|these|it|they|them)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What each signal's weight depends on, in 0..1.

    `reach` is what the best passage covers of the question's words: where it is great, the
    question is worded like the text, and a missing word says much; where it is little, the words
    are the asker's own. `names` says how many names and figures a question that is written out in
    full looks something up by, and `length` how many terms it has.
    """

    reach: float
    names: float
    length: float


FORMS = tuple(field.name for field in fields(QuestionForm))


def form_of(question: str, coverages: Iterable[float]) -> QuestionForm:
    """The form of a question, given what each passage covers of its words."""
    is_looked_up = is_written_out(question)
    return QuestionForm(
        reach=max(coverages, default=0.0),
        names=min(len(names_of(question)), NAMES_MAX) / NAMES_MAX if is_looked_up else 0.0,
        length=min(len(terms(question) - ASKING_TERMS), LENGTH_MAX) / LENGTH_MAX,
    )


def names_of(question: str) -> tuple[str, ...]:
    """The names and figures that a question holds."""
    return tuple(_NAME.findall(question))


def is_written_out(question: str) -> bool:
    """Whether a question has its capital, its mark and its question word, and nobody in it."""
    text = question.strip()
    is_whole = text[:1].isupper() and text.endswith("?") and bool(_OPENING.match(text))
    return is_whole and not _OF_ONESELF.search(text)
