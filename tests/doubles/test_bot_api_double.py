"""The double refuses what the real Bot API refuses, in its words: plain HTTP, one refusal each."""

import asyncio
import json
import time

import httpx
import pytest

from tests.doubles.bot_api.control_models import FaultKind
from tests.doubles.bot_api.visitor import BotApiControl, ControlError, NoReplyError
from tests.doubles.raw_caller import TOKEN, RawCaller


def keyboard(*rows: list[dict[str, object]]) -> dict[str, object]:
    return {"inline_keyboard": list(rows)}


def data_button(text: str, data: str) -> dict[str, object]:
    return {"text": text, "callback_data": data}


async def test_a_wrong_token_is_unauthorised(bot_api: str) -> None:
    async with RawCaller(bot_api, token="1:wrong") as stranger:
        assert await stranger.refusal("getMe") == (401, "Unauthorized")


async def test_an_unknown_method_is_not_found(raw: RawCaller) -> None:
    assert await raw.refusal("sendTelepathy") == (404, "Not Found: method not found")


async def test_the_bot_knows_itself_as_a_bot(raw: RawCaller) -> None:
    me = await raw.result("getMe")
    assert me["id"] == int(TOKEN.split(":")[0])
    assert me["is_bot"] is True
    assert {"first_name", "username", "can_join_groups", "supports_inline_queries"} <= me.keys()


