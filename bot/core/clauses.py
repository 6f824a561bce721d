"""Which words of a sentence a negation reaches, and which speak of what somebody does now."""

import re
from collections.abc import Iterable
from itertools import accumulate

from bot.core.text import words

_NEGATION = (
    "not no without except excluding excl isn't isnt don't dont doesn't doesnt didn't didnt can't"
    " cant won't wont nothing hate dislike never minus avoid"
)
_NEGATION_ENDS = "but however though instead just rather please actually wait"
# Ends a negation that has reached something: "not online in Perth".
_NEGATION_TURNS = "in into near around show want wants prefer i but"
_PRESENT_JOB_ENDS = "i i'm i'd now and but want wanting looking so to into would hoping"
_FALSE_NEGATION = re.compile(
    r"\b(?:no wait|not sure|no idea|don't know|don't mind|do not mind|not only|why not"
    r"|no more than|not more than|no longer than|no thanks|no problem|no experience)\b"
)
_PRESENT_JOB = re.compile(
    r"\b(?:i'm|i am|im|i was|i've been|i have been) "
    r"(?:currently )?(?:(?:working|employed) as )?an? "
    r"|\b(?:i've got|i have|i hold|i got|(?:i've |i have |i )?(?:finished|completed|failed)"
    r"|used to be|i did) (?:an?|my) "
    r"|\b(?:i was|we were|after (?:\d+|many|\w+) years) (?:in|of|as) (?:an? )?"
    r"|\b(?:i|currently) (?:work|worked|working) (?:as|in) |\bmy (?:current )?job (?:as|in) "
)


_BREAK = re.compile(r"[,.;:!?]+(?=\s|$)|\s[-\u2013\u2014]\s")
_LEAVING = re.compile(
    r"\b(?:(?:want|get|getting|move|moving) out of|had enough of|(?:sick|tired) of)\b"
)
# What stands between the members of a list: commas are no words.
_LIST_ENDS = (("or",), ("nor",))
_LIST_JOINS = ((), *_LIST_ENDS)
# The words that belong to a dislike, and so do not turn it: "not interested in".
_DISLIKE = re.compile(r"\b(?:interested|work|working|study|studying) (?=in\b)")


def negated(tokens: tuple[str, ...], breaks: frozenset[int]) -> frozenset[int]:
    """Positions of the words that a negation reaches: up to the end of its clause.

    `breaks` are the positions before which a comma or another mark stands.
    """
    starts, ends, turns = _NEGATION.split(), _NEGATION_ENDS.split(), _NEGATION_TURNS.split()
    reached: set[int] = set()
    since: int | None = None
    harmless = starts_of(_FALSE_NEGATION, tokens)
    leaving, dislike = starts_of(_LEAVING, tokens), ends_of(_DISLIKE, tokens)
    for position, token in enumerate(tokens):
        begins = position in leaving or (token in starts and position not in harmless)
        turns_back = since is not None and token in turns and position > since + 1
        turns_back = turns_back and position not in dislike
        if begins:
            since = position
        elif token in ends or position in breaks or turns_back:
            since = None
        elif since is not None:
            reached.add(position)
    return frozenset(reached)


def with_lists(
    reached: frozenset[int], tokens: tuple[str, ...], spans: Iterable[tuple[str, int, int]]
) -> frozenset[int]:
    """A negation's words with the rest of its list: "not nursing, aged care or childcare".

    `spans` are the slots that are spoken of, each with its first word and the word after its last.
    Only "or" makes a list: "not a diploma, a certificate" corrects.
    """
    more: set[int] = set()
    run: list[tuple[str, int, int]] = []
    for slot, start, end in spans:
        between = tokens[run[-1][2] : start] if run else ()
        goes_on = run and run[-1][0] == slot and between in _LIST_JOINS
        run = [*run, (slot, start, end)] if goes_on else [(slot, start, end)]
        if between in _LIST_ENDS and run[0][1] in reached:
            more.update(range(run[0][1], end))
    return reached | more


def breaks(folded: str) -> frozenset[int]:
    """Positions of the words before which a comma, a stop or a dash stands."""
    counts = [len(words(part)) for part in _BREAK.split(folded)]
    return frozenset(accumulate(counts))


def present_job(tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that say what somebody is or does now, not what they want."""
    ends = _PRESENT_JOB_ENDS.split()
    reached: set[int] = set()
    for start in ends_of(_PRESENT_JOB, tokens):
        for position in range(start, len(tokens)):
            if tokens[position] in ends:
                break
            reached.add(position)
    return frozenset(reached)


def starts_of(pattern: re.Pattern[str], tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words at which matches of the pattern start."""
    text = " ".join(tokens)
    return frozenset(len(text[: found.start()].split()) for found in pattern.finditer(text))


def ends_of(pattern: re.Pattern[str], tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that follow matches of the pattern."""
    text = " ".join(tokens)
    return frozenset(len(text[: found.end()].split()) for found in pattern.finditer(text))
