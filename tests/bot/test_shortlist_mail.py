"""A shortlist goes out as one plain mail, and signs nobody up."""

from email.utils import parseaddr

import pytest

from bot.core.effects import MailShortlist
from bot.core.wording.en_au import MAIL_EN_AU
from bot.errors import InvalidAddress, MailFailure
from bot.links import LinkSigner
from bot.mail import SmtpMailer
from bot.settings import Settings
from bot.shortlist_mail import ShortlistMail
from tests.bot.newsletter_desk import SECRET, Clock
from tests.doubles.mail_server import MailServer

LIST = MailShortlist(email="sam@bücher.example", body="Your shortlist:\n1. Care basics, $40 — é")


@pytest.fixture
def mail(server: MailServer) -> ShortlistMail:
    settings = Settings(
        mail_from="Course Adviser <adviser@example.org>", owner_contact="02 9999 0000"
    )
    mailer = SmtpMailer(f"smtp://127.0.0.1:{server.port}")
    return ShortlistMail(mailer, LinkSigner(SECRET), settings, Clock(), MAIL_EN_AU)


async def test_the_list_arrives_as_text_from_a_named_sender(
    mail: ShortlistMail, server: MailServer
) -> None:
    await mail.send("web:1/m1/0", "web:1", LIST)
    (message,) = server.messages
    body = message.get_content()
    assert LIST.body in body.replace("\r\n", "\n")
    assert "02 9999 0000" in body
    assert parseaddr(message["From"])[1] == "adviser@example.org"
    assert message["To"] == "sam@xn--bcher-kva.example"
    assert "List-Unsubscribe" not in message


async def test_a_mail_sent_again_is_known_for_the_same_one(
    mail: ShortlistMail, server: MailServer
) -> None:
    for number in (0, 0, 1):
        await mail.send(f"web:1/m1/{number}", "web:1", LIST)
    first, again, another = (message["Message-ID"] for message in server.messages)
    assert first == again != another


async def test_a_mail_that_was_not_taken_is_a_failure(
    mail: ShortlistMail, server: MailServer
) -> None:
    server.answers = ["451 try later"]
    with pytest.raises(MailFailure, match="451"):
        await mail.send("web:1/m1/0", "web:1", LIST)


async def test_an_address_that_mail_servers_refuse_is_not_sent_to_one(
    mail: ShortlistMail, server: MailServer
) -> None:
    with pytest.raises(InvalidAddress):
        await mail.send("web:1/m1/0", "web:1", MailShortlist(email="säm@example.org", body=""))
    assert server.asked_for == []
