"""A visitor's own list by mail: one plain message, sent because they asked for it just now."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from bot.core.effects import MailShortlist
from bot.core.wording.mail import MailWording
from bot.letters import contact, letter
from bot.links import LinkSigner
from bot.mail import REFERENCE, Mailer
from bot.newsletter_mail import as_sent, normal_address
from bot.settings import Settings


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

    async def send(self, key: str, conversation_id: str, effect: MailShortlist) -> None:
        """Send it. Raises InvalidAddress, and MailFailure when the server did not take it.

        The message's id comes from the key, so that a mail which is sent again after a lost answer
        is known for the same one.
        """
        await self._mailer.send(self._message(key, conversation_id, effect))

    def _message(self, key: str, conversation_id: str, effect: MailShortlist) -> EmailMessage:
        settings, wording = self._settings, self._wording
        name = self._signer.fingerprint(key)
        to = as_sent(normal_address(effect.email))
        message = letter(settings, to, wording.shortlist_subject, self._clock(), name)
        # By it the mail is found in the outbox when the conversation is forgotten.
        message[REFERENCE] = self._signer.fingerprint(conversation_id)
        message.set_content(
            wording.shortlist_body.format(
                body=effect.body, sender=settings.mail_from, contact=contact(settings)
            )
        )
        return message
