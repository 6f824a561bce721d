"""What a mail tool has to do for subscribers to be kept the same there and here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import httpx

from bot.errors import MailToolFailure

TIMEOUT_SECONDS = 30


class Standing(StrEnum):
    """How an address stands with the tool's list; `absent` is known there but not on the list."""

    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Member:
    """An address as the tool has it, under the tool's own id."""

    id: str
    email: str
    standing: Standing
    topics: tuple[str, ...]


class MailTool(Protocol):
    """One list of one tool. Every method raises MailToolFailure."""

    def members(self) -> tuple[Member, ...]:
        """Everybody whom the tool knows, on the list or not."""

    def subscribe(self, email: str, topics: tuple[str, ...], member: Member | None) -> None:
        """Put an address on the list, confirmed, with its topics and no others of ours."""

    def unsubscribe(self, member: Member) -> None:
        """End an address's subscription to the list."""

    def delete(self, member: Member) -> None:
        """Let the tool forget an address."""


class Api:
    """Requests to a tool: JSON there and back, failures without what was sent."""

    def __init__(self, base_url: str, user: str, key: str) -> None:
        """Raises MailToolFailure for what is no address."""
        try:
            self._client = httpx.Client(
                base_url=base_url.rstrip("/"), auth=(user, key), timeout=TIMEOUT_SECONDS
            )
        except httpx.InvalidURL as error:
            raise MailToolFailure(type(error).__name__) from None

    def call(self, method: str, path: str, **request: Any) -> Any:
        """The answer's JSON, None where it has no body."""
        try:
            answer = self._client.request(method, path, **request)
            if answer.is_success:
                return answer.json() if answer.content else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise MailToolFailure(type(error).__name__) from None
        # What the tool says may repeat the address.
        raise MailToolFailure(f"it answered {method} with status {answer.status_code}")

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()
