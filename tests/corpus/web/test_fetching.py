"""One client for everything from outside: what it refuses, what it limits, what it tells."""

import gzip
import tempfile
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from corpus.web.errors import AddressRefused, FetchFailed
from corpus.web.fetching import REDIRECTS_MAX, Fetcher, agent, normal_address
from corpus.web.guard import Guard
from corpus.web.unpacking import unpacked
from tests.corpus.web.site import Site

MIB = 2**20


def fetcher(*hosts: str, timeout_seconds: float = 20) -> Fetcher:
    return Fetcher(Guard(hosts or ("127.0.0.1",)), agent("mailto:us@example.com"), timeout_seconds)


def test_an_answer_comes_with_its_headers_and_the_site_learns_who_asks(site: Site) -> None:
    site.put("/a", "hello", content_type="text/plain", etag='"1"')
    found = fetcher().get(site.address("/a"), MIB)
    assert (found.status, found.data, found.headers["ETag"]) == (200, b"hello", '"1"')
    headers = site.asked[0][1]
    assert headers["User-Agent"].startswith("course-adviser/")
    assert headers["User-Agent"].endswith("(+mailto:us@example.com)")
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    assert not {"Cookie", "Authorization"} & set(headers)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://localhost:1/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://0/",
        "http://2852039166/",
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(site: Site, address: str) -> None:
    site.redirect("/a", address)
    with pytest.raises(AddressRefused, match="expected a public site"):
        fetcher().get(site.address("/a"), MIB)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.com/", "http://a:b@example.com/", "http://"]
)
def test_a_redirect_to_what_is_not_fetched_is_not_followed(site: Site, address: str) -> None:
    site.redirect("/a", address)
    with pytest.raises(AddressRefused):
        fetcher().get(site.address("/a"), MIB)


def test_redirects_are_followed_so_far_and_keep_no_cookie(site: Site) -> None:
    for number in range(REDIRECTS_MAX + 1):
        site.put(f"/{number}", b"", 301, location=f"/{number + 1}", set_cookie="a=b")
    site.put(f"/{REDIRECTS_MAX + 1}", "there")
    found = fetcher().get(site.address("/1"), MIB)
    assert (found.data, found.address) == (b"there", site.address(f"/{REDIRECTS_MAX + 1}"))
    assert not any("Cookie" in headers for _, headers in site.asked)
    with pytest.raises(AddressRefused, match="redirects, got more"):
        fetcher().get(site.address("/0"), MIB)


def test_a_name_that_leads_elsewhere_when_looked_up_again_is_looked_up_once(site: Site) -> None:
    looked_up: list[str] = []

    def changing(host: str, port: int) -> tuple[str, ...]:
        looked_up.append(host)
        return ("127.0.0.1",) if len(looked_up) > 1 else ("192.0.2.1",)

    # Allowed by its name, so that the numbers alone tell where the connection went: the first,
    # where nobody answers, and not this machine, where the site is.
    site.put("/", "here")
    seeing = Fetcher(Guard(["rebound.example"], resolve=changing), "x", 1.0)
    with pytest.raises(FetchFailed):
        seeing.get(site.address(host="rebound.example"), MIB)
    assert looked_up == ["rebound.example"]
    assert site.asked == []


def test_a_name_is_checked_anew_for_each_request(site: Site) -> None:
    numbers = [("8.8.8.8",), ("127.0.0.1",)]
    guard = Guard(resolve=lambda *_: numbers[-1])
    with pytest.raises(AddressRefused, match="this machine itself"):
        Fetcher(guard, "x", 1.0).get(site.address(host="rebound.example"), MIB)
    assert site.asked == []


def test_an_answer_that_drips_is_ended_in_time(site: Site) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        for _ in range(1000):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="no whole answer within 1 seconds"):
        fetcher(timeout_seconds=1).get(site.address("/a"), MIB)
    assert time.monotonic() - began < 20


