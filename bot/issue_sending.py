"""Sends an issue to a small list through the mail server, and takes up where it was stopped."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import AlreadySending, MailFailure
from bot.issue_mail import IssueMail
from bot.issues import Issue
from bot.sending import OnceSender
from bot.stores.outgoing import OutgoingStore, Stage
from bot.stores.sign_ups import Status
from bot.stores.subscribers import SubscriberStore


@dataclass(frozen=True, slots=True)
class IssueReport:
    """How an issue stands after a run. `sent` are this run's copies, the rest counts all of them.

    `waiting` go in the next run, `in_doubt` may have arrived or not, `refused` were, for good.
    """

    sent: int
    refused: int
    waiting: int
    in_doubt: int
    stopped_by: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether every copy is settled."""
        return not (self.waiting or self.in_doubt)


class IssueSender:
    """One copy after the other, each claimed before it goes and noted after."""

    def __init__(
        self,
        subscribers: SubscriberStore,
        outgoing: OutgoingStore,
        sender: OnceSender,
        mail: IssueMail,
        clock: Callable[[], datetime],
    ) -> None:
        self._subscribers = subscribers
        self._outgoing = outgoing
        self._sender = sender
        self._mail = mail
        self._clock = clock

    async def send(
        self,
        issue: Issue,
        progress: Callable[[int, int], None],
        *,
        resend_doubtful: bool = False,
    ) -> IssueReport:
        """Send the copies that are not settled; stops where the server cannot be reached."""
        recipients = await asyncio.to_thread(self.recipients, issue)
        sent, stopped_by = 0, ""
        for number, recipient in enumerate(recipients, start=1):
            try:
                sent += await self._send_one(issue, recipient, resend_doubtful)
            except MailFailure as failure:
                if failure.code is None:
                    stopped_by = str(failure)
                    break
            progress(number, len(recipients))
        return await asyncio.to_thread(self._report, issue, sent, stopped_by)

    def preview(self, issue: Issue) -> IssueReport:
        """How the issue stands, with nothing sent."""
        return self._report(issue, 0, "")

    def recipients(self, issue: Issue) -> tuple[str, ...]:
        """The ids of the confirmed subscribers that the issue is for."""
        return tuple(
            one.id
            for one in self._subscribers.all()
            if one.status is Status.CONFIRMED and issue.is_for(one.topics)
        )

    async def _send_one(self, issue: Issue, recipient: str, resend_doubtful: bool) -> bool:
        batch = batch_of(issue)
        is_open = await asyncio.to_thread(
            self._sender.claim, batch, recipient, though_in_doubt=resend_doubtful
        )
        # As of now: who unsubscribed since the run began gets no copy.
        email = await asyncio.to_thread(self._subscribers.email_if_confirmed, recipient)
        if not is_open or email is None:
            return False
        message = self._mail.message(issue, recipient, email, self._clock())
        await self._sender.send(batch, recipient, message)
        return True

    def _report(self, issue: Issue, sent: int, stopped_by: str) -> IssueReport:
        stages = self._outgoing.stages(batch_of(issue))
        waiting = [
            r for r in self.recipients(issue) if stages.get(r, Stage.CLAIMED) is Stage.CLAIMED
        ]
        counts = Counter(stages.values())
        return IssueReport(
            sent, counts[Stage.REFUSED], len(waiting), counts[Stage.HANDED_OVER], stopped_by
        )


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Keep other processes of this data folder from sending. Raises AlreadySending."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(home / "newsletter.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise AlreadySending from None
    try:
        yield
    finally:
        lock.release()


def batch_of(issue: Issue) -> str:
    """Under which name its copies are noted."""
    return f"issue:{issue.name}"
