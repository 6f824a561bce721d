"""A conversation from Telegram arrives in the widget by the page's address."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import expect

from bot.core.channels import Channel
from bot.incoming import Incoming
from tests.widget.conftest import Site

CHAT = "telegram:5"


def say_on_telegram(site: Site, *texts: str) -> str:
    """What the adviser answers to the last of these, said in a chat on Telegram."""

    async def talk() -> str:
        said = ""
        for number, text in enumerate(texts):
            now = site.adviser.clock()
            incoming = Incoming(CHAT, f"telegram:{number}", Channel.TELEGRAM, now, text)
            said = (await site.adviser.engine.handle(incoming)).reply.text
        return said

    # The browser's own loop runs in this thread.
    with ThreadPoolExecutor() as threads:
        return threads.submit(asyncio.run, talk()).result()


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+#continue=\S+", text)
    assert found, text
    return found[0]


def test_a_link_opens_the_conversation_in_the_widget_once_and_leaves_the_address(
    site: Site,
) -> None:
    link = link_in(say_on_telegram(site, "beauty courses in Victoria", "/web"))
    site.page.goto(link)
    arrived = site.log.get_by_text(site.adviser.site.wording.crossing.arrived[Channel.TELEGRAM])
    arrived.wait_for()
    expect(arrived).to_be_in_viewport()
    assert site.page.url == f"{site.address}/demo"
    expect(site.log.get_by_text("beauty courses in Victoria", exact=False).first).to_be_visible()
    expect(site.log.get_by_text("/start")).to_have_count(0)
    last = site.log.locator(".turn.adviser").last
    assert last.get_by_role("button").count() > 0
    site.picture("going-on-elsewhere")
    site.page.goto("about:blank")
    site.page.goto(link)
    dead = site.adviser.site.wording.crossing.dead.format(minutes=15)
    site.log.get_by_text(dead).wait_for()
    expect(site.log.get_by_text("beauty courses in Victoria", exact=False).first).to_be_visible()


def test_the_link_to_telegram_works_until_something_else_is_said(site: Site) -> None:
    site.adviser.crossings.telegram_is("course_bot")
    site.open()
    turn = site.say("can we continue on telegram?")
    link = turn.get_by_role("link")
    assert re.fullmatch(
        r"https://t\.me/course_bot\?start=[A-Za-z0-9_-]{45}", link.get_attribute("href") or ""
    )
    site.picture("to-telegram")
    site.say("thanks")
    expect(turn.get_by_role("link")).to_have_count(0)
