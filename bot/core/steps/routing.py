"""Questions that somebody else has to answer: who that is, and what the corpus says beside it."""

from bot.core.message import Reply
from bot.core.steps.answering import sure_quotes
from bot.core.steps.compose import main_choices, say
from bot.core.turn import Turn


def eligibility(turn: Turn) -> Reply:
    """Never "you are eligible": the provider or the scheme decides."""
    return _with_evidence(turn, turn.wording.eligibility)


def migration(turn: Turn) -> Reply:
    """Visas are for registered agents and the department."""
    return _with_evidence(turn, turn.wording.migration)


def guarantee(turn: Turn) -> Reply:
    """No course promises a job."""
    return _with_evidence(turn, turn.wording.guarantee)


def integrity(turn: Turn) -> Reply:
    """Nobody's assessment is written here."""
    return _alone(turn, turn.wording.integrity)


def medical(turn: Turn) -> Reply:
    """Health is for a doctor."""
    return _alone(turn, turn.wording.medical)


def legal(turn: Turn) -> Reply:
    """The law is for a lawyer."""
    return _alone(turn, turn.wording.legal)


def personal(turn: Turn) -> Reply:
    """Nobody's contact details are given out."""
    return _alone(turn, turn.wording.personal)


def _with_evidence(turn: Turn, sentence: str) -> Reply:
    return say(turn, "refusal", sentence, *sure_quotes(turn), offer=main_choices(turn.wording))


def _alone(turn: Turn, sentence: str) -> Reply:
    return say(turn, "refusal", sentence, offer=main_choices(turn.wording))
