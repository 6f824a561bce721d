"""A visitor on Telegram: from hello to courses and a confirmed address, over the whole product."""

import email
import re
import socket
from contextlib import closing
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx

from tests.doubles.bot_api.control_models import Shown
from tests.doubles.bot_api.process import running_bot_api
from tests.doubles.bot_api.visitor import BotApiControl, NoReplyError, Visitor
from tests.end_to_end.serving import Server, adviser, running

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawE2E"
SECRET = "webhook-secret_1"


async def test_a_visitor_gets_courses_and_a_confirmed_address(home: Path) -> None:
    with running_bot_api(TOKEN) as bot_api:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "ADVISER_TELEGRAM_BASE_URL": bot_api}
        with running(home, settings) as server:
            await converse(bot_api, server)
            mail = only_mail(home)
            assert mail["To"] == "sam@example.org"
            confirm(mail, server)
            assert TOKEN not in "".join(server.log)
            assert "sam@example.org" not in "".join(server.log)
    listed = adviser(home, "newsletter", "list", "--json")
    assert '"status": "confirmed"' in listed.stdout
    assert '"source": "telegram"' in listed.stdout


async def test_the_same_by_webhook(home: Path) -> None:
    port = free_port()
    with running_bot_api(TOKEN) as bot_api:
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "ADVISER_TELEGRAM_BASE_URL": bot_api,
            "ADVISER_TELEGRAM": "webhook",
            "ADVISER_TELEGRAM_WEBHOOK_SECRET": SECRET,
            "ADVISER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        with running(home, settings, port) as server:
            await converse(bot_api, server)
            wrong = {"X-Telegram-Bot-Api-Secret-Token": "guess"}
            refused = httpx.post(f"{server.address}/telegram/webhook", headers=wrong, json={})
            assert refused.status_code == 401


async def converse(bot_api: str, server: Server) -> None:
    assert server.address
    async with BotApiControl(bot_api) as control:
        visitor = await control.add_visitor()
        await visitor.say("/start")
        greeting = await visitor.wait_for_reply(20)
        assert "Find a course" in greeting.labels
        await visitor.say("How long does a micro-credential take?")
        answer = await visitor.wait_for_reply(20)
        assert "<blockquote>" in answer.html
        assert "What is a micro-credential?" in answer.text
        await visitor.say("beauty courses in Victoria")
        found = [await visitor.wait_for_reply(20)]
        while not found[-1].labels:
            found.append(await visitor.wait_for_reply(20))
        assert any("Field: Beauty" in message.text for message in found)
        await visitor.press(
            next(label for label in found[-1].labels if label.startswith("In class ("))
        )
        shown = await visitor.wait_for_reply(20)
        while "Study mode: In class" not in shown.text or "Looking for: Beauty" not in shown.text:
            shown = await visitor.wait_for_reply(20)
        await visitor.say("newsletter")
        await last_of_turn(visitor)
        await visitor.say("sam@example.org")
        consent = await last_of_turn(visitor)
        assert "I agree to receive" in consent.text
        await visitor.press("Yes, I agree")
        done = await last_of_turn(visitor)
        assert "confirmation link" in done.text


async def last_of_turn(visitor: Visitor) -> Shown:
    """The message of the turn that carries what can be pressed, or its only one."""
    shown = await visitor.wait_for_reply(20)
    while True:
        try:
            shown = await visitor.wait_for_reply(1)
        except NoReplyError:
            return shown


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def only_mail(home: Path) -> EmailMessage:
    (path,) = (home / "outbox").glob("*.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def confirm(mail: EmailMessage, server: Server) -> None:
    body = mail.get_body()
    assert body is not None
    found = re.search(r"https?://\S+/newsletter/confirm/(\S+)", body.get_content())
    assert found
    link = f"{server.address}/api/v1/newsletter/confirm/{found[1]}"
    assert httpx.get(link).status_code == 200
    assert httpx.post(link).status_code == 200
    assert httpx.post(link).status_code == 404
