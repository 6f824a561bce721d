"""Keeps a mail tool and the subscribers here the same; a no counts on both sides."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.mail_tools.tool import MailTool, Member, Standing
from bot.newsletter import Newsletter
from bot.stores.importing import Imported
from bot.stores.sign_ups import ConsentEvent, Status, key
from bot.stores.subscribers import Subscriber


@dataclass(slots=True)
class ToolReport:
    """What a sync did. `to_settle` signed up again here after a no; the tool still has the no."""

    unsubscribed_here: int = 0
    unsubscribed_there: int = 0
    subscribed_there: int = 0
    deleted_there: int = 0
    to_settle: int = 0
    unchanged: int = 0


def sync(newsletter: Newsletter, tool: MailTool) -> ToolReport:
    """Take the tool's noes first, then tell it what holds here. Raises MailToolFailure.

    Doing it again after a failure goes on where it stopped. Addresses that are not known here are
    left alone, but for those that asked to be forgotten.
    """
    report = ToolReport()
    members = {key(member.email): member for member in tool.members()}
    report.unsubscribed_here = _take_noes(newsletter, members.values())
    known = newsletter.subscribers()
    for one in known:
        _tell(tool, one, members.get(key(one.email)), report)
    for email in members.keys() - {key(one.email) for one in known}:
        if newsletter.is_forgotten(email):
            tool.delete(members[email])
            report.deleted_there += 1
    return report


def _take_noes(newsletter: Newsletter, members: Iterable[Member]) -> int:
    confirmed = {key(one.email) for one in newsletter.subscribers() if _is_first_yes(one)}
    noes = [
        Imported(member.email, Status.UNSUBSCRIBED, (), ())
        for member in members
        if member.standing is Standing.UNSUBSCRIBED and key(member.email) in confirmed
    ]
    return newsletter.take_in(noes).unsubscribed if noes else 0


def _is_first_yes(one: Subscriber) -> bool:
    """Whether a no at the tool is news: somebody who said no before may have said yes since."""
    said_no = any(consent.event is ConsentEvent.UNSUBSCRIBED for consent in one.consents)
    return one.status is Status.CONFIRMED and not said_no


def _tell(tool: MailTool, one: Subscriber, member: Member | None, report: ToolReport) -> None:
    standing = member.standing if member else Standing.ABSENT
    if one.status is Status.CONFIRMED and standing is Standing.UNSUBSCRIBED:
        report.to_settle += 1
    elif one.status is Status.CONFIRMED and (
        member is None or standing is Standing.ABSENT or set(member.topics) != set(one.topics)
    ):
        tool.subscribe(one.email, one.topics, member)
        report.subscribed_there += 1
    elif one.status is Status.UNSUBSCRIBED and member and standing is Standing.SUBSCRIBED:
        tool.unsubscribe(member)
        report.unsubscribed_there += 1
    else:
        report.unchanged += 1
