"""Which question tells the courses that are still in play apart best.

The course that a visitor wants is one of those in play, each as likely as the others. A truthful
answer names a value that it has, and leaves those that have it too. So a question is worth the
bits by which it is expected to narrow them down (Shannon, "A mathematical theory of
communication", 1948), and its worth falls with the part of people who cannot answer it.
"""

from collections.abc import Mapping
from math import log2

from bot.core.state import Expectation
from retrieval.models import Spread

# The part of people who can be expected to answer. An assumption, to order questions by: everybody
# knows where they live, few what an AQF level is. `python -m benchmarks.simulated_learners` prints
# what other shares of vague answers do.
ANSWERED = {
    Expectation.SUBJECT: 0.95,
    Expectation.PART: 0.8,
    Expectation.DELIVERY: 0.9,
    Expectation.STATE: 0.95,
    Expectation.LEVEL: 0.75,
}
# Below it a question is expected to leave out fewer than one course in ten.
BITS_MIN = 0.15


def best_question(spreads: Mapping[Expectation, Spread]) -> Expectation | None:
    """The question that is worth most, the first of equals; None where none is worth asking."""
    worths = {step: ANSWERED[step] * expected_bits(step, one) for step, one in spreads.items()}
    best = max(worths, key=worths.__getitem__, default=None)
    return best if best is not None and worths[best] >= BITS_MIN else None


def expected_bits(step: Expectation, spread: Spread) -> float:
    """By how many bits a truthful answer is expected to narrow down the courses in play.

    A value is as likely an answer as courses have it. A course that does not state the field stays,
    whatever the answer; one in none of a subject's parts goes, and who wants it picks no part.
    """
    told = sum(value.in_play for value in spread.values)
    if not told:
        return 0.0
    kept = 0 if step is Expectation.PART else spread.without
    left = sum(v.in_play * log2(v.in_play + kept) for v in spread.values if v.in_play) / told
    share_told = 1 - spread.without / spread.in_play
    return share_told * (log2(spread.in_play) - left)
