"""Where visitors write."""

from enum import StrEnum


class Channel(StrEnum):
    """Where a visitor writes."""

    TERMINAL = "terminal"
    WEB = "web"
    TELEGRAM = "telegram"
