"""A mail tool and the subscribers here say the same, and a no counts on both sides."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from bot.errors import MailToolFailure, SettingError
from bot.mail_tools import listmonk, mailchimp
from bot.mail_tools.connecting import connected
from bot.mail_tools.syncing import ToolReport, sync
from bot.settings import Settings
from tests.bot.newsletter_desk import Desk
from tests.doubles.mail_tools import (
    KEY,
    ListmonkServer,
    MailchimpServer,
    ToolServer,
    running_tool,
)

LISTS = {"listmonk": "1", "mailchimp": "a1b2c3"}


@pytest.fixture(params=["listmonk", "mailchimp"])
def tool(request: pytest.FixtureRequest) -> Iterator[ToolServer]:
    server = ListmonkServer() if request.param == "listmonk" else MailchimpServer()
    with running_tool(server):
        yield server


def settings(tool: ToolServer, **changes: str) -> Settings:
    name = "listmonk" if isinstance(tool, ListmonkServer) else "mailchimp"
    given = {
        "mail_tool": name,
        "mail_tool_url": tool.url,
        "mail_tool_user": "api",
        "mail_tool_key": KEY,
        "mail_tool_list": LISTS[name],
    }
    return Settings.model_validate({**given, **changes})


def synced(desk: Desk, tool: ToolServer) -> ToolReport:
    with connected(settings(tool)) as there:
        return sync(desk.newsletter, there)


def standing(tool: ToolServer, email: str) -> str:
    row = tool.of(email)
    return str(row["lists"][0]["subscription_status"] if "lists" in row else row["status"])


def topics(tool: ToolServer, email: str) -> list[str]:
    row = tool.of(email)
    return row["attribs"]["topics"] if "lists" in row else [tag["name"] for tag in row["tags"]]


def say_no_there(tool: ToolServer, email: str) -> None:
    row: dict[str, Any] = tool.of(email)
    if "lists" in row:
        row["lists"][0]["subscription_status"] = "unsubscribed"
    else:
        row["status"] = "unsubscribed"


async def test_confirmed_subscribers_come_to_the_tool_with_their_topics_and_others_do_not(
    desk: Desk, tool: ToolServer
) -> None:
    await desk.subscribe("sam@example.org", conversation_id="c1")
    desk.newsletter.choose_topics("c1", ("Nursing", "Aged Care"))
    desk.ask("pending@example.org")
    assert synced(desk, tool).subscribed_there == 1
    assert standing(tool, "sam@example.org") in ("confirmed", "subscribed")
    assert sorted(topics(tool, "sam@example.org")) in (
        ["Aged Care", "Nursing"],
        ["Topic: Aged Care", "Topic: Nursing"],
    )
    assert len(tool.rows) == 1
    assert synced(desk, tool) == ToolReport(unchanged=2)


async def test_other_topics_replace_ours_and_nothing_else(desk: Desk, tool: ToolServer) -> None:
    await desk.subscribe("sam@example.org", conversation_id="c1")
    desk.newsletter.choose_topics("c1", ("Nursing",))
    synced(desk, tool)
    row = tool.of("sam@example.org")
    if isinstance(tool, ListmonkServer):
        row["attribs"]["city"] = "Dubbo"
    else:
        row["tags"].append({"id": 9, "name": "VIP"})
    desk.newsletter.choose_topics("c1", ("Beauty",))
    synced(desk, tool)
    if isinstance(tool, ListmonkServer):
        assert tool.of("sam@example.org")["attribs"] == {"topics": ["Beauty"], "city": "Dubbo"}
    else:
        assert topics(tool, "sam@example.org") == ["Topic: Beauty", "VIP"]


async def test_a_no_at_the_tool_ends_the_subscription_here(desk: Desk, tool: ToolServer) -> None:
    await desk.subscribe("Sam@example.org")
    synced(desk, tool)
    say_no_there(tool, tool.rows[next(iter(tool.rows))].get("email", "Sam@example.org"))
    assert synced(desk, tool).unsubscribed_here == 1
    assert desk.only.status == "unsubscribed"


async def test_a_no_here_ends_the_subscription_at_the_tool(desk: Desk, tool: ToolServer) -> None:
    await desk.subscribe("sam@example.org")
    synced(desk, tool)
    desk.newsletter.unsubscribe_address("sam@example.org")
    assert synced(desk, tool).unsubscribed_there == 1
    assert standing(tool, "sam@example.org") == "unsubscribed"


async def test_a_yes_after_a_no_is_neither_lost_here_nor_forced_upon_the_tool(
    desk: Desk, tool: ToolServer
) -> None:
    await desk.subscribe("sam@example.org")
    synced(desk, tool)
    desk.newsletter.unsubscribe_address("sam@example.org")
    synced(desk, tool)
    desk.clock.turn(days=2)
    await desk.subscribe("sam@example.org")
    assert synced(desk, tool) == ToolReport(to_settle=1)
    assert desk.only.status == "confirmed"
    assert standing(tool, "sam@example.org") == "unsubscribed"


async def test_who_is_forgotten_here_is_deleted_there_and_strangers_are_left_alone(
    desk: Desk, tool: ToolServer
) -> None:
    await desk.subscribe("sam@example.org")
    await desk.subscribe("kim@example.org")
    synced(desk, tool)
    desk.newsletter.forget("sam@example.org")
    with desk.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM subscribers WHERE email = 'kim@example.org'")
    assert synced(desk, tool) == ToolReport(deleted_there=1)
    assert [row.get("email") or row["email_address"] for row in tool.rows.values()] == [
        "kim@example.org"
    ]


async def test_a_sync_that_fails_midway_goes_on_the_next_time(desk: Desk, tool: ToolServer) -> None:
    for name in ("sam", "kim", "lee"):
        await desk.subscribe(f"{name}@example.org")
    tool.fail_at = 3
    with pytest.raises(MailToolFailure, match="status 500") as failure:
        synced(desk, tool)
    assert "sam@" not in str(failure.value)
    tool.fail_at = None
    synced(desk, tool)
    assert len(tool.rows) == 3
    assert synced(desk, tool) == ToolReport(unchanged=3)


async def test_lists_longer_than_a_page_are_read_to_their_end(
    desk: Desk, tool: ToolServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (listmonk, mailchimp):
        monkeypatch.setattr(module, "PER_PAGE", 2)
    for name in ("sam", "kim", "lee", "max", "pat"):
        await desk.subscribe(f"{name}@example.org")
    synced(desk, tool)
    assert synced(desk, tool) == ToolReport(unchanged=5)


async def test_a_known_contact_that_is_not_on_the_list_joins_it(desk: Desk) -> None:
    await desk.subscribe("sam@example.org")
    with running_tool(ListmonkServer()) as tool:
        assert isinstance(tool, ListmonkServer)
        tool.add("sam@example.org", None)
        assert synced(desk, tool).subscribed_there == 1
        assert standing(tool, "sam@example.org") == "confirmed"
    with running_tool(MailchimpServer()) as audience:
        name = hashlib.md5(b"sam@example.org").hexdigest()
        audience.rows[name] = {"id": name, "email_address": "sam@example.org",
                               "status": "archived", "tags": []}  # fmt: skip
        assert synced(desk, audience).subscribed_there == 1
        assert standing(audience, "sam@example.org") == "subscribed"


def test_a_key_that_is_not_known_is_told_without_it(desk: Desk, tool: ToolServer) -> None:
    wrong = settings(tool, mail_tool_key="wrong-us6")
    with pytest.raises(MailToolFailure, match="status 403") as failure, connected(wrong) as there:
        sync(desk.newsletter, there)
    assert "wrong" not in str(failure.value)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, "ADVISER_MAIL_TOOL: expected listmonk or mailchimp"),
        ({"mail_tool": "listmonk"}, "ADVISER_MAIL_TOOL_URL: needed for listmonk"),
        ({"mail_tool": "mailchimp"}, "ADVISER_MAIL_TOOL_KEY: needed for mailchimp"),
        ({"mail_tool": "mailchimp", "mail_tool_key": "k-"}, "data centre"),
        ({"mail_tool": "mailchimp", "mail_tool_key": "k-us6"}, "ADVISER_MAIL_TOOL_LIST"),
        (
            {"mail_tool": "listmonk", "mail_tool_url": "http://x", "mail_tool_key": "k",
             "mail_tool_list": "news"},
            "number of a listmonk list",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(given: dict[str, str], complaint: str) -> None:
    with pytest.raises(SettingError, match=complaint), connected(Settings.model_validate(given)):
        pass
