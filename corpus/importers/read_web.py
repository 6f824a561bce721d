"""Reads sources that are web addresses: what they hold goes through the importers of files."""

import re
import time
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from corpus.errors import SourceError
from corpus.importers.column_memory import ColumnMemory
from corpus.importers.columns import NO_MAP, ColumnChoice, ColumnMap, check_map
from corpus.importers.formats import BINARY, SUFFIXES, format_of
from corpus.importers.gathering import Gathering
from corpus.importers.read import check_format, check_given, take_data
from corpus.importers.results import FileRead, Imported
from corpus.web.choice import CrawlChoice
from corpus.web.crawl import Crawl, Step
from corpus.web.errors import FetchFailed
from corpus.web.fetching import Fetcher, normal_address
from corpus.web.looking import Found, Looker
from corpus.web.page_memory import Page, PageMemory

# A fetch that is under way is waited for as long as a sync.
_LOCK_SECONDS = 60
_SUFFIXES_OF_TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/csv": ".csv",
    "application/csv": ".csv", "text/tab-separated-values": ".tsv", "application/json": ".json",
    "application/ld+json": ".json", "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl",
    "application/xml": ".xml", "text/xml": ".xml", "application/rss+xml": ".xml",
    "application/atom+xml": ".xml", "text/markdown": ".md", "application/pdf": ".pdf",
    "text/plain": ".txt",
}  # fmt: skip
# What a beginning shows. A page may stand under the name of anything: an error, a log-in.
_SIGNS = (
    (re.compile(rb"\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype html|html[\s>])", re.I | re.S), ".html"),
    (re.compile(rb"\s*<(?:\?xml|rss|feed)"), ".xml"),
    (re.compile(rb"\s*[\[{]"), ".json"),
)
_MARKUP = frozenset({".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf"})
_BEGINNING_BYTES = 1024
_SPOKEN = {
    Found.FRESH: "new or changed", Found.SAME: "as before", Found.GONE: "gone",
    Found.FAILED: "failed", Found.REFUSED: "refused", Found.FORBIDDEN: "forbidden by robots.txt",
}  # fmt: skip


@dataclass(frozen=True)
class WebSources:
    """Fetches sources and remembers their pages in the data folder."""

    home: Path
    fetcher: Fetcher
    delay_seconds: float
    now: Callable[[], datetime]
    # Seconds from any beginning, for pauses and for how long a round takes.
    timer: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def read(
        self,
        location: str,
        *,
        source_name: str | None = None,
        format: str | None = None,  # noqa: A002
        column_map: ColumnMap = NO_MAP,
        memory: ColumnMemory | None = None,
        choice: CrawlChoice | None = None,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> Imported:
        """Everything that an address holds, or that the pages hold which it lists.

        Raises SourceError for one that cannot be read now.
        """
        address = normal_address(location)
        check_format(format, location)
        check_map(column_map, location)
        gathering = Gathering(source_name or address)
        pages = PageMemory(self.home)
        with self._alone(address):
            chosen = (choice or CrawlChoice()).over(pages.choice(address))
            number = pages.begin(address, self.now())
            looker = Looker(
                address, number, self.fetcher, pages, self.delay_seconds, self.timer, self.sleep
            )
            said = partial(gathering.remark, address)
            crawl = Crawl(address, chosen, looker, said, tell, self.timer)
            if number.is_resumed:
                gathering.remark(address, "went on with a sync that was broken off")
            remembered = memory.of(gathering.source) if memory else {}
            for step in crawl.steps():
                columns = ColumnChoice(column_map, remembered, is_shared=crawl.kind is not None)
                _take(step, gathering, format, columns)
        check_given(gathering, column_map, location)
        _sum_up(crawl, gathering)
        if not gathering.items and not gathering.rejections and Found.GONE not in crawl.counts:
            raise SourceError(location, "expected courses or articles, found none")
        return gathering.finish(is_partial=crawl.is_partial)

    def keep_choice(self, location: str, choice: CrawlChoice) -> None:
        """Remember what was chosen, for the next sync of the source."""
        pages, address = PageMemory(self.home), normal_address(location)
        if choice.fields():
            pages.keep_choice(address, choice.over(pages.choice(address)))

    @contextmanager
    def _alone(self, address: str) -> Iterator[None]:
        """Two that fetched one source at a time would ask twice as much of its site."""
        folder = self.home / "fetching"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = sha256(address.encode()).hexdigest()[:16]
        try:
            with FileLock(folder / f"{name}.lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout:
            problem = "another sync is fetching it; wait until that is done and repeat this one"
            raise FetchFailed(address, problem) from None


def _take(step: Step, gathering: Gathering, format_name: str | None, choice: ColumnChoice) -> None:
    page, problem = step.look.page, step.look.problem
    if step.look.found is Found.GONE:
        gathering.remark(gathering.source, "pages that are gone: {pages}", step.address)
        return
    if page is None and step.look.found is Found.FORBIDDEN:
        problem = f"not read, {step.look.problem}: {{pages}}"
        gathering.remark(gathering.source, problem, step.address)
        return
    if page is None:
        gathering.reject(step.address, None, problem)
        gathering.files.append(FileRead(step.address, "", 0, 0, 1))
        return
    if problem:
        gathering.remark(step.address, f"kept as it was last read: {problem}")
    try:
        chosen = format_name or _format(page)
        data = page.data if chosen in BINARY else _in_utf_8(page)
        take_data(data, step.address, gathering, chosen, choice, address=page.final)
    except SourceError as error:
        if not choice.is_shared:
            raise
        gathering.reject(step.address, None, error.problem)
        gathering.files.append(FileRead(step.address, format_name or "", 0, 0, 1))


def _format(page: Page) -> str | None:
    """What kind of file a page is: by its bytes, by its name, by what the site says of it."""
    suffix = PurePosixPath(page.name.removesuffix(".gz")).suffix.lower()
    stated = page.content_type.partition(";")[0].strip().lower()
    if suffix not in SUFFIXES:
        suffix = _SUFFIXES_OF_TYPES.get(stated, "")
    beginning = page.data[:_BEGINNING_BYTES].removeprefix(BOM_UTF8)
    if not suffix or suffix not in _MARKUP:
        found = next((name for sign, name in _SIGNS if sign.match(beginning)), "")
        suffix = found if found == ".html" else suffix or found
    return format_of(f"page{suffix}", page.data)


def _in_utf_8(page: Page) -> bytes:
    """The text of a page, from the encoding that the site states beside it, if it is in that."""
    head = Message()
    head["content-type"] = page.content_type.replace("\n", " ")
    stated = head.get_content_charset("utf-8")
    try:
        page.data.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError, LookupError):
            return page.data.decode(stated).encode("utf-8")
    return page.data


def _sum_up(crawl: Crawl, gathering: Gathering) -> None:
    """One line on what was asked; and where there is more to read."""
    if crawl.kind is not None:
        parts = [f"{crawl.counts[one]:,} {_SPOKEN[one]}" for one in Found if one in crawl.counts]
        gathering.remark(
            crawl.address,
            f"a {crawl.kind.value}, {crawl.looker.asked:,} requests: {', '.join(parts)}",
        )
    if crawl.is_partial:
        problem = "what was read of it before and is not there now is kept, not retired"
        gathering.remark(crawl.address, problem)
    if crawl.kind is None and any(file.format == "html" for file in gathering.files):
        with suppress(SourceError):
            for sitemap in crawl.looker.robots(crawl.address).sitemaps:
                problem = "this page alone; the site lists all of its pages in {pages}"
                gathering.remark(crawl.address, problem, sitemap)
