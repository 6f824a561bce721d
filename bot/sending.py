"""Sends a message at most once, whatever happens to the process meanwhile."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from bot.errors import MailFailure
from bot.mail import Mailer
from bot.stores.outgoing import OutgoingStore, Stage


class OnceSender:
    """Notes each step of a message before it is taken."""

    def __init__(self, store: OutgoingStore, mailer: Mailer, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._mailer = mailer
        self._clock = clock

    def claim(self, batch: str, recipient: str, *, though_in_doubt: bool = False) -> bool:
        """Whether the message is still to be sent, and is now this process's to send."""
        return self._store.claim(batch, recipient, self._clock(), though_in_doubt=though_in_doubt)

    async def send(self, batch: str, recipient: str, message: EmailMessage) -> None:
        """Send what was claimed.

        Raises MailFailure. One with a code is a no: the message stays claimed, or is refused for
        good. One without leaves the doubt on record if the message was being handed over.
        """

        async def note(stage: Stage) -> None:
            await asyncio.to_thread(self._store.note, batch, recipient, stage, self._clock())

        try:
            await self._mailer.send(message, lambda: note(Stage.HANDED_OVER))
        except MailFailure as failure:
            if failure.code is not None:
                await note(Stage.REFUSED if failure.is_final else Stage.CLAIMED)
            raise
        await note(Stage.SENT)
