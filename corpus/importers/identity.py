"""Ids that stay while an item's text changes."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

# Slug, hyphen and digest make 48 characters, which leaves room in a button's 64 bytes.
SLUG_LENGTH_MAX = 39
# 32 bits, and only items with the same slug can clash: 10,000 of them do so once in 86 sources.
DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Key:
    """What tells an item from every other of its source, and how that reads in a message."""

    kind: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} {' / '.join(part for part in self.parts if part)!r}"


# In the order of trust. Many providers offer one national code, so a code needs its provider.
COURSE_KEYS = (("id",), ("code", "provider"), ("url",), ("title", "provider", "level"))


def course_key(fields: Mapping[str, str]) -> Key:
    """The key made of the first fields that the course has: id, code, address, else its title."""
    names = next(names for names in COURSE_KEYS if fields.get(names[0]))
    return Key(names[0], tuple(fields.get(name, "") for name in names))


def is_same(key: Key, title: str, other_title: str) -> bool:
    """Whether two files that use one key mean one item by it.

    Each catalogue counts its own ids, and without its provider a code or a title is many people's.
    """
    if key.kind == "id":
        return title.casefold() == other_title.casefold()
    if key.kind in {"code", "title"}:
        return len(key.parts) > 1 and bool(key.parts[1])
    return True


def article_key(stated_id: str, url: str, place: str) -> Key:
    """The id that the page states, else its address, else its place inside the source."""
    keys = (("id", stated_id), ("url", url), ("place", place))
    kind, value = next(pair for pair in keys if pair[1])
    return Key(kind, (value,))


def item_id(source: str, item_kind: str, key: Key) -> str:
    """A readable id of at most 48 ASCII characters.

    Both halves come from the key alone, so an item whose key is not its title keeps its id
    when the title changes.
    """
    canonical = "\0".join((source, item_kind, key.kind, *map(_folded, key.parts)))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug(_telling_part(key)) or item_kind}-{digest[:DIGEST_LENGTH]}"


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, cut after a whole word where that is possible."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    whole = "-".join(re.findall(r"[a-z0-9]+", ascii_text.lower()))
    if len(whole) <= SLUG_LENGTH_MAX:
        return whole
    return whole[: SLUG_LENGTH_MAX + 1].rpartition("-")[0] or whole[:SLUG_LENGTH_MAX]


def _telling_part(key: Key) -> str:
    text = key.parts[0]
    if key.kind == "url" or text.startswith(("http://", "https://")):
        return _last(re.split(r"[?#]", text)[0].split("/"))
    if key.kind == "place":
        return PurePosixPath(text).stem
    return text


def _last(parts: Sequence[str]) -> str:
    return next((part for part in reversed(parts) if part), "")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
