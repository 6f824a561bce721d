"""What staff choose of a site: which of its pages, how many, whose."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

# At a second each, somewhat more than half an hour.
PAGES_MAX = 2000


@dataclass(frozen=True, slots=True)
class CrawlChoice:
    """None leaves a matter as it was chosen before, or else as it is by default.

    Patterns are shell-like, and about the path of an address (`/courses/*`) or, if they begin with
    http, the whole of it. `hosts` are read beside the source's own. `with_pages` reads the pages
    that a feed links to instead of the feed's own texts.
    """

    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    hosts: tuple[str, ...] | None = None
    pages_max: int | None = None
    with_pages: bool | None = None

    def over(self, earlier: "CrawlChoice") -> "CrawlChoice":
        """This choice, and the earlier one where this says nothing."""
        return CrawlChoice(**{**asdict(earlier), **self.fields()})

    def fields(self) -> dict[str, object]:
        """What it says, for JSON."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_fields(cls, stored: Mapping[str, object]) -> "CrawlChoice":
        """What `fields` gave; names of another release are left out."""
        known = {field.name for field in fields(cls)}
        values = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in known
        }
        return cls(**values)  # type: ignore[arg-type]

    @property
    def count_max(self) -> int:
        """How many pages are read at most."""
        return self.pages_max or PAGES_MAX

    def takes(self, address: str) -> bool:
        """Whether the patterns let an address through."""
        included = self.include or ("*",)
        return _fits(address, included) and not _fits(address, self.exclude or ())

    def is_at_home(self, address: str, home_hosts: Iterable[str]) -> bool:
        """Whether an address is on the source's own hosts, or on one that was named."""
        named = {host.lower() for host in self.hosts or ()}
        return (urlsplit(address).hostname or "") in {*home_hosts, *named}


def _fits(address: str, patterns: Iterable[str]) -> bool:
    parts = urlsplit(address)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return any(
        fnmatchcase(address if pattern.startswith("http") else path, pattern)
        for pattern in patterns
    )
