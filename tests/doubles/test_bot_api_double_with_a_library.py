"""python-telegram-bot takes the double for the Bot API, by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from tests.doubles.bot_api.control_models import FaultKind
from tests.doubles.bot_api.visitor import BotApiControl
from tests.doubles.raw_caller import TOKEN, RawCaller


@pytest.fixture(autouse=True)
def one_type_for_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the library warns of a coming change, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def bot(bot_api: str, control: BotApiControl) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{bot_api}/bot") as bot:
        yield bot


async def test_the_library_reads_what_the_double_answers(bot: Bot, control: BotApiControl) -> None:
    sam = await control.add_visitor()
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Find", callback_data="find")]])
    sent = await bot.send_message(
        sam.chat_id, "<b>Hi</b> &amp; welcome", parse_mode=ParseMode.HTML, reply_markup=keys
    )
    assert bot.username == "double_adviser_bot"
    assert sent.text == "Hi & welcome"
    assert sent.entities[0].type == "bold"
    assert sent.chat.id == sam.chat_id
    assert sent.from_user is not None
    assert sent.from_user.is_bot

    await sam.press("Find")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.first_name) == ("find", "Sam")
    assert await query.answer()
    assert await query.edit_message_reply_markup()
    assert (await sam.messages())[0].labels == ()


async def test_the_library_raises_its_error_for_each_kind_of_refusal(
    bot: Bot, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "Hi")
    with pytest.raises(BadRequest, match="unsupported start tag"):
        await bot.send_message(sam.chat_id, "<p>Hi", parse_mode=ParseMode.HTML)
    await control.add_fault(FaultKind.FLOOD, retry_after_seconds=3)
    with pytest.raises(RetryAfter) as flooded:
        await bot.send_message(sam.chat_id, "Hi")
    assert flooded.value.retry_after == timedelta(seconds=3)
    for kind in (FaultKind.DROP, FaultKind.SERVER_ERROR):
        await control.add_fault(kind)
        with pytest.raises(NetworkError):
            await bot.send_message(sam.chat_id, "Hi")
    await sam.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(sam.chat_id, "Hi")
    await bot.set_webhook("https://hooks.example/t")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


async def test_the_library_names_commands_and_gets_them_back(bot: Bot) -> None:
    commands = (BotCommand("help", "What I can do"), BotCommand("forget", "Delete this chat"))
    assert await bot.set_my_commands(commands)
    assert await bot.get_my_commands() == commands


async def test_an_application_that_polls_hears_and_answers(
    bot_api: str, control: BotApiControl
) -> None:
    async def echo(update: Update, context: Any) -> None:
        assert update.message is not None
        await update.message.reply_text(f"You said {update.message.text}")

    sam = await control.add_visitor()
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{bot_api}/bot")
    app: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    app.add_handler(MessageHandler(filters.COMMAND, echo))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=2)
        await sam.say("not a command")
        await sam.say("/start now")
        assert (await sam.wait_for_reply()).text == "You said /start now"
        await app.updater.stop()
        await app.stop()


@dataclass
class Hook:
    """A web server on this machine that takes deliveries, or does not."""

    statuses: list[int]
    url: str = ""
    secrets: list[str | None] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[Hook]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head)}
        hook.bodies.append(await reader.readexactly(int(headers["content-length"])))
        hook.secrets.append(headers.get("x-telegram-bot-api-secret-token"))
        status = hook.statuses.pop(0) if hook.statuses else 200
        head_bytes = f"HTTP/1.1 {status} Any\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        writer.write(head_bytes.encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield hook


async def until_delivered(raw: RawCaller, pending: int = 0) -> dict[str, Any]:
    for _ in range(50):
        info: dict[str, Any] = await raw.result("getWebhookInfo")
        if info["pending_update_count"] == pending:
            return info
        await asyncio.sleep(0.1)
    raise AssertionError(f"still pending: {info}")


async def test_a_webhook_gets_each_update_with_the_secret(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.say("kept from before")
    async with listening(Hook([])) as hook:
        await raw.result("setWebhook", url=hook.url, secret_token="s3cret")
        await sam.say("now")
        await until_delivered(raw)
        await raw.result("deleteWebhook")
    assert hook.secrets == ["s3cret", "s3cret"]
    assert [b"kept from before" in body for body in hook.bodies] == [True, False]


async def test_an_update_that_was_not_taken_is_brought_again_before_the_next(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    async with listening(Hook([500, 403])) as hook:
        await raw.result("setWebhook", url=hook.url)
        await sam.say("one")
        await sam.say("two")
        info = await until_delivered(raw)
        await raw.result("deleteWebhook")
    assert [b'"one"' in body for body in hook.bodies] == [True, True, True, False]
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Any"
