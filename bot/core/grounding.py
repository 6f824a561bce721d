"""Whether a text says what its evidence says, and nothing else.

Each sentence of the text has to read the same as one sentence of the evidence, or as one of its
independent clauses, once both are made plain: words that carry no claim are left out, words that
mean the same are one word, and a clause that leads is put at the end. What is left has to be equal
word by word, in order. So no word of the text can come from anywhere but the evidence, nothing can
change places, and nothing that bounds a sentence can be lost. Many honest sentences fail; a lie
that passes has to be one that these tables make.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.grounding_words import (
    BINDING,
    LEADS,
    LEANING,
    STANDING_FOR,
    SUBJECTS_OPEN_WITH,
    Reason,
)
from bot.core.plain_words import Plain, plain

# Longer than any quotation that is shown.
TEXT_LENGTH_MAX = 700
# A clause of fewer plain words is no statement.
CLAUSE_WORDS_MIN = 3

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_CLAUSE_END = re.compile(r";\s+|,\s+and\s+")
# Letters, digits and the marks of plain sentences. No brackets, bullets, underscores or backticks.
_ODD = re.compile(r"[^A-Za-z0-9 .,;:'’‘“”\"()$%&/+–—-]")
# Not even where the evidence has them.
_NEVER = frozenset("<>[]{}*_`|#\\•\n")
_LINK = re.compile(r"https?:|www\.|[A-Za-z0-9]\.[A-Za-z]{2,}|/[A-Za-z]+/|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A sentence or clause of the evidence, made plain. `place` is its quotation and sentence."""

    words: tuple[Plain, ...]
    place: tuple[int, int]
    is_leaning: bool


def unsupported(text: str, evidence: Sequence[str]) -> tuple[Reason, ...]:
    """Why `text` may not be shown beside `evidence`; nothing when every sentence is supported.

    `evidence` holds quotations, word for word. The text is one paragraph of plain sentences.
    """
    text = text.strip()
    if fault := _form(text, evidence):
        return (fault,)
    facts = [fact for number, quote in enumerate(evidence) for fact in _facts(number, quote)]
    reasons: list[Reason] = []
    said: list[tuple[int, int]] = []
    for sentence in _sentences(text):
        words = _settled(sentence)
        fact = next((fact for fact in facts if fact.words == words), None)
        if fact is None:
            reasons += _differences(words, facts)
            continue
        reasons += _misplaced(fact, said)
        said.append(fact.place)
    return tuple(dict.fromkeys(reasons))


def _form(text: str, evidence: Sequence[str]) -> Reason | None:
    """What is wrong with the text whatever it says."""
    if not re.search(r"\w", text):
        return Reason.EMPTY
    if len(text) > TEXT_LENGTH_MAX:
        return Reason.TOO_LONG
    if "?" in text:
        return Reason.QUESTION
    quoted = set("".join(evidence)) - _NEVER
    if _LINK.search(text) or any(mark not in quoted for mark in _ODD.findall(text)):
        return Reason.MARKUP
    return None


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def _facts(number: int, quote: str) -> Iterable[_Fact]:
    """What a quotation says: its sentences and their clauses. A question says nothing."""
    for index, sentence in enumerate(_sentences(quote.strip())):
        if sentence.rstrip("\"'”’)").endswith("?"):
            continue
        yield _Fact(_settled(sentence), (number, index), _leans(sentence))
        for clause in _clauses(sentence):
            yield _Fact(_settled(clause), (number, index), is_leaning=False)


def _clauses(sentence: str) -> Iterable[str]:
    """The parts of a sentence that stand for themselves; none where one part may bound another."""
    if "\n" in sentence or _opening(sentence) in LEADS:
        return
    if any(w.text in BINDING or w.reason is Reason.NEGATION for w in plain(sentence)):
        return
    first, *others = _CLAUSE_END.split(sentence.split(": ")[0])
    clauses = [first, *(other for other in others if _has_subject(other))]
    if any("," in clause for clause in clauses):
        return
    yield from (c for c in clauses if len(plain(c)) >= CLAUSE_WORDS_MIN and not _leans(c))


def _has_subject(clause: str) -> bool:
    return clause[:1].isupper() or _opening(clause) in SUBJECTS_OPEN_WITH


def _opening(sentence: str) -> str:
    """The first word, in lower case."""
    found = re.search(r"[A-Za-z]+", sentence)
    return found.group().lower() if found else ""


def _settled(sentence: str) -> tuple[Plain, ...]:
    """The plain words, with a clause that leads the sentence put at its end."""
    lead, _, rest = sentence.strip().partition(",")
    if rest and "," not in rest and _opening(lead) in LEADS:
        return (*plain(rest, is_opening=False), *plain(lead))
    return plain(sentence)


def _leans(sentence: str) -> bool:
    """Whether the sentence can only be understood after the one before it."""
    stands_for = any(word.text in STANDING_FOR for word in plain(sentence))
    return stands_for or _opening(sentence) in LEANING


def _misplaced(fact: _Fact, said: Sequence[tuple[int, int]]) -> Iterable[Reason]:
    """What is wrong with saying this now, after what was said."""
    quote, index = fact.place
    if fact.place in said:
        yield Reason.REPEATED
    elif said and said[-1] > fact.place:
        yield Reason.ORDER
    if fact.is_leaning and (said or index) and (not said or said[-1] != (quote, index - 1)):
        yield Reason.REFERENCE


def _differences(words: tuple[Plain, ...], facts: Sequence[_Fact]) -> list[Reason]:
    """In what the nearest fact differs."""
    if not facts:
        return [Reason.NEW_WORD]
    nearest = max(facts, key=lambda fact: _likeness(words, fact.words))
    added = Counter(words) - Counter(nearest.words)
    lost = Counter(nearest.words) - Counter(words)
    reasons = [word.reason for word in added]
    reasons += [Reason.OMISSION if w.reason is Reason.NEW_WORD else w.reason for w in lost]
    return reasons or [Reason.ORDER]


def _likeness(one: tuple[Plain, ...], other: tuple[Plain, ...]) -> float:
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / max(1, len(one) + len(other))
