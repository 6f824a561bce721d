"""Articles cut into passages that fit the model, with the headings above them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.models import BULLET, Article, Block, Heading, ItemList, Paragraph
from retrieval.splitting import split_sentences

# A passage's own text. Longer ones speak of too much for one vector to be near any of it.
TOKENS_MAX = 220
# What the default model reads, the title and the headings that stand before the text included.
MODEL_TOKENS_MAX = 256

CountTokens = Callable[[str], int]


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


def place_of(article: Article, heading_path: tuple[str, ...]) -> str:
    """The title and the headings above a passage, as they are searched with it."""
    return " > ".join((article.title, *(text for text in heading_path if text != article.title)))


def passages_of(
    article: Article, count_tokens: CountTokens, model_tokens_max: int = MODEL_TOKENS_MAX
) -> tuple[Passage, ...]:
    """The article's passages, in order; a heading without text below it makes none.

    The model reads each to its end, unless a word or the headings are absurdly long.
    """
    return tuple(
        Passage(article.id, path, run)
        for path, blocks in _sections(article)
        for run in _runs(blocks, _room(article, path, count_tokens, model_tokens_max), count_tokens)
    )


def _room(
    article: Article, path: tuple[str, ...], count_tokens: CountTokens, model_tokens_max: int
) -> int:
    """Tokens left for the text: at least half, or headings of a page would cut it to crumbs."""
    left = model_tokens_max - count_tokens(place_of(article, path))
    return min(TOKENS_MAX, max(left, model_tokens_max // 2))


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


def _runs(blocks: list[Block], room: int, count_tokens: CountTokens) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    used = 0
    for unit in _units(blocks):
        size = sum(count_tokens(text) for text in unit)
        if run and used + size > room:
            yield tuple(run)
            run, used = [], 0
        if size > room:
            yield from _cut(unit, room, count_tokens)
        else:
            run.extend(unit)
            used += size
    if run:
        yield tuple(run)


def _cut(unit: tuple[str, ...], room: int, count_tokens: CountTokens) -> Iterator[tuple[str, ...]]:
    """A unit that is too long in pieces; what leads into a list stays with its first items."""
    lead = split_sentences(unit[0])[-1]
    left = room - count_tokens(lead)
    if len(unit) == 1 or left < room // 2:
        yield from ((piece,) for text in unit for piece in _pieces(text, room, count_tokens))
        return
    yield from ((p,) for p in _pieces(unit[0].removesuffix(lead).rstrip(), room, count_tokens))
    first, *others = _pieces(unit[1], left, count_tokens)
    yield lead, first
    yield from ((piece,) for piece in others)


def _pieces(text: str, room: int, count_tokens: CountTokens) -> Iterator[str]:
    """Stretches of whole parts that fit into the room."""
    start = end = 0
    for part in _parts(text, room, count_tokens):
        begins = text.index(part, end)
        if end > start and count_tokens(text[start : begins + len(part)]) > room:
            yield text[start:end]
            start = begins
        end = begins + len(part)
    if end > start:
        yield text[start:end]


def _parts(text: str, room: int, count_tokens: CountTokens) -> Iterator[str]:
    """Sentences, or a list's items; the words of one that is too long by itself."""
    is_list = text.startswith(BULLET)
    for part in re.split(rf"\n(?={BULLET} )", text) if is_list else split_sentences(text):
        yield from [part] if count_tokens(part) <= room else part.split()


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
