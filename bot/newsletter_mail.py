"""The mail that asks for a confirmation, and the links in it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from email_validator import EmailNotValidError, validate_email

from bot.core.wording.mail import MailWording
from bot.errors import InvalidAddress
from bot.letters import contact, letter
from bot.links import LinkSigner, Purpose
from bot.settings import Settings
from bot.stores.subscribers import DueMail

EPOCH = datetime.fromtimestamp(0, UTC)


class ConfirmationMail:
    """Writes the one mail that goes to an address before it is confirmed; it promotes nothing."""

    def __init__(self, signer: LinkSigner, settings: Settings, wording: MailWording) -> None:
        self._signer = signer
        self._settings = settings
        self._wording = wording

    def message(self, due: DueMail, now: datetime) -> EmailMessage:
        """The mail with its two links; a mail program's own button unsubscribes as well."""
        settings, wording = self._settings, self._wording
        stop = unsubscribe_link(self._signer, settings, due.subscriber_id)
        message = letter(settings, as_sent(due.email), wording.confirm_subject, now)
        add_one_click(message, stop)
        message.set_content(
            wording.confirm_body.format(
                link=self._confirm_link(due),
                stop=stop,
                sender=settings.mail_from,
                contact=contact(settings),
            )
        )
        return message

    def _confirm_link(self, due: DueMail) -> str:
        stamp = stamp_of(due.requested_at)
        token = self._signer.sign(Purpose.CONFIRM, due.subscriber_id, stamp)
        return _link(self._settings, Purpose.CONFIRM, token)


def unsubscribe_link(signer: LinkSigner, settings: Settings, subscriber_id: str) -> str:
    """The link that ends a subscription; it never expires."""
    return _link(settings, Purpose.UNSUBSCRIBE, signer.sign(Purpose.UNSUBSCRIBE, subscriber_id))


def add_one_click(message: EmailMessage, link: str) -> None:
    """Let a mail program's own button unsubscribe: RFC 2369, RFC 8058."""
    message["List-Unsubscribe"] = f"<{link}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def normal_address(email: str) -> str:
    """The one spelling of an address, its domain in its own script.

    Raises InvalidAddress; letters beyond ASCII before the @ are refused too, since most mail
    servers do.
    """
    try:
        found = validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise InvalidAddress(str(error)) from None
    return found.normalized


def as_sent(email: str) -> str:
    """The spelling that mail servers take, its domain in ASCII."""
    found = validate_email(email, check_deliverability=False, allow_smtputf8=False)
    return found.ascii_email or found.normalized


def stamp_of(moment: datetime) -> str:
    """A request's moment as it stands in its link: microseconds since 1970."""
    return str((moment - EPOCH) // timedelta(microseconds=1))


def moment_of(stamp: str) -> datetime | None:
    """The moment that a stamp stands for, None for what is no stamp."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 18):
        return None
    return EPOCH + timedelta(microseconds=int(stamp))


def _link(settings: Settings, purpose: Purpose, token: str) -> str:
    return f"{settings.effective_public_url}/api/v1/newsletter/{purpose}/{token}"
