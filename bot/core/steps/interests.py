"""What the newsletter is to be about: heard in the sign-up, or offered from what was looked for."""

from dataclasses import replace

from bot.core import choices, topics
from bot.core.blocks import Choice
from bot.core.effects import ChooseTopics
from bot.core.message import Reply
from bot.core.state import ConversationState, Expectation
from bot.core.steps.compose import main_choices, say
from bot.core.text import fold, join, without_email
from bot.core.turn import Turn
from bot.core.wording.wording import Wording

# More would be no choice but a list.
OFFERED_MAX = 3


def named(turn: Turn) -> tuple[str, ...]:
    """The subjects that a sign-up names: "the newsletter about nursing, please"."""
    return turn.hear(without_email(turn.understood.text)).slots.subjects


def offered(turn: Turn) -> tuple[str, ...]:
    """The subjects that were looked for, unless the sign-up has named its own."""
    return () if turn.state.topics else turn.state.slots.subjects[:OFFERED_MAX]


def noted(state: ConversationState, wording: Wording) -> str:
    """What has been noted, in words; empty where nothing has."""
    spoken = join(state.topics, wording.and_word)
    return wording.topics_noted.format(topics=spoken) if spoken else ""


def asked(turn: Turn, done: Reply) -> Reply:
    """A finished sign-up, with the question what it is to be about where that is not known."""
    subjects = offered(turn)
    if not subjects:
        return done
    wording = turn.wording
    spoken = join(subjects, wording.and_word)
    with_question = say(
        turn,
        done.kind,
        *done.blocks,
        wording.topics_question.format(topics=spoken),
        state=done.state.model_copy(update={"expecting": Expectation.TOPICS}),
        offer=(
            Choice(id=choices.TOPICS_OFFERED, label=wording.choice_topics.format(topics=spoken)),
            Choice(id=choices.TOPICS_ALL, label=wording.choice_topics_all),
        ),
    )
    return replace(with_question, effects=done.effects)


def take(turn: Turn) -> Reply:
    """Note the subjects that were picked."""
    offer = turn.state.slots.subjects[:OFFERED_MAX]
    picked = topics.chosen(fold(turn.understood.text), offer) or offer
    return _note(turn, picked)


def take_all(turn: Turn) -> Reply:
    """Note that it may be about anything."""
    return _note(turn, ())


def _note(turn: Turn, picked: tuple[str, ...]) -> Reply:
    wording = turn.wording
    if turn.state.expecting is not Expectation.TOPICS:
        return say(turn, "notice", wording.stale_choice, offer=main_choices(wording))
    state = turn.state.model_copy(update={"expecting": None, "topics": picked})
    told = noted(state, wording) or wording.topics_noted.format(topics=wording.topics_all)
    done = say(turn, "notice", told, state=state, offer=main_choices(wording))
    return replace(done, effects=(ChooseTopics(topics=picked),))
