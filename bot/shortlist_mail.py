"""A visitor's own list by mail: one plain message, sent because they asked for it just now."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from bot.core.effects import MailShortlist
from bot.core.wording.mail import MailWording
from bot.links import LinkSigner
from bot.mail import MAIL_POLICY, REFERENCE, Mailer
from bot.newsletter_mail import as_sent, normal_address
from bot.settings import Settings
from bot.stores.conversations import PendingEffect


class ShortlistMail:
    """Writes the mail and hands it over; no address is kept."""

    def __init__(
        self,
        mailer: Mailer,
        signer: LinkSigner,
        settings: Settings,
        clock: Callable[[], datetime],
        wording: MailWording,
    ) -> None:
        self._mailer = mailer
        self._signer = signer
        self._settings = settings
        self._clock = clock
        self._wording = wording

    async def send(self, effect: MailShortlist, pending: PendingEffect) -> None:
        """Send it. Raises InvalidAddress, and MailFailure when the server did not take it.

        The message's id comes from the effect's key, so that a mail which is sent again after a
        lost answer is known for the same one.
        """
        await self._mailer.send(self._message(effect, pending))

    def _message(self, effect: MailShortlist, pending: PendingEffect) -> EmailMessage:
        sender = self._settings.mail_from
        sender_address = parseaddr(sender)[1]
        name = self._signer.fingerprint(pending.key)
        message = EmailMessage(policy=MAIL_POLICY)
        message["From"], message["To"] = sender, as_sent(normal_address(effect.email))
        message["Subject"] = self._wording.shortlist_subject
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = f"<{name}@{sender_address.rpartition('@')[2]}>"
        # By it the mail is found in the outbox when the conversation is forgotten.
        message[REFERENCE] = self._signer.fingerprint(pending.conversation_id)
        message.set_content(
            self._wording.shortlist_body.format(
                body=effect.body,
                sender=sender,
                contact=self._settings.owner_contact or sender_address,
            )
        )
        return message
