"""What goes wrong on purpose: faults set by a test, and the pace that a chat allows."""

import time
from dataclasses import dataclass, field

from tests.doubles.bot_api.answers import flood
from tests.doubles.bot_api.control_models import SetFault, SetPace

# Calls that Telegram counts as messages: core.telegram.org/bots/faq#my-bot-is-hitting-limits
PACED_METHODS = frozenset({"sendmessage", "editmessagetext"})


@dataclass(slots=True)
class Faults:
    """The faults still to come, in the order in which they were set."""

    _pending: list[tuple[SetFault, int]] = field(default_factory=list)

    def add(self, fault: SetFault) -> None:
        """Let the next calls that it fits go wrong."""
        self._pending.append((fault, fault.calls))

    def take(self, method: str, chat_id: str | None) -> SetFault | None:
        """The fault of this call, used up by it."""
        for index, (fault, calls) in enumerate(self._pending):
            if _fits(fault, method, chat_id):
                self._pending[index : index + 1] = [(fault, calls - 1)] if calls > 1 else []
                return fault
        return None


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at_seconds: float


@dataclass(slots=True)
class Pace:
    """A token bucket for each chat; off until it is set."""

    _limit: SetPace = field(default_factory=lambda: SetPace(messages_per_second=None))
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def set(self, limit: SetPace) -> None:
        """Change the limit, and forget what was sent under the one before."""
        self._limit = limit
        self._buckets.clear()

    def spend(self, method: str, chat_id: str | None) -> None:
        """Count a message. Raises RefusalError 429 where the chat has had too many."""
        rate = self._limit.messages_per_second
        if rate is None or chat_id is None or method not in PACED_METHODS:
            return
        now = time.monotonic()
        bucket = self._buckets.setdefault(chat_id, _Bucket(self._limit.burst, now))
        gained = (now - bucket.filled_at_seconds) * rate
        bucket.tokens = min(self._limit.burst, bucket.tokens + gained)
        bucket.filled_at_seconds = now
        if bucket.tokens < 1:
            raise flood((1 - bucket.tokens) / rate)
        bucket.tokens -= 1


def _fits(fault: SetFault, method: str, chat_id: str | None) -> bool:
    if fault.chat_id is not None and str(fault.chat_id) != chat_id:
        return False
    if fault.method is None:
        return method != "getupdates"
    return fault.method.lower() == method
