"""A visitor with a real browser, from the first question to a confirmed sign-up."""

import re
from http.server import HTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.channels.web.outbox import link_in, outbox
from tests.channels.web.serving import address_of
from tests.widget.conftest import PICTURES, Site, hosting

QUESTION = "How long does a micro-credential take?"
WISH = "something with animals, online, in Queensland"
ADDRESS = "sam@example.org"
APART = ("bubble", "card", "table", "notice", "form")


def test_a_visitor_gets_an_answer_courses_and_a_confirmed_sign_up(
    site: Site, chromium: Browser
) -> None:
    site.open()
    site.picture("1-greeting")

    answer = site.say(QUESTION)
    quotation = answer.locator("blockquote").first.inner_text()
    articles = site.adviser.served.current().articles.values()
    lines = [line for line in quotation.splitlines() if line.strip()]
    assert any(all(line in article.text for line in lines) for article in articles)
    source = answer.locator("figcaption a").first
    assert source.inner_text().splitlines()[0] in {article.title for article in articles}
    site.picture("2-answer")

    cards = site.say(WISH).locator("article.card")
    assert cards.count() > 0
    expect(cards.first).to_be_in_viewport()
    for card in cards.all():
        assert card.locator("h3").inner_text()
        assert card.locator("ul.why li").count() > 0
        assert "Online" in card.inner_text()
        assert re.search("Queensland|QLD|all states", card.inner_text())
    site.picture("3-courses")

    field = site.say("newsletter").get_by_label(site.adviser.site.wording.email_label)
    expect(field).to_be_focused()
    assert (field.get_attribute("type"), field.get_attribute("autocomplete")) == ("email", "email")
    field.fill(ADDRESS)
    field.press("Enter")
    consent = site.log.get_by_text(site.adviser.site.wording.consent_text)
    consent.wait_for()
    assert site.adviser.newsletter.subscribers() == ()
    site.picture("4-consent")
    site.press(site.adviser.site.wording.choice_agree)

    (message,) = outbox(site.adviser, 1)
    assert message["To"] == ADDRESS
    with chromium.new_context() as elsewhere:
        page = elsewhere.new_page()
        page.goto(f"{site.address}{link_in(message, 'confirm')}")
        page.screenshot(path=PICTURES / "5-confirm.png")
        assert [s.status for s in site.adviser.newsletter.subscribers()] == ["pending"]
        page.get_by_role("button", name="Confirm my sign-up").click()
        expect(page.get_by_role("heading", name="You're signed up")).to_be_visible()
        assert urlsplit(page.url).path == link_in(message, "confirm")
    assert [s.status for s in site.adviser.newsletter.subscribers()] == ["confirmed"]


def test_the_widget_can_be_used_without_a_mouse(site: Site) -> None:
    site.page.goto(f"{site.address}/demo")
    keyboard = site.page.keyboard
    for _ in range(10):
        keyboard.press("Tab")
        if site.launcher.evaluate("button => button.getRootNode().activeElement === button"):
            break
    expect(site.launcher).to_be_focused()
    expect(site.launcher).to_have_attribute("aria-expanded", "false")
    keyboard.press("Enter")
    expect(site.input).to_be_focused()
    site.turn(0)
    keyboard.type("hello")
    keyboard.press("Shift+Enter")
    keyboard.type("there")
    keyboard.press("Enter")
    site.turn(1)
    expect(site.log.locator(".turn.visitor")).to_have_count(1)
    expect(site.input).to_be_focused()
    keyboard.press("Shift+Tab")
    focused = site.page.evaluate(
        "document.querySelector('career-adviser').shadowRoot.activeElement.className"
    )
    assert focused == "choice"
    keyboard.press("Enter")
    site.turn(2)
    keyboard.press("Escape")
    expect(site.panel).to_be_hidden()
    expect(site.launcher).to_be_focused()
    expect(site.launcher).to_have_attribute("aria-expanded", "false")


def test_a_conversation_is_still_there_after_the_page_is_loaded_again(site: Site) -> None:
    site.open()
    said = site.say(QUESTION).inner_text()
    site.page.reload()
    site.launcher.click()
    assert site.turn(1).inner_text() == said
    expect(site.log.locator(".turn.visitor")).to_contain_text(QUESTION)
    assert site.say(WISH).locator("article.card").count() > 0


