"""What could go wrong with links between channels: copies of tokens, races, work left undone."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.core.channels import Channel
from bot.core.crossing import joined
from bot.core.state import ConversationState, FundingTalk
from bot.privacy import Privacy
from corpus.database import connect
from tests.bot.crossing_places import CHAT, NOW, WEB, WORDS, Process, leave, token_of
from tests.bot.newsletter_desk import Desk
from tests.doubles.mail_server import MailServer


async def test_a_link_opened_while_its_conversation_is_being_forgotten_saves_nothing(
    process: Process, path: Path
) -> None:
    token = await leave(process)
    other, desk = Process(connect(f"sqlite:///{path}")), Desk(process.database, MailServer())
    kept_for = timedelta(days=30)
    privacy = Privacy(
        process.store, desk.newsletter, desk.hand_overs, kept_for, desk.clock, process.places
    )

    def open_it(*_: object) -> None:
        asyncio.run(other.say(CHAT, f"/start {token}"))

    # After the first transaction of the forgetting, whichever that is.
    event.listen(process.database, "checkin", open_it, once=True)
    await asyncio.to_thread(privacy.forget, WEB)
    assert process.said(WEB) == []
    assert "nursing" not in process.said(CHAT)
    other.database.dispose()


@pytest.mark.parametrize(
    "pasted", ["https://t.me/course_bot?start={}", " t.me/course_bot?start={}\n", "\u200b/start {}"]
)
async def test_a_link_that_is_pasted_instead_of_opened_works_too(
    process: Process, pasted: str
) -> None:
    arrived = await process.say(CHAT, pasted.format(await leave(process)))
    assert WORDS.arrived[Channel.WEB] in arrived.text
    assert process.said(CHAT)[-1] == "/start"


async def test_a_token_within_other_words_opens_nothing_and_is_not_kept(
    process: Process, path: Path
) -> None:
    token = await leave(process)
    await process.say(CHAT, f"My friend sent me {token}, what is it?")
    with closing(sqlite3.connect(path)) as database:
        assert token not in "\n".join(database.iterdump())
    assert process.state(WEB)["gone_to"] is None


async def test_what_was_left_undone_goes_with_the_conversation(process: Process) -> None:
    process.effects.is_down = True
    for text in ("newsletter", "sam@example.org", "I agree"):
        await process.say(WEB, text)
    await process.say(CHAT, f"/start {token_of(await process.say(WEB, '/telegram'))}")
    assert {one.conversation_id for one in process.store.pending_effects()} == {CHAT}


async def test_what_is_kept_is_told_since_the_first_message_of_both(process: Process) -> None:
    await process.say(WEB, "nursing")
    process.now = NOW + timedelta(days=3)
    await process.say(CHAT, f"/start {token_of(await process.say(WEB, '/telegram'))}")
    assert process.store.kept(CHAT).since == NOW.date()


def test_what_funding_depends_on_is_not_asked_still_after_an_arrival() -> None:
    asked = ConversationState(funding=FundingTalk(is_open=True))
    funding = joined(asked, ConversationState()).funding
    assert funding is not None
    assert not funding.is_open
