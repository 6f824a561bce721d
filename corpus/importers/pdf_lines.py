"""The lines of a PDF's pages, with where they stand and how large they are set."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

# Running heads and page numbers stand here, of the page's height from its edges.
_EDGE_SHARE = 0.1
_FIGURES = re.compile(r"\d+")
# "Entry requirements .......... 12"
_CONTENTS_LINE = re.compile(r".*(?:\.\s?){5,}\s*\d+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A printed line: `x` and `y` in points from the page's foot, `size` of its type in points."""

    text: str
    page: int
    x: float
    y: float
    size: float
    is_bold: bool
    is_at_edge: bool = False


def page_lines(page: Any, number: int) -> list[PdfLine]:
    """The lines of one page in the order in which it sets them."""
    fragments: list[PdfLine] = []
    height, foot = float(page.mediabox.height), float(page.mediabox.bottom)

    def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
        name = str((font or {}).get("/BaseFont", ""))
        is_at_edge = not _EDGE_SHARE < (y - foot) / (height or 1) < 1 - _EDGE_SHARE
        points, is_bold = float(size or 0) * scale, "bold" in name.lower()
        fragments.append(PdfLine(text, number, x, y, points, is_bold, is_at_edge))

    page.extract_text(visitor_text=visit)
    return list(_lines(fragments))


def without_running_heads(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines without those at the edges of several pages, and without a list of contents."""
    pages = {line.page for line in lines}
    repeated = Counter(
        key for key in {(_key(line), line.page) for line in lines if line.is_at_edge}
    )
    counts = Counter(key for key, _ in repeated)
    least = max(2, len(pages) // 3)
    return [
        line
        for line in lines
        if not (line.is_at_edge and (counts[_key(line)] >= least or not _key(line).strip("#/ -|")))
        and not _CONTENTS_LINE.fullmatch(line.text)
    ]


def _key(line: PdfLine) -> str:
    """What a running head has in common from page to page."""
    return _FIGURES.sub("#", line.text).lower().removeprefix("page ")


def _lines(fragments: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Fragments joined up to the next line break; the largest says how a line is set."""
    parts: list[PdfLine] = []
    for fragment in fragments:
        pieces = fragment.text.split("\n")
        for place, piece in enumerate(pieces):
            if place:
                yield from _joined(parts)
                parts = []
            if piece.strip():
                parts.append(replace(fragment, text=piece))
    yield from _joined(parts)


def _joined(parts: Sequence[PdfLine]) -> Iterator[PdfLine]:
    text = " ".join("".join(part.text for part in parts).translate(_LIGATURES).split())
    if text:
        longest = max(parts, key=lambda part: len(part.text))
        yield replace(longest, text=text, x=parts[0].x, is_bold=all(part.is_bold for part in parts))
