"""An issue reaches everybody it is for once, through refusals, outages and changes of mind."""

import asyncio
from pathlib import Path

import pytest

from bot.core.wording.en_au import MAIL_EN_AU
from bot.errors import AlreadySending
from bot.issue_mail import IssueMail
from bot.issue_sending import IssueReport, IssueSender, batch_of, only_one
from bot.issues import Issue
from bot.links import LinkSigner
from bot.mail import SmtpMailer
from bot.sending import OnceSender
from bot.settings import Settings
from bot.stores.outgoing import Stage
from bot.stores.subscribers import SubscriberStore
from tests.bot.newsletter_desk import SECRET, Desk
from tests.doubles.mail_server import MailServer

ISSUE = Issue("2026-12", "News", (), "Hello", "<p>Hello</p>")
NAMES = ("sam", "kim", "lee", "max")


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """Four confirmed subscribers, and one who never confirmed."""
    for name in NAMES:
        await desk.subscribe(f"{name}@example.org", conversation_id=name)
    desk.ask("pending@example.org")
    await desk.newsletter.send_due_mail()
    desk.server.taken.clear()
    return desk


def sender(desk: Desk, port: int | None = None) -> IssueSender:
    mailer = SmtpMailer(f"smtp://127.0.0.1:{port or desk.server.port}")
    return IssueSender(
        SubscriberStore(desk.database),
        desk.outgoing,
        OnceSender(desk.outgoing, mailer, desk.clock),
        IssueMail(LinkSigner(SECRET), Settings(mail_from="A <a@example.org>"), MAIL_EN_AU),
        desk.clock,
    )


def silent(_done: int, _total: int) -> None:
    pass


async def send(desk: Desk, issue: Issue = ISSUE, **options: bool) -> IssueReport:
    return await sender(desk).send(issue, silent, **options)


async def test_every_confirmed_subscriber_gets_one_copy_however_often_it_is_sent(
    desk: Desk,
) -> None:
    assert await send(desk) == IssueReport(4, 0, 0, 0)
    assert await send(desk) == IssueReport(0, 0, 0, 0)
    assert sorted(desk.recipients) == sorted(f"{name}@example.org" for name in NAMES)


async def test_topics_narrow_it_down(desk: Desk) -> None:
    desk.newsletter.choose_topics("sam", ("Nursing",))
    desk.newsletter.choose_topics("kim", ("Beauty",))
    about_nursing = Issue("2027-01", "News", ("Nursing",), "Hello", "")
    assert (await send(desk, about_nursing)).sent == 3
    assert "kim@example.org" not in desk.recipients


async def test_who_unsubscribes_while_it_is_being_sent_gets_no_copy(
    desk: Desk, server: MailServer
) -> None:
    server.delay_seconds = 0.1
    sending = asyncio.create_task(send(desk))
    while not server.taken:
        await asyncio.sleep(0.01)
    desk.newsletter.unsubscribe_address("max@example.org")
    desk.newsletter.forget("lee@example.org")
    report = await sending
    assert (report.sent, report.waiting) == (2, 0)
    assert not {"max@example.org", "lee@example.org"} & set(desk.recipients)


async def test_an_address_that_is_refused_for_good_is_not_tried_again(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["550 no such user"]
    assert await send(desk) == IssueReport(3, 1, 0, 0)
    assert await send(desk) == IssueReport(0, 1, 0, 0)
    assert len(desk.recipients) == 3


async def test_an_address_that_is_to_wait_gets_it_in_the_next_run(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["451 later"]
    assert await send(desk) == IssueReport(3, 0, 1, 0)
    assert await send(desk) == IssueReport(1, 0, 0, 0)
    assert len(set(desk.recipients)) == 4


async def test_without_a_server_the_run_stops_and_nothing_is_lost(desk: Desk) -> None:
    report = await sender(desk, port=9).send(ISSUE, silent)
    assert (report.sent, report.waiting, report.in_doubt) == (0, 4, 0)
    assert report.stopped_by
    assert await send(desk) == IssueReport(4, 0, 0, 0)


async def test_a_copy_in_doubt_is_sent_again_on_request_alone(desk: Desk) -> None:
    doubtful = sender(desk).recipients(ISSUE)[0]
    desk.outgoing.claim(batch_of(ISSUE), doubtful, desk.clock())
    desk.outgoing.note(batch_of(ISSUE), doubtful, Stage.HANDED_OVER, desk.clock())
    report = await send(desk)
    assert report == IssueReport(3, 0, 0, 1)
    assert not report.is_finished
    assert await send(desk, resend_doubtful=True) == IssueReport(1, 0, 0, 0)


def test_only_one_process_sends_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(AlreadySending), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass
