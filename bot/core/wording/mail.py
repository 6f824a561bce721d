"""The sentences of our mail, as one value a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWording:
    """Braces name what is filled in: link, stop, sender, contact, transcript, body."""

    language: str
    confirm_subject: str
    confirm_body: str
    shortlist_subject: str
    shortlist_body: str
    hand_over_subject: str
    hand_over_body: str
    hand_over_no_answer: str
    issue_footer: str
