"""What a site asks of crawlers in its robots.txt, by RFC 9309.

The standard library's parser knows neither `*` nor `$` in a path, which most sites use.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

# The name that a site's rules may call us by.
TOKEN = "course-adviser"  # noqa: S105
# A reader has to take this much at least, and need not take more.
TEXT_CHARS_MAX = 500 * 1024
_LINE = re.compile(r"\s*(?P<name>[a-zA-Z-]+)\s*:\s*(?P<value>[^#]*)")
_TRIPLET = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A path, or the beginning of paths, that may be read or not."""

    pattern: str
    is_allowed: bool

    def fits(self, path: str) -> bool:
        """Whether the rule is about a path: `*` stands for anything, `$` for the end."""
        is_whole = self.pattern.endswith("$")
        first, *rest = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        place = len(first)
        for position, part in enumerate(rest, start=1):
            if is_whole and position == len(rest):
                return path.endswith(part) and len(path) - len(part) >= place
            found = path.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        return not is_whole or place == len(path)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us. Without any, everything may be read."""

    rules: tuple[Rule, ...] = ()
    delay_seconds: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, address: str) -> bool:
        """Whether an address may be read: the longest rule says it, and of two the kinder one."""
        parts = urlsplit(address)
        path = _normal(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
        fitting = [rule for rule in self.rules if rule.fits(path)]
        best = max(fitting, key=lambda rule: (len(rule.pattern), rule.is_allowed), default=None)
        return best is None or best.is_allowed


def parse_robots(text: str, token: str = TOKEN) -> Robots:
    """The rules of the groups that name us, or else of those for everybody."""
    pairs = tuple(_pairs(text[:TEXT_CHARS_MAX].splitlines()))
    sitemaps = tuple(value for name, value in pairs if name == "sitemap")
    named = _rules(pairs, token)
    ours = named if named is not None else _rules(pairs, "*") or []
    rules = tuple(
        Rule(_normal(value), name == "allow")
        for name, value in ours
        if name in {"allow", "disallow"} and value
    )
    delays = [_seconds(value) for name, value in ours if name == "crawl-delay"]
    return Robots(rules, max(delays, default=0.0), sitemaps)


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LINE.match(line.lstrip("\ufeff"))
        if found:
            yield found["name"].lower(), found["value"].strip()


def _rules(pairs: Iterable[tuple[str, str]], token: str) -> list[tuple[str, str]] | None:
    """What all groups for one name say; None if there is no such group."""
    found: list[tuple[str, str]] | None = None
    is_naming = is_ours = False
    for name, value in pairs:
        if name == "user-agent":
            is_ours = (is_naming and is_ours) or value.split("/")[0].strip().lower() == token
            is_naming = True
            if is_ours and found is None:
                found = []
        elif name != "sitemap":
            is_naming = False
            if is_ours and found is not None:
                found.append((name, value))
    return found


def _normal(path: str) -> str:
    """One way of writing a path: what needs no escape has none, what does has capitals."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.fullmatch(character) else match[0].upper()

    return quote(_TRIPLET.sub(one, path), safe="%/?:@!$&'()*+,;=-._~[]{}|^\\\"<> `")


def _seconds(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 86_400.0)
    except ValueError:
        return 0.0
