"""The Telegram channel over the double of the Bot API, which runs as a process of its own."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels import telegram
from bot.channels.telegram import TelegramChannel
from bot.core.state import Expectation
from bot.core.wording.en_au import EN_AU, TELEGRAM_EN_AU
from bot.core.wording.wording import Site
from bot.errors import SettingError
from bot.settings import Settings
from tests.channels.telegram_product import (
    LongWindedEngine,
    Product,
    build,
    running,
    webhook_server,
)
from tests.doubles.bot_api.control_models import FaultKind
from tests.doubles.bot_api.process import running_bot_api
from tests.doubles.bot_api.visitor import BotApiControl, NoReplyError, Visitor

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "a-Secret_1"
# Longer than the channel waits for: it gives up at once.
TOO_LONG_SECONDS = 61


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
def settings(bot_api: str) -> Settings:
    return Settings(telegram_bot_token=TOKEN, telegram_base_url=bot_api)


@pytest.fixture
def webhook_settings(settings: Settings) -> Settings:
    update = {"telegram": "webhook", "telegram_webhook_secret": SECRET}
    return settings.model_copy(update=update)


@pytest.fixture
async def product(
    tmp_path: Path, settings: Settings, control: BotApiControl
) -> AsyncIterator[Product]:
    """A product that polls."""
    async with running(build(tmp_path, settings)) as product:
        yield product


async def nothing_more_comes_to(visitor: Visitor) -> None:
    with pytest.raises(NoReplyError):
        await visitor.wait_for_reply(timeout_seconds=0.5)


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(100):
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come about within 5 s")


async def test_a_visitor_is_greeted_with_buttons_while_typing_is_shown(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.say("/start")
    greeting = await sam.wait_for_reply()
    assert greeting.text == EN_AU.greeting
    assert greeting.labels == (EN_AU.choice_find, EN_AU.choice_subscribe)
    assert not greeting.has_link_preview
    (typing,) = await control.calls("sendChatAction")
    assert (typing.chat_id, typing.status) == (str(sam.chat_id), 200)


async def test_the_menu_names_the_commands_that_the_adviser_knows(
    product: Product, control: BotApiControl
) -> None:
    assert [call.status for call in await control.calls("setMyCommands")] == [200]
    sam = await control.add_visitor()
    for command, _ in TELEGRAM_EN_AU.commands:
        await sam.say(f"/{command}")
        assert (await sam.wait_for_reply()).text != EN_AU.unclear


async def test_a_tapped_choice_is_acknowledged_shown_and_answered(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.say("/start")
    greeting = await sam.wait_for_reply()
    await sam.press(EN_AU.choice_find)
    question = await sam.wait_for_reply()
    assert EN_AU.choice_any[Expectation.SUBJECT] in question.labels

    calls = [call.method for call in await control.calls()]
    assert calls.index("answercallbackquery") < calls.index("editmessagetext")
    tapped = next(m for m in await sam.messages() if m.message_id == greeting.message_id)
    chosen = TELEGRAM_EN_AU.choice_taken.format(label=EN_AU.choice_find)
    assert tapped.text == f"{EN_AU.greeting}\n\n{chosen}"
    assert tapped.labels == ()


async def test_a_choice_below_a_full_message_is_taken_away_without_an_echo(
    settings: Settings, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    channel = TelegramChannel(LongWindedEngine(), settings, Site(EN_AU), lambda: datetime.now(UTC))
    await channel.start()
    await sam.say("Tell me everything")
    first, second = [await sam.wait_for_reply() for _ in range(2)]
    assert [message.labels for message in (first, second)] == [(), ("More",)]
    await sam.press("More")
    await sam.wait_for_reply()
    await channel.stop()
    tapped = next(m for m in await sam.messages() if m.message_id == second.message_id)
    assert (tapped.text, tapped.labels) == (second.text, ())


async def test_a_conversation_is_forgotten_on_request(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.say("/forget")
    await sam.wait_for_reply()
    assert product.said(sam.chat_id) == ["/forget"]
    await sam.press(EN_AU.choice_forget)
    assert (await sam.wait_for_reply()).text == EN_AU.forgotten
    await until(lambda: product.said(sam.chat_id) == [])


async def test_a_chat_is_answered_in_order_while_others_go_on(
    product: Product, control: BotApiControl
) -> None:
    sam, kim = await control.add_visitor(), await control.add_visitor("Kim")
    gate = product.engine.close(sam.chat_id)
    said = ["/privacy", "/help", "/start"]
    for text in said:
        await sam.say(text)
    await kim.say("/help")
    assert (await kim.wait_for_reply()).text == EN_AU.help
    gate.set()
    replies = [await sam.wait_for_reply() for _ in said]
    assert [reply.text for reply in replies[1:]] == [EN_AU.help, EN_AU.greeting]
    assert product.said(sam.chat_id) == said


async def test_a_flooded_chat_waits_as_long_as_it_is_told_and_holds_up_nobody(
    product: Product, control: BotApiControl
) -> None:
    sam, kim = await control.add_visitor(), await control.add_visitor("Kim")
    await control.add_fault(
        FaultKind.FLOOD, method="sendMessage", chat_id=sam.chat_id, retry_after_seconds=2
    )
    started = time.monotonic()
    await sam.say("/help")
    await kim.say("/help")
    await kim.wait_for_reply()
    assert time.monotonic() - started < 1.5
    assert (await sam.wait_for_reply()).text == EN_AU.help
    assert time.monotonic() - started >= 2
    await nothing_more_comes_to(sam)


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.DROP])
async def test_a_send_that_failed_is_tried_again(
    product: Product, control: BotApiControl, kind: FaultKind
) -> None:
    sam = await control.add_visitor()
    await control.add_fault(kind, calls=2, method="sendMessage")
    await sam.say("/help")
    assert (await sam.wait_for_reply()).text == EN_AU.help
    await nothing_more_comes_to(sam)


async def test_courtesies_that_fail_do_not_keep_the_answer_back(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.say("/start")
    await sam.wait_for_reply()
    for method in ("answerCallbackQuery", "editMessageText", "sendChatAction"):
        await control.add_fault(FaultKind.SERVER_ERROR, method=method)
    await sam.press(EN_AU.choice_subscribe)
    assert EN_AU.newsletter_ask in (await sam.wait_for_reply()).text
    failed = [call.method for call in await control.calls() if call.status == 500]
    assert {"answercallbackquery", "editmessagetext", "sendchataction"} <= set(failed)


async def test_a_visitor_who_blocked_the_bot_is_let_be(
    product: Product, control: BotApiControl, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "adviser")
    sam = await control.add_visitor()
    await sam.block()
    await sam.say("/help")
    await until(lambda: "telegram_chat_closed" in caplog.messages)
    assert [call.status for call in await control.calls("sendMessage")] == [403]
    assert not [r for r in caplog.records if r.levelno > logging.INFO]
    await sam.block(False)
    await sam.say("/help")
    assert (await sam.wait_for_reply()).text == EN_AU.help


async def test_an_update_that_comes_twice_is_answered_once(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    update_id = await sam.say("/help")
    await sam.wait_for_reply()
    assert update_id is not None
    await control.repeat(update_id)
    await nothing_more_comes_to(sam)
    assert product.engine.begun == 1


async def test_a_reply_that_could_not_be_sent_is_sent_again_without_another_turn(
    product: Product, control: BotApiControl, caplog: pytest.LogCaptureFixture
) -> None:
    sam = await control.add_visitor()
    await control.add_fault(
        FaultKind.FLOOD, method="sendMessage", retry_after_seconds=TOO_LONG_SECONDS
    )
    update_id = await sam.say("/help")
    assert update_id is not None
    await until(lambda: "telegram_reply_not_sent" in caplog.messages)
    await control.repeat(update_id)
    assert (await sam.wait_for_reply()).text == EN_AU.help
    assert product.said(sam.chat_id) == ["/help"]


async def test_a_message_without_words_gets_a_kind_sentence_and_no_turn(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.send_photo()
    assert (await sam.wait_for_reply()).text == TELEGRAM_EN_AU.text_only
    assert product.engine.begun == 0


async def test_groups_and_edited_messages_are_let_pass(
    product: Product, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    group = await control.add_visitor("Kim", "group")
    await group.say("/help")
    await sam.say("/privacy")
    await sam.wait_for_reply()
    said = (await sam.messages())[0].message_id
    assert await sam.edit(said, "/start") is None
    await nothing_more_comes_to(sam)
    await nothing_more_comes_to(group)
    assert product.engine.begun == 1


async def test_what_is_under_way_at_the_end_is_finished(
    tmp_path: Path, settings: Settings, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    product = build(tmp_path, settings)
    gate = product.engine.close(sam.chat_id)
    async with running(product):
        await sam.say("/help")
        await until(lambda: product.engine.begun == 1)
        asyncio.get_running_loop().call_later(0.3, gate.set)
    assert [m.text for m in await sam.messages()] == ["/help", EN_AU.help]


async def test_no_log_holds_the_token_or_anything_of_a_visitors(
    tmp_path: Path,
    settings: Settings,
    control: BotApiControl,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    sam = await control.add_visitor("Zebulon")
    async with running(build(tmp_path, settings)):
        await control.add_fault(FaultKind.SERVER_ERROR, method="getUpdates")
        await control.add_fault(FaultKind.FLOOD, method="sendMessage", retry_after_seconds=99)
        await sam.say("my secret wish")
        await until(lambda: "telegram_reply_not_sent" in caplog.messages)
        await sam.block()
        await sam.say("my secret wish")
        await until(lambda: "telegram_chat_closed" in caplog.messages)
    lines = [f"{vars(record)} {record.getMessage()}" for record in caplog.records]
    assert lines
    for private in (TOKEN, TOKEN.split(":")[1], "secret wish", "Zebulon", str(sam.chat_id)):
        assert not [line for line in lines if private in line], private


@pytest.mark.parametrize("change", [{"telegram_bot_token": ""}, {"telegram": "off"}])
async def test_without_a_token_or_switched_off_nothing_starts(
    tmp_path: Path, settings: Settings, control: BotApiControl, change: dict[str, str]
) -> None:
    product = build(tmp_path, settings.model_copy(update=change))
    async with running(product):
        assert not product.channel.is_on
        assert not await product.channel.receive("{}", "")
    assert await control.calls() == ()


async def test_a_wrong_token_is_named_by_its_setting_and_not_repeated(
    tmp_path: Path, settings: Settings, control: BotApiControl
) -> None:
    wrong = settings.model_copy(update={"telegram_bot_token": "1:wrong"})
    with pytest.raises(SettingError, match="TELEGRAM_BOT_TOKEN: Telegram refuses it") as refused:
        await build(tmp_path, wrong).channel.start()
    assert "1:wrong" not in str(refused.value)


async def test_a_telegram_that_cannot_be_reached_is_tried_again_beside_everything_else(
    tmp_path: Path,
    settings: Settings,
    control: BotApiControl,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telegram, "CONNECT_AGAIN_SECONDS", 0.2)
    await control.add_fault(FaultKind.SERVER_ERROR, method="getMe", calls=2)
    sam = await control.add_visitor()
    async with running(build(tmp_path, settings)):
        await sam.say("/help")
        assert (await sam.wait_for_reply()).text == EN_AU.help


async def test_a_webhook_brings_messages_and_taps(
    tmp_path: Path, webhook_settings: Settings, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    products: list[Product] = []
    async with webhook_server(lambda: products[0].channel) as url:
        update = {"public_url": url}
        products.append(build(tmp_path, webhook_settings.model_copy(update=update)))
        async with running(products[0]):
            await sam.say("/start")
            assert (await sam.wait_for_reply()).text == EN_AU.greeting
            await sam.press(EN_AU.choice_find)
            assert EN_AU.choice_any[Expectation.SUBJECT] in (await sam.wait_for_reply()).labels
        await control.reset()
    assert await control.calls("getUpdates") == ()


async def test_a_webhook_update_whose_reply_could_not_be_sent_is_asked_for_again(
    tmp_path: Path, webhook_settings: Settings, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    products: list[Product] = []
    async with webhook_server(lambda: products[0].channel) as url:
        update = {"public_url": url}
        products.append(build(tmp_path, webhook_settings.model_copy(update=update)))
        async with running(products[0]):
            await control.add_fault(
                FaultKind.FLOOD, method="sendMessage", retry_after_seconds=TOO_LONG_SECONDS
            )
            await sam.say("/help")
            assert (await sam.wait_for_reply()).text == EN_AU.help
        await control.reset()
    assert products[0].engine.begun == 2
    assert products[0].said(sam.chat_id) == ["/help"]


async def test_only_the_own_secret_opens_the_webhook(
    tmp_path: Path, webhook_settings: Settings, control: BotApiControl
) -> None:
    settings = webhook_settings.model_copy(update={"public_url": "https://courses.example"})
    async with running(build(tmp_path, settings)) as product:
        for wrong in ("", "a-Secret_2", "ä"):
            assert not await product.channel.receive("{}", wrong)
        for unreadable in ("", "[]", "{}", '{"update_id": 1, "message": {"chat": 5}}', "null"):
            assert await product.channel.receive(unreadable, SECRET)


async def test_a_webhook_without_a_secret_does_not_start(
    tmp_path: Path, webhook_settings: Settings, control: BotApiControl
) -> None:
    open_door = webhook_settings.model_copy(update={"telegram_webhook_secret": ""})
    with pytest.raises(SettingError, match="ADVISER_TELEGRAM_WEBHOOK_SECRET: expected a secret"):
        await build(tmp_path, open_door).channel.start()
    assert await control.calls() == ()


async def test_an_address_that_telegram_cannot_reach_is_named_by_its_setting(
    tmp_path: Path, webhook_settings: Settings, control: BotApiControl
) -> None:
    plain = webhook_settings.model_copy(update={"public_url": "http://courses.example"})
    with pytest.raises(SettingError, match=r"ADVISER_PUBLIC_URL: .* https url"):
        await build(tmp_path, plain).channel.start()
