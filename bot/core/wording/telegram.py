"""The sentences that only Telegram needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramWording:
    """`commands` pairs a command, without its slash, with what the client's menu says of it."""

    language: str
    text_only: str
    choice_taken: str
    commands: tuple[tuple[str, str], ...]