def test_a_forgotten_conversation_starts_afresh(site: Site) -> None:
    site.open()
    site.say("forget me")
    site.press(site.adviser.site.wording.choice_forget)
    site.complaints.clear()
    expect(site.log).to_contain_text(site.adviser.site.wording.forgotten)
    site.say("hello")
    # The browser itself reports the 401 that tells the widget to start anew.
    assert all("401" in complaint for complaint in site.complaints)
    site.complaints.clear()


def test_hostile_words_are_shown_and_never_run(site: Site) -> None:
    site.open()
    words = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    site.say(words)
    expect(site.log.locator(".turn.visitor")).to_contain_text(words)
    assert site.log.locator("img, script").count() == 0
    assert site.page.title() != "run"


@pytest.mark.parametrize(("width", "height"), [(320, 640), (375, 720), (1280, 800)])
def test_nothing_has_to_be_scrolled_sideways(site: Site, width: int, height: int) -> None:
    site.page.set_viewport_size({"width": width, "height": height})
    site.open()
    site.say(QUESTION)
    site.say(WISH)
    site.picture(f"width-{width}")
    overflow = "e => e.scrollWidth - e.clientWidth"
    assert site.page.locator("html").evaluate(overflow) <= 0
    assert site.log.evaluate(overflow) <= 0
    box = site.panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height


def test_at_four_times_the_size_what_was_said_has_half_of_the_page(site: Site) -> None:
    site.page.set_viewport_size({"width": 320, "height": 256})
    site.open()
    assert site.log.evaluate("e => e.clientHeight") >= 128
    site.picture("zoom-400")


def test_where_colours_are_forced_everything_that_stands_apart_has_an_edge(site: Site) -> None:
    site.page.emulate_media(forced_colors="active")
    site.open()
    site.say(WISH)
    site.say("compare the first two")
    site.say("newsletter")
    apart = (site.panel, *(site.log.locator(f".{name}").first for name in APART))
    for one in apart:
        assert one.evaluate("e => getComputedStyle(e).borderTopWidth") == "1px"
    site.picture("forced-colours")


def test_a_failure_is_told_with_a_button_that_tries_again(site: Site) -> None:
    site.open()
    site.page.context.set_offline(True)
    site.input.fill("hello")
    site.input.press("Enter")
    expect(site.log.get_by_role("alert")).to_contain_text("try again")
    site.page.context.set_offline(False)
    site.log.get_by_role("button", name="Try again").click()
    site.turn(1)
    expect(site.log.get_by_role("alert")).to_have_count(0)
    expect(site.log.locator(".turn.visitor")).to_have_count(1)
    assert all("ERR_INTERNET_DISCONNECTED" in complaint for complaint in site.complaints)
    site.complaints.clear()


def test_the_widget_works_on_another_site_s_page_whatever_its_styles_and_policy(
    site: Site, host: HTTPServer
) -> None:
    site.open(f"{address_of(host.socket)}/?adviser={site.address}")
    cards = site.say(WISH).locator("article.card")
    assert cards.count() > 0
    site.picture("hostile-page")


def test_on_a_page_of_a_site_that_is_not_allowed_the_widget_says_that_it_cannot_answer(
    site: Site,
) -> None:
    with hosting() as stranger:
        site.page.goto(f"{address_of(stranger.socket)}/?adviser={site.address}")
        site.launcher.click()
        expect(site.log.get_by_role("alert")).to_be_visible()
    assert any("CORS" in complaint for complaint in site.complaints)
    site.complaints.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_a_conversation(site: Site, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    site.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    site.open()
    site.say(QUESTION)
    site.say(WISH)
    site.say("newsletter")
    site.picture(f"scheme-{scheme}")
    found = axe.Axe().run(site.page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_the_pages_behind_links_in_mail(site: Site, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    site.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    site.page.goto(f"{site.address}/api/v1/newsletter/unsubscribe/x")
    site.picture(f"page-{scheme}")
    found = axe.Axe().run(site.page)
    assert found.violations_count == 0, found.generate_report()
