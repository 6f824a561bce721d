"""What each line of a saved page is: a sentence, a label, or the page's furniture."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise

import justext
from justext.core import PathInfo, classify_paragraphs
from justext.paragraph import Paragraph

from corpus.importers.amounts import parse_date
from corpus.importers.page_credits import is_credit
from corpus.importers.page_lines import Line

# jusText's own limit: shorter text tells too little about itself. See its paper, Pomikálek 2011,
# section 3.
SHORT_CHARS = justext.core.LENGTH_LOW_DEFAULT
_QUESTION_CHARS_MAX = 110
# A longer line is no button or box heading, and a longer paragraph no notice.
_SITE_LINE_CHARS_MAX = 160
_SITE_SENTENCE_CHARS_MAX = 600


class Role(StrEnum):
    """What a line is. A label may turn out a heading; furniture never belongs to an article."""

    ITEM = "item"
    PROSE = "prose"
    LABEL = "label"
    CREDIT = "credit"
    CONTENTS = "contents"
    FURNITURE = "furniture"
    CLOSING = "closing"


def line_roles(lines: Sequence[Line]) -> tuple[Role, ...]:
    """The role of each line, judged by its own words and by whether it is said twice over."""
    sentence_like = _sentence_like(lines)
    roles = [_role(line, is_like) for line, is_like in zip(lines, sentence_like, strict=True)]
    for place, (before, after) in enumerate(pairwise(lines)):
        # A link's picture and its caption, an option and its button: the same words twice.
        if before.text == after.text and not before.is_item and len(before.text) < SHORT_CHARS:
            roles[place] = roles[place + 1] = Role.FURNITURE
    return tuple(roles)


def is_label(text: str) -> bool:
    """Whether a line could be a heading: short, and no sentence but perhaps a question."""
    bare = text.rstrip("\"'”’)]» ")
    if not re.search(r"[^\W\d_]", bare) or bare.endswith((".", "!", ";", ":", ",", "…")):
        return False
    if bare.endswith("?"):
        return len(text) <= _QUESTION_CHARS_MAX and not re.search(r"[.!?] ", bare)
    return len(text) < SHORT_CHARS or (len(text) <= _QUESTION_CHARS_MAX and _is_title_case(text))


def is_teaser(text: str) -> bool:
    """Whether a line breaks off, as the first words of another article do."""
    return text.endswith(("...", "…", "[…]"))


def page_words(kind: str) -> "re.Pattern[str]":
    """The lines of one kind in `corpus/data/page_words.toml`, as one pattern."""
    return _page_words()[kind]


def _role(line: Line, is_sentence_like: bool) -> Role:
    text = line.text
    words = " ".join(text.replace("’", "'").split())
    if page_words("contents").fullmatch(words.rstrip(":")):
        return Role.CONTENTS
    if line.is_item:
        return Role.ITEM
    if is_credit(text) or parse_date(text) is not None:
        return Role.CREDIT
    if len(words) <= _SITE_LINE_CHARS_MAX:
        if page_words("furniture").fullmatch(words) or _is_said_twice(text):
            return Role.FURNITURE
        if page_words("closing").fullmatch(words):
            return Role.CLOSING
    if len(words) <= _SITE_SENTENCE_CHARS_MAX and page_words("furniture_sentences").search(words):
        return Role.FURNITURE
    if line.is_joined:
        return Role.PROSE
    if is_label(text) and not (is_sentence_like and len(text) >= SHORT_CHARS and text[-1] != "?"):
        return Role.LABEL
    return Role.PROSE


def _sentence_like(lines: Sequence[Line]) -> list[bool]:
    """Whether each line has as many function words as sentences have, by jusText."""
    path = PathInfo().append("p")
    paragraphs = []
    for line in lines:
        paragraph = Paragraph(path)
        paragraph.append_text(line.text)
        paragraphs.append(paragraph)
    classify_paragraphs(paragraphs, _stop_words())
    return [paragraph.cf_class in {"good", "neargood"} for paragraph in paragraphs]


def _is_said_twice(text: str) -> bool:
    """Whether a line is its own first half again: "Jo Doe Jo Doe"."""
    half, rest = divmod(len(text), 2)
    return rest == 1 and half >= 3 and text[half] == " " and text[:half] == text[half + 1 :]


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(justext.get_stoplist("English"))


@cache
def _page_words() -> Mapping[str, "re.Pattern[str]"]:
    text = (files("corpus") / "data" / "page_words.toml").read_text(encoding="utf-8")
    return {
        kind: re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
        for kind, patterns in tomllib.loads(text).items()
    }
