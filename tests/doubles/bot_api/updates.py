"""The queue of updates: one reader by getUpdates, or a webhook."""

import itertools
import time
from dataclasses import dataclass, field

from telegram.constants import PollingLimit

from tests.doubles.bot_api.answers import JsonObject, RefusalError
from tests.doubles.bot_api.signals import Signal
from tests.doubles.bot_api.wire import update_json

POLLING_SECONDS_MAX = 50
WEBHOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_READER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Pending:
    """An update that the bot has not confirmed; a repeated one is given out once, come what may."""

    update_id: int
    chat_id: int
    body: JsonObject
    is_repeated: bool = False


@dataclass(slots=True)
class Updates:
    """Updates in the order in which they were made."""

    changed: Signal = field(default_factory=Signal)
    has_webhook: bool = False
    allowed: frozenset[str] = frozenset()
    pending: list[Pending] = field(default_factory=list)
    _made: dict[int, Pending] = field(default_factory=dict)
    _reader: int = 0
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(810_000_001))

    def add(self, kind: str, chat_id: int, content: JsonObject) -> int | None:
        """Queue an update of a kind; None where the bot asked not to get that kind."""
        if self.allowed and kind not in self.allowed:
            return None
        update_id = next(self._ids)
        made = Pending(update_id, chat_id, update_json(update_id, kind, content))
        self._made[update_id] = made
        self.pending.append(made)
        self.changed.give()
        return update_id

    def repeat(self, update_id: int) -> None:
        """Give an update out again, as after a lost confirmation. Raises LookupError for none."""
        if update_id not in self._made:
            raise LookupError(f"expected the id of an update that was made, got {update_id}")
        made = self._made[update_id]
        self.pending.insert(0, Pending(update_id, made.chat_id, made.body, is_repeated=True))
        self.changed.give()

    def confirm(self, update: Pending) -> None:
        """Forget an update that arrived."""
        self.pending = [p for p in self.pending if p is not update]

    async def read(self, offset: int, limit: int, timeout_seconds: int) -> list[JsonObject]:
        """One getUpdates. Raises RefusalError 409 beside a webhook or a later reader."""
        self._reader += 1
        reader = self._reader
        self.changed.give()
        self._confirm_before(offset)
        limit = min(max(limit, PollingLimit.MIN_LIMIT), PollingLimit.MAX_LIMIT)
        ends_at = time.monotonic() + min(max(timeout_seconds, 0), POLLING_SECONDS_MAX)
        while True:
            if self.has_webhook:
                raise RefusalError(409, WEBHOOK_IS_ACTIVE)
            if reader != self._reader:
                raise RefusalError(409, OTHER_READER)
            remaining = ends_at - time.monotonic()
            if self.pending or remaining <= 0:
                return self._hand_out(limit)
            await self.changed.wait(remaining)

    def _hand_out(self, limit: int) -> list[JsonObject]:
        given = self.pending[:limit]
        self.pending = [p for p in self.pending if not (p.is_repeated and p in given)]
        return [update.body for update in given]

    def _confirm_before(self, offset: int) -> None:
        """Drop what lies before an offset; a negative one counts from the end of the queue."""
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [p for p in self.pending if p.is_repeated or p.update_id >= offset]
