"""Who wrote a page and when, from the lines that say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.importers.amounts import find_dates

# A credit says little else; a longer line is a sentence that happens to begin with the same words.
_CREDIT_CHARS_MAX = 200
_WORDS_END_MAX = 60
_NAME = r"[^\W\d_a-z][\w'’.-]*(?: (?:de|van|von|der|la|le|bin|[^\W\d_a-z][\w'’.-]*)){1,3}"
_AUTHOR = re.compile(
    rf"(?:(?:[Ww]ritten|[Pp]osted|[Ww]ords|[Rr]eviewed) )?(?:[Bb]y|BY):? (?P<by>{_NAME})"
    rf"|(?:[Aa]uthor|[Ww]riter|[Ww]ords|AUTHOR)s?: ?(?P<author>{_NAME})"
)
_END = re.compile(r"\s*(?:$|[|,·•–—(-]|on\b|[Pp]ublished\b|[Uu]pdated\b|\d)")
_UPDATED = re.compile(
    r"\b(?:last )?(?:updated|modified|revised|reviewed)(?: on)?:? ", re.IGNORECASE
)
_PUBLISHED = re.compile(r"\b(?:first )?(?:published|posted|created|date)(?: on)?:? ", re.IGNORECASE)
_PLAIN_NAME = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class Credits:
    """What the lines say; None and empty where they say nothing."""

    authors: tuple[str, ...] = ()
    published_on: date | None = None
    updated_on: date | None = None


def is_credit(text: str) -> bool:
    """Whether a line names the author or a date of the page and is no sentence about them."""
    if _is_sentence(text):
        return False
    if _author_of(text) is not None:
        return True
    return any(_stated(words, text) is not None for words in (_UPDATED, _PUBLISHED))


def read_credits(texts: Sequence[str], bylines: list[str]) -> Credits:
    """The author and dates that a page's lines state.

    `bylines` are the lines between its title and its first sentence: there a line of nothing but
    a name beside a date is the author, and a date without a word is that of publishing.
    """
    authors = [author for text in texts if (author := _author_of(text))]
    published = next(filter(None, (_stated(_PUBLISHED, text) for text in texts)), None)
    updated = next(filter(None, (_stated(_UPDATED, text) for text in texts)), None)
    if not authors:
        authors = [name for place in range(len(bylines)) for name in _name_beside(bylines, place)]
    if published is None and updated is None:
        published = next((day for text in bylines for day in find_dates(text)), None)
    return Credits(tuple(dict.fromkeys(authors)), published, updated)


def _is_sentence(text: str) -> bool:
    return len(text) > _CREDIT_CHARS_MAX or text.endswith(".")


def _author_of(text: str) -> str | None:
    match = None if _is_sentence(text) else _AUTHOR.match(text)
    if match is None or not _END.match(text, match.end()):
        return None
    return (match["by"] or match["author"]).rstrip(".")


def _stated(words: "re.Pattern[str]", text: str) -> date | None:
    """The date that follows the words, which stand near the beginning of a line."""
    match = words.search(text, 0, _WORDS_END_MAX)
    return next(find_dates(text[match.end() : match.end() + 30]), None) if match else None


def _name_beside(texts: list[str], place: int) -> list[str]:
    """The name in a line above or below a date; sites print it once for the picture, once more."""
    if next(find_dates(texts[place]), None) is None:
        return []
    for near in texts[max(place - 1, 0) : place] + texts[place + 1 : place + 2]:
        half = near[: len(near) // 2]
        name = half if near == f"{half} {half}" else near
        if _PLAIN_NAME.fullmatch(name):
            return [name]
    return []
