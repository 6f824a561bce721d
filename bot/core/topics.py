"""What a visitor wants the newsletter to be about, from a bare answer to that question."""

import re

from bot.core.text import words

ALL = re.compile(
    r"^(?:(?:about|just|no,?|the|please|give me|i want|i'd like) )*"
    r"(?:everything|all(?: of (?:it|them))?|all topics|any(?:thing)?|no preference"
    r"|(?:i )?don't mind|whatever|no|nope|skip)(?: please| thanks)?[ .!]*$"
)
_YES = frozenset({"yes", "yep", "yeah", "ok", "okay", "sure", "please", "those", "that", "both"})
_FILLING = (
    _YES
    | {"just", "only", "about", "the", "and", "or", "for", "on", "to", "i", "want", "me", "thanks"}
    | {"like", "would", "i'd", "first", "one", "ones", "courses", "topics", "topic", "it", "of"}
)


def chosen(folded: str, offered: tuple[str, ...]) -> tuple[str, ...] | None:
    """The offered topics that a bare answer names, all for a yes; None where it is no answer."""
    said = words(folded)
    named = tuple(name for name in offered if set(words(name)) & set(said) - _FILLING)
    known = _FILLING | {word for name in offered for word in words(name)}
    if not said or not set(said) <= known:
        return None
    if named:
        return named
    return offered if set(said) & _YES else None
