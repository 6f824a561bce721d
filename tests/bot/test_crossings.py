"""A conversation goes on elsewhere by a link: what moves, what stays, who wins, what is refused."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.channels import Channel
from bot.database import migrate
from corpus.database import connect
from tests.bot.crossing_places import (
    CHAT,
    NOW,
    OTHER_CHAT,
    WEB,
    WORDS,
    Process,
    leave,
    token_of,
)

# What Telegram lets a link carry: core.telegram.org/bots/features#deep-linking
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def test_search_list_and_messages_move_and_the_open_question_is_asked_again(
    process: Process,
) -> None:
    asked = (await process.say(WEB, "beauty")).step
    token = token_of(await process.say(WEB, "/telegram"))
    arrived = await process.say(CHAT, f"/start {token}")
    assert WORDS.arrived[Channel.WEB] in arrived.text
    assert "Beauty" in arrived.text
    assert arrived.step == asked
    assert process.said(CHAT) == ["beauty", "/telegram", "/start"]


async def test_a_token_fits_telegrams_links_and_is_nowhere_in_the_database(
    process: Process, path: Path
) -> None:
    token = await leave(process)
    await process.say(CHAT, f"/start {token}")
    assert PAYLOAD.fullmatch(token)
    with closing(sqlite3.connect(path)) as database:
        assert token not in "\n".join(database.iterdump())


async def test_a_message_sent_again_shows_the_link_that_it_got(process: Process) -> None:
    first = await process.say(WEB, "/telegram", "same")
    assert await process.say(WEB, "/telegram", "same") == first


async def test_the_place_that_was_left_says_so_and_starts_afresh_when_asked(
    process: Process,
) -> None:
    await process.say(CHAT, f"/start {await leave(process)}")
    told = await process.say(WEB, "beauty")
    assert WORDS.gone[Channel.TELEGRAM] in told.text
    assert [choice.label for choice in told.choices] == [WORDS.choice_afresh]
    await process.say(WEB, "yes")
    assert WORDS.gone[Channel.TELEGRAM] not in (await process.say(WEB, "beauty")).text
    assert process.state(CHAT)["slots"]["subjects"] == ["Nursing"]


async def test_somebody_in_distress_is_heard_where_a_conversation_was_left(
    process: Process,
) -> None:
    await process.say(CHAT, f"/start {await leave(process)}")
    assert WORDS.gone[Channel.TELEGRAM] not in (await process.say(WEB, "I want to die")).text


async def test_what_the_new_place_had_is_kept_and_its_search_can_be_taken_back(
    process: Process,
) -> None:
    await process.say(CHAT, "beauty")
    arrived = await process.say(CHAT, f"/start {await leave(process)}")
    assert WORDS.made_way in arrived.text
    assert process.said(CHAT)[0] == "beauty"
    assert process.state(CHAT)["shortlist"] == ["nursing-1"]
    await process.say(CHAT, "undo")
    assert process.state(CHAT)["slots"]["subjects"] == ["Beauty"]


@pytest.mark.parametrize("token", ["c_", "c_forged", "c_" + "A" * 43])
async def test_a_forged_link_changes_nothing(process: Process, token: str) -> None:
    await leave(process)
    await process.say(CHAT, "beauty")
    before = process.state(CHAT)["slots"]
    refused = await process.say(CHAT, f"/start {token}")
    assert WORDS.dead.format(minutes=15) in refused.text
    assert process.state(CHAT)["slots"] == before
    assert process.state(WEB)["gone_to"] is None


async def test_a_link_runs_out_after_fifteen_minutes(process: Process) -> None:
    token = await leave(process)
    process.now = NOW + timedelta(minutes=15)
    assert WORDS.dead.format(minutes=15) in (await process.say(CHAT, f"/start {token}")).text
    assert process.state(WEB)["gone_to"] is None


async def test_a_newer_link_replaces_an_older_one(process: Process) -> None:
    older = await leave(process)
    newer = token_of(await process.say(WEB, "/telegram"))
    assert WORDS.dead.format(minutes=15) in (await process.say(CHAT, f"/start {older}")).text
    assert WORDS.arrived[Channel.WEB] in (await process.say(CHAT, f"/start {newer}")).text


async def test_a_link_opened_where_it_was_given_still_works_elsewhere(process: Process) -> None:
    token = await leave(process)
    assert WORDS.own in (await process.say(WEB, f"/start {token}")).text
    assert WORDS.arrived[Channel.WEB] in (await process.say(CHAT, f"/start {token}")).text


async def test_of_two_who_open_a_link_at_once_in_two_processes_one_wins(
    process: Process, path: Path
) -> None:
    for _ in range(5):
        token = await leave(process)
        other = Process(connect(f"sqlite:///{path}"))
        replies = await asyncio.gather(
            process.say(CHAT, f"/start {token}"), other.say(OTHER_CHAT, f"/start {token}")
        )
        arrived = [WORDS.arrived[Channel.WEB] in reply.text for reply in replies]
        refused = [WORDS.dead.format(minutes=15) in reply.text for reply in replies]
        assert sorted(arrived) == sorted(refused) == [False, True]
        other.database.dispose()
        await process.say(WEB, "start over")


async def test_a_link_works_after_a_restart(process: Process, path: Path) -> None:
    token = await leave(process)
    restarted = Process(connect(f"sqlite:///{path}"))
    assert WORDS.arrived[Channel.WEB] in (await restarted.say(CHAT, f"/start {token}")).text
    restarted.database.dispose()


async def test_a_conversation_goes_there_and_back_with_every_message_in_order(
    process: Process,
) -> None:
    await process.say(CHAT, f"/start {await leave(process)}")
    await process.say(CHAT, "newsletter")
    token = token_of(await process.say(CHAT, "/web"))
    back = await process.say(WEB, f"/start {token}")
    assert WORDS.arrived[Channel.TELEGRAM] in back.text
    assert process.said(WEB)[-3:] == ["newsletter", "/web", "/start"]
    assert "nursing" in process.said(WEB)
    assert process.said(CHAT) == ["/start"]
    assert WORDS.gone[Channel.WEB] in (await process.say(CHAT, "hello")).text


async def test_what_is_kept_is_counted_on_both_sides_and_read_on_one(process: Process) -> None:
    await process.say(CHAT, f"/start {await leave(process)}")
    left = await process.say(WEB, "/mydata")
    assert WORDS.my_data[Channel.TELEGRAM].format(count=4) in left.text
    assert "nursing" not in left.text
    here = await process.say(CHAT, "/mydata")
    assert "nursing" in here.text
    assert WORDS.my_data[Channel.WEB].format(count=2) in here.text
    assert WORDS.forget[Channel.TELEGRAM] in (await process.say(WEB, "forget me")).text


async def test_without_a_bot_the_web_says_so_and_gives_no_link(path: Path) -> None:
    database = connect(f"sqlite:///{path}")
    migrate(database)
    told = await Process(database, bot_name="").say(WEB, "are you on telegram?")
    assert WORDS.unreachable[Channel.TELEGRAM] in told.text
    assert "t.me" not in told.text
    database.dispose()
