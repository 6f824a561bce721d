"""Candidate evidence: single sentences, and lists with the sentence that leads into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.models import BULLET
from retrieval.passages import Passage

# A full stop after these ends no sentence.
ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "cf",
        "vs",
        "approx",
        "no",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "u.s",
        "u.k",
        "inc",
        "ltd",
        "pty",
        "dept",
        "est",
        "fig",
        "vol",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ$])")
_LAST_WORD = re.compile(r"([A-Za-z.]+)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a passage that may be shown as evidence; a substring of the article's text."""

    article_id: str
    passage: int
    text: str


def sentences_of(passage: Passage, row: int) -> Iterator[Sentence]:
    """The candidates of the passage at this row of the snapshot."""
    for position, block in enumerate(passage.blocks):
        if block.startswith(BULLET):
            lead = passage.blocks[position - 1] if position else ""
            is_led = bool(lead) and not lead.startswith(BULLET)
            text = f"{_lead_in(lead)}\n\n{block}" if is_led else block
            yield Sentence(passage.article_id, row, text)
        else:
            for sentence in split_sentences(block):
                yield Sentence(passage.article_id, row, sentence)


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph; joined by single spaces they are the paragraph again."""
    sentences, start = [], 0
    for end in _END.finditer(text):
        if not _is_abbreviation(text[start : end.start() + 1]):
            sentences.append(text[start : end.end()].rstrip())
            start = end.end()
    return [*sentences, text[start:]] if text[start:] else sentences


def _is_abbreviation(text: str) -> bool:
    found = _LAST_WORD.search(text)
    if not found:
        return False
    word = found[1].lower()
    return word in ABBREVIATIONS or (len(word) == 1 and word != "i")


def _lead_in(paragraph: str) -> str:
    """The last sentence before a list: with the list it is one contiguous span."""
    return split_sentences(paragraph)[-1]
