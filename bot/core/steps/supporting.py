"""Somebody in distress: people to talk to, at once, and nothing about courses."""

from bot.core.blocks import NoticeBlock
from bot.core.crisis import CrisisLine, Distress, Need, distress_in, lines_for
from bot.core.message import Reply
from bot.core.state import Expectation
from bot.core.steps.compose import say
from bot.core.text import fold
from bot.core.turn import Turn

# Whoever goes on after the lines without saying more gets those for everybody.
STILL_THERE = Distress(Need.SUICIDE, frozenset(), of_another=False)


def support(turn: Turn) -> Reply:
    """A short, kind answer with crisis lines; what was looked for waits until it is asked for."""
    wording, guidance = turn.wording.guidance, turn.knowledge.guidance
    distress = distress_in(fold(turn.understood.text))
    opening = wording.support_again if distress is None else _opening(turn, distress)
    found = lines_for(distress or STILL_THERE, guidance.crisis_lines)
    danger = wording.danger.format(number=guidance.emergency) if guidance.emergency else ""
    is_violence = distress is not None and distress.need is Need.VIOLENCE
    parts = (
        opening,
        "\n".join(_spoken(line, turn) for line in found),
        wording.interpreter.format(number=guidance.interpreter) if guidance.interpreter else "",
        danger,
        wording.leave_no_trace if is_violence else wording.no_hurry,
    )
    state = turn.state.model_copy(update={"expecting": Expectation.SUPPORT, "email": None})
    text = "\n\n".join(part for part in parts if part)
    return say(turn, "notice", NoticeBlock(tone="warning", text=text), state=state)


def _opening(turn: Turn, distress: Distress) -> str:
    wording = turn.wording.guidance
    if distress.of_another:
        return wording.support_of_another
    return wording.support[distress.need]


def _spoken(line: CrisisLine, turn: Turn) -> str:
    wording = turn.wording.guidance
    name = wording.audiences[line.audience].format(name=line.name)
    text = wording.or_text.format(number=line.text) if line.text else ""
    return wording.crisis_line.format(name=name, number=line.call) + text
