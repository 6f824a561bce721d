"""Small courses, articles and indexes for tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.models import Article, Course, Heading, ItemList, Paragraph
from retrieval.keyword import KeywordIndex


def course(id_: str, title: str = "A course", **fields: Any) -> Course:
    return Course(id=id_, source="test", title=title, **fields)


def article(id_: str, title: str, *blocks: str | tuple[str, ...]) -> Article:
    """An article; a block that starts with # is a heading, a tuple is a list."""
    return Article(id=id_, source="test", title=title, blocks=tuple(map(_block, blocks)))


def keyword_index(documents: Sequence[tuple[str, str]], folder: Path | None) -> KeywordIndex:
    """An index of (title, body); opened from what was saved in a folder, if one is given."""
    index = KeywordIndex.build(documents)
    if folder is None:
        return index
    index.save(folder / "keywords")
    return KeywordIndex.open(folder / "keywords")


def _block(block: str | tuple[str, ...]) -> Heading | Paragraph | ItemList:
    if isinstance(block, tuple):
        return ItemList(items=block)
    if block.startswith("#"):
        marks, _, text = block.partition(" ")
        return Heading(level=len(marks), text=text)
    return Paragraph(text=block)
