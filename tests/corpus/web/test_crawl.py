"""Sources on the web: pages, files, feeds and sitemaps, and what is remembered of them."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported
from corpus.importers.read_web import WebSources
from corpus.models import Course
from corpus.web.choice import CrawlChoice
from corpus.web.crawl import ROUND_SECONDS_MAX
from corpus.web.fetching import Fetcher
from corpus.web.guard import Guard
from corpus.web.looking import FAILURES_MAX
from corpus.web.page_memory import PageMemory
from tests.corpus.web.site import Site, answer, sitemap

ROWS = '[{"title": "Baking"}, {"title": "Brewing"}]'
COURSES = "title,price\nBaking,$10\nBrewing,$20\n"


@pytest.fixture
def web(tmp_path: Path) -> WebSources:
    fetcher = Fetcher(Guard(["127.0.0.1"]), "course-adviser/test", 10)
    return WebSources(tmp_path, fetcher, 0.0, lambda: datetime.now(UTC))


def titles(imported: Imported) -> list[str]:
    return [item.title for item in imported.items]


def told(imported: Imported) -> str:
    return "\n".join(remark.message for remark in imported.remarks)


def test_a_catalogue_at_an_address_is_a_source_under_it(site: Site, web: WebSources) -> None:
    site.put("/all.csv", COURSES, content_type="text/csv")
    imported = web.read(site.address("/all.csv"))
    assert imported.source == site.address("/all.csv")
    assert titles(imported) == ["Baking", "Brewing"]


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/export?format=csv", COURSES, {"content_type": "text/csv; charset=utf-8"}),
        ("/export.php", COURSES, {"content_disposition": 'attachment; filename="c.csv"'}),
        ("/courses.csv", COURSES, {"content_type": "application/octet-stream"}),
        ("/courses.csv", COURSES, {"content_type": "text/html"}),
        ("/courses.csv.gz", gzip.compress(COURSES.encode()), {}),
        ("/api", ROWS, {"content_type": "application/json"}),
        ("/api", ROWS, {}),
        ("/all", "title\nBaking\nBrewing\n".encode("utf-16"), {"content_type": "text/csv"}),
    ],
)  # fmt: skip
def test_what_a_file_is_is_told_by_its_bytes_its_name_and_its_site(
    site: Site, web: WebSources, path: str, body: str | bytes, headers: dict[str, str]
) -> None:
    site.put(path, body, **headers)
    assert titles(web.read(site.address(path))) == ["Baking", "Brewing"]


def test_letters_are_read_as_the_site_states_them(site: Site, web: WebSources) -> None:
    site.put(
        "/a.csv", "title\nЗварювання\n".encode("koi8-u"), content_type="text/csv; charset=koi8-u"
    )
    assert titles(web.read(site.address("/a.csv"))) == ["Зварювання"]


def test_a_page_is_an_article_at_its_address_and_says_where_there_are_more(
    site: Site, web: WebSources
) -> None:
    site.put("/robots.txt", "Sitemap: https://example.com/sitemap.xml\n")
    site.put_article("/kilns", "About kilns", "A kiln is hot.")
    imported = web.read(site.address("/kilns"))
    assert [item.url for item in imported.items] == [site.address("/kilns")]
    assert "https://example.com/sitemap.xml" in told(imported)


def test_a_page_of_one_course_leads_to_its_address(site: Site, web: WebSources) -> None:
    data = '{"@context": "https://schema.org", "@type": "Course", "name": "Baking"}'
    site.put("/c", f'<html><script type="application/ld+json">{data}</script></html>')
    (course,) = web.read(site.address("/c")).items
    assert isinstance(course, Course)
    assert course.url == site.address("/c")


def test_a_sitemap_is_read_page_by_page(site: Site, web: WebSources) -> None:
    site.put_sitemap("/sitemap.xml", "/a", "/b", "/a", "/gone", "https://other.example/c")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put_article("/b", "About looms", "A loom is loud.")
    imported = web.read(site.address("/sitemap.xml"))
    assert titles(imported) == ["About kilns", "About looms"]
    assert imported.rejections == ()
    assert "'other.example' (1 page)" in told(imported)
    assert f"pages that are gone: '{site.address('/gone')}'" in told(imported)
    assert "a sitemap, 5 requests: 3 new or changed, 1 gone" in told(imported)
    assert site.paths == ["/sitemap.xml", "/a", "/b", "/gone"]


def test_an_index_of_packed_sitemaps_is_read_to_its_depth(site: Site, web: WebSources) -> None:
    inner = sitemap(site.address("/a"))
    site.put("/deep.xml.gz", gzip.compress(inner.encode()), content_type="application/gzip")
    index = sitemap(site.address("/deep.xml.gz"), site.address("/index.xml"),
                    root="sitemapindex", entry="sitemap")  # fmt: skip
    site.put("/index.xml", index)
    site.put_article("/a", "About kilns", "A kiln is hot.")
    assert titles(web.read(site.address("/index.xml"))) == ["About kilns"]
    assert site.paths == ["/index.xml", "/deep.xml.gz", "/a"]


def test_robots_txt_is_honoured(site: Site, web: WebSources) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put_sitemap("/sitemap.xml", "/a", "/private/b", "/c")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put_article("/private/b", "About looms", "A loom is loud.")
    site.redirect("/c", "/private/b")
    imported = web.read(site.address("/sitemap.xml"))
    assert titles(imported) == ["About kilns"]
    assert f"'{site.address('/private/b')}' (1 page)" in told(imported)
    assert "/private/b" not in site.paths
    with pytest.raises(SourceError, match="does not let us read it"):
        web.read(site.address("/private/b"))


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_whose_rules_cannot_be_had_is_not_read(
    site: Site, web: WebSources, status: int
) -> None:
    site.put("/robots.txt", "", status)
    site.put("/a.csv", COURSES)
    with pytest.raises(SourceError, match=r"robots\.txt answers"):
        web.read(site.address("/a.csv"))
    assert site.paths == []


def test_a_site_is_asked_at_the_pace_that_it_asks_for(site: Site, web: WebSources) -> None:
    slept: list[float] = []
    web = replace(web, timer=lambda: 1000.0, sleep=slept.append)
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.put_sitemap("/sitemap.xml", "/a", "/b")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put_article("/b", "About looms", "A loom is loud.")
    web.read(site.address("/sitemap.xml"))
    assert slept[-2:] == [7.0, 7.0]


def test_what_has_not_changed_is_not_sent_again(site: Site, web: WebSources) -> None:
    def conditional(request: BaseHTTPRequestHandler) -> None:
        if request.headers["If-None-Match"] == '"1"':
            answer(request, 304, b"", {})
        else:
            body = b"title\nBaking\n"
            answer(request, 200, body, {"ETag": '"1"', "Last-Modified": "yesterday"})

    site.pages["/a.csv"] = conditional
    address = site.address("/a.csv")
    first, second = web.read(address), web.read(address)
    assert first.items == second.items
    assert site.asked[-1][1]["If-Modified-Since"] == "yesterday"


def test_a_page_that_fails_keeps_what_it_had_and_a_gone_one_does_not(
    site: Site, web: WebSources
) -> None:
    site.put_sitemap("/sitemap.xml", "/a", "/b", "/c")
    for path, title in (("/a", "About kilns"), ("/b", "About looms"), ("/c", "About hoods")):
        site.put_article(path, title, "It is what it is.")
    address = site.address("/sitemap.xml")
    before = web.read(address)
    site.put("/a", "", 500)
    site.put("/b", "", 410)
    imported = web.read(address)
    assert titles(before) == ["About kilns", "About looms", "About hoods"]
    assert titles(imported) == ["About kilns", "About hoods"]
    assert "kept as it was last read: expected a page, got 500; try later" in told(imported)
    assert imported.rejections == ()


def test_a_page_that_never_answered_is_refused_with_its_reason(site: Site, web: WebSources) -> None:
    site.put_sitemap("/sitemap.xml", "/a", "/b")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put("/b", "", 403)
    (rejection,) = web.read(site.address("/sitemap.xml")).rejections
    assert (rejection.file, rejection.row) == (site.address("/b"), None)
    assert "got 403; what needs a password cannot be read" in rejection.message


def test_a_site_that_fails_again_and_again_is_left_alone(site: Site, web: WebSources) -> None:
    paths = [f"/{number}" for number in range(FAILURES_MAX + 4)]
    site.put_sitemap("/sitemap.xml", *paths)
    for path in paths:
        site.put(path, "", 500)
    imported = web.read(site.address("/sitemap.xml"))
    assert len(imported.rejections) == len(paths)
    assert site.paths == ["/sitemap.xml", *paths[:FAILURES_MAX]]


def test_a_busy_site_is_waited_for_once(site: Site, web: WebSources) -> None:
    slept: list[float] = []
    web = replace(web, sleep=slept.append)

    def busy_at_first(request: BaseHTTPRequestHandler) -> None:
        if site.paths.count("/a.csv") > 1:
            answer(request, 200, COURSES.encode(), {})
        else:
            answer(request, 429, b"", {"Retry-After": "3"})

    site.pages["/a.csv"] = busy_at_first
    assert titles(web.read(site.address("/a.csv"))) == ["Baking", "Brewing"]
    assert 3.0 in slept


def test_an_address_that_fails_changes_nothing_and_says_so(site: Site, web: WebSources) -> None:
    site.put("/a.csv", COURSES)
    web.read(site.address("/a.csv"))
    site.put("/a.csv", "", 502)
    with pytest.raises(SourceError, match="502; try later; nothing was changed"):
        web.read(site.address("/a.csv"))


def test_an_address_that_is_gone_holds_nothing_any_more(site: Site, web: WebSources) -> None:
    site.put("/a.csv", COURSES)
    web.read(site.address("/a.csv"))
    del site.pages["/a.csv"]
    imported = web.read(site.address("/a.csv"))
    assert (imported.items, imported.is_partial) == ((), False)
    with pytest.raises(SourceError, match="404"):
        web.read(site.address("/a.csv"))


def test_patterns_and_numbers_choose_pages(site: Site, web: WebSources) -> None:
    site.put_sitemap("/sitemap.xml", "/c/a", "/c/b", "/c/x-1", "/news")
    for path in ("/c/a", "/c/b", "/c/x-1", "/news"):
        site.put_article(path, f"About {path}", "It is what it is.")
    address = site.address("/sitemap.xml")
    choice = CrawlChoice(include=("/c/*",), exclude=("*/x-*",))
    imported = web.read(address, choice=choice)
    assert titles(imported) == ["About /c/a", "About /c/b"]
    assert not imported.is_partial
    web.keep_choice(address, choice)
    assert len(web.read(address).items) == 2
    fewer = web.read(address, choice=CrawlChoice(pages_max=1))
    assert titles(fewer) == ["About /c/a"]
    assert fewer.is_partial
    assert "more pages are listed than the 1 that are read" in told(fewer)


def test_another_site_is_read_if_it_is_named(site: Site, tmp_path: Path) -> None:
    guard = Guard(["127.0.0.1", "other.example"], resolve=lambda *_: ("127.0.0.1",))
    web = WebSources(tmp_path, Fetcher(guard, "x", 10), 0.0, lambda: datetime.now(UTC))
    elsewhere = site.address("/b", host="other.example")
    site.put_sitemap("/sitemap.xml", "/a", elsewhere)
    site.redirect("/a", elsewhere)
    site.put_article("/b", "About looms", "A loom is loud.")
    address = site.address("/sitemap.xml")
    (rejection,) = web.read(address).rejections
    assert "redirects to another site" in rejection.message
    assert "/b" not in site.paths
    assert titles(web.read(address, choice=CrawlChoice(hosts=("other.example",)))) == [
        "About looms"
    ]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
{}</channel></rss>"""
ENTRY = (
    "<item><title>{title}</title><link>{link}</link><description>The first sentence of {title} is "
    "whole. The second one is whole too, and longer than the first.</description></item>"
)


