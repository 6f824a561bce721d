"""What a visitor sees of what is kept, and that nothing of it is left once they say so."""

import json
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.bot.newsletter_desk import everything_in
from tests.conftest import copied_home
from tests.doubles.bot_api.process import running_bot_api
from tests.doubles.bot_api.visitor import BotApiControl
from tests.end_to_end.serving import Server, adviser, running
from tests.end_to_end.talk import Talk

DOMAIN = "bushmail.example.org"
PHONE = "0412 345 678"
OWNER = {"ADVISER_OWNER_EMAIL": "owner@example.edu.au", "ADVISER_LOG_LEVEL": "DEBUG"}
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawE2E"


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for every visitor of this module: each leaves alone."""
    return copied_home(sample_home, tmp_path_factory.mktemp("privacy") / "home")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    with running(home, OWNER) as server:
        yield server


@pytest.fixture
def email() -> str:
    """An address of the test's own: one that was forgotten gets no mail for a day."""
    return f"Wilhelmina.{secrets.token_hex(4)}@{DOMAIN}"


@pytest.fixture
def talk(server: Server) -> Talk:
    return Talk(server.address)


def sign_up_and_confirm(talk: Talk, home: Path, address: str) -> None:
    talk.told(f"sign me up for the newsletter, {address}")
    assert "confirmation link" in talk.told("yes, I agree")
    found = re.search(r"(/newsletter/confirm/\S+)", mail_to(address, home))
    assert found
    assert httpx.post(f"{talk.address}/api/v1{found[1]}").status_code == 200


