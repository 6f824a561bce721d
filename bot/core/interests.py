"""Subjects that likes and dislikes speak for and against: "I love plants", "I don't like blood"."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.slots import unique
from bot.core.text import word_set
from bot.core.vocabulary import Interest, Mention, Vocabulary

# What may stand between a liking and what is liked: "good at working with numbers".
_BETWEEN = word_set(
    "with to in at of on for the my a be being do doing work working people all really around"
    " old look looking after care caring"
)


@dataclass(frozen=True, slots=True)
class Leanings:
    """Subjects to look for where none is named, and subjects to leave out."""

    wanted: tuple[str, ...]
    avoided: tuple[str, ...]


def leanings(
    mentions: Iterable[Mention],
    tokens: tuple[str, ...],
    negated: frozenset[int],
    vocabulary: Vocabulary,
) -> Leanings:
    """What the interests among the mentions speak for and against."""
    found = [(m.start, m.term.value) for m in mentions if isinstance(m.term.value, Interest)]
    liking = vocabulary.aliases.talk.liking
    liked = [i for at, i in found if at not in negated and _is_liked(tokens[:at], liking)]
    disliked = [interest for at, interest in found if at in negated]
    return Leanings(
        wanted=_taught((name for one in liked for name in one.wanted), vocabulary),
        avoided=_taught((name for one in disliked for name in one.avoided), vocabulary),
    )


def _is_liked(before: tuple[str, ...], liking: frozenset[str]) -> bool:
    """Whether a word of liking leads up to what follows `before`."""
    for token in reversed(before):
        if token in liking:
            return True
        if token not in _BETWEEN:
            return False
    return False


def _taught(names: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    return unique(name for name in names if name in vocabulary.subjects)
