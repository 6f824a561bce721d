"""Which words of a sentence a negation reaches, and which speak of what somebody does now."""

import re

_NEGATION = "not no without except excluding excl isn't don't dont hate dislike never minus avoid"
_NEGATION_ENDS = "but however though instead just rather please actually wait"
_PRESENT_JOB_ENDS = "and but want wanting looking so to into would hoping"
_FALSE_NEGATION = re.compile(
    r"\b(?:no wait|not sure|no idea|don't know|don't mind|do not mind|not only|why not"
    r"|no more than|not more than|no longer than|no thanks|no problem|no experience)\b"
)
_PRESENT_JOB = re.compile(
    r"\b(?:i'm|i am|im|i was|i've been|i have been) "
    r"(?:currently )?(?:(?:working|employed) as )?an? "
    r"|\b(?:i|currently) (?:work|worked|working) (?:as|in) |\bmy (?:current )?job (?:as|in) "
)


def negated(tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that a negation reaches: up to the end of its clause."""
    starts, ends = _NEGATION.split(), _NEGATION_ENDS.split()
    reached: set[int] = set()
    is_negated = False
    harmless = starts_of(_FALSE_NEGATION, tokens)
    for position, token in enumerate(tokens):
        if token in starts and position not in harmless:
            is_negated = True
        elif token in ends:
            is_negated = False
        elif is_negated:
            reached.add(position)
    return frozenset(reached)


def present_job(tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that say what somebody is or does now, not what they want."""
    ends = _PRESENT_JOB_ENDS.split()
    reached: set[int] = set()
    for start in starts_of(_PRESENT_JOB, tokens):
        for position in range(start, len(tokens)):
            if tokens[position] in ends:
                break
            reached.add(position)
    return frozenset(reached)


def starts_of(pattern: re.Pattern[str], tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words at which matches of the pattern start."""
    text = " ".join(tokens)
    return frozenset(len(text[: found.start()].split()) for found in pattern.finditer(text))
