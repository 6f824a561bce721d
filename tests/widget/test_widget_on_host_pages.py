"""What a page's owner sets, and what a page and its network may do to the widget."""

from playwright.sync_api import Browser, Page, Route, expect

from tests.widget.conftest import Site

MESSAGES = "**/api/v1/conversations/*/messages"
TARGET_PIXELS_MIN = 24  # WCAG 2.2, 2.5.8


def show(page: Page, site: Site, body: str) -> None:
    """Open a page of the adviser's own origin with this body."""
    html = f"<!doctype html><html lang=en-AU><title>A page</title><body>{body}"
    page.route("**/a-page", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{site.address}/a-page")


def active(page: Page) -> str:
    """The tag of what has the focus, looked for inside the widget too."""
    return str(
        page.evaluate("() => (document.activeElement.shadowRoot ?? document).activeElement.tagName")
    )


def test_the_script_s_attributes_set_title_colour_side_greeting_and_suggestions(
    site: Site,
) -> None:
    show(
        site.page,
        site,
        "<script src=/widget.js defer data-title='Study help' data-primary-colour='#7a1f5c' "
        "data-position=bottom-left data-greeting='Welcome to our site.' "
        "data-suggestions='What is a digital badge?|hello'></script>",
    )
    site.launcher.click()
    panel = site.page.get_by_role("region", name="Study help")
    expect(panel.get_by_role("heading", name="Study help")).to_be_visible()
    header = panel.locator("header")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert header.evaluate(colour) == "rgb(122, 31, 92)"
    box = panel.bounding_box()
    assert box
    assert box["x"] < 100
    expect(site.log.locator(".bubble").first).to_have_text("Welcome to our site.")
    site.log.get_by_role("button", name="What is a digital badge?").click()
    expect(site.turn(1).locator("blockquote").first).to_be_visible()
    expect(site.log.locator(".turn.visitor")).to_contain_text("What is a digital badge?")


def test_an_element_that_a_page_places_stands_inline_and_nothing_floats(site: Site) -> None:
    show(
        site.page,
        site,
        "<h1>Help</h1><career-adviser data-title='Inline help'></career-adviser>"
        "<script src=/widget.js defer></script>",
    )
    site.turn(0)
    expect(site.page.locator("career-adviser")).to_have_count(1)
    expect(site.launcher).to_have_count(0)
    panel = site.page.get_by_role("region", name="Inline help")
    assert panel.evaluate("e => getComputedStyle(e).position") == "static"
    expect(panel.get_by_role("button", name="Close the course adviser")).to_have_count(0)
    assert active(site.page) == "BODY"
    expect(site.say("What is a digital badge?").locator("blockquote").first).to_be_visible()


def test_the_launcher_says_that_the_panel_is_open_and_closes_it(site: Site) -> None:
    site.open()
    expect(site.launcher).to_have_attribute("aria-expanded", "true")
    site.launcher.click()
    expect(site.panel).to_be_hidden()
    expect(site.launcher).to_have_attribute("aria-expanded", "false")
    expect(site.launcher).to_be_focused()


def test_what_has_the_focus_on_the_page_is_never_hidden_under_the_widget(site: Site) -> None:
    site.page.set_viewport_size({"width": 375, "height": 720})
    site.open()
    expect(site.input).to_be_focused()
    site.page.get_by_role("link", name="Funding").focus()
    expect(site.panel).to_be_hidden()
    expect(site.page.get_by_role("link", name="Funding")).to_be_focused()
    expect(site.launcher).to_have_attribute("aria-expanded", "false")


def test_focus_beside_the_widget_leaves_it_open(site: Site) -> None:
    site.open()
    site.page.get_by_role("link", name="Courses").focus()
    expect(site.panel).to_be_visible()


def test_a_message_whose_answer_was_lost_stays_one_turn_however_often_it_is_sent(
    site: Site,
) -> None:
    site.open()
    bodies: list[str | None] = []

    def lose(route: Route) -> None:
        bodies.append(route.request.post_data)
        route.fetch()
        route.abort("connectionreset")

    site.page.route(MESSAGES, lose)
    site.input.fill("What is a digital badge?")
    site.input.press("Enter")
    retry = site.log.get_by_role("button", name="Try again")
    retry.wait_for()
    site.page.unroute(MESSAGES)
    retry.click()
    site.turn(1)
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    site.page.reload()
    site.launcher.click()
    site.turn(1)
    expect(site.log.locator(".turn.visitor")).to_have_count(1)
    expect(site.log.locator(".turn.adviser")).to_have_count(2)
    assert all("ERR_CONNECTION_RESET" in complaint for complaint in site.complaints)
    site.complaints.clear()


def test_words_that_are_sent_before_the_reply_came_follow_it(site: Site) -> None:
    site.open()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    site.page.route(MESSAGES, hold_the_first)
    site.input.fill("What is a digital badge?")
    site.input.press("Enter")
    expect(site.log.locator(".typing")).to_be_visible()
    site.input.fill("hello")
    site.input.press("Enter")
    expect(site.input).to_have_value("hello")
    held[0].continue_()
    site.turn(2)
    said = site.log.locator(".turn.visitor")
    assert [words.splitlines()[-1] for words in said.all_inner_texts()] == [
        "What is a digital badge?",
        "hello",
    ]
    expect(site.input).to_have_value("")


def test_a_transcript_is_read_out_only_once(site: Site) -> None:
    site.open()
    site.say("What is a digital badge?")
    expect(site.log).to_have_attribute("aria-live", "polite")
    site.page.reload()
    site.launcher.click()
    site.turn(1)
    expect(site.log).to_have_attribute("aria-live", "off")
    site.say("hello")
    expect(site.log).to_have_attribute("aria-live", "polite")


def test_everything_that_can_be_pressed_is_large_enough(site: Site) -> None:
    site.open()
    site.say("newsletter")
    buttons = [*site.page.locator("career-adviser button:visible").all(), site.input]
    assert len(buttons) > 5
    for button in buttons:
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= TARGET_PIXELS_MIN, button.inner_text()


def test_on_a_touch_screen_no_keyboard_covers_the_reply(site: Site, chromium: Browser) -> None:
    phone = {"width": 375, "height": 720}
    with chromium.new_context(viewport=phone, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(f"{site.address}/demo")
        page.get_by_role("button", name="Ask the course adviser").tap()
        expect(page.get_by_label("Your message")).to_be_focused()
        page.get_by_role("button", name="What is a digital badge?").tap()
        expect(page.get_by_role("log").locator("blockquote").first).to_be_visible()
        expect(page.get_by_role("log")).to_be_focused()
