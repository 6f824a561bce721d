"""A served product, and a page of it in a real Chromium."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.channels.web.app import create_app
from bot.channels.web.server import listen
from bot.composition import Adviser
from bot.settings import Settings
from tests.channels.web.serving import address_of, services_of, serving

CHROMIUM = shutil.which("chromium")
# Nothing is to be fetched from anywhere but the product.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
PICTURES = Path(__file__).resolve().parents[2] / "artefacts"
WAIT_MILLISECONDS = 10_000


@dataclass
class Site:
    """A site with the widget: where it is, what it runs on, and a browser's page of it."""

    address: str
    adviser: Adviser
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def panel(self) -> Locator:
        """The open widget."""
        return self.page.get_by_role("region", name="Course adviser")

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.page.get_by_role("log")

    @property
    def input(self) -> Locator:
        """Where a visitor types."""
        return self.page.get_by_label("Your message")

    @property
    def launcher(self) -> Locator:
        """The button that opens the widget."""
        return self.page.get_by_role("button", name="Ask the course adviser")

    def open(self, page: str = "") -> None:
        """Open the widget, on the demo page or another one, and wait for the greeting."""
        self.page.goto(page or f"{self.address}/demo")
        self.launcher.click()
        self.log.get_by_text(self.adviser.site.wording.greeting).wait_for()

    def say(self, text: str) -> Locator:
        """Send these words; the adviser's turn that answers them."""
        turns = self.log.locator(".turn.adviser")
        before = turns.count()
        self.input.fill(text)
        self.input.press("Enter")
        return self.turn(before)

    def press(self, label: str) -> Locator:
        """Press a quick reply; the adviser's turn that answers it."""
        turns = self.log.locator(".turn.adviser")
        before = turns.count()
        turns.last.get_by_role("button", name=label).click()
        return self.turn(before)

    def turn(self, number: int) -> Locator:
        """The adviser's turn of this number, counted from zero, once it is there."""
        turn = self.log.locator(".turn.adviser").nth(number)
        turn.wait_for()
        return turn

    def picture(self, name: str) -> None:
        """Keep a picture of the page for people to look at."""
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser; without one on the machine its tests are skipped."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class HostPage(BaseHTTPRequestHandler):
    """A page of somebody else's: a strict policy, and styles that spare nothing."""

    def do_GET(self) -> None:
        adviser = parse_qs(urlsplit(self.path).query).get("adviser", [""])[0]
        style = "* { margin: 9px !important; border: 1px solid red !important; float: left }"
        body = (
            f"<!doctype html><html lang=en><title>Host</title><style nonce=host>{style}</style>"
            f"<body>A page.<script src='{adviser}/widget.js' defer></script>"
        )
        policy = (
            f"default-src 'none'; style-src 'nonce-host'; script-src {adviser}; "
            f"connect-src {adviser}"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_request(self, *_: object) -> None:
        """Nothing: the test's output is no access log."""


@contextmanager
def hosting() -> Iterator[HTTPServer]:
    """A web server of another origin."""
    with HTTPServer(("127.0.0.1", 0), HostPage) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def host() -> Iterator[HTTPServer]:
    """A course site."""
    with hosting() as server:
        yield server


@pytest.fixture
def site(adviser: Adviser, chromium: Browser, host: HTTPServer) -> Iterator[Site]:
    """The demo page's site; `host` may embed its widget.

    At the end, the browser must not have complained of anything.
    """
    listening = listen("127.0.0.1", 0)
    settings = Settings(
        home=adviser.settings.home,
        public_url=address_of(listening),
        allowed_origins=(address_of(host.socket),),
    )
    product = Adviser(settings)
    with serving(create_app(services_of(product)), listening) as address:
        # Without smooth scrolling, a picture shows where the visitor ends up.
        context = chromium.new_context(
            viewport={"width": 1280, "height": 800}, locale="en-AU", reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(WAIT_MILLISECONDS)
        site = Site(address, product, page)
        page.on("pageerror", lambda error: site.complaints.append(str(error)))
        page.on("console", lambda m: site.complaints.append(m.text) if m.type == "error" else None)
        yield site
        context.close()
    assert site.complaints == []
