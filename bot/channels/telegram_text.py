"""Rich text for Telegram: runs with tags, packed into messages that it takes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

# Telegram counts characters; UTF-16 units are never fewer: core.telegram.org/bots/api#sendmessage
UNITS_MAX = 4096
# Further ranges of a message are shown plain: core.telegram.org/bots/api#messageentity
RANGES_MAX = 100
# More accents or joined emoji than this are not writing, and may be parted.
JOINED_CHARACTERS_MAX = 16

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
# Where a long text is parted, best first: paragraph, line, sentence, word.
_BOUNDARIES = tuple(re.compile(p) for p in (r"\n\s*\n", r"\n", r"[.!?…][\"”’)]*\s", r"\s"))
_JOINERS = frozenset("\u200d\ufe0f")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same tags, outermost first, and perhaps a link."""

    text: str
    tags: tuple[str, ...] = ()
    url: str | None = None

    @property
    def units(self) -> int:
        """Its length in UTF-16 code units."""
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2

    @property
    def ranges(self) -> int:
        """How many marked ranges it takes."""
        return len(self.tags) + (self.url is not None)

    @property
    def html(self) -> str:
        """The run on its own, within its tags."""
        return "".join(_html((self,)))

    @property
    def inner_html(self) -> str:
        """Its text, escaped, within its link but not its tags."""
        inner = escape(_UNSEEN.sub(" ", self.text), quote=False)
        if self.url is None:
            return inner
        return f'<a href="{escape(_UNSEEN.sub("", self.url))}">{inner}</a>'


Piece = tuple[Run, ...]
_BLANK_LINE = Run("\n\n")


def pack(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The pieces as the HTML of as few messages as hold them, a blank line between two pieces.

    A piece is parted only where it is too long for one message, at the best place within it.
    """
    messages: list[Piece] = []
    for piece in pieces:
        for part in _parts(piece):
            joined = (*messages[-1], _BLANK_LINE, *part) if messages else part
            if messages and _fits(joined):
                messages[-1] = joined
            else:
                messages.append(part)
    return tuple("".join(_html(message)) for message in messages)


def _html(piece: Piece) -> Iterator[str]:
    """The runs within their tags; neighbours share those that both stand under."""
    opened: tuple[str, ...] = ()
    for run in piece:
        shared = _shared_length(opened, run.tags)
        yield from (f"</{tag}>" for tag in reversed(opened[shared:]))
        yield from (f"<{tag}>" for tag in run.tags[shared:])
        yield run.inner_html
        opened = run.tags
    yield from (f"</{tag}>" for tag in reversed(opened))


def _shared_length(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many tags both stand under, counted from the outermost."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _fits(piece: Piece) -> bool:
    units = sum(run.units for run in piece)
    return units <= UNITS_MAX and sum(run.ranges for run in piece) <= RANGES_MAX


def _parts(piece: Piece) -> Iterator[Piece]:
    """The piece in parts that each fit one message; none is blank."""
    rest = _trimmed(piece)
    while rest:
        head, rest = (rest, ()) if _fits(rest) else _cut(rest)
        if head := _trimmed(head):
            yield head
        rest = _trimmed(rest)


def _cut(piece: Piece) -> tuple[Piece, Piece]:
    """A head that fits, and what is left of the piece."""
    units, ranges = UNITS_MAX, RANGES_MAX
    for index, run in enumerate(piece):
        if ranges < run.ranges:
            return piece[:index], piece[index:]
        if units < run.units:
            at = _boundary(run.text, units, is_first=index == 0)
            head, tail = replace(run, text=run.text[:at]), replace(run, text=run.text[at:])
            return (*piece[:index], head) if at else piece[:index], (tail, *piece[index + 1 :])
        units -= run.units
        ranges -= run.ranges
    return piece, ()


def _boundary(text: str, units: int, *, is_first: bool) -> int:
    """Where to part a text so that its head has at most so many units; 0 only for a later run."""
    end = _prefix(text, units)
    least = end // 2
    for pattern in _BOUNDARIES:
        last = max((found.end() for found in pattern.finditer(text, 0, end)), default=0)
        if last > least:
            return last
    if not is_first:
        return 0
    return _before_joined(text, end)


def _before_joined(text: str, end: int) -> int:
    """The place at or before `end` that parts no accent and no joined emoji."""
    for at in range(end, max(end - JOINED_CHARACTERS_MAX, 1), -1):
        if not unicodedata.combining(text[at]) and not set(text[at - 1 : at + 1]) & _JOINERS:
            return at
    return end


def _prefix(text: str, units: int) -> int:
    """How many characters of a text fit into so many UTF-16 units."""
    for index, character in enumerate(text):
        units -= 1 + (ord(character) > 0xFFFF)
        if units < 0:
            return index
    return len(text)


def _trimmed(piece: Piece) -> Piece:
    """Without white space at both ends, which Telegram drops as well."""
    runs = list(piece)
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)