def test_headers_that_drip_are_ended_in_time(site: Site) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            request.wfile.write(f"X-{number}: x\r\n".encode())
            request.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    with pytest.raises(FetchFailed, match="no whole answer"):
        fetcher(timeout_seconds=1).get(site.address("/a"), MIB)


@pytest.mark.parametrize("is_stated", [True, False])
def test_an_answer_that_is_too_large_is_not_taken(site: Site, is_stated: bool) -> None:
    def large(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if is_stated:
            request.send_header("Content-Length", str(50 * MIB))
        request.end_headers()
        for _ in range(50):
            request.wfile.write(b"x" * MIB)

    site.pages["/a"] = large
    with pytest.raises(AddressRefused, match="expected at most 1 MiB"):
        fetcher().get(site.address("/a"), MIB)


def test_gzip_is_unpacked_and_a_bomb_is_not(site: Site) -> None:
    site.put("/a", gzip.compress(b"hello"), content_encoding="gzip")
    assert fetcher().get(site.address("/a"), MIB).data == b"hello"
    site.put("/bomb", gzip.compress(b"\0" * 40 * MIB), content_encoding="gzip")
    with pytest.raises(AddressRefused, match="once unpacked"):
        fetcher().get(site.address("/bomb"), MIB)
    with pytest.raises(AddressRefused, match="once unpacked"):
        unpacked(gzip.compress(b"\0" * 2 * MIB), "a.gz", MIB)


def test_gzip_that_is_cut_off_or_broken_is_a_failure_of_this_time(site: Site) -> None:
    whole = gzip.compress(bytes(range(256)) * 100)
    site.put("/cut", whole[:-20], content_encoding="gzip")
    site.put("/broken", b"hello", content_encoding="gzip")
    for path in ("/cut", "/broken"):
        with pytest.raises(FetchFailed, match="gzip"):
            fetcher().get(site.address(path), MIB)


def test_archives_one_behind_the_other_are_unpacked_together() -> None:
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b"), "a.gz", MIB) == b"ab"


def test_an_encoding_that_we_did_not_ask_for_is_refused(site: Site) -> None:
    site.put("/a", b"\x0b\x02\x80hello\x03", content_encoding="br")
    with pytest.raises(AddressRefused, match="'br'"):
        fetcher().get(site.address("/a"), MIB)


def test_an_answer_that_ends_early_is_a_failure(site: Site) -> None:
    site.put("/a", b"hello", content_length="500")
    with pytest.raises(FetchFailed, match="cannot be reached"):
        fetcher().get(site.address("/a"), MIB)


def test_a_site_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(FetchFailed, match="try later"):
        fetcher().get("http://127.0.0.1:1/", MIB)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("HTTP://Example.COM:80", "http://example.com/"),
        ("https://example.com:443/a#part", "https://example.com/a"),
        ("https://example.com/é?q=a%20b", "https://example.com/%C3%A9?q=a%20b"),
    ],
)
def test_an_address_has_one_way_of_being_written(written: str, normal: str) -> None:
    assert normal_address(written) == normal


@pytest.mark.parametrize(
    "written",
    ["", "example.com", "file:///etc/passwd", "gopher://a/", "http://", "https:///a", "http://a b/",
     "http://a\n.example/", "https://name:word@example.com/", "http://[::1", "http://a.example:x/",
     "https://example.com/" + "a" * 2000],
)  # fmt: skip
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(AddressRefused):
        normal_address(written)


def test_a_password_in_an_address_is_not_told_on() -> None:
    with pytest.raises(AddressRefused) as error:
        normal_address("https://name:word@example.com/a")
    assert "word" not in str(error.value).replace("password", "")


def test_nothing_is_written_where_we_run(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.chdir(folder)
        site.put("/a", "hello")
        fetcher().get(site.address("/a"), MIB)
        assert list(Path(folder).iterdir()) == []
