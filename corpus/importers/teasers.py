"""Texts that a site or a feed cut off: "Learn the basics of ... [Read more]"."""

import re
from collections.abc import Sequence

from corpus.models import Block, Paragraph

_MORE = re.compile(
    r"\s*(?:[\[(]?(?:read|learn|show|see|find out|view) more(?: about [^.]{1,80})?[\])]?|"
    r"continue reading\b.{0,120})\s*[→»>.]*\s*$",
    re.IGNORECASE,
)
_CUT_MARKS = ("…", "...", "&hellip;")
_CUT = re.compile(rf"\s*[\[(]?(?:{'|'.join(map(re.escape, _CUT_MARKS))})[\])]?\s*$")
# Invitations to read on are no longer.
_END_CHARS = 250
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?=\s)")


def is_cut(text: str) -> bool:
    """Whether a text ends before its end."""
    end = text[-_END_CHARS:]
    return any(mark in end for mark in _CUT_MARKS) and bool(_CUT.search(_MORE.sub("", end)))


def whole_sentences(text: str) -> str:
    """A text without its invitation to read on, and without the sentence that was cut off."""
    shown = _MORE.sub("", text)
    if shown == text and not _CUT.search(shown):
        return text
    if not _CUT.search(shown) and re.search(r"[.!?][\"'”’)]*$", shown):
        return shown
    ends = [match.end() for match in _SENTENCE_END.finditer(_CUT.sub("", shown) + " ")]
    return shown[: ends[-1]].strip() if ends else ""


def without_cut(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], bool]:
    """The blocks of an entry with its last paragraphs whole, and whether anything was cut off."""
    kept = list(blocks)
    while kept and isinstance(last := kept[-1], Paragraph):
        text = whole_sentences(last.text)
        if text == last.text:
            return tuple(kept), len(kept) < len(blocks)
        kept.pop()
        if text:
            return (*kept, Paragraph(text=text)), True
    return tuple(kept), len(kept) < len(blocks)
