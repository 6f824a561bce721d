"""The finder's questions once more: asked again, or told what they mean."""

from bot.core.message import Reply
from bot.core.state import Expectation
from bot.core.step_words import step_named
from bot.core.steps import finding
from bot.core.steps.compose import main_choices, say
from bot.core.text import fold
from bot.core.turn import Turn


def change(turn: Turn) -> Reply:
    """Ask a step again; what was answered stands until it is answered anew."""
    step = step_named(fold(turn.understood.text)) or Expectation.SUBJECT
    return finding.ask(turn, turn.state, again=step)


def explain(turn: Turn) -> Reply:
    """Say what the question that is open means, and ask it again."""
    step = turn.state.expecting
    if step is None or step not in turn.wording.step_explanations:
        return say(turn, "notice", turn.wording.help, offer=main_choices(turn.wording))
    return finding.then_resume(turn, "question", turn.wording.step_explanations[step])
