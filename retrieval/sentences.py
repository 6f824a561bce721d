"""Candidate evidence: single sentences, and lists with the sentence that leads into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.models import BULLET
from retrieval.passages import Passage

# A full stop after these ends no sentence.
_ABBREVIATIONS = """
e.g i.e etc cf vs approx no dr mr mrs ms prof st u.s u.k inc ltd pty dept est fig vol jan feb mar
apr jun jul aug sept sep oct nov dec
"""
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ$])")
_LAST_WORD = re.compile(r"([A-Za-z.]+)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a passage that may be shown as evidence; a substring of the article's text.

    `passage` is the passage's row in the snapshot, `block` the place of its block in the passage.
    """

    article_id: str
    passage: int
    block: int
    text: str


def sentences_of(passage: Passage, row: int) -> Iterator[Sentence]:
    """The candidates of the passage at this row of the snapshot.

    A list stands with the sentence that leads into it, and neither of them alone.
    """
    for place, block in enumerate(passage.blocks):
        is_list = block.startswith(BULLET)
        leads = place + 1 < len(passage.blocks) and passage.blocks[place + 1].startswith(BULLET)
        if is_list:
            before = passage.blocks[place - 1] if place else ""
            is_led = bool(before) and not before.startswith(BULLET)
            texts = [f"{split_sentences(before)[-1]}\n\n{block}" if is_led else block]
        else:
            texts = split_sentences(block)[: -1 if leads else None]
        for text in texts:
            yield Sentence(passage.article_id, row, place, text)


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
    return word in _ABBREVIATIONS.split() or (len(word) == 1 and word != "i")