def mail_to(address: str, home: Path) -> str:
    """The one message to an address, once it is there."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        texts = [file.read_text() for file in (home / "outbox").glob("*.eml")]
        for text in texts:
            if f"to: {address}".lower() in text.lower():
                return text
        time.sleep(0.02)
    raise AssertionError(f"no mail to {address}")


def left_of(home: Path, server: Server, *details: str) -> list[str]:
    """Which of the details stand anywhere in the data folder or in the log, whatever the case."""
    kept = everything_in(home).lower() + "".join(server.log).lower().encode()
    return [detail for detail in details if detail.lower().encode() in kept]


def suppressions(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "adviser.sqlite3")) as database:
        return [row[0] for row in database.execute("SELECT email_hash FROM suppressions")]


def test_after_forget_nothing_is_left_but_the_hash_of_the_address(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    before = suppressions(home)
    other = Talk(talk.address)
    other.told("I look for beauty courses")
    for text in ("nursing courses in Victoria", f"ring me on {PHONE}", "how much are they?"):
        talk.told(text)
    talk.like_the_last_answer()
    sign_up_and_confirm(talk, home, email)
    talk.told("/mydata")
    details = (talk.id, talk.token, email, email.split("@")[0], PHONE, PHONE.replace(" ", ""))
    assert left_of(home, server, *details) == [talk.id, email, email.split("@")[0]]

    assert "can't be undone" in talk.told("/forget")
    assert "deleted" in talk.told("yes")
    assert left_of(home, server, *details) == []
    after = suppressions(home)
    assert len(after) == len(before) + 1
    assert all(re.fullmatch("[0-9a-f]{64}", kept) for kept in after)
    assert "Looking for: Beauty" in other.told("show me what you have on me")


def test_a_chat_that_was_sent_to_the_owner_is_forgotten_here_with_its_contact(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    talk.told("nursing courses in Victoria")
    assert "what I'd send" in talk.told("can I talk to a person?")
    assert "Where should they answer" in talk.told("yes please")
    preview = talk.told(f"at {email}")
    assert "nursing courses in Victoria" in preview
    assert email not in preview
    assert "on its way" in talk.told("yes")
    sent = mail_to(OWNER["ADVISER_OWNER_EMAIL"], home)
    assert f"Reply-To: {email.split('@')[0]}@{DOMAIN}" in sent
    assert "nursing courses in Victoria" in sent
    talk.told("/forget")
    talk.told("yes")
    assert left_of(home, server, talk.id, email, email.split("@")[0]) == []


def test_deleting_the_conversation_over_http_leaves_as_little(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    sign_up_and_confirm(talk, home, email)
    talk.delete()
    assert left_of(home, server, talk.id, email, email.split("@")[0]) == []


def test_a_no_to_the_consent_leaves_no_trace_of_the_address(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    before = suppressions(home)
    talk.told(f"sign me up for the newsletter, {email}")
    talk.told("no, I changed my mind")
    assert left_of(home, server, email, email.split("@")[0]) == []
    assert suppressions(home) == before


def test_a_request_taken_back_before_it_is_confirmed_leaves_no_trace(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    talk.told(f"newsletter for {email}")
    talk.told("yes")
    mail_to(email, home)
    talk.told("/forget")
    talk.told("yes, delete it")
    assert left_of(home, server, talk.id, email, email.split("@")[0]) == []


def test_a_running_server_forgets_whom_the_command_line_names(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    sign_up_and_confirm(talk, home, email)
    exported = json.loads(adviser(home, "privacy", "export", talk.id).stdout)
    assert exported["newsletter"][0]["email"] == email
    assert adviser(home, "privacy", "forget", talk.id).returncode == 0
    assert left_of(home, server, talk.id, email, email.split("@")[0]) == []
    again = adviser(home, "privacy", "export", talk.id)
    assert (again.returncode, again.stdout) == (1, "")
    assert "nothing is kept" in again.stderr


async def test_on_telegram_the_chat_is_told_and_forgotten_by_command(
    home: Path, email: str
) -> None:
    with running_bot_api(TOKEN) as bot_api:
        settings = {**OWNER, "TELEGRAM_BOT_TOKEN": TOKEN, "ADVISER_TELEGRAM_BASE_URL": bot_api}
        with running(home, settings) as server:
            assert server.address
            async with BotApiControl(bot_api) as control:
                visitor = await control.add_visitor()
                for text in ("nursing in Perth", f"newsletter for {email}", "yes", "/mydata"):
                    await visitor.say(text)
                    reply = await visitor.wait_for_reply(20)
                assert "Looking for: Nursing" in reply.text
                details = (f"telegram:{visitor.chat_id}", email, email.split("@")[0])
                assert left_of(home, server, *details) == list(details)
                for text in ("/forget", "yes"):
                    await visitor.say(text)
                    await visitor.wait_for_reply(20)
                assert left_of(home, server, *details) == []


def test_in_the_terminal_too(home: Path) -> None:
    lines = "nursing in Perth\n/mydata\n/privacy\n/forget\nyes\n"
    chat = ("chat", "--script", "-", "--conversation", "zq-7f3k", "--json")
    run = adviser(home, *chat, stdin=lines)
    replies: list[dict[str, Any]] = [json.loads(line) for line in run.stdout.splitlines()]
    assert "Looking for: Nursing" in replies[1]["text"]
    assert "deleted" in replies[-1]["text"]
    assert b"zq-7f3k" not in everything_in(home)


def test_what_is_older_than_the_setting_says_is_purged_and_proof_of_consent_is_not(
    home: Path, server: Server, talk: Talk, email: str
) -> None:
    sign_up_and_confirm(talk, home, email)
    with closing(sqlite3.connect(home / "adviser.sqlite3", isolation_level=None)) as database:
        database.execute(
            "UPDATE conversations SET updated_at = '2020-01-01 00:00:00.000000' WHERE id = ?",
            (talk.id,),
        )
    purged = adviser(home, "privacy", "purge", "--json")
    assert json.loads(purged.stdout) == {"conversations": 1, "unconfirmed_addresses": 0}
    assert '"status": "confirmed"' in adviser(home, "newsletter", "list", "--json").stdout
    assert adviser(home, "privacy", "forget", talk.id).returncode == 0
    assert left_of(home, server, talk.id, email) == []


@pytest.mark.parametrize("command", ["export", "forget"])
def test_an_id_that_begins_with_a_hyphen_is_no_option(tmp_path: Path, command: str) -> None:
    run = adviser(tmp_path / "empty", "privacy", command, "-aJhQx_f-8")
    assert run.returncode == (1 if command == "export" else 0), run.stderr
    assert ("'-aJhQx_f-8'" if command == "export" else "done") in run.stderr
