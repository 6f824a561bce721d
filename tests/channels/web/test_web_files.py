"""The files that browsers fetch: cached, compressed, and allowed where they have to be."""

import gzip
import re
from importlib.resources import files

import httpx
import pytest

STATIC = files("bot") / "static"
WIDGET = (STATIC / "widget.js").read_bytes()
PLAIN = {"Accept-Encoding": "identity"}


def test_the_widget_can_be_used_on_any_page(http: httpx.Client) -> None:
    response = http.get("/widget.js", headers={**PLAIN, "Origin": "https://any.example"})
    assert response.content == WIDGET
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"].startswith("public, max-age=")


def test_a_browser_that_has_a_file_is_not_sent_it_again(http: httpx.Client) -> None:
    first = http.get("/widget.js", headers=PLAIN)
    tag = first.headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = http.get("/widget.js", headers={**PLAIN, "If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert http.get("/widget.js", headers={**PLAIN, "If-None-Match": '"other"'}).content == WIDGET


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("br", False)],
)
def test_files_are_compressed_for_those_who_take_that(
    http: httpx.Client, accepted: str, is_compressed: bool
) -> None:
    with http.stream("GET", "/widget.js", headers={"Accept-Encoding": accepted}) as response:
        sent = b"".join(response.iter_raw())
    assert ("content-encoding" in response.headers) is is_compressed
    assert "Accept-Encoding" in response.headers["vary"]
    assert (gzip.decompress(sent) if is_compressed else sent) == WIDGET


def test_the_two_forms_of_a_file_are_not_taken_for_each_other(http: httpx.Client) -> None:
    tags = {
        http.get("/widget.js", headers={"Accept-Encoding": coding}).headers["etag"]
        for coding in ("gzip", "identity")
    }
    assert len(tags) == 2


def test_the_start_page_leads_to_the_demo_page(http: httpx.Client) -> None:
    response = http.get("/")
    assert (response.status_code, response.headers["location"]) == (307, "/demo")


def test_the_demo_page_works_under_its_own_policy(http: httpx.Client) -> None:
    page = http.get("/demo")
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page.text)
    linked = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert {"/widget.js", "/demo.css"} <= set(linked)
    for path in linked:
        assert http.get(path).status_code == 200, path
