"""What visitors say about the finder's questions: ask again, explain, a mistake, nothing."""

import re

from bot.core.acts import Act
from bot.core.state import Expectation
from bot.core.understood import STEP_SLOTS

_ASIDE = r"^(?:(?:oh|oops|sorry|ah|um|no|wait|ok|okay|hang on|actually|please|can (?:i|we|you)|could (?:i|we|you)|i(?:'d| would) like to|i want to|let me|let's)[, ]+)*"
_END = r"(?: please)?[ .!?]*$"
_MISTAKE = re.compile(
    _ASIDE
    + r"(?:(?:the )?previous (?:question|step)|scratch that|(?:that|it) was (?:wrong|a mistake)|i (?:made a mistake|misclicked"
    r"|(?:clicked|pressed|tapped|chose|picked) the wrong (?:one|thing|button))|oops)" + _END
)
_STEP_NAMES = {
    Expectation.MOTIVATION: r"reasons?|motivation|goal",
    Expectation.SUBJECT: r"subjects?|fields?|area of study|study area|topic|industry",
    Expectation.DELIVERY: r"delivery|(?:delivery|study) (?:mode|method)|mode|how i study|format",
    Expectation.STATE: r"states?|location|place|city|region|where",
    Expectation.LEVEL: r"levels?|qualification(?: level)?",
}
_CHANGE = re.compile(
    _ASIDE
    + r"(?:change|edit|redo|correct|fix|update|revisit|go back to|back to|ask me (?:again )?about|different|another) (?:my |the |that |a )?(?:"
    + "|".join(f"(?P<{step}>{names})" for step, names in _STEP_NAMES.items())
    + r")(?: (?:again|question|step|answer))*"
    + _END
)
_EXPLAIN = re.compile(
    _ASIDE
    + r"(?:help(?: me)?(?: (?:choose|decide|with (?:this|that)(?: one)?))?|what do(?:es)? (?:that|this|it|these|those|they) mean|what(?:'s| is| are) (?:that|this|these|those|the difference)"
    r"|explain(?: (?:that|this|it|these|those|the question))?|i (?:don't|dont|do not) (?:understand|get it)(?: the question)?|huh|why (?:do you (?:ask|need (?:that|to know)|want to know)|are you asking)"
    r"|how (?:do|would|should) i (?:know|choose|decide|pick))" + _END
)
_NOTHING = re.compile(
    r"^(?:no|nope|nah|none|nothing(?: (?:in particular|else|special|specific))?|not (?:really|particularly)|that's (?:it|all)|pass)"
    r"(?:[, ]+(?:thanks|thank you|no preference))*[ .!]*$"
)


def act_on_step(folded: str, expecting: Expectation | None) -> Act | None:
    """The act of a turn that speaks of the finder's questions, None where it does not."""
    if _MISTAKE.match(folded):
        return Act.UNDO
    if _CHANGE.match(folded):
        return Act.CHANGE_STEP
    is_asked = expecting in STEP_SLOTS and _EXPLAIN.match(folded)
    return Act.EXPLAIN_STEP if is_asked else None


def step_named(folded: str) -> Expectation | None:
    """The step that is to be asked again: "change the state"."""
    found = _CHANGE.match(folded)
    return Expectation(found.lastgroup) if found and found.lastgroup else None


def wants_nothing(folded: str) -> bool:
    """Whether a bare answer adds nothing to what is looked for: "no", "nothing in particular"."""
    return bool(_NOTHING.match(folded))
