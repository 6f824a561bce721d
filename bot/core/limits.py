"""Limits in free text: how long at most, how much at most, in which order."""

import re
from collections.abc import Iterable
from itertools import takewhile

from bot.core import limit_words as said
from bot.core.limit_words import Phrase
from bot.core.quantities import MARKS, Kind, Quantity, quantities, tokenize
from retrieval.models import Sort

FREE = re.compile(
    r"^free(?: ones?| only| please)*[ ?.!]*$|\b(?:for free|must be free|(?:anything|something) free|free of (?:charge|cost)"
    r"|free (?:\w+ ){0,2}(?:course|class|training|program)\w*|(?:no|zero) (?:cost|fees?)\b(?! limit)|costs? nothing"
    r"|without paying|(?:have|got) no money|can(?:'t|not|t) (?:afford to )?pay(?: anything)?(?= *(?:$|[.,!?])))"
)
FUNDED = re.compile(
    r"\b(?:(?:government|govt|gov|state)[- ]?(?:funded|funding|subsidi[sz]ed|subsid(?:y|ies)|paid)|funded|subsidi[sz]ed|fee[- ]free|free tafe)\b"
)
_SORT_WORDS = (
    (
        Sort.CHEAPEST,
        r"cheapest|cheaper|least expensive|lowest (?:price|cost|fee)s?|most affordable|(?:sort|order|rank)\w* (?:\w+ )?by (?:price|cost|fees?)"
        r"|cheap as(?: (?:possible|you can|it gets|chips)|(?= *(?:$|[.,!?])))|low(?:est)? to high(?:est)?",
    ),
    (
        Sort.SHORTEST,
        r"shortest|shorter|quickest|quicker|fastest|faster|(?:short|quick|quickly|fast|soon) as (?:possible|you can|i can)"
        r"|(?:sort|order|rank)\w* (?:\w+ )?by (?:length|duration|time)",
    ),
    (
        Sort.NEWEST,
        r"newest|latest|most recent|recently added|most up[- ]to[- ]date|(?:sort|order|rank)\w* (?:\w+ )?by (?:date|age)",
    ),
)
# "Cheaper than $500" is a limit, "the fastest growing jobs" are no courses.
_NO_SORT = r"(?! than\b|[- ]growing\b| (?:tech\w*|news|trends?|version|research|developments)\b)"
SORTS = tuple(
    (sort, re.compile(rf"(?<!get )(?<!gets )\b(?:{words}){_NO_SORT}\b"))
    for sort, words in _SORT_WORDS
)


def duration_weeks_max(folded: str) -> float | None:
    """The longest duration in weeks that a text allows: a month is 52/12 weeks."""
    return next((limit.amount for limit in _limits(folded) if limit.kind is Kind.WEEKS), None)


def price_aud_max(folded: str) -> float | None:
    """The highest price in AUD that a text allows; 0 when it has to be free."""
    if FREE.search(folded):
        return 0.0
    limits = (limit.amount for limit in _limits(folded) if limit.kind is not Kind.WEEKS)
    return next(limits, None)


def sort_order(folded: str) -> Sort | None:
    """The order that a text asks for."""
    return next((sort for sort, pattern in SORTS if pattern.search(folded)), None)


def _limits(folded: str) -> Iterable[Quantity]:
    tokens = tokenize(folded)
    return (found for found in quantities(tokens) if _is_limit(found, tokens))


def _is_limit(found: Quantity, tokens: Phrase) -> bool:
    before, after = _before(found, tokens), tokens[found.end : found.end + said.AFTER_WORDS_MAX]
    if tokens[found.start] == "summer":
        return _ends_with(before, said.SUMMER_BEFORE)
    if found.kind is Kind.BARE and not _is_money(found, before, tokens):
        return False
    if _is_something_else(found, before, after):
        return False
    if _ends_with(before, said.MORE):
        return bool(said.NO & set(before[-said.NO_REACH :]))
    if _ends_with(before, said.BEFORE | said.BEFORE_BY_KIND[found.kind]):
        return found.kind is not Kind.WEEKS or not _is_past(before, after)
    return _starts_with(after, said.AFTER) or _is_alone(found, tokens)


def _before(found: Quantity, tokens: Phrase) -> Phrase:
    """The words of the clause in front of an amount, without the fillers next to it."""
    kept = _since_mark(tokens[: found.start])
    fillers = said.FILLERS - (said.ABOUT if found.kind is Kind.WEEKS else frozenset())
    while kept and kept[-1] in fillers and not _ends_with(kept, said.BEFORE):
        kept = kept[:-1]
    return kept


def _is_something_else(found: Quantity, before: Phrase, after: Phrase) -> bool:
    """Whether an amount is an age, a distance, a rhythm or the past."""
    is_rhythm = after[:1] in said.RHYTHM_JOINS and bool(said.RHYTHM & set(after[1:2]))
    is_told = found.kind is Kind.WEEKS and bool(said.NO_LIMIT_AFTER & set(after[:1]))
    return is_rhythm or is_told or bool(said.NO_LIMIT_BEFORE & set(before[-1:]))


def _is_past(before: Phrase, after: Phrase) -> bool:
    """Whether a time was spent already: "not worked in eight years", "I have ten years in retail"."""
    if before[-1] == "in":
        return bool(said.PAST & set(before))
    return before[-1] in said.HOLDING and bool(said.HELD_AFTER & set(after[:1]))


def _is_money(found: Quantity, before: Phrase, tokens: Phrase) -> bool:
    """Whether a number without a unit is money: where money is spoken of, or a limit ends."""
    if not said.BARE_AUD_MIN <= found.amount <= said.BARE_AUD_MAX:
        return False
    if said.MONEY & set(before):
        return True
    ends = (tokens[found.end : found.end + 1] or ("",))[0] in said.ENDS_BARE
    is_round = tokens[found.end - 1] in ("hundred", "thousand")
    return ends and (is_round or _ends_with(before, said.BEFORE | said.MORE))


def _is_alone(found: Quantity, tokens: Phrase) -> bool:
    """Whether an amount stands by itself between two marks: "nutrition, 6 weeks, online"."""
    if found.kind is Kind.WEEKS and found.amount > said.ALONE_WEEKS_MAX:
        return False
    back = takewhile(lambda token: token not in MARKS, tokens[found.end :])
    return said.BESIDE_ALONE.issuperset((*_since_mark(tokens[: found.start]), *back))


# "<" sets a limit, and parts nothing.
_STOPS = MARKS - {"<"}


def _since_mark(tokens: Phrase) -> Phrase:
    """The words since the last mark; "<" is a word here."""
    marks = [place for place, token in enumerate(tokens, 1) if token in _STOPS]
    return tokens[marks[-1] if marks else 0 :]


def _ends_with(tokens: Phrase, phrases: frozenset[Phrase]) -> bool:
    return any(tokens[-size:] in phrases for size in range(1, said.PHRASE_WORDS_MAX + 1))


def _starts_with(tokens: Phrase, phrases: frozenset[Phrase]) -> bool:
    return any(tokens[:size] in phrases for size in range(1, said.PHRASE_WORDS_MAX + 1))
