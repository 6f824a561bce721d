"""A visitor's data in one place: handed out, deleted, and let go when its time is over."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.errors import NothingKept
from bot.hand_overs import HandOvers
from bot.newsletter import Newsletter
from bot.stores.conversations import ConversationStore
from bot.stores.crossings import CrossingStore


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was let go."""

    conversations: int
    unconfirmed_addresses: int


class Privacy:
    """Everything that is kept about one visitor, whichever store keeps it."""

    def __init__(
        self,
        conversations: ConversationStore,
        newsletter: Newsletter,
        hand_overs: HandOvers,
        kept_for: timedelta,
        clock: Callable[[], datetime],
        crossings: CrossingStore,
    ) -> None:
        self._conversations = conversations
        self._newsletter = newsletter
        self._hand_overs = hand_overs
        self._kept_for = kept_for
        self._clock = clock
        self._crossings = crossings

    def export(self, conversation_id: str) -> dict[str, Any]:
        """All of it as JSON values. Raises NothingKept for a conversation that is not there."""
        kept = self._conversations.kept(conversation_id)
        turns = self._conversations.transcript(conversation_id)
        subscribers = self._newsletter.of_conversation(conversation_id)
        if not turns and not subscribers:
            raise NothingKept(conversation_id)
        return {
            "conversation": conversation_id,
            "since": kept.since.isoformat() if kept.since else None,
            "state": self._conversations.load(conversation_id).state.model_dump(mode="json"),
            "newsletter": [asdict(subscriber) for subscriber in subscribers],
            "opinions": kept.opinions,
            "elsewhere": [one for one, _, _ in self._crossings.linked(conversation_id)],
            "turns": [
                {"message_id": t.message_id, "visitor": t.visitor_text, "adviser": t.reply.text}
                for t in turns
            ],
        }

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation, wherever it was led, and the sign-ups made in it.

        Keyed hashes of addresses stay.
        """
        # First: nothing may be brought to another place between the looking and the deleting.
        for one in self._crossings.close(conversation_id):
            self._newsletter.forget_conversation(one)
            self._hand_overs.forget(one)
            self._conversations.forget(one)

    def purge(self) -> Purged:
        """Delete conversations past their time, and sign-ups that nobody confirmed."""
        before = self._clock() - self._kept_for
        self._hand_overs.purge(before)
        purged = Purged(
            conversations=self._conversations.purge_untouched(before),
            unconfirmed_addresses=self._newsletter.purge_expired(),
        )
        # What was deleted while somebody else read may still stand in SQLite's log.
        self._conversations.scrub()
        return purged
