"""Words that fill slots: the served corpus's own taxonomy, and aliases kept as data."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.core.state import Motivation
from bot.core.text import said_before, singular, stems
from corpus.models import Delivery, Level, State, Taxonomy

# Numbers that are read as years, although some are postcodes too. The first are where many study,
# so that of them only what is told of the past is a year: "I finished school in 2004".
YEARS = range(2010, 2040)
_EARLIER_YEARS = range(2000, 2010)
_TELLS_OF_A_YEAR = re.compile(
    r"\b(?:(?:since|year|until|till|before|after|during|early|late|mid|class of|back in|from) $"
    r"|(?:finished|left|graduated|completed|started|moved|arrived|came|come|born|studied|worked"
    r"|did|done|got|was|were|retired|qualified|trained|went|been|school|uni|tafe) (?:\w+ ){0,6}"
    r"in $)"
)
_POSTCODE = re.compile(r"\b(?:postcode|post code|postal code)(?: is| of)? $")


@dataclass(frozen=True, slots=True)
class Interest:
    """What somebody may like or dislike, with the subjects that this speaks for and against."""

    words: tuple[str, ...]
    wanted: tuple[str, ...]
    avoided: tuple[str, ...]


Value = str | Delivery | Level | State | Motivation | Interest
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for: one value of one slot."""

    slot: str
    value: Value


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text, over the words from `start` up to `end`."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Talk:
    """How people type, in lower case.

    `shorthand` is written out; slips in `spelt` are mended; `empty` carries no topic; an interest
    is heard after a word of `liking`.
    """

    shorthand: Mapping[str, str] = field(default_factory=dict)
    spelt: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    liking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other words for the values of the fixed vocabularies; all in lower case."""

    states: Mapping[State, tuple[str, ...]]
    levels: Mapping[Level, tuple[str, ...]]
    delivery: Mapping[Delivery, tuple[str, ...]]
    motivation: Mapping[Motivation, tuple[str, ...]]
    postcodes: tuple[tuple[State, int, int], ...]
    interests: tuple[Interest, ...] = ()
    talk: Talk = Talk()

    def state_of_postcode(self, postcode: int) -> State | None:
        """The state that a postcode lies in; ranges include both ends."""
        return next((s for s, low, high in self.postcodes if low <= postcode <= high), None)


class Vocabulary:
    """Finds terms in text: the longest phrase wins, plurals count as their singular."""

    def __init__(self, taxonomy: Taxonomy, aliases: Aliases) -> None:
        self.aliases = aliases
        self.subjects = frozenset(subject.name for subject in taxonomy.subjects)
        self.parents = {s.name: s.parent for s in taxonomy.subjects if s.parent}
        self._terms: dict[Phrase, Term] = {}
        for term, names in _terms(taxonomy, aliases):
            for name in names:
                # The first meaning stays: names come before aliases, subjects before the rest.
                self._terms.setdefault(stems(name), term)
        self._terms.pop((), None)

    def mentions(self, tokens: tuple[str, ...]) -> tuple[Mention, ...]:
        """Every term in the words of a text, from left to right, none overlapping."""
        stems = tuple(singular(token) for token in tokens)
        found: list[Mention] = []
        start = 0
        while start < len(stems):
            mention = self._longest(stems, start) or self._postcode(tokens, start)
            if mention:
                found += [mention, *self._of_the_same_kind(stems, mention)]
            start = found[-1].end if mention else start + 1
        return tuple(found)

    @property
    def phrases(self) -> Collection[Phrase]:
        """Every phrase that stands for something, its words in the singular."""
        return self._terms.keys()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every phrase: what a misspelt word may have meant."""
        return frozenset(word for phrase in self._terms for word in phrase)

    def _longest(self, stems: Phrase, start: int) -> Mention | None:
        for end in range(min(len(stems), start + self._length_max), start, -1):
            term = self._terms.get(stems[start:end])
            if term:
                return Mention(term, start, end)
        return None

    def _of_the_same_kind(self, stems: Phrase, level: Mention) -> tuple[Mention, ...]:
        """The second level of "cert III or IV", which names its kind once."""
        start = level.end + 1
        if level.term.slot != "levels" or stems[level.end : start] not in (("or",), ("and",)):
            return ()
        term = self._terms.get((stems[level.start], *stems[start : start + 1]))
        is_other = start < len(stems) and term is not None and term.slot == "levels"
        return (Mention(term, start, start + 1),) if term and is_other else ()

    def _postcode(self, tokens: tuple[str, ...], start: int) -> Mention | None:
        token = tokens[start]
        if len(token) != 4 or not token.isdigit() or _is_year(tokens, start):
            return None
        state = self.aliases.state_of_postcode(int(token))
        return Mention(Term("states", state), start, start + 1) if state else None

    @cached_property
    def _length_max(self) -> int:
        return max((len(phrase) for phrase in self._terms), default=0)


def _is_year(tokens: tuple[str, ...], start: int) -> bool:
    said = said_before(tokens, start)
    if _POSTCODE.search(said):
        return False
    year = int(tokens[start])
    return year in YEARS or (year in _EARLIER_YEARS and bool(_TELLS_OF_A_YEAR.search(said)))


def _terms(taxonomy: Taxonomy, aliases: Aliases) -> Iterable[tuple[Term, tuple[str, ...]]]:
    for subject in taxonomy.subjects:
        yield Term("subjects", subject.name), (subject.name,)
    for subject in taxonomy.subjects:
        yield Term("subjects", subject.name), subject.aliases
    for level, level_names in aliases.levels.items():
        yield Term("levels", level), (level, *level_names)
    for state, places in aliases.states.items():
        yield Term("states", state), (state, *places)
    for delivery, ways in aliases.delivery.items():
        yield Term("delivery", delivery), (delivery, *ways)
    for motivation, reasons in aliases.motivation.items():
        yield Term("motivation", motivation), reasons
    for interest in aliases.interests:
        yield Term("interests", interest), interest.words
