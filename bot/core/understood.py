"""What a turn was understood to say."""

from dataclasses import dataclass

from bot.core.acts import Act
from bot.core.slots import Heard
from bot.core.state import Expectation, Slots

STEP_SLOTS = {
    Expectation.MOTIVATION: "motivation",
    Expectation.SUBJECT: "subjects",
    Expectation.DELIVERY: "delivery",
    Expectation.STATE: "states",
    Expectation.LEVEL: "levels",
    Expectation.PART: "part",
    Expectation.TOPIC: "topic",
}
NOTHING = Heard(Slots(), (), is_addition=False, topic=())


@dataclass(frozen=True, slots=True)
class Understanding:
    """A turn as understood. `text` is what was said, `open_slot` a slot left open."""

    act: Act
    text: str = ""
    heard: Heard = NOTHING
    open_slot: str | None = None
    is_question: bool = False
    choice_id: str = ""