async def test_every_kind_of_body_carries_the_same_arguments(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    path = raw.path("sendMessage")
    markup = keyboard([data_button("Yes", "yes")])
    fields = {"chat_id": str(sam.chat_id), "text": "Grüße", "reply_markup": json.dumps(markup)}
    parts = {name: (None, value.encode()) for name, value in fields.items()}
    answers = [
        await raw.request("POST", path, json={**fields, "reply_markup": markup}),
        await raw.request("POST", path, data=fields),
        await raw.request("POST", path, files=parts),
        await raw.request("GET", path, params=fields),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    shown = await sam.messages()
    assert [(m.text, m.labels) for m in shown] == [("Grüße", ("Yes",))] * 4


@pytest.mark.parametrize(
    ("arguments", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>x"}, None),
        ({"text": "x" * 4096}, None),
        ({"text": "<b>" + "&lt;" * 4096 + "</b>", "parse_mode": "HTML"}, None),
    ],
)
async def test_a_text_has_1_to_4096_characters_after_parsing(
    raw: RawCaller, control: BotApiControl, arguments: dict[str, str], description: str | None
) -> None:
    sam = await control.add_visitor()
    answer = (await raw.call("sendMessage", chat_id=sam.chat_id, **arguments)).json()
    assert answer.get("description") == (description and f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("button", "description"),
    [
        (data_button("Go", "x" * 64), None),
        (data_button("Go", "x" * 65), "BUTTON_DATA_INVALID"),
        (data_button("Go", "ü" * 33), "BUTTON_DATA_INVALID"),
        (data_button("Go", ""), "BUTTON_DATA_INVALID"),
        (data_button(" ", "x"), "inline keyboard button text must be non-empty"),
        (
            {"text": "Go"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "x"},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {"text": "Go", "url": "http://localhost/course"},
            "inline keyboard button URL 'http://localhost/course' is invalid: Wrong HTTP URL",
        ),
        ({"text": "Go", "url": "https://courses.example/1"}, None),
    ],
)
async def test_a_button_has_a_text_and_1_to_64_bytes_or_an_address(
    raw: RawCaller, control: BotApiControl, button: dict[str, object], description: str | None
) -> None:
    sam = await control.add_visitor()
    markup = keyboard([button])
    sent = await raw.call("sendMessage", chat_id=sam.chat_id, text="Hi", reply_markup=markup)
    assert sent.json().get("description") == (description and f"Bad Request: {description}")


async def test_a_keyboard_has_at_most_a_hundred_buttons(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    buttons = [[data_button(str(n), str(n))] for n in range(101)]
    full = {"chat_id": sam.chat_id, "text": "Hi", "reply_markup": keyboard(*buttons[:100])}
    await raw.result("sendMessage", **full)
    full["reply_markup"] = keyboard(*buttons)
    refused = (400, "Bad Request: reply markup is too long")
    assert await raw.refusal("sendMessage", **full) == refused


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [(999, "chat not found"), ("@nobody", "chat not found"), (None, "chat_id is empty")],
)
async def test_a_chat_has_to_exist(raw: RawCaller, chat_id: object, description: str) -> None:
    refused = await raw.refusal("sendMessage", chat_id=chat_id, text="Hi")
    assert refused == (400, f"Bad Request: {description}")


async def test_a_visitor_who_blocked_the_bot_hears_nothing(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await sam.block()
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await raw.refusal("sendMessage", chat_id=sam.chat_id, text="Hi") == blocked
    assert await raw.refusal("sendChatAction", chat_id=sam.chat_id, action="typing") == blocked
    await sam.block(False)
    await raw.result("sendMessage", chat_id=sam.chat_id, text="Hi")


async def test_an_edit_has_to_change_something_of_the_bots_own(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    markup = keyboard([data_button("Yes", "yes")])
    chat = {"chat_id": sam.chat_id}
    sent = await raw.result("sendMessage", **chat, text="Hi", reply_markup=markup)
    own = {**chat, "message_id": sent["message_id"]}

    same = await raw.refusal("editMessageText", **own, text="Hi", reply_markup=markup)
    assert same[1].startswith("Bad Request: message is not modified: specified new message content")
    await raw.result("editMessageReplyMarkup", **own)
    again = await raw.refusal("editMessageReplyMarkup", **own)
    assert again[1].startswith("Bad Request: message is not modified")
    edited = await raw.result("editMessageText", **own, text="Hello")
    assert edited["text"] == "Hello"
    assert edited["edit_date"] >= edited["date"]

    missing = await raw.refusal("editMessageText", **chat, message_id=999, text="Hi")
    assert missing == (400, "Bad Request: message to edit not found")
    await sam.say("mine")
    theirs = (await sam.messages())[-1].message_id
    refused = await raw.refusal("editMessageText", **chat, message_id=theirs, text="Hi")
    assert refused == (400, "Bad Request: message can't be edited")


async def test_a_deleted_message_is_gone(raw: RawCaller, control: BotApiControl) -> None:
    sam = await control.add_visitor()
    sent = await raw.result("sendMessage", chat_id=sam.chat_id, text="Hi")
    own = {"chat_id": sam.chat_id, "message_id": sent["message_id"]}
    await raw.result("deleteMessage", **own)
    assert await sam.messages() == ()
    missing = (400, "Bad Request: message to delete not found")
    assert await raw.refusal("deleteMessage", **own) == missing


async def test_a_tap_is_answered_once(raw: RawCaller, control: BotApiControl) -> None:
    sam = await control.add_visitor()
    markup = keyboard([data_button("Yes", "yes")])
    await raw.result("sendMessage", chat_id=sam.chat_id, text="Sure?", reply_markup=markup)
    await sam.press("Yes")
    (update,) = await raw.result("getUpdates")
    query = update["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("yes", "Sure?")
    assert query["from"]["id"] == sam.chat_id
    await raw.result("answerCallbackQuery", callback_query_id=query["id"])
    reason = "query is too old and response timeout expired or query ID is invalid"
    for unknown in (query["id"], "12345", ""):
        refused = await raw.refusal("answerCallbackQuery", callback_query_id=unknown)
        assert refused == (400, f"Bad Request: {reason}")


async def test_only_a_button_that_is_shown_can_be_pressed(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    markup = keyboard([data_button("Yes", "yes"), {"text": "Site", "url": "https://a.example"}])
    sent = await raw.result("sendMessage", chat_id=sam.chat_id, text="?", reply_markup=markup)
    for wrong in ("No", "Site"):
        with pytest.raises(ControlError):
            await sam.press(wrong)
    assert await sam.press_data("yes") is not None
    await raw.result("editMessageReplyMarkup", chat_id=sam.chat_id, message_id=sent["message_id"])
    with pytest.raises(ControlError, match="expected a button 'Yes'"):
        await sam.press("Yes")


async def test_an_action_has_to_be_one_that_clients_can_show(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await raw.result("sendChatAction", chat_id=sam.chat_id, action="typing")
    refused = await raw.refusal("sendChatAction", chat_id=sam.chat_id, action="thinking")
    assert refused == (400, "Bad Request: wrong parameter action in request")


@pytest.mark.parametrize(
    ("command", "description"),
    [
        ({"command": "Find", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "find", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "find", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_command_has_a_lower_case_name_and_a_description(
    raw: RawCaller, command: dict[str, str], description: str
) -> None:
    good = {"command": "help", "description": "What I can do"}
    await raw.result("setMyCommands", commands=[good])
    assert await raw.refusal("setMyCommands", commands=[command]) == (
        400,
        f"Bad Request: {description}",
    )
    assert await raw.result("getMyCommands") == [good]


async def test_an_update_comes_again_until_an_offset_confirms_it(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    first, second, third = [await sam.say(text) for text in ("one", "two", "three")]
    assert first is not None
    assert await raw.update_ids() == [first, second, third]
    assert await raw.update_ids(limit=2) == [first, second]
    assert await raw.update_ids(offset=first + 1) == [second, third]
    assert await raw.update_ids(offset=-1) == [third]
    assert await raw.update_ids() == [third]
    assert await raw.update_ids(offset=first + 3) == []


async def test_a_confirmed_update_can_be_made_to_come_once_more(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    update_id = await sam.say("one")
    assert update_id is not None
    assert await raw.update_ids(offset=update_id + 1) == []
    await control.repeat(update_id)
    assert await raw.update_ids(offset=update_id + 1) == [update_id]
    assert await raw.update_ids(offset=update_id + 1) == []


async def test_a_long_poll_ends_when_something_comes_or_time_is_over(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    started = time.monotonic()
    assert await raw.update_ids(timeout=1) == []
    assert time.monotonic() - started > 0.9
    poll = asyncio.create_task(raw.update_ids(timeout=30))
    await asyncio.sleep(0.2)
    update_id = await sam.say("hello")
    assert await asyncio.wait_for(poll, 5) == [update_id]


async def test_a_second_reader_ends_the_first(raw: RawCaller) -> None:
    first = asyncio.create_task(raw.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.3)
    assert await raw.update_ids() == []
    code, description = await asyncio.wait_for(first, 5)
    assert code == 409
    assert description.startswith("Conflict: terminated by other getUpdates request")


async def test_only_the_kinds_asked_for_are_kept(raw: RawCaller, control: BotApiControl) -> None:
    sam = await control.add_visitor()
    assert await raw.update_ids(allowed_updates=["callback_query"]) == []
    assert await sam.say("unheard") is None
    assert await raw.update_ids() == []
    assert await raw.update_ids(allowed_updates=[]) == []
    heard = await sam.say("heard")
    assert await raw.update_ids() == [heard]


@pytest.mark.parametrize(
    ("arguments", "description"),
    [
        ({"url": "http://hooks.example/t"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://hooks.example:8000/t"},
            "Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
    ],
)
async def test_a_webhook_has_an_https_address(
    raw: RawCaller, arguments: dict[str, str], description: str
) -> None:
    refused = await raw.refusal("setWebhook", **arguments)
    assert refused == (400, f"Bad Request: bad webhook: {description}")


@pytest.mark.parametrize(
    ("secret", "description"),
    [
        ("", "secret token contains unallowed characters"),
        ("white space", "secret token contains unallowed characters"),
        ("sécret", "secret token contains unallowed characters"),
        ("x" * 257, "secret token is too long"),
    ],
)
async def test_a_webhook_secret_has_1_to_256_plain_characters(
    raw: RawCaller, secret: str, description: str
) -> None:
    url = "https://hooks.example/t"
    refused = await raw.refusal("setWebhook", url=url, secret_token=secret)
    assert refused == (400, f"Bad Request: {description}")
    await raw.result("setWebhook", url=url, secret_token="A-b_9" * 51 + "x")


async def test_a_webhook_and_get_updates_exclude_each_other(raw: RawCaller) -> None:
    await raw.result("setWebhook", url="https://hooks.example/t", max_connections=7)
    info = await raw.result("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == ("https://hooks.example/t", 7)
    code, description = await raw.refusal("getUpdates")
    assert code == 409
    assert description.startswith("Conflict: can't use getUpdates method while webhook is active")
    await raw.result("deleteWebhook")
    assert (await raw.result("getWebhookInfo"))["url"] == ""
    assert await raw.update_ids() == []


async def test_a_flood_says_in_body_and_header_how_long_to_wait(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam = await control.add_visitor()
    await control.add_fault(FaultKind.FLOOD, calls=2, retry_after_seconds=7)
    for _ in range(2):
        answer = await raw.call("sendMessage", chat_id=sam.chat_id, text="Hi")
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "7"
        assert answer.json()["parameters"] == {"retry_after": 7}
        assert answer.json()["description"] == "Too Many Requests: retry after 7"
    await raw.result("sendMessage", chat_id=sam.chat_id, text="Hi")


async def test_a_fault_keeps_to_its_method_and_chat(raw: RawCaller, control: BotApiControl) -> None:
    sam, kim = await control.add_visitor(), await control.add_visitor("Kim")
    await control.add_fault(
        FaultKind.SERVER_ERROR, calls=9, method="sendMessage", chat_id=sam.chat_id
    )
    await raw.result("sendMessage", chat_id=kim.chat_id, text="Hi")
    await raw.result("sendChatAction", chat_id=sam.chat_id, action="typing")
    broken = await raw.refusal("sendMessage", chat_id=sam.chat_id, text="Hi")
    assert broken == (500, "Internal Server Error")


@pytest.mark.parametrize(("kind", "arrives"), [(FaultKind.DROP, 0), (FaultKind.LOSE_ANSWER, 1)])
async def test_a_broken_connection_breaks_before_or_after_the_deed(
    raw: RawCaller, control: BotApiControl, kind: FaultKind, arrives: int
) -> None:
    sam = await control.add_visitor()
    await control.add_fault(kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await raw.call("sendMessage", chat_id=sam.chat_id, text="Hi")
    assert len(await sam.messages()) == arrives
    assert [call.status for call in await control.calls("sendMessage")] == [0]


async def test_a_chat_takes_a_burst_and_then_one_message_at_a_time(
    raw: RawCaller, control: BotApiControl
) -> None:
    sam, kim = await control.add_visitor(), await control.add_visitor("Kim")
    await control.set_pace(messages_per_second=0.1, burst=2)
    codes = [
        (await raw.call("sendMessage", chat_id=sam.chat_id, text=str(n))).status_code
        for n in range(3)
    ]
    assert codes == [200, 200, 429]
    await raw.result("sendMessage", chat_id=kim.chat_id, text="Hi")
    await control.set_pace(messages_per_second=None)
    await raw.result("sendMessage", chat_id=sam.chat_id, text="Hi")


async def test_waiting_for_a_reply_that_does_not_come_fails(control: BotApiControl) -> None:
    sam = await control.add_visitor()
    await sam.say("anyone?")
    with pytest.raises(NoReplyError):
        await sam.wait_for_reply(timeout_seconds=0.2)
