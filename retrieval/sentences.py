"""Candidate evidence: single sentences, and lists with the sentence that leads into them."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.models import BULLET
from retrieval.passages import Passage
from retrieval.splitting import split_sentences


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
