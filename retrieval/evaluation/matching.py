"""Whether a piece of evidence gives a gold answer."""

import re

from retrieval.evaluation.gold import GoldAnswer
from retrieval.models import Evidence

# Words without punctuation, case, bullets, emphasis and the addresses of links: gold quotes are
# cut from sources, evidence from the text that was made of them.
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\]\([^)]*\)")


def gives(piece: Evidence, answer: GoldAnswer) -> bool:
    """Whether the piece is of the answer's article and shows its quote, as far as it has them."""
    return _is_of(piece, answer) and (not answer.quote or shares(piece.quote, answer.quote))


def finds(piece: Evidence, answer: GoldAnswer) -> bool:
    """Whether the piece is of the answer's article, or shows the quote of an answer without one."""
    return _is_of(piece, answer) and (bool(answer.article) or shares(piece.quote, answer.quote))


def shares(shown: str, gold: str) -> bool:
    """Whether one text lies in the other, or one ends with half of the shorter the other starts by.

    Compared word by word.
    """
    short, long = sorted((_words(shown), _words(gold)), key=len)
    if not short:
        return False
    if contains(long, short):
        return True
    enough = range((len(short) + 1) // 2, len(short))
    return any(short[:n] == long[-n:] or short[-n:] == long[:n] for n in enough)


def stands_in(quote: str, text: str) -> bool:
    """Whether a text holds a quote word for word, whatever its punctuation."""
    return contains(_words(text), _words(quote))


def contains(long: list[str], short: list[str]) -> bool:
    """Whether one list of words runs through the other without a gap."""
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _is_of(piece: Evidence, answer: GoldAnswer) -> bool:
    return answer.article in ("", piece.article_id)


def _words(text: str) -> list[str]:
    return _WORD.findall(_ADDRESS.sub("]", text.casefold()))
