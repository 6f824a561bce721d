"""Notes what turns tell, behind the conversation's back: after the reply, and never in its way."""

import json
import logging
import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from bot.core.channels import Channel
from bot.core.demand import Demand
from bot.core.message import Reply
from bot.core.observation import Observation, Outcome, observe
from bot.core.state import ConversationState
from bot.insights.masked_question import masked_question
from bot.stores.observations import EventKind, ObservationStore, ObservedEvent, ObservedTurn

LOG = logging.getLogger("adviser.insights")

# Turns that wait to be written; beyond them the newest is let go, so that memory stays flat.
WAITING_MAX = 1000
# What comes within it is written together: a server's database has one writer.
GATHERING_SECONDS = 0.5
LENGTH_MAX = 200


class Note(Protocol):
    """Takes note of a turn that is saved. Never raises, never waits."""

    def __call__(
        self, channel: Channel, at: datetime, before: ConversationState, reply: Reply
    ) -> None:
        """`before` is the state that the turn met."""


def unnoted(channel: Channel, at: datetime, before: ConversationState, reply: Reply) -> None:
    """Where nothing is noted."""


@dataclass(frozen=True, slots=True)
class _Turn:
    channel: Channel
    day: date
    before: ConversationState
    reply: Reply


class Recorder:
    """Counts turns in a thread of its own, which begins with the first of them."""

    def __init__(
        self,
        store: ObservationStore,
        knows: Callable[[str], bool],
        clock: Callable[[], datetime],
        kept_days: int,
    ) -> None:
        """`knows` tells the words of the corpus; see `masked_question`."""
        self._store = store
        self._knows = knows
        self._clock = clock
        self._kept_days = kept_days
        self._waiting: deque[_Turn] = deque()
        self._changed = threading.Condition()
        self._is_draining = False
        self._is_writing = False
        self._thread: threading.Thread | None = None

    def note(self, channel: Channel, at: datetime, before: ConversationState, reply: Reply) -> None:
        """Take note of a turn. Never raises, never waits for the database."""
        if not self._kept_days:
            return
        with self._changed:
            if len(self._waiting) >= WAITING_MAX:
                LOG.warning("observation_dropped")
                return
            self._waiting.append(_Turn(channel, at.astimezone(UTC).date(), before, reply))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="insights", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def drain(self, timeout_seconds: float = 5.0) -> None:
        """Wait until what was noted is written, or given up."""
        with self._changed:
            self._is_draining = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not (self._waiting or self._is_writing), timeout_seconds)
            self._is_draining = False

    def purge(self) -> None:
        """Delete what is past its time."""
        today = self._clock().astimezone(UTC).date()
        self._store.purge(today - timedelta(days=self._kept_days))

    def _work(self) -> None:
        while True:
            turns = self._gathered()
            try:
                self._write(turns)
            except Exception:
                # Statistics: what cannot be written is lost, and every turn is answered.
                LOG.exception("observations_lost", extra={"turns": len(turns)})
            with self._changed:
                self._is_writing = False
                self._changed.notify_all()

    def _gathered(self) -> list[_Turn]:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            self._changed.wait_for(lambda: self._is_draining, GATHERING_SECONDS)
            turns = list(self._waiting)
            self._waiting.clear()
            self._is_writing = True
            return turns

    def _write(self, turns: list[_Turn]) -> None:
        seen: Counter[ObservedTurn] = Counter()
        events: Counter[ObservedEvent] = Counter()
        for turn in turns:
            understood = turn.reply.understood
            if understood is None:
                continue
            observed = observe(turn.before, understood, turn.reply)
            seen[self._turn(turn, observed)] += 1
            events.update(_events(turn, observed))
        self._store.add(seen, events)

    def _turn(self, turn: _Turn, observed: Observation) -> ObservedTurn:
        if observed.outcome is Outcome.PRIVATE:
            return ObservedTurn(turn.day, turn.channel, observed.outcome, "")
        nearest = observed.nearest
        return ObservedTurn(
            day=turn.day,
            channel=turn.channel,
            outcome=observed.outcome,
            act=observed.act,
            subject=observed.subject[:LENGTH_MAX],
            article_id=nearest.article_id if nearest else "",
            confidence_tenths=int(nearest.confidence * 10) if nearest else -1,
            question=masked_question(observed.question, self._knows),
        )


def packed(demand: Demand) -> str:
    """A wish as it is stored: what it asks for, and nothing of what it leaves open."""
    said = {
        name: value
        for name, value in asdict(demand).items()
        # A price of nothing is a wish.
        if value or (value == 0 and value is not False)
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _events(turn: _Turn, observed: Observation) -> list[ObservedEvent]:
    found = [
        ObservedEvent(turn.day, turn.channel, EventKind.STEP, step, fate)
        for step, fate in observed.steps
    ]
    if observed.demand:
        wish = packed(observed.demand)
        found.append(ObservedEvent(turn.day, turn.channel, EventKind.DEMAND, wish))
    if observed.newsletter:
        stage = observed.newsletter
        found.append(ObservedEvent(turn.day, turn.channel, EventKind.NEWSLETTER, stage))
    return found
