"""Articles cut into passages that fit the model, with the headings above them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.models import Article, Block, Heading, ItemList, Paragraph

# The model reads 256 tokens; title and headings are embedded with a passage.
TOKENS_MAX = 220


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring blocks under one heading. `text` is a substring of the article's text."""

    article_id: str
    heading_path: tuple[str, ...]
    blocks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The blocks as they stand in the article."""
        return "\n\n".join(self.blocks)


def passages_of(article: Article, count_tokens: Callable[[str], int]) -> tuple[Passage, ...]:
    """The article's passages, in order; a heading without text below it makes none."""
    return tuple(
        Passage(article.id, path, run)
        for path, blocks in _sections(article)
        for run in _runs(blocks, count_tokens)
    )


def _sections(article: Article) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for block in article.blocks:
        if isinstance(block, Heading):
            if blocks:
                yield tuple(text for _, text in path), blocks
            path = [(level, text) for level, text in path if level < block.level]
            path.append((block.level, block.text))
            blocks = []
        else:
            blocks.append(block)
    if blocks:
        yield tuple(text for _, text in path), blocks


def _runs(blocks: list[Block], count_tokens: Callable[[str], int]) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    used = 0
    for unit in _units(blocks):
        size = sum(count_tokens(text) for text in unit)
        if run and used + size > TOKENS_MAX:
            yield tuple(run)
            run, used = [], 0
        run.extend(unit)
        used += size
    if run:
        yield tuple(run)


def _units(blocks: list[Block]) -> Iterator[tuple[str, ...]]:
    """What stays together: a paragraph, or a list with the sentence that leads into it."""
    position = 0
    while position < len(blocks):
        block = blocks[position]
        follows = blocks[position + 1] if position + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and isinstance(follows, ItemList):
            yield block.text, follows.text
            position += 2
        else:
            yield (block.text,)
            position += 1
