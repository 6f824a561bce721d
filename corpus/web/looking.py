"""Asks a site for pages one after the other, as it asks to be asked; what it said last is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit, urlunsplit

from corpus.web.errors import AddressRefused, FetchFailed, ForbiddenByRobots
from corpus.web.fetching import Fetched, Fetcher
from corpus.web.page_memory import Page, PageMemory, Round
from corpus.web.robots import TEXT_CHARS_MAX, TOKEN, Robots, parse_robots

# A page with its markup; catalogues are files, which have their own limit.
PAGE_BYTES_MAX = 5 * 2**20
# So many in a row, and a site is left alone for the rest of the round.
FAILURES_MAX = 5
# A site that asks for longer pauses is left alone rather than waited for.
PAUSE_SECONDS_MAX = 60.0
_GONE, _SAME, _OK = frozenset({404, 410}), 304, 200
_BUSY = frozenset({429, 503})
_WITHOUT_RULES = range(400, 500)


class Found(StrEnum):
    """What came of looking at an address."""

    FRESH = "fresh"
    SAME = "same"
    GONE = "gone"
    # It does not answer as it should this time, its answer is not taken, robots.txt forbids it.
    FAILED = "failed"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Look:
    """`page` is what it holds, or held when it last answered; None where that is nothing."""

    found: Found
    page: Page | None = None
    problem: str = ""


@dataclass
class Looker:
    """Looks at the addresses of one source in one round. A site is asked at its own pace."""

    source: str
    round: Round
    fetcher: Fetcher
    memory: PageMemory
    delay_seconds: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    # Whether a page may redirect to an address.
    may_lead_to: Callable[[str], bool] = lambda _: True
    # How many requests were made, for those who want to know what a round cost.
    asked: int = 0
    _robots: dict[str, Robots] = field(default_factory=dict)
    _unknown: dict[str, str] = field(default_factory=dict)
    _next_at: dict[str, float] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)

    def look(self, address: str, bytes_max: int = PAGE_BYTES_MAX) -> Look:
        """What an address holds. One that this round has asked before is not asked again."""
        known = self.memory.page(self.source, address)
        if known is not None and known.round == self.round.number:
            return Look(Found.SAME, known)
        site = site_of(address)
        if self._failures.get(site, 0) >= FAILURES_MAX:
            problem = f"not asked: the site failed {FAILURES_MAX} times in a row; try later"
            return Look(Found.FAILED, known, problem)
        look = self._looked(address, bytes_max, known)
        self._failures[site] = self._failures.get(site, 0) + 1 if look.found is Found.FAILED else 0
        return look

    def robots(self, address: str) -> Robots:
        """The rules of an address's site. Raises FetchFailed where they cannot be had now."""
        site = site_of(address)
        if site not in self._robots:
            if site not in self._unknown:
                self._learn(site)
            if site in self._unknown:
                raise FetchFailed(site, self._unknown[site])
        return self._robots[site]

    def _looked(self, address: str, bytes_max: int, known: Page | None) -> Look:
        try:
            self._refuse_forbidden(address)
            answer = self._get(address, bytes_max, known)
        except ForbiddenByRobots as error:
            return Look(Found.FORBIDDEN, known, error.problem)
        except AddressRefused as error:
            return Look(Found.REFUSED, known, error.problem)
        except FetchFailed as error:
            return Look(Found.FAILED, known, error.problem)
        return self._judged(address, known, answer)

    def _learn(self, site: str) -> None:
        try:
            answer = self._ask(f"{site}/robots.txt", TEXT_CHARS_MAX)
        except FetchFailed as error:
            self._unknown[site] = f"its robots.txt cannot be read: {error.problem}"
            return
        if answer.status == _OK:
            self._robots[site] = parse_robots(answer.data.decode("utf-8", "replace"))
        elif answer.status in _WITHOUT_RULES and answer.status != 429:
            self._robots[site] = Robots()
        else:
            self._unknown[site] = f"its robots.txt answers {answer.status}; try later"

    def _refuse_forbidden(self, address: str) -> None:
        robots = self.robots(address)
        if not robots.allows(address):
            raise ForbiddenByRobots(
                address,
                "the site's robots.txt does not let us read it; if the site is yours, add "
                f"“User-agent: {TOKEN}” and “Allow: /” to it",
            )
        if robots.delay_seconds > PAUSE_SECONDS_MAX:
            raise ForbiddenByRobots(
                address,
                f"the site's robots.txt asks for {robots.delay_seconds:g} seconds between pages, "
                f"and we wait {PAUSE_SECONDS_MAX:g} at most",
            )

    def _check_redirect(self, address: str) -> None:
        if not self.may_lead_to(address):
            raise AddressRefused(
                address,
                f"it redirects to another site, {site_of(address)}; name that with --host",
            )
        self._refuse_forbidden(address)

    def _get(self, address: str, bytes_max: int, known: Page | None) -> Fetched:
        """An answer; a site that is busy is waited for once, if it says how long."""
        conditions = {}
        if known is not None:
            stated = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
            conditions = {name: value for name, value in stated.items() if value}
        answer = self._ask(address, bytes_max, conditions, self._check_redirect)
        wait = _retry_after(answer)
        if answer.status in _BUSY and wait is not None and wait <= PAUSE_SECONDS_MAX:
            self.sleep(wait)
            answer = self._ask(address, bytes_max, conditions, self._check_redirect)
        return answer

    def _ask(
        self,
        address: str,
        bytes_max: int,
        conditions: dict[str, str] | None = None,
        check: Callable[[str], None] = lambda _: None,
    ) -> Fetched:
        site = site_of(address)
        self.sleep(max(self._next_at.get(site, 0.0) - self.clock(), 0.0))
        self.asked += 1
        try:
            return self.fetcher.get(address, bytes_max, conditions, check)
        finally:
            stated = self._robots.get(site, Robots()).delay_seconds
            self._next_at[site] = self.clock() + max(self.delay_seconds, stated)

    def _judged(self, address: str, known: Page | None, answer: Fetched) -> Look:
        if answer.status == _SAME and known is not None:
            self.memory.touch(self.source, address, self.round.number)
            return Look(Found.SAME, known)
        if answer.status in _GONE:
            self.memory.forget(self.source, {address})
            return Look(Found.GONE, known, f"it is gone: {answer.status}")
        if answer.status != _OK or not answer.data.strip():
            what = f"{answer.status}" if answer.status != _OK else "an empty page"
            return Look(Found.FAILED, known, f"expected a page, got {what}{_hint(answer.status)}")
        page = Page(
            address,
            answer.address,
            file_name(answer),
            answer.headers.get("content-type", ""),
            answer.headers.get("etag", ""),
            answer.headers.get("last-modified", ""),
            answer.data,
            self.round.number,
        )
        self.memory.keep(self.source, page)
        return Look(Found.FRESH, page)


def file_name(answer: Fetched) -> str:
    """What the site calls an answer as a file, else the end of its address."""
    head = Message()
    head["content-disposition"] = answer.headers.get("content-disposition", "").replace("\n", " ")
    stated = head.get_filename("") or unquote(urlsplit(answer.address).path)
    return PurePosixPath(stated.replace("\\", "/")).name[:200]


def site_of(address: str) -> str:
    """The beginning that all addresses of a site share."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def _hint(status: int) -> str:
    if status in {401, 403}:
        return "; what needs a password cannot be read, export it to a file"
    return "; try later" if status >= 500 or status in _BUSY else ""


def _retry_after(answer: Fetched) -> float | None:
    stated = answer.headers.get("retry-after", "").strip()
    return float(stated) if stated.isascii() and stated.isdigit() else None
