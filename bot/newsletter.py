"""Newsletter sign-up: consent on record, confirmed by mail, ended by one press of a button."""

import asyncio
import contextlib
import hashlib
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.wording.mail import MailWording
from bot.core.wording.wording import Site
from bot.errors import InvalidAddress, MailFailure, OutdatedConsent
from bot.links import LinkSigner, Purpose
from bot.mail import Mailer
from bot.newsletter_mail import ConfirmationMail, as_sent, moment_of, normal_address
from bot.settings import Settings
from bot.stores.importing import Imported, ImportReport
from bot.stores.sign_ups import Consent, ConsentEvent, SignUp, key
from bot.stores.subscribers import DueMail, Subscriber, SubscriberStore

LOG = logging.getLogger("adviser.newsletter")

# Nobody is to be pestered by whoever types in their address.
MAIL_AGAIN_AFTER = timedelta(hours=24)
CONFIRM_WITHIN = timedelta(days=7)
# Longer than any mail server takes; a process that dies meanwhile has its mail sent by another.
LEASE = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=5)
RETRIES_DOUBLE_MAX = 8


class Outcome(StrEnum):
    """What became of a link."""

    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words that a subscriber agrees to, and their version."""

    version: str
    text: str

    @property
    def sha256(self) -> str:
        """Proves which words stood under the version."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def consent_texts(site: Site) -> tuple[ConsentText, ...]:
    """The consent in each language, the site's own first."""
    wordings = (site.wording, *(language.wording for language in site.languages[1:]))
    return tuple(ConsentText(words.consent_version, words.consent_text) for words in wordings)


