"""A shortlist goes out once, as one plain mail, and leaves no address behind."""

import asyncio
from datetime import timedelta
from email.utils import parseaddr

import pytest

from bot.core.channels import Channel
from bot.core.effects import DropAddress, MailShortlist
from bot.effects import Effects
from bot.errors import MailFailure
from bot.privacy import Privacy
from bot.stores.conversations import ConversationStore, PendingEffect
from bot.stores.crossings import CrossingStore
from tests.bot.newsletter_desk import Desk
from tests.doubles.mail_server import MailServer

LIST = MailShortlist(email="sam@bücher.example", body="Your shortlist:\n1. Care basics, $40 — é")


@pytest.fixture
def effects(desk: Desk) -> Effects:
    conversations = ConversationStore(desk.database)
    kept_for = timedelta(days=30)
    privacy = Privacy(
        conversations,
        desk.newsletter,
        desk.hand_overs,
        kept_for,
        desk.clock,
        CrossingStore(desk.database),
    )
    return Effects(conversations, desk.newsletter, privacy, desk.hand_overs, desk.shortlist_mail)


def pending(effect: MailShortlist | DropAddress, number: int = 0) -> PendingEffect:
    return PendingEffect(f"web:1/m1/{number}", "web:1", Channel.WEB, effect)


async def test_the_list_arrives_as_text_from_a_named_sender(
    effects: Effects, server: MailServer
) -> None:
    await effects.run(pending(LIST))
    (message,) = server.messages
    body = message.get_content()
    assert LIST.body in body.replace("\r\n", "\n")
    assert "02 9999 0000" in body
    assert parseaddr(message["From"])[1] == "adviser@example.org"
    assert message["To"] == "sam@xn--bcher-kva.example"
    assert "List-Unsubscribe" not in message


async def test_a_mail_sent_again_is_known_for_the_same_one(
    effects: Effects, server: MailServer
) -> None:
    await effects.run(pending(LIST))
    await effects.run(pending(LIST))
    await effects.run(pending(LIST, number=1))
    first, again, another = (message["Message-ID"] for message in server.messages)
    assert first == again != another


async def test_a_mail_that_was_not_taken_stays_to_be_done(
    effects: Effects, server: MailServer
) -> None:
    server.answers = ["451 try later"]
    with pytest.raises(MailFailure):
        await effects.run(pending(LIST))
    await effects.run(pending(LIST))
    assert len(server.messages) == 1


async def test_nobody_is_signed_up_by_it(effects: Effects, desk: Desk) -> None:
    await effects.run(pending(LIST))
    await effects.run(pending(DropAddress(), number=1))
    assert await asyncio.to_thread(desk.newsletter.subscribers) == ()


async def test_an_address_that_mail_servers_refuse_is_not_tried_again(
    effects: Effects, server: MailServer
) -> None:
    await effects.run(pending(MailShortlist(email="säm@example.org", body="")))
    assert server.messages == []
