"""Durations as machines write them (ISO 8601: "P6W", "PT1H30M") in words."""

import re

_NUMBER = r"(\d{1,6}(?:[.,]\d{1,4})?)"
_ISO = re.compile(
    rf"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?",
    re.IGNORECASE,
)
_UNITS = ("year", "month", "week", "day", "hour")
_SECONDS_PER_HOUR = 3600


def in_words(text: str) -> str:
    """ "P1Y6M" as "1 year 6 months"; any other text as it is; "" for no time at all.

    Minutes and seconds are told as parts of an hour.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None or match[0].upper() in {"P", "PT"}:
        return text
    *whole, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
    whole[-1] += (minutes * 60 + seconds) / _SECONDS_PER_HOUR
    return " ".join(_part(n, unit) for n, unit in zip(whole, _UNITS, strict=True) if n)


def _part(number: float, unit: str) -> str:
    return f"{round(number, 2):g} {unit}{'' if number == 1 else 's'}"
