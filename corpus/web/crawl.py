"""All that an address leads to: itself, or the pages that its sitemap or feed lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from corpus.errors import SourceError
from corpus.importers.decoding import FILE_BYTES_MAX
from corpus.web.choice import CrawlChoice
from corpus.web.errors import AddressRefused
from corpus.web.fetching import normal_address
from corpus.web.listings import Kind, Listing, listing_of
from corpus.web.looking import PAGE_BYTES_MAX, Found, Look, Looker
from corpus.web.page_memory import Page
from corpus.web.unpacking import unpacked

# An index of sitemaps may not list others by the protocol; some do.
DEPTH_MAX = 3
ROUND_SECONDS_MAX = 60 * 60
_ELSEWHERE = "addresses on other sites, not read; name those that are meant with --host: {pages}"
_LEFT_OUT = "addresses left out by --include and --exclude: {pages}"
_NO_ADDRESS = "listed, and no address that is fetched: {pages}"


@dataclass(frozen=True, slots=True)
class Step:
    """One address that was looked at: what it holds, or held before, and what was wrong with it."""

    address: str
    look: Look


@dataclass
class Crawl:
    """Goes through one source. What it learns on the way is complete once `steps` has ended.

    `is_partial` if there may be more than what it found, so that nothing counts as gone.
    """

    address: str
    choice: CrawlChoice
    looker: Looker
    remark: Callable[[str, str], None]
    tell: Callable[[int, int], None]
    clock: Callable[[], float]
    is_partial: bool = False
    is_out_of_time: bool = False
    kind: Kind | None = None
    counts: dict[Found, int] = field(default_factory=dict)
    _home: frozenset[str] = frozenset()
    _seen: set[str] = field(default_factory=set)

    def steps(self) -> Iterator[Step]:
        """Each page in turn. Raises SourceError if the address itself holds nothing now."""
        until = self.clock() + ROUND_SECONDS_MAX
        first = self._look(self.address, FILE_BYTES_MAX)
        if first.found is Found.GONE and first.page is not None:
            self.looker.memory.end(self.looker.source)
            return
        if first.page is None or first.problem:
            raise SourceError(self.address, f"{first.problem}; nothing was changed")
        page = _unpacked(first.page)
        self._home = frozenset(urlsplit(one).hostname or "" for one in (self.address, page.final))
        # Where the named address leads is meant; from there on, redirects stay at home.
        self.looker.may_lead_to = self._is_at_home
        listing = listing_of(page.data, self.address)
        self.kind = listing.kind if listing else None
        if listing is None or (self.kind is Kind.FEED and not self.choice.with_pages):
            # A feed holds its newest entries alone: the others are not gone.
            self.is_partial = self.kind is Kind.FEED
            yield Step(self.address, replace(first, page=page))
        else:
            yield from self._pages(listing, page.final, until)
        if not self.is_out_of_time:
            self._finish()

    def _pages(self, listing: Listing, base: str, until: float) -> Iterator[Step]:
        addresses = list(self._chosen(listing, base))
        if self.kind is Kind.FEED:
            addresses += self._earlier(addresses)
        for done, address in enumerate(addresses):
            self.tell(done, len(addresses))
            if self.clock() >= until:
                self.is_out_of_time = self.is_partial = True
                yield from self._remembered(addresses[done:])
                return
            yield Step(address, self._look(address))
        self.tell(len(addresses), len(addresses))

    def _chosen(self, listing: Listing, base: str) -> Iterator[str]:
        """The listed addresses that are read, each once, and no more than are wanted."""
        found: dict[str, None] = {}
        for address in self._listed(listing, base, DEPTH_MAX):
            if address in found:
                continue
            if len(found) == self.choice.count_max:
                self.is_partial = True
                self.remark(
                    f"more pages are listed than the {self.choice.count_max:,} that are read; "
                    "--pages-max reads more of them",
                    "",
                )
                break
            found[address] = None
            yield address

    def _listed(self, listing: Listing, base: str, depth: int) -> Iterator[str]:
        if listing.is_cut:
            self.is_partial = True
            self.remark("a sitemap lists more addresses than it may, the rest is not read", "")
        for written in listing.addresses:
            try:
                address = normal_address(urljoin(base, written))
            except (AddressRefused, ValueError):
                self.remark(_NO_ADDRESS, written)
                continue
            if not self._is_at_home(address):
                self.remark(_ELSEWHERE, urlsplit(address).hostname or "")
            elif listing.kind is Kind.SITEMAPS:
                yield from self._inside(address, depth)
            elif self.choice.takes(address):
                yield address
            else:
                self.remark(_LEFT_OUT, urlsplit(address).path)

    def _inside(self, address: str, depth: int) -> Iterator[str]:
        """What one sitemap of an index lists; where it cannot be had, what it listed before."""
        if address in self._seen or not depth:
            return
        look = self._look(address, FILE_BYTES_MAX)
        problem, listing = look.problem, None
        if look.page is not None and look.found is not Found.GONE:
            try:
                page = _unpacked(look.page)
                listing = listing_of(page.data, address)
                problem = problem or ("" if listing else "it is no sitemap")
            except SourceError as error:
                problem = error.problem
        if problem:
            self.remark(f"a sitemap cannot be read now: {problem}: {{pages}}", address)
        if listing is None:
            self.is_partial |= look.found is not Found.GONE
            return
        yield from self._listed(listing, address, depth - 1)

    def _earlier(self, addresses: list[str]) -> list[str]:
        """Pages that a feed listed once: they are looked at for as long as they are there."""
        known = self.looker.memory.addresses(self.looker.source)
        skipped = {*addresses, *self._seen}
        room = max(self.choice.count_max - len(addresses), 0)
        earlier = [one for one in known if one not in skipped and self.choice.takes(one)]
        self.is_partial |= len(earlier) > room
        return earlier[:room]

    def _remembered(self, addresses: list[str]) -> Iterator[Step]:
        self.remark(
            f"stopped after {ROUND_SECONDS_MAX // 60} minutes with {len(addresses):,} pages not "
            "asked yet; sync again within a day and it goes on there",
            "",
        )
        for address in addresses:
            page = self.looker.memory.page(self.looker.source, address)
            if page is not None:
                yield Step(address, Look(Found.SAME, page))

    def _look(self, address: str, bytes_max: int = PAGE_BYTES_MAX) -> Look:
        self._seen.add(address)
        look = self.looker.look(address, bytes_max)
        self.counts[look.found] = self.counts.get(look.found, 0) + 1
        return look

    def _is_at_home(self, address: str) -> bool:
        return self.choice.is_at_home(address, self._home)

    def _finish(self) -> None:
        memory, source = self.looker.memory, self.looker.source
        if not self.is_partial:
            memory.forget(source, set(memory.addresses(source)) - self._seen)
        memory.end(source)


def _unpacked(page: Page) -> Page:
    return replace(page, data=unpacked(page.data, page.address, FILE_BYTES_MAX))
