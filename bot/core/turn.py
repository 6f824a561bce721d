"""One turn as the steps of the flow see it."""

from dataclasses import dataclass
from datetime import date

from bot.core.crossing import STAYING, Crossing
from bot.core.hearing import hear
from bot.core.knowledge import Knowledge
from bot.core.records import Records, nothing_kept
from bot.core.slots import Heard
from bot.core.state import ConversationState
from bot.core.understood import Understanding
from bot.core.wording.wording import Site, Wording


@dataclass(frozen=True, slots=True)
class Turn:
    """The state before the turn, what was understood, and what there is to answer from."""

    state: ConversationState
    understood: Understanding
    knowledge: Knowledge
    site: Site
    sent_on: date | None = None
    records: Records = nothing_kept
    crossing: Crossing = STAYING

    @property
    def today(self) -> date:
        """The day on which the visitor speaks; else the day on which the version was built."""
        return self.sent_on or self.knowledge.built_on

    def hear(self, said: str) -> Heard:
        """What a part of the message, or a title, says about the slots."""
        return hear(said, self.knowledge.vocabulary, self.knowledge.mend(said))

    @property
    def wording(self) -> Wording:
        """The sentences in the visitor's language."""
        return self.site.wording