def feed(site: Site, *names: str) -> str:
    entries = (ENTRY.format(title=f"On {n}", link=site.address(f"/{n}")) for n in names)
    return FEED.format("".join(entries))


def test_a_feed_is_its_entries_and_what_it_drops_is_not_gone(site: Site, web: WebSources) -> None:
    site.put("/feed", feed(site, "kilns", "looms"), content_type="application/rss+xml")
    assert titles(web.read(site.address("/feed"))) == ["On kilns", "On looms"]
    site.put("/feed", feed(site, "hoods"), content_type="application/rss+xml")
    later = web.read(site.address("/feed"))
    assert titles(later) == ["On hoods"]
    assert later.is_partial


def test_a_feeds_pages_are_read_on_request_and_looked_at_until_they_are_gone(
    site: Site, web: WebSources
) -> None:
    for name in ("kilns", "looms", "hoods"):
        site.put_article(f"/{name}", f"All about {name}", "It is what it is.")
    address, pages = site.address("/feed"), CrawlChoice(with_pages=True)
    site.put("/feed", feed(site, "kilns", "looms"))
    assert titles(web.read(address, choice=pages)) == ["All about kilns", "All about looms"]
    site.put("/feed", feed(site, "hoods"))
    del site.pages["/kilns"]
    later = web.read(address, choice=pages)
    assert titles(later) == ["All about hoods", "All about looms"]
    assert not later.is_partial


