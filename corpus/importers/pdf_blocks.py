"""Printed lines to blocks: headings by their type, paragraphs by the gaps, items by their marks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.importers.pdf_lines import PdfLine
from corpus.models import Block, Heading, ItemList, Paragraph

# Type that much larger than the text's is a heading's.
_HEADING_SCALE = 1.1
_HEADING_CHARS_MAX = 160
_BOLD_HEADING_CHARS_MAX = 90
# A gap that much wider than those between the lines of a paragraph parts two of them.
_GAP_SCALE = 1.25
_LEVEL_MAX = 4
# A line that leaves so much of the page's width free had no more to say: it ends its paragraph.
_FREE_SHARE = 0.15
# Marks are often drawn and not written; what stands in from the margin below a colon is a list.
_INDENT_POINTS = 8.0
_BULLET = re.compile(
    r"(?:[•◦▪▸►‣●○∙·*\uf0b7\uf0a7–—-]|o(?= [A-Z])|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)"
)
_ENDS = tuple(".!?:;")
_HYPHEN = re.compile(r"\w-$")


def pdf_blocks(lines: Sequence[PdfLine]) -> Iterator[Block]:
    """Headings, paragraphs and lists in reading order. Size 1 is the largest heading's."""
    setting = _Setting(lines)
    run: list[PdfLine] = []
    items: list[str] = []
    for line in lines:
        if run and not setting.continues(run[-1], line):
            yield from setting.block(run, items)
            run = []
        run.append(line)
    if run:
        yield from setting.block(run, items)
    if items:
        yield ItemList(items=tuple(items))


class _Setting:
    """How a document is set: the size of its text, its headings' sizes, its line spacing."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        larger = {size for size in sizes if size > self._body * _HEADING_SCALE}
        self._heading_sizes = sorted(larger, reverse=True)
        self._is_list = False
        self._words = Counter(word for line in lines for word in re.findall(r"\w+", line.text))
        gaps = [
            before.y - after.y
            for before, after in pairwise(lines)
            if before.page == after.page and round(before.size, 1) == self._body
            and 0 < before.y - after.y < 4 * self._body
        ]  # fmt: skip
        text = [line for line in lines if round(line.size, 1) == self._body]
        self._width = max((len(line.text) for line in text), default=0)
        self._left = min((line.x for line in text), default=0.0)
        # The lower half are the gaps inside paragraphs, the others those between them.
        self._gap = median(sorted(gaps)[: len(gaps) // 2 + 1]) if gaps else 0.0

    def continues(self, before: PdfLine, line: PdfLine) -> bool:
        """Whether a line goes on with the paragraph, heading or item of the one above it."""
        if self._level(before) != self._level(line) or _BULLET.match(line.text):
            return False
        if before.page != line.page:
            return not before.text.endswith(_ENDS) and line.text[:1].islower()
        if before.y <= line.y:  # The next column.
            return not before.text.endswith(_ENDS)
        if len(before.text) + len(line.text.split()[0]) < self._width * (1 - _FREE_SHARE):
            return False
        scale = max(before.size / self._body, 1.0) if self._body else 1.0
        return before.y - line.y <= self._gap * scale * _GAP_SCALE

    def block(self, run: Sequence[PdfLine], items: list[str]) -> Iterator[Block]:
        """The block of some lines; an item waits in `items` for those that follow it."""
        text = self._text(run)
        marked = _BULLET.match(text)
        level = self._level(run[0])
        if not level and (marked or (self._is_list and run[0].x > self._left + _INDENT_POINTS)):
            items.append(text[marked.end() :] if marked else text)
            self._is_list = True
            return
        self._is_list = text.endswith(":") and not level
        if items:
            yield ItemList(items=tuple(items))
            items.clear()
        if level and len(text) <= _HEADING_CHARS_MAX:
            yield Heading(level=level, text=text)
        else:
            yield Paragraph(text=text)

    def _level(self, line: PdfLine) -> int:
        """A heading's level, 0 for text."""
        size = round(line.size, 1)
        if size in self._heading_sizes:
            return min(self._heading_sizes.index(size) + 1, _LEVEL_MAX)
        is_short = len(line.text) <= _BOLD_HEADING_CHARS_MAX and not line.text.endswith((".", ":"))
        if line.is_bold and is_short and size >= self._body * 0.95:
            return min(len(self._heading_sizes) + 1, _LEVEL_MAX)
        return 0

    def _text(self, run: Sequence[PdfLine]) -> str:
        text = run[0].text
        for line in run[1:]:
            text = self._hyphenated(text, line.text) or f"{text} {line.text}"
        return text

    def _hyphenated(self, text: str, below: str) -> str:
        """A word that was parted at the line's end: whole if the document has it so elsewhere."""
        if not _HYPHEN.search(text) or not below[:1].islower():
            return ""
        start = re.findall(r"\w+", text)[-1]
        end = re.findall(r"^\w+", below)[0]
        return f"{text[:-1]}{below}" if self._words[start + end] else f"{text}{below}"
