"""The sentences around a visitor's own list of courses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistWording:
    """Braces name what is filled in: titles, title, count, email, consent, reason, most."""

    saved: str
    saved_already: str
    which_to_save: str
    nothing_to_save: str
    full: str
    size_of_one: str
    size: str
    courses_of_one: str
    courses: str
    removed: str
    not_on_list: str
    cleared: str
    stays: str
    one_to_compare: str
    empty: str
    shown: str
    shown_of_one: str
    retired: str
    my_data: str
    text_head: str
    text_line: str

    ask_email: str
    collection: str
    email_label: str
    consent: str
    sent: str
    not_sent: str
    mails_used_up: str

    choice_save: str
    choice_save_one: str
    choice_show: str
    choice_compare: str
    choice_mail: str
    choice_again: str
