"""How study can be paid for: the published rules, what is known of them, one question at a time."""

import re

from bot.core import choices, clauses
from bot.core.acts import NO, YES, Act, by_rule
from bot.core.blocks import Choice, QuoteBlock
from bot.core.circumstances import hear_circumstances
from bot.core.funding import Assessed, Condition, Programme, Standing, answered, assess, missing
from bot.core.funding_talk import skips
from bot.core.message import Reply
from bot.core.state import ConversationState, FundingTalk
from bot.core.steps import funding_words as spoken
from bot.core.steps.answering import asks_of_now, fields_named, sure_quotes
from bot.core.steps.compose import main_choices, say
from bot.core.steps.funding_choice import Chosen, choose, programme_of
from bot.core.text import fold, words
from bot.core.turn import Turn
from corpus.models import Level, State

# "Ok" and "sure" agree to nothing where something else is told.
_PLAINLY = re.compile(r"^(?:yes|yep|yeah|yup|y|no|nope|nah|n)\b")
_ANOTHER = re.compile(
    r"\bmy (?:son|daughter|kid|child|brother|sister|partner|husband|wife|friend|mum|dad)\b"
)

_ONESELF = re.compile(r"\b(?:i|i'm|im|i've|ive|me|myself)\b")
_THEM = re.compile(rf"\b(?:he|she|they|him|her|them|he's|hes|she's|shes)\b|{_ANOTHER.pattern}")


def outline(turn: Turn) -> Reply:
    """A programme's rules, with what is met, not met and not known; never a verdict."""
    before = turn.state.funding or FundingTalk()
    talk = _taken_in(turn, before)
    chosen = choose(turn, talk.said, before)
    programme = chosen.programme
    if programme is None:
        return _ask_for_state(turn, talk, chosen)
    assessed = assess(programme, talk.said, turn.today)
    asked = _next(assessed, talk)
    is_new = programme.name != before.programme
    talk = talk.model_copy(update={"programme": programme.name, "asked": asked})
    is_of_eligibility = by_rule(fold(turn.understood.text)) is Act.ELIGIBILITY
    return say(
        turn,
        "refusal" if is_of_eligibility else "answer",
        turn.wording.eligibility if is_of_eligibility else "",
        *_introduced(turn, chosen, is_new=is_new),
        spoken.conditions(turn, programme, assessed, talk.said, is_new=is_new),
        spoken.also(turn, programme, talk.said, chosen.place) if is_new else "",
        spoken.conclusion(turn, programme, assessed),
        turn.wording.check_changes if is_new and asks_of_now(turn.understood.text) else "",
        spoken.question(turn, programme, asked) if asked else "",
        state=_state(turn, talk),
        offer=_answers(turn, programme, asked),
    )


def _introduced(turn: Turn, chosen: Chosen, *, is_new: bool) -> tuple[str | QuoteBlock, ...]:
    """What the programmes are that are spoken of for the first time, and what the corpus adds."""
    parts: list[str | QuoteBlock] = []
    for programme in (chosen.preface, chosen.programme):
        is_told = programme == chosen.programme and not is_new
        if programme and (not is_told or chosen.former(programme)):
            parts.append(spoken.introduction(turn, programme, chosen.former(programme)))
            parts += sure_quotes(turn) if programme.state is None else ()
    return tuple(parts)


def _taken_in(turn: Turn, talk: FundingTalk) -> FundingTalk:
    """The talk with what this turn says: by itself, or in answer to what was asked."""
    folded, heard = fold(turn.understood.text), turn.understood.heard
    talk = _of_whom(folded, talk)
    said = hear_circumstances(folded, heard.slots.states, _levels_held(turn))
    if talk.asked is Condition.PLACE and len(heard.slots.states) == 1:
        said = said.model_copy(update={"lives_in": heard.slots.states[0]})
    if talk.asked and not said and skips(folded):
        return talk.model_copy(update={"skipped": (*talk.skipped, talk.asked)})
    programme = programme_of(turn, talk.programme)
    is_yes, is_no = bool(YES.match(folded)), bool(NO.search(folded))
    is_answer = (is_yes or is_no) and (not said or _PLAINLY.match(folded))
    if talk.asked and programme and is_answer:
        said = answered(talk.asked, programme, is_yes=is_yes and not is_no).updated(said)
    return talk.model_copy(update={"said": talk.said.updated(said)})


def _of_whom(folded: str, talk: FundingTalk) -> FundingTalk:
    """The talk with the circumstances of whoever is spoken of: one's own come back afterwards."""
    if _ANOTHER.search(folded) and talk.own is None:
        return FundingTalk(programme=talk.programme, own=talk.said)
    if talk.own is not None and _ONESELF.search(folded) and not _THEM.search(folded):
        return FundingTalk(programme=talk.programme, said=talk.own)
    return talk


def _levels_held(turn: Turn) -> tuple[Level, ...]:
    """The levels that somebody says they have: "I have a cert III"."""
    tokens = tuple(w for w in words(turn.understood.text) if w not in ("already", "just", "only"))
    held = clauses.studied(tokens, frozenset()) | clauses.present_job(tokens, frozenset())
    mentions = turn.knowledge.vocabulary.mentions(tokens)
    values = (mention.term.value for mention in mentions if mention.start in held)
    return tuple(value for value in values if isinstance(value, Level))


def _next(assessed: tuple[Assessed, ...], talk: FundingTalk) -> Condition | None:
    """What to ask next; nothing once a condition is not met, since no answer would mend that."""
    if any(a.standing is Standing.NOT_MET for a in assessed):
        return None
    return missing(assessed, talk.skipped)


def _ask_for_state(turn: Turn, talk: FundingTalk, chosen: Chosen) -> Reply:
    wording = turn.wording
    talk = talk.model_copy(update={"programme": "", "asked": Condition.PLACE})
    return say(
        turn,
        "question",
        *_introduced(turn, chosen, is_new=False),
        wording.funding.which_state,
        state=_state(turn, talk),
        offer=tuple(choices.saying(wording.states[state]) for state in State),
    )


def _state(turn: Turn, talk: FundingTalk) -> ConversationState:
    """The state after: where somebody lives is also where they look for courses, if unsaid."""
    slots = turn.state.slots
    if talk.said.lives_in and not slots.states and "states" not in slots.any:
        slots = slots.model_copy(update={"states": (talk.said.lives_in,)})
    return turn.state.model_copy(
        update={"funding": talk.model_copy(update={"is_open": True}), "slots": slots}
    )


def _answers(turn: Turn, programme: Programme, asked: Condition | None) -> tuple[Choice, ...]:
    wording = turn.wording.funding
    if asked is None:
        state = programme.state
        place = wording.choice_courses.format(state=turn.wording.states[state]) if state else ""
        return (
            *([choices.saying(place)] if place else []),
            *fields_named(turn),
            *main_choices(turn.wording),
        )
    is_which = asked is Condition.RESIDENCY
    labels = wording.residency_answers if is_which else (wording.yes, wording.no)
    return tuple(choices.saying(label) for label in (*labels, wording.not_sure))