class Newsletter:
    """Sign-ups; an address learns nothing about whether another one is known.

    `consents` holds the present words in each language, the site's own first.
    """

    def __init__(
        self,
        store: SubscriberStore,
        mailer: Mailer,
        signer: LinkSigner,
        settings: Settings,
        clock: Callable[[], datetime],
        consents: Sequence[ConsentText],
        wording: MailWording,
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._signer = signer
        self._mail = ConfirmationMail(signer, settings, wording)
        self._clock = clock
        self._consents = {consent.version: consent for consent in consents}
        self._consent = consents[0]

    def request(
        self,
        email: str,
        *,
        consent_version: str,
        source: str,
        conversation_id: str | None = None,
        topics: tuple[str, ...] = (),
    ) -> None:
        """Record a request with its consent; a mail to confirm it falls due.

        Raises InvalidAddress, and OutdatedConsent when the words have changed since they were read.
        """
        agreed = self._consents.get(consent_version)
        if agreed is None:
            raise OutdatedConsent(self._consent.version)
        address = normal_address(email)
        consent = _event(ConsentEvent.REQUESTED, source, self._clock(), agreed)
        self._store.request(
            SignUp(
                new_id=secrets.token_hex(16),
                email=address,
                email_hash=self._fingerprint(address),
                conversation_id=conversation_id,
                consent=consent,
                topics=topics,
            ),
            MAIL_AGAIN_AFTER,
        )

    async def send_due_mail(self) -> int:
        """Send the confirmation mails that are due; how many were taken by the mail server."""
        sent = 0
        while due := await asyncio.to_thread(self._claim):
            try:
                await self._mailer.send(self._mail.message(due, self._clock()))
            except MailFailure:
                LOG.warning("mail_failed", extra={"attempts": due.attempts})
                wait = FIRST_RETRY * 2 ** min(due.attempts - 1, RETRIES_DOUBLE_MAX)
                again_at = self._clock() + wait
                await asyncio.to_thread(self._store.mail_failed, due.subscriber_id, again_at)
            else:
                await asyncio.to_thread(self._note_sent, due)
                sent += 1
        return sent

    def confirm(self, token: str) -> Outcome:
        """Confirm the request that the link belongs to; a link works once, for seven days."""
        claim = self._signer.read(Purpose.CONFIRM, token)
        requested_at = moment_of(claim.request) if claim else None
        now = self._clock()
        if claim is None or requested_at is None or now - requested_at > CONFIRM_WITHIN:
            return Outcome.INVALID
        event = self._event(ConsentEvent.CONFIRMED, "mail", now)
        is_confirmed = self._store.confirm(claim.subscriber_id, requested_at, event)
        return Outcome.CONFIRMED if is_confirmed else Outcome.INVALID

    def unsubscribe(self, token: str) -> Outcome:
        """End the subscription that the link belongs to; the link never expires."""
        claim = self._signer.read(Purpose.UNSUBSCRIBE, token)
        if claim is None:
            return Outcome.INVALID
        event = self._event(ConsentEvent.UNSUBSCRIBED, "mail", self._clock())
        is_known = self._store.unsubscribe(claim.subscriber_id, event)
        return Outcome.UNSUBSCRIBED if is_known else Outcome.INVALID

    def unsubscribe_address(self, email: str) -> None:
        """End the subscription of an address, if there is one."""
        subscriber_id = self._store.id_of(_spelling(email))
        if subscriber_id is not None:
            event = self._event(ConsentEvent.UNSUBSCRIBED, "conversation", self._clock())
            self._store.unsubscribe(subscriber_id, event)

    def choose_topics(self, conversation_id: str, topics: tuple[str, ...]) -> None:
        """Note what the sign-ups made in a conversation are to be about; empty: everything."""
        self._store.choose_topics(conversation_id, topics)

    def forget(self, email: str) -> None:
        """Delete an address and its consents; a keyed hash stays."""
        self._forget([_spelling(email)])

    def forget_conversation(self, conversation_id: str) -> None:
        """Delete every address that was given in a conversation."""
        self._forget([one.email for one in self._store.of_conversation(conversation_id)])

    def of_conversation(self, conversation_id: str) -> tuple[Subscriber, ...]:
        """The subscribers whose addresses were given in a conversation."""
        return self._store.of_conversation(conversation_id)

    def purge_expired(self) -> int:
        """Delete requests that nobody confirmed in time; how many addresses went."""
        now = self._clock()
        return self._store.purge_pending(now - CONFIRM_WITHIN, now - MAIL_AGAIN_AFTER)

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Everybody, with the record of their consent."""
        return self._store.all()

    def take_in(self, imported: Sequence[Imported]) -> ImportReport:
        """Add addresses from elsewhere. A no wins over a yes, and who was forgotten stays so."""
        ended = self._event(ConsentEvent.UNSUBSCRIBED, "import", self._clock())
        return self._store.take_in(
            [(secrets.token_hex(16), self._fingerprint(one.email), one) for one in imported], ended
        )

    def is_forgotten(self, email: str) -> bool:
        """Whether an address asked to be forgotten and has not signed up again."""
        spelling = _spelling(email)
        is_known = self._store.id_of(spelling) is not None
        return not is_known and self._store.is_suppressed(self._fingerprint(spelling))

    def _forget(self, addresses: Sequence[str]) -> None:
        hashes = [self._fingerprint(address) for address in addresses]
        self._store.forget(addresses, hashes, self._clock())
        for address in addresses:
            self._forget_mail(address)

    def _note_sent(self, due: DueMail) -> None:
        if not self._store.mail_sent(due.subscriber_id, self._clock()):
            # Forgotten while its mail was on the way.
            self._forget_mail(due.email)

    def _forget_mail(self, email: str) -> None:
        with contextlib.suppress(InvalidAddress):
            self._mailer.forget([email, as_sent(normal_address(email))])

    def _claim(self) -> DueMail | None:
        now = self._clock()
        return self._store.claim_due_mail(now, now + LEASE)

    def _fingerprint(self, address: str) -> str:
        return self._signer.fingerprint(key(address))

    def _event(self, event: ConsentEvent, source: str, at: datetime) -> Consent:
        return _event(event, source, at, self._consent)


def _event(event: ConsentEvent, source: str, at: datetime, text: ConsentText) -> Consent:
    return Consent(event, at, source, text.version, text.sha256)


def _spelling(email: str) -> str:
    """The spelling under which an address would be stored; what is no address is left as it is."""
    try:
        return normal_address(email)
    except InvalidAddress:
        return email
