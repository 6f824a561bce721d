"""A copy of an issue: plain words and HTML, the sender named, and two ways to stop it."""

from datetime import datetime
from email.message import EmailMessage
from html import escape

from bot.core.wording.mail import MailWording
from bot.issues import Issue
from bot.letters import contact, letter
from bot.links import LinkSigner
from bot.newsletter_mail import add_one_click, as_sent, unsubscribe_link
from bot.settings import Settings


class IssueMail:
    """Writes copies; the same issue to the same subscriber has the same Message-ID."""

    def __init__(self, signer: LinkSigner, settings: Settings, wording: MailWording) -> None:
        self._signer = signer
        self._settings = settings
        self._wording = wording

    def message(self, issue: Issue, subscriber_id: str, email: str, now: datetime) -> EmailMessage:
        """One copy."""
        settings = self._settings
        stop = unsubscribe_link(self._signer, settings, subscriber_id)
        name = self._signer.fingerprint(f"{issue.name}/{subscriber_id}")
        message = letter(settings, as_sent(email), issue.subject, now, name)
        add_one_click(message, stop)
        footer = self._wording.issue_footer.format(
            sender=settings.mail_from, contact=contact(settings), stop=stop
        )
        message.set_content(f"{issue.text}\n\n--\n{footer}")
        message.add_alternative(self._html(issue, footer, stop), subtype="html")
        return message

    def _html(self, issue: Issue, footer: str, stop: str) -> str:
        link = f'<a href="{escape(stop)}">{escape(stop)}</a>'
        small = escape(footer).replace(escape(stop), link).replace("\n", "<br>\n")
        return (
            f'<!doctype html>\n<html lang="{escape(self._wording.language)}">\n'
            f'<head><meta charset="utf-8"><title>{escape(issue.subject)}</title></head>\n'
            f"<body>\n{issue.html}\n<hr>\n<p><small>{small}</small></p>\n</body>\n</html>\n"
        )
