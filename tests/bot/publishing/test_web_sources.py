"""Sources on the web, from the command to what is served."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from bot.composition import Adviser
from bot.doctor import Finding, examine
from bot.settings import Settings
from tests.bot.publishing.staff import Staff
from tests.corpus.web.site import Site, serving
from tests.end_to_end.serving import ROOT, adviser, environment

SETTINGS = {"ADVISER_PRIVATE_HOSTS": "127.0.0.1", "ADVISER_FETCH_DELAY_SECONDS": "0"}
PAGES = {"/kilns": "About kilns", "/looms": "About looms", "/hoods": "About hoods"}
DEADLINE_SECONDS = 120


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        found.put_sitemap("/sitemap.xml", *PAGES)
        for path, title in PAGES.items():
            found.put_article(path, title, f"A sentence on {path}.")
        yield found


def corpus(staff: Staff, *arguments: str) -> subprocess.CompletedProcess[str]:
    return adviser(staff.app.settings.home, "corpus", *arguments, settings=SETTINGS)


def titles(staff: Staff, source: str) -> set[str]:
    return {item.title for item in staff.app.content.active() if item.source == source}


def test_a_sitemap_is_synced_watched_and_owned_by_its_address(staff: Staff, site: Site) -> None:
    address, others = site.address("/sitemap.xml"), len(staff.app.content.active())
    tried = corpus(staff, "sync", address, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert titles(staff, address) == set()
    run = corpus(staff, "sync", address)
    assert run.returncode == 0, run.stderr
    assert "published" in run.stdout
    assert titles(staff, address) == set(PAGES.values())
    site.put("/kilns", "", 410)
    site.put("/looms", "", 500)
    watched = corpus(staff, "watch", address, "--rounds", "1", "--every", "1h")
    assert watched.returncode == 0
    assert f"{address}: published" in watched.stdout
    assert titles(staff, address) == {"About looms", "About hoods"}
    assert len(staff.app.content.active()) == others + 2


def test_a_page_that_cannot_be_read_for_once_keeps_its_courses(staff: Staff, site: Site) -> None:
    address = site.address("/sitemap.xml")
    assert corpus(staff, "sync", address).returncode == 0
    site.put("/kilns", "<html><body><p></p></body></html>", content_type="text/html")
    run = corpus(staff, "sync", address)
    assert run.returncode == 1
    assert "kept as last read" in run.stdout
    assert titles(staff, address) == set(PAGES.values())


def test_a_private_address_is_refused_without_the_setting(staff: Staff, site: Site) -> None:
    for address in (site.address("/sitemap.xml"), "http://169.254.169.254/latest/"):
        run = adviser(staff.app.settings.home, "corpus", "sync", address)
        assert run.returncode == 1
        assert "ADVISER_PRIVATE_HOSTS" in run.stderr
        assert "Traceback" not in run.stderr
    assert site.asked == []


def test_a_sync_that_is_killed_goes_on_where_it_was(staff: Staff, site: Site) -> None:
    def hanging(request: BaseHTTPRequestHandler) -> None:
        time.sleep(DEADLINE_SECONDS)

    looms = site.pages["/looms"]
    site.pages["/looms"] = hanging
    address = site.address("/sitemap.xml")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "corpus", "sync", address],
        cwd=ROOT,
        env=environment(staff.app.settings.home, SETTINGS),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + DEADLINE_SECONDS
    while "/looms" not in site.paths and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert titles(staff, address) == set()
    site.pages["/looms"] = looms
    site.asked.clear()
    run = corpus(staff, "sync", address)
    assert run.returncode == 0, run.stderr
    assert "went on with a sync that was broken off" in " ".join(run.stdout.split())
    assert site.paths == ["/looms", "/hoods"]
    assert titles(staff, address) == set(PAGES.values())


def test_options_about_pages_are_kept_for_the_next_sync(staff: Staff, site: Site) -> None:
    address = site.address("/sitemap.xml")
    assert corpus(staff, "sync", address, "--exclude", "/looms").returncode == 0
    assert corpus(staff, "sync", address).returncode == 0
    assert titles(staff, address) == {"About kilns", "About hoods"}


def test_a_source_that_is_gone_is_not_emptied_without_a_word(staff: Staff, site: Site) -> None:
    address = site.address("/sitemap.xml")
    assert corpus(staff, "sync", address).returncode == 0
    del site.pages["/sitemap.xml"]
    run = corpus(staff, "sync", address)
    assert run.returncode == 1
    assert "--allow-retire" in run.stderr
    assert titles(staff, address) == set(PAGES.values())


def sources_finding(**settings: object) -> Finding:
    app = Adviser(Settings.model_validate(settings))
    return next(one for one in examine(app, {}) if one.part == "sources")


def test_the_doctor_looks_at_the_hosts_of_addresses(staff: Staff) -> None:
    home = staff.app.settings.home
    sources = ("http://127.0.0.1:8/a",)
    assert "ADVISER_PRIVATE_HOSTS" in sources_finding(home=home, sources=sources).text
    named = sources_finding(home=home, sources=sources, private_hosts="127.0.0.1")
    assert (named.state, "ADVISER_FETCH_CONTACT" in named.text) == ("note", True)
    told = {"private_hosts": "127.0.0.1", "fetch_contact": "mailto:us@example.com"}
    assert sources_finding(home=home, sources=sources, **told).state == "ok"
