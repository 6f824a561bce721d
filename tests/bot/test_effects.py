"""What turns ask for, done after the save: once, to the end, and without trace where so asked."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.blocks import ParagraphBlock
from bot.core.channels import Channel
from bot.core.document import to_document
from bot.core.effects import DropAddress, ForgetConversation, Immediate, Subscribe, Unsubscribe
from bot.core.message import Reply
from bot.core.state import ConversationState
from bot.effects import Effects
from bot.incoming import Incoming
from bot.privacy import Privacy
from bot.stores.conversations import ConversationStore, PendingEffect, StoredConversation
from bot.stores.crossings import CrossingStore
from tests.bot.newsletter_desk import CONSENT, Desk, everything_in
from tests.doubles.mail_server import MailServer

SUBSCRIBE = Subscribe(email="sam@example.org", consent_version=CONSENT.version)


@pytest.fixture
def conversations(desk: Desk) -> ConversationStore:
    return ConversationStore(desk.database)


@pytest.fixture
def effects(desk: Desk, conversations: ConversationStore) -> Effects:
    kept_for = timedelta(days=30)
    privacy = Privacy(
        conversations,
        desk.newsletter,
        desk.hand_overs,
        kept_for,
        desk.clock,
        CrossingStore(desk.database),
    )
    return Effects(conversations, desk.newsletter, privacy, desk.turn_mail)


def pending(effect: Immediate, conversation_id: str = "telegram:1") -> PendingEffect:
    return PendingEffect(f"{conversation_id}/m1/0", conversation_id, Channel.TELEGRAM, effect)


def save_turn(
    conversations: ConversationStore, desk: Desk, number: int, state: ConversationState
) -> None:
    incoming = Incoming("telegram:1", f"m{number}", Channel.TELEGRAM, desk.clock.now, text="Hi")
    reply = to_document(Reply(state, "notice", (ParagraphBlock(text="Hello"),)), "v1")
    before = StoredConversation(ConversationState(), number)
    conversations.save(incoming, "Hi", before, state, reply, ())


async def test_a_subscription_is_on_record_at_once_and_its_mail_goes_out_behind(
    effects: Effects, desk: Desk
) -> None:
    await effects.run(pending(SUBSCRIBE))
    assert (desk.only.status, desk.only.consents[0].source) == ("pending", "telegram")
    await effects.drain()
    assert desk.recipients == ["sam@example.org"]


async def test_a_slow_mail_server_keeps_nobody_waiting_until_the_end(
    effects: Effects, desk: Desk, server: MailServer
) -> None:
    server.delay_seconds = 0.3
    await effects.run(pending(SUBSCRIBE))
    assert desk.recipients == []
    await effects.drain()
    assert desk.recipients == ["sam@example.org"]


async def test_running_an_effect_twice_has_the_effect_of_once(effects: Effects, desk: Desk) -> None:
    for effect in (SUBSCRIBE, Unsubscribe(email="sam@example.org")):
        for _ in range(2):
            await effects.run(pending(effect))
            await effects.drain()
    assert desk.events == ["requested", "unsubscribed"]
    assert len(desk.recipients) == 1
    for _ in range(2):
        await effects.run(pending(ForgetConversation()))
    assert desk.newsletter.subscribers() == ()


@pytest.mark.parametrize(
    ("effect", "reason"),
    [
        (Subscribe(email="sam at home", consent_version=CONSENT.version), "InvalidAddress"),
        (Subscribe(email="sam@example.org", consent_version="2025"), "OutdatedConsent"),
    ],
)
async def test_what_can_never_succeed_is_logged_without_the_address_and_not_tried_again(
    effects: Effects,
    desk: Desk,
    caplog: pytest.LogCaptureFixture,
    effect: Immediate,
    reason: str,
) -> None:
    with caplog.at_level(logging.WARNING, "adviser"):
        await effects.run(pending(effect))
    (record,) = caplog.records
    assert (record.getMessage(), vars(record)["reason"]) == ("effect_refused", reason)
    assert "sam" not in str(vars(record))
    assert desk.newsletter.subscribers() == ()


async def test_forgetting_a_conversation_takes_what_was_signed_up_in_it_and_nothing_else(
    effects: Effects, desk: Desk, conversations: ConversationStore, tmp_path: Path
) -> None:
    save_turn(conversations, desk, 0, ConversationState(email="sam@example.org"))
    await effects.run(pending(SUBSCRIBE))
    other = Subscribe(email="kim@example.org", consent_version=CONSENT.version)
    await effects.run(pending(other, "telegram:2"))
    await effects.drain()
    await effects.run(pending(ForgetConversation()))
    assert desk.only.email == "kim@example.org"
    assert conversations.load("telegram:1").revision == 0
    assert b"sam@" not in everything_in(tmp_path)


async def test_an_address_that_was_not_consented_for_is_in_no_file_afterwards(
    effects: Effects, desk: Desk, conversations: ConversationStore, tmp_path: Path
) -> None:
    save_turn(conversations, desk, 0, ConversationState(email="sam@example.org"))
    save_turn(conversations, desk, 1, ConversationState())
    await effects.run(pending(DropAddress()))
    assert b"sam@" not in everything_in(tmp_path)


async def test_mail_that_fails_for_a_reason_of_ours_is_logged_and_stays_due(
    effects: Effects, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with desk.database.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON subscribers"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    await effects.run(pending(SUBSCRIBE))
    await effects.drain()
    (record,) = [record for record in caplog.records if record.name == "adviser.background"]
    assert (record.getMessage(), vars(record)["task"]) == ("task_failed", "newsletter_mail")
    with desk.database.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    assert await desk.newsletter.send_due_mail() == 1
