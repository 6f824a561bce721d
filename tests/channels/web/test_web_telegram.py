"""Telegram's webhook on the web server: Telegram alone is heard."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channels.telegram import TelegramChannel
from bot.channels.web.app import create_app
from bot.channels.web.server import listen
from bot.composition import Adviser
from bot.settings import Settings
from bot.stores.tables import ConversationRow
from tests.channels.web.serving import address_of, services_of, serving
from tests.channels.web.visitor import error_of
from tests.doubles.bot_api.control_models import FaultKind
from tests.doubles.bot_api.process import running_bot_api
from tests.doubles.bot_api.visitor import BotApiControl

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "a-Secret_1"
HEADER = b"X-Telegram-Bot-Api-Secret-Token"
PATHS = ["/telegram/webhook", "/api/v1/telegram/webhook"]
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1_795_000_000,
        "chat": {"id": 5, "type": "private", "first_name": "Sam"},
        "from": {"id": 5, "is_bot": False, "first_name": "Sam"},
        "text": "hello",
    },
}


@pytest.fixture(scope="module")
def bot_api() -> Iterator[str]:
    with running_bot_api(TOKEN) as base_url:
        yield base_url


@pytest.fixture
async def control(bot_api: str) -> AsyncIterator[BotApiControl]:
    async with BotApiControl(bot_api) as control:
        await control.reset()
        yield control


@pytest.fixture
def webhook(adviser: Adviser, bot_api: str, control: BotApiControl) -> Iterator[httpx.Client]:
    """A client of a product that Telegram brings its updates to."""
    socket = listen("127.0.0.1", 0)
    settings = Settings(
        home=adviser.settings.home,
        public_url=address_of(socket),
        telegram="webhook",
        telegram_bot_token=TOKEN,
        telegram_webhook_secret=SECRET,
        telegram_base_url=bot_api,
    )
    product = Adviser(settings)
    channel = TelegramChannel(product.engine, settings, product.site, product.clock)
    app = create_app(services_of(product, telegram=channel, startables=(channel,)))
    with serving(app, socket) as address, httpx.Client(base_url=address, timeout=30) as http:
        yield http


def conversations(adviser: Adviser) -> int:
    with Session(adviser.database) as session:
        return session.scalar(select(func.count()).select_from(ConversationRow)) or 0


async def test_a_visitor_is_answered_through_the_webhook(
    webhook: httpx.Client, control: BotApiControl, adviser: Adviser
) -> None:
    sam = await control.add_visitor()
    await sam.say("/start")
    assert (await sam.wait_for_reply()).text.startswith(adviser.site.wording.greeting)
    assert conversations(adviser) == 1


def test_without_the_secret_nothing_is_taken(webhook: httpx.Client, adviser: Adviser) -> None:
    wrong = [[], *([(HEADER, s.encode())] for s in ("", "no", SECRET + "x", SECRET[:-1], "é"))]
    for path in PATHS:
        for headers in wrong:
            response = webhook.post(path, json=UPDATE, headers=headers)
            assert response.status_code == 401, headers
            assert error_of(response)["code"] == "unauthorised"
    assert conversations(adviser) == 0


def test_what_is_no_update_is_refused(webhook: httpx.Client) -> None:
    padded = [json.dumps({"update_id": 1, "x": "x" * size}) for size in (900_000, 1_048_576)]
    for path in PATHS:
        for content, status in (
            (b"{", 400),
            (b"[]", 400),
            (b"\xff", 400),
            (b"", 400),
            (b"[" * 900_000, 400),
            (padded[0].encode(), 200),
            (padded[1].encode(), 413),
        ):
            headers = [(HEADER, SECRET.encode())]
            response = webhook.post(path, content=content, headers=headers)
            assert response.status_code == status, content[:20]
            assert status == 200 or error_of(response)["message"]


async def test_a_reply_that_telegram_does_not_take_asks_for_the_update_again(
    webhook: httpx.Client, control: BotApiControl, adviser: Adviser
) -> None:
    sam = await control.add_visitor()
    # Longer than the channel waits for.
    await control.add_fault(FaultKind.FLOOD, method="sendMessage", retry_after_seconds=61)
    update = json.loads(json.dumps(UPDATE).replace('"id": 5', f'"id": {sam.chat_id}'))
    headers = [(HEADER, SECRET.encode())]
    statuses = []
    for _ in range(2):
        response = await asyncio.to_thread(webhook.post, PATHS[0], json=update, headers=headers)
        statuses.append(response.status_code)
    assert statuses == [503, 200]
    assert (await sam.wait_for_reply()).text
    assert len(adviser.conversations.transcript(f"telegram:{sam.chat_id}")) == 1