def test_a_sitemap_of_an_index_that_fails_takes_nothing_away(site: Site, web: WebSources) -> None:
    names = [site.address(path) for path in ("/one.xml", "/two.xml")]
    site.put("/index.xml", sitemap(*names, root="sitemapindex", entry="sitemap"))
    site.put_sitemap("/one.xml", "/a")
    site.put_sitemap("/two.xml", "/b")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put_article("/b", "About looms", "A loom is loud.")
    web.read(site.address("/index.xml"))
    site.put("/two.xml", "", 500)
    again = web.read(site.address("/index.xml"))
    assert titles(again) == ["About kilns", "About looms"]
    assert "a sitemap cannot be read now: expected a page, got 500" in told(again)


def test_a_round_that_was_broken_off_goes_on(site: Site, web: WebSources, tmp_path: Path) -> None:
    site.put_sitemap("/sitemap.xml", "/a", "/b", "/c")
    for path in ("/a", "/b", "/c"):
        site.put_article(path, f"About {path}", "It is what it is.")

    def interrupted(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    address = site.address("/sitemap.xml")
    with pytest.raises(KeyboardInterrupt):
        web.read(address, tell=interrupted)
    assert site.paths == ["/sitemap.xml", "/a", "/b"]
    imported = web.read(address)
    assert titles(imported) == ["About /a", "About /b", "About /c"]
    assert site.paths == ["/sitemap.xml", "/a", "/b", "/c"]
    assert "went on with a sync that was broken off" in told(imported)
    assert "went on" not in told(web.read(address))
    assert site.paths.count("/a") == 2


def test_a_round_ends_after_a_time_and_goes_on_with_the_next_sync(
    site: Site, web: WebSources
) -> None:
    site.put_sitemap("/sitemap.xml", "/a", "/b")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put_article("/b", "About looms", "A loom is loud.")

    def timer() -> float:
        """An hour goes by while the first page is read."""
        return ROUND_SECONDS_MAX + 1.0 if "/a" in site.paths else 0.0

    first = replace(web, timer=timer).read(site.address("/sitemap.xml"))
    assert titles(first) == ["About kilns"]
    assert first.is_partial
    assert "with 1 pages not asked yet" in told(first)
    assert titles(web.read(site.address("/sitemap.xml"))) == ["About kilns", "About looms"]
    assert site.paths == ["/sitemap.xml", "/a", "/b"]


def test_pages_that_are_not_listed_any_more_are_forgotten(
    site: Site, web: WebSources, tmp_path: Path
) -> None:
    site.put_sitemap("/sitemap.xml", "/a", "/b")
    site.put_article("/a", "About kilns", "A kiln is hot.")
    site.put_article("/b", "About looms", "A loom is loud.")
    address = site.address("/sitemap.xml")
    web.read(address)
    site.put_sitemap("/sitemap.xml", "/a")
    assert titles(web.read(address)) == ["About kilns"]
    kept = PageMemory(tmp_path).addresses(address)
    assert kept == (site.address("/a"), address)


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><urlset>&b;</urlset>',
        '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><urlset><url/></urlset>',
        '<?xml version="1.0"?><urlset><url><loc>http://',
    ],
)  # fmt: skip
def test_a_sitemap_with_entities_or_a_broken_one_is_refused(
    site: Site, web: WebSources, body: str
) -> None:
    site.put("/sitemap.xml", body)
    with pytest.raises(SourceError, match=r"expected a whole sitemap|no document type"):
        web.read(site.address("/sitemap.xml"))


def test_addresses_of_a_sitemap_that_are_not_to_be_fetched_are_not(
    site: Site, web: WebSources
) -> None:
    site.put("/sitemap.xml", sitemap("file:///etc/passwd", "//[::1]/x", site.address("/a")))
    site.put_article("/a", "About kilns", "A kiln is hot.")
    imported = web.read(site.address("/sitemap.xml"))
    assert titles(imported) == ["About kilns"]
    assert "listed, and no address that is fetched: 'file:///etc/passwd'" in told(imported)
