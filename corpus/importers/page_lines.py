"""The lines of a page that was saved as text: items and lines, wrapped lines joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.importers.plain import visible

_BULLET = re.compile(r"(?P<marker>[•◦▪▸►‣●○∙·*–—+-]|\d{1,2}[.)])[ \t]+(?P<text>\S.*)")
_TABS = re.compile(r"\s*\t\s*")
_DASHES = frozenset("-–—")
# What programs wrap text at. Shorter lines are a menu's; a page's own paragraphs are longer.
_WRAP_WIDTHS = range(35, 111)
# Of the line ends inside paragraphs, how many have to be where the next word would not have fitted.
_WRAPPED_SHARE_MIN = 0.7


@dataclass(frozen=True, slots=True)
class Line:
    """One line's text. `marker` is an item's bullet or number, a tab for a table's row.

    `has_gap`: a blank line before; `is_joined`: the page had set the sentence in several lines.
    """

    text: str
    marker: str = ""
    is_joined: bool = False
    has_gap: bool = False
    indent: int = 0

    @property
    def is_item(self) -> bool:
        """Whether the line is an item of a list."""
        return bool(self.marker)

    @property
    def number(self) -> str:
        """The number of a numbered item, with its dot or bracket; empty for any other line."""
        return self.marker if self.marker[:1].isdigit() else ""


def page_lines(text: str) -> tuple[Line, ...]:
    """Every line with text, in order, white space collapsed; wrapped lines are one."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    joined: list[Line] = []
    end = 0  # of the last physical line, in characters
    for line in lines:
        if joined and _continues(joined[-1], line, end, width):
            # A dash at the start of a wrapped line is one of the sentence.
            dash = f"{line.marker} " if line.marker else ""
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {dash}{line.text}")
        else:
            joined.append(line)
        end = line.indent + len(line.text)
    return tuple(joined)


def _lines(text: str) -> Iterator[Line]:
    has_gap = True
    for raw in visible(text).split("\n"):
        stripped = " ".join(raw.split())
        # Blank, or a rule drawn in hyphens or stars.
        if not any(character.isalnum() for character in stripped):
            has_gap = True
            continue
        expanded = raw.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        match = _BULLET.fullmatch(stripped)
        if match:
            yield Line(match["text"], match["marker"], has_gap=has_gap, indent=indent)
        elif len(cells := _TABS.split(raw.strip())) > 1:
            row = "; ".join(" ".join(cell.split()) for cell in cells)
            yield Line(row, "\t", has_gap=has_gap, indent=indent)
        else:
            yield Line(stripped, has_gap=has_gap, indent=indent)
        has_gap = False


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the text was wrapped; None for one with its paragraphs on one line."""
    width = max((line.indent + len(line.text) for line in lines), default=0)
    if width not in _WRAP_WIDTHS:
        return None
    pairs = [
        (before, after)
        for before, after in pairwise(lines)
        if not (after.has_gap or after.is_item or before.is_item)
    ]
    full = sum(_is_full(before.indent + len(before.text), after, width) for before, after in pairs)
    return width if pairs and full >= _WRAPPED_SHARE_MIN * len(pairs) else None


def _is_full(end: int, after: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted. Two columns of play for editors
    that count differently."""
    return end + 1 + len(after.text.split(" ", 1)[0]) > width - 2


def _continues(before: Line, line: Line, end: int, width: int | None) -> bool:
    if line.has_gap or (line.is_item and (line.marker not in _DASHES or before.is_item)):
        return False
    if before.is_item:
        return line.indent >= before.indent + 2
    return width is not None and _is_full(end, line, width)
