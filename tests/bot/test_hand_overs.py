"""A conversation goes to the owner once, whatever becomes of the process or the mail server."""

import pytest

from bot.core.effects import HandOver
from bot.errors import MailFailure
from tests.bot.newsletter_desk import OWNER, Desk
from tests.doubles.mail_server import MailServer

CHAT = HandOver(transcript="Visitor: G'day\nAdviser: Hello", contact="Sam@bücher.example.org")


async def test_the_owner_gets_the_words_that_were_shown_and_can_answer(
    desk: Desk, server: MailServer
) -> None:
    await desk.hand_overs.send("c1/m1/0", "c1", CHAT)
    (message,) = server.messages
    assert (message["To"], message["Reply-To"]) == (OWNER, "Sam@xn--bcher-kva.example.org")
    assert CHAT.transcript.splitlines() == message.get_content().splitlines()[-2:]
    assert "c1" not in message.as_string()


async def test_the_same_hand_over_again_is_no_second_mail(desk: Desk, server: MailServer) -> None:
    another = desk.another()
    for hand_overs in (desk.hand_overs, desk.hand_overs, another.hand_overs):
        await hand_overs.send("c1/m1/0", "c1", CHAT)
    another.database.dispose()
    assert len(server.taken) == 1
    await desk.hand_overs.send("c1/m9/0", "c1", CHAT)
    assert len(server.taken) == 2


async def test_a_server_that_says_later_is_tried_again(desk: Desk, server: MailServer) -> None:
    server.answers = ["451 busy"]
    with pytest.raises(MailFailure, match="451"):
        await desk.hand_overs.send("c1/m1/0", "c1", CHAT)
    await desk.hand_overs.send("c1/m1/0", "c1", CHAT)
    assert len(server.taken) == 1


async def test_a_phone_number_stands_in_the_words_and_is_no_address(
    desk: Desk, server: MailServer
) -> None:
    phone = HandOver(transcript="Visitor: hi", contact="0412 345 678")
    await desk.hand_overs.send("c1/m1/0", "c1", phone)
    (message,) = server.messages
    assert message["Reply-To"] is None
    assert "Answer to: 0412 345 678" in message.get_content()
