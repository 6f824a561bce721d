"""Sends the mail that turns asked for, after their replies, until it is taken or given up."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.effects import HandOver
from bot.errors import InvalidAddress, MailFailure
from bot.hand_overs import HandOvers
from bot.shortlist_mail import ShortlistMail
from bot.stores.waiting_mail import ATTEMPTS_MAX, Backlog, WaitingMail, WaitingMailStore

LOG = logging.getLogger("adviser.turn_mail")

# Longer than any mail server takes; a process that dies meanwhile has its mail sent by another.
LEASE = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=1)


class TurnMail:
    """Mail of turns; each is at some server, waits here, or was given up and can be revived."""

    def __init__(
        self,
        store: WaitingMailStore,
        hand_overs: HandOvers,
        shortlist_mail: ShortlistMail,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._hand_overs = hand_overs
        self._shortlist_mail = shortlist_mail
        self._clock = clock

    async def send_due(self) -> int:
        """Send what is due; how many mails were taken by the mail server."""
        sent = 0
        while waiting := await asyncio.to_thread(self._claim):
            sent += await self._is_sent(waiting)
        return sent

    async def revive(self) -> None:
        """Let what was given up be tried again, as after a restart with settings that work."""
        await asyncio.to_thread(self._store.revive, self._clock())

    def backlog(self) -> Backlog:
        """What waits, and what was given up."""
        return self._store.backlog()

    async def _is_sent(self, waiting: WaitingMail) -> bool:
        try:
            await self._send(waiting)
        except InvalidAddress as error:
            return await self._drop(type(error).__name__, waiting)
        except MailFailure as failure:
            if failure.is_final:
                return await self._drop(failure.reason, waiting)
            await self._put_off(waiting)
            return False
        if not await asyncio.to_thread(self._store.done, waiting.key):
            # Forgotten while it was on its way.
            await asyncio.to_thread(self._hand_overs.forget, waiting.conversation_id)
        return True

    async def _send(self, waiting: WaitingMail) -> None:
        key, place, mail = waiting.key, waiting.conversation_id, waiting.mail
        if isinstance(mail, HandOver):
            await self._hand_overs.send(key, place, mail)
        else:
            await self._shortlist_mail.send(key, place, mail)

    async def _drop(self, reason: str, waiting: WaitingMail) -> bool:
        """Trying again would end the same way."""
        LOG.warning("mail_refused", extra={"mail": waiting.mail.type, "reason": reason})
        await asyncio.to_thread(self._store.done, waiting.key)
        return False

    async def _put_off(self, waiting: WaitingMail) -> None:
        is_last = waiting.attempts >= ATTEMPTS_MAX
        event = "mail_given_up" if is_last else "mail_failed"
        LOG.warning(event, extra={"mail": waiting.mail.type, "attempts": waiting.attempts})
        wait = FIRST_RETRY * 2 ** (waiting.attempts - 1)
        again_at = self._clock() + (timedelta() if is_last else wait)
        await asyncio.to_thread(self._store.put_off, waiting.key, again_at)

    def _claim(self) -> WaitingMail | None:
        now = self._clock()
        return self._store.claim(now, now + LEASE)
