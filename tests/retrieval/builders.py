"""Small courses and articles for tests."""

from typing import Any

from corpus.models import Article, Course, Heading, ItemList, Paragraph


def course(id_: str, title: str = "A course", **fields: Any) -> Course:
    return Course(id=id_, source="test", title=title, **fields)


def article(id_: str, title: str, *blocks: str | tuple[str, ...]) -> Article:
    """An article; a block that starts with # is a heading, a tuple is a list."""
    return Article(id=id_, source="test", title=title, blocks=tuple(map(_block, blocks)))


def _block(block: str | tuple[str, ...]) -> Heading | Paragraph | ItemList:
    if isinstance(block, tuple):
        return ItemList(items=block)
    if block.startswith("#"):
        marks, _, text = block.partition(" ")
        return Heading(level=len(marks), text=text)
    return Paragraph(text=block)
