"""Conversations that visitors had sent to the site's owner."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from bot.core.effects import HandOver
from bot.core.wording.mail import MailWording
from bot.letters import letter
from bot.links import LinkSigner
from bot.mail import REFERENCE, Mailer
from bot.newsletter_mail import as_sent
from bot.sending import OnceSender
from bot.settings import Settings
from bot.stores.outgoing import HAND_OVERS, OutgoingStore


class HandOvers:
    """Mails what a visitor has read and agreed to send, once."""

    def __init__(
        self,
        store: OutgoingStore,
        mailer: Mailer,
        signer: LinkSigner,
        settings: Settings,
        clock: Callable[[], datetime],
        wording: MailWording,
    ) -> None:
        self._store = store
        self._sender = OnceSender(store, mailer, clock)
        self._mailer = mailer
        self._signer = signer
        self._settings = settings
        self._clock = clock
        self._wording = wording

    async def send(self, key: str, conversation_id: str, hand_over: HandOver) -> None:
        """Send it; `key` names it, so that the same one again is no second mail.

        Raises MailFailure where it is to be tried again.
        """
        name = self._signer.fingerprint(key)
        is_open = await asyncio.to_thread(self._sender.claim, HAND_OVERS, name)
        if is_open and self._settings.owner_email:
            message = self._message(name, conversation_id, hand_over)
            await self._sender.send(HAND_OVERS, name, message)

    def forget(self, conversation_id: str) -> None:
        """Delete what is kept here of the mails; what the owner was sent is with the owner."""
        self._mailer.forget([self._signer.fingerprint(conversation_id)])

    def purge(self, before: datetime) -> None:
        """Delete what was noted of hand-overs that went before then."""
        self._store.purge_hand_overs(before)

    def _message(self, name: str, conversation_id: str, hand_over: HandOver) -> EmailMessage:
        settings, wording = self._settings, self._wording
        owner, subject = settings.owner_email, wording.hand_over_subject
        message = letter(settings, owner, subject, self._clock(), name)
        message[REFERENCE] = self._signer.fingerprint(conversation_id)
        if "@" in hand_over.contact:
            message["Reply-To"] = as_sent(hand_over.contact)
        message.set_content(
            wording.hand_over_body.format(
                contact=hand_over.contact or wording.hand_over_no_answer,
                transcript=hand_over.transcript,
            )
        )
        return message
