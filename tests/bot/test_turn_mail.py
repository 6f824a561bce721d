"""Mail that turns asked for: behind the reply, through restarts, in bounds, without a trace."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.blocks import ParagraphBlock
from bot.core.channels import Channel
from bot.core.document import to_document
from bot.core.effects import DropAddress, Effect, ForgetConversation, HandOver, MailShortlist
from bot.core.message import Reply
from bot.core.state import ConversationState
from bot.effects import Effects
from bot.incoming import Incoming
from bot.privacy import Privacy
from bot.stores.conversations import ConversationStore, PendingEffect
from bot.stores.crossings import CrossingStore
from bot.stores.waiting_mail import ATTEMPTS_MAX, Backlog
from tests.bot.newsletter_desk import OWNER, Desk, everything_in
from tests.doubles.mail_server import MailServer

LIST = MailShortlist(email="sam@example.org", body="Your shortlist:\n1. Care basics, $40")
CHAT = HandOver(transcript="Visitor: G'day\nAdviser: Hello", contact="sam@example.org")
PLACE = "telegram:1"
DAYS = timedelta(days=30)


def save(desk: Desk, *effects: Effect) -> tuple[PendingEffect, ...]:
    """A turn that asks for these effects; gives those that are done at once."""
    store = ConversationStore(desk.database)
    before = store.load(PLACE)
    incoming = Incoming(PLACE, f"m{before.revision}", Channel.TELEGRAM, desk.clock.now, text="Yes")
    reply = Reply(ConversationState(), "notice", (ParagraphBlock(text="On its way"),))
    document = to_document(reply, "v1")
    return store.save(incoming, "Yes", before, ConversationState(), document, effects)


def effects_of(desk: Desk) -> Effects:
    conversations = ConversationStore(desk.database)
    privacy = Privacy(
        conversations,
        desk.newsletter,
        desk.hand_overs,
        DAYS,
        desk.clock,
        CrossingStore(desk.database),
    )
    return Effects(conversations, desk.newsletter, privacy, desk.turn_mail)


async def test_nobody_waits_for_a_slow_mail_server_and_both_mails_arrive(
    desk: Desk, server: MailServer
) -> None:
    server.delay_seconds = 0.3
    effects = effects_of(desk)
    assert save(desk, LIST, CHAT) == ()
    effects.send_mail()
    await asyncio.sleep(0)
    assert desk.recipients == []
    await effects.drain()
    assert sorted(desk.recipients) == [OWNER, "sam@example.org"]


async def test_what_a_process_saved_and_did_not_send_is_sent_by_the_next(
    desk: Desk, server: MailServer
) -> None:
    save(desk, LIST)
    another = desk.another()
    assert await another.turn_mail.send_due() == 1
    another.database.dispose()
    assert await desk.turn_mail.send_due() == 0
    assert len(server.taken) == 1


async def test_two_processes_at_once_send_each_mail_once(desk: Desk, server: MailServer) -> None:
    server.delay_seconds = 0.05
    for _ in range(6):
        save(desk, LIST)
    another = desk.another()
    sent = await asyncio.gather(desk.turn_mail.send_due(), another.turn_mail.send_due())
    another.database.dispose()
    assert sum(sent) == len(server.taken) == 6


async def test_a_mail_that_was_not_taken_is_tried_again_later_and_known_for_the_same_one(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["451 try later"]
    save(desk, LIST)
    assert await desk.turn_mail.send_due() == 0
    desk.clock.turn(seconds=59)
    assert await desk.turn_mail.send_due() == 0
    assert desk.turn_mail.backlog() == Backlog(waiting=1, given_up=0)
    desk.clock.turn(seconds=1)
    assert await desk.turn_mail.send_due() == 1
    assert desk.turn_mail.backlog() == Backlog(waiting=0, given_up=0)


async def test_a_process_that_died_while_it_sent_has_its_mail_taken_over(
    desk: Desk, server: MailServer
) -> None:
    server.delay_seconds = 60
    save(desk, LIST)
    sending = asyncio.create_task(desk.turn_mail.send_due())
    while not server.asked_for:
        await asyncio.sleep(0.01)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    server.delay_seconds = 0
    assert await desk.turn_mail.send_due() == 0
    desk.clock.turn(minutes=10)
    assert await desk.turn_mail.send_due() == 1


async def test_a_server_that_never_takes_it_is_not_asked_for_ever(
    desk: Desk, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = ["451 try later"] * (ATTEMPTS_MAX + 5)
    save(desk, LIST)
    with caplog.at_level(logging.WARNING, "adviser.turn_mail"):
        for _ in range(ATTEMPTS_MAX + 3):
            await desk.turn_mail.send_due()
            desk.clock.turn(days=2)
    assert len(server.asked_for) == ATTEMPTS_MAX
    assert caplog.records[-1].getMessage() == "mail_given_up"
    assert "sam" not in caplog.text
    assert desk.turn_mail.backlog() == Backlog(waiting=0, given_up=1)
    server.answers = []
    await desk.turn_mail.revive()
    assert await desk.turn_mail.send_due() == 1


async def test_a_recipient_that_is_refused_for_good_is_asked_once(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["550 no such mailbox"]
    save(desk, LIST)
    await desk.turn_mail.send_due()
    desk.clock.turn(days=2)
    await desk.turn_mail.send_due()
    assert server.asked_for == ["sam@example.org"]
    assert desk.turn_mail.backlog() == Backlog(waiting=0, given_up=0)


async def test_the_address_is_in_no_file_once_the_mail_has_gone(desk: Desk, tmp_path: Path) -> None:
    save(desk, LIST, CHAT, DropAddress())
    assert b"sam@" in everything_in(tmp_path)
    assert await desk.turn_mail.send_due() == 2
    assert b"sam@" not in everything_in(tmp_path)


async def test_a_conversation_that_is_forgotten_takes_its_waiting_mail_along(
    desk: Desk, server: MailServer, tmp_path: Path
) -> None:
    server.answers = ["451 try later"]
    save(desk, LIST)
    await desk.turn_mail.send_due()
    forget = PendingEffect(f"{PLACE}/m9/0", PLACE, Channel.TELEGRAM, ForgetConversation())
    await effects_of(desk).run(forget)
    assert b"sam@" not in everything_in(tmp_path)
    desk.clock.turn(days=1)
    assert await desk.turn_mail.send_due() == 0


async def test_waiting_mail_goes_with_the_conversation_when_its_time_is_over(desk: Desk) -> None:
    save(desk, LIST)
    ConversationStore(desk.database).purge_untouched(desk.clock.now + DAYS)
    assert await desk.turn_mail.send_due() == 0
