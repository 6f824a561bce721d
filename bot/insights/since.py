"""From when on a report speaks, as staff write it."""

import re
from datetime import date, timedelta

WEEK = "7d"
# No counts are kept longer.
DAYS_MAX = 3650
_DAYS = re.compile(r"([0-9]{1,4})d")


def first_day(given: str, today: date) -> date:
    """The first day of the time. Raises ValueError for what is no time."""
    said = given.strip()
    days = _DAYS.fullmatch(said)
    try:
        first = today - timedelta(days=int(days[1])) if days else date.fromisoformat(said)
    except ValueError:
        raise ValueError(
            f"expected a date such as 2026-11-01, or days such as 7d, got {given[:40]!r}"
        ) from None
    return min(today, max(first, today - timedelta(days=DAYS_MAX)))
