"""The sentences of the pages behind the links in our mail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWording:
    """Every sentence of those pages."""

    language: str
    site_name: str
    confirm_title: str
    confirm_text: str
    confirm_button: str
    confirmed_title: str
    confirmed_text: str
    unsubscribe_title: str
    unsubscribe_text: str
    unsubscribe_button: str
    unsubscribed_title: str
    unsubscribed_text: str
    invalid_title: str
    invalid_text: str
    signed_up: str
