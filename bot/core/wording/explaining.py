"""The sentences that say why a course is shown, and why another is not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainingWording:
    """Braces name what is filled in: course, change, reasons, field, place, count."""

    why_one: str
    why_several: str
    order: str
    order_sorted: str
    no_wish: str

    not_shown: str
    change: str
    pinned: str
    excluded: str
    field_excluded: str
    fits: str
    fits_unknown: str

    choice_admit: str
    admitted: str

    which: str
    again: str
    accept_nothing: str
