"""Letters that were garbled before the file was saved: "CafÃ©" for "Café"."""

from collections.abc import Iterator

from ftfy import fix_encoding
from ftfy.badness import is_bad

# A line is mended by itself: one text may hold whole lines beside garbled ones.
_PIECE_CHARS_MAX = 2**16


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its letters restored, and each mended word as `CafÃ© → Café`."""
    if text.isascii():
        return text, ()
    lines = text.split("\n")
    # What is garbled has letters beyond ASCII, and most lines have none.
    fixed = [line if line.isascii() else _fixed(line) for line in lines]
    words = dict.fromkeys(word for pair in zip(lines, fixed, strict=True) for word in _words(*pair))
    return "\n".join(fixed), tuple(words)


def _fixed(line: str) -> str:
    if len(line) > _PIECE_CHARS_MAX or not is_bad(line):
        return line
    # Line breaks of other kinds that mending brings to light would make rows of one.
    return " ".join(fix_encoding(line).splitlines()) if line else line


def _words(before: str, after: str) -> Iterator[str]:
    if before != after:
        old, new = before.split(), after.split()
        pairs = zip(old, new, strict=False)
        first = next(((was, now) for was, now in pairs if was != now), (before, after))
        yield f"{first[0]} → {first[1]}"
