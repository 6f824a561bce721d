"""Choosing the language that the adviser speaks."""

from bot.core import choices
from bot.core.blocks import Choice
from bot.core.message import Reply
from bot.core.steps.compose import main_choices, say
from bot.core.turn import Turn


def choose(turn: Turn) -> Reply:
    """Go on in the language that was named, else ask which; each is named in itself."""
    wording = turn.wording
    _, _, named = turn.understood.text.partition(" ")
    if turn.site.language(named) or len(turn.site.languages) < 2:
        return say(turn, "notice", wording.language_chosen, offer=main_choices(wording))
    offer = tuple(
        Choice(id=choices.LANGUAGE + one.code, label=one.wording.own_name)
        for one in turn.site.languages
    )
    return say(turn, "question", wording.choose_language, offer=offer)
