"""How study can be paid for: the published rules, what is known of them, one question at a time."""

import re

from bot.core import choices, clauses
from bot.core.acts import NO, SKIP, YES, Act, by_rule
from bot.core.blocks import Choice
from bot.core.circumstances import Circumstances, hear_circumstances
from bot.core.funding import Assessed, Condition, Programme, Standing, answered, assess, missing
from bot.core.message import Reply
from bot.core.programme_names import Named
from bot.core.state import ConversationState, FundingTalk
from bot.core.steps import funding_words as spoken
from bot.core.steps.answering import asks_of_now, fields_named, sure_quotes
from bot.core.steps.compose import main_choices, say
from bot.core.text import fold, words
from bot.core.turn import Turn
from corpus.models import Level, State

_MY_STATE = re.compile(r"\bmy (?:own )?(?:state|territory)\b")
# Asks about a state's ways, whatever was spoken of before.
_IN_A_STATE = re.compile(
    r"\bmy (?:own )?(?:state|territory)\b|\b(?:what|how) about\b|\b(?:free|funding|subsid\w+) "
)
_ANOTHER = re.compile(
    r"\bmy (?:son|daughter|kid|child|brother|sister|partner|husband|wife|friend|mum|dad)\b"
)


def outline(turn: Turn) -> Reply:
    """A programme's rules, with what is met, not met and not known; never a verdict."""
    before = turn.state.funding or FundingTalk()
    named = turn.knowledge.guidance.programme_names.in_text(fold(turn.understood.text))
    talk = _taken_in(turn, before)
    programme = _programme(turn, talk.said, before, named)
    if programme is None:
        return _ask_for_state(turn, talk)
    assessed = assess(programme, talk.said, turn.today)
    asked = _next(assessed, talk)
    is_new = programme.name != before.programme
    talk = talk.model_copy(update={"programme": programme.name, "asked": asked})
    is_of_eligibility = by_rule(fold(turn.understood.text)) is Act.ELIGIBILITY
    return say(
        turn,
        "refusal" if is_of_eligibility else "answer",
        turn.wording.eligibility if is_of_eligibility else "",
        spoken.introduction(turn, programme, _former(named, programme)) if is_new else "",
        *(sure_quotes(turn) if is_new and programme.state is None else ()),
        spoken.conditions(turn, programme, assessed, talk.said, is_new=is_new),
        spoken.also(turn, programme, talk.said, _place(turn, talk.said, before)) if is_new else "",
        spoken.conclusion(turn, programme, assessed),
        turn.wording.check_changes if is_new and asks_of_now(turn.understood.text) else "",
        spoken.question(turn, programme, asked) if asked else "",
        state=_state(turn, talk),
        offer=_answers(turn, programme, asked),
    )


def _taken_in(turn: Turn, talk: FundingTalk) -> FundingTalk:
    """The talk with what this turn says: by itself, or in answer to what was asked."""
    folded, heard = fold(turn.understood.text), turn.understood.heard
    if _ANOTHER.search(folded):
        talk = FundingTalk(programme=talk.programme)  # what was said before was of somebody else
    said = hear_circumstances(folded, heard.slots.states, _levels_held(turn))
    if talk.asked is Condition.PLACE and len(heard.slots.states) == 1:
        said = said.model_copy(update={"lives_in": heard.slots.states[0]})
    if SKIP.search(folded) and talk.asked and not said:
        return talk.model_copy(update={"skipped": (*talk.skipped, talk.asked)})
    programme = _by_name(turn, talk.programme)
    is_yes, is_no = bool(YES.match(folded)), bool(NO.search(folded))
    if talk.asked and programme and (is_yes or is_no):
        said = answered(talk.asked, programme, is_yes=is_yes and not is_no).updated(said)
    return talk.model_copy(update={"said": talk.said.updated(said)})


def _levels_held(turn: Turn) -> tuple[Level, ...]:
    """The levels that somebody says they have: "I have a cert III"."""
    tokens = tuple(w for w in words(turn.understood.text) if w not in ("already", "just", "only"))
    held = clauses.present_job(tokens)
    mentions = turn.knowledge.vocabulary.mentions(tokens)
    values = (mention.term.value for mention in mentions if mention.start in held)
    return tuple(value for value in values if isinstance(value, Level))


def _programme(
    turn: Turn, said: Circumstances, before: FundingTalk, named: tuple[Named, ...]
) -> Programme | None:
    """The programme that is spoken of: by name, else by state, else the one of the last turn."""
    state = _place(turn, said, before)
    if named:
        programmes = [n.programme for n in named]
        fitting = [p for p in programmes if p.state in (state, None)] if state else programmes
        of_state = [p for p in programmes if state and p.state == state]
        of_country = [p for p in programmes if p.state is None]
        return next(iter((*of_state, *of_country, *fitting, *programmes)))
    last = _by_name(turn, before.programme)
    is_kept = last is not None and last.state in (None, state)
    if is_kept and not (state and _IN_A_STATE.search(fold(turn.understood.text))):
        return last
    fitting = [p for p in turn.knowledge.guidance.programmes if state and p.state == state]
    wanted = turn.understood.heard.slots.levels or turn.state.slots.levels
    at_level = [p for p in fitting if set(p.levels) & set(wanted)]
    return next(iter(at_level or fitting), None)


def _place(turn: Turn, said: Circumstances, before: FundingTalk) -> State | None:
    """The state that is spoken of: this turn's, the visitor's own, or that of the last turn."""
    named = turn.understood.heard.slots.states
    if len(named) == 1:
        return named[0]
    last = _by_name(turn, before.programme)
    is_own = bool(_MY_STATE.search(fold(turn.understood.text)))
    if last and last.state and not is_own:
        return last.state
    searched = turn.state.slots.states
    return said.lives_in or (searched[0] if len(searched) == 1 else None)


def _by_name(turn: Turn, name: str) -> Programme | None:
    return next((p for p in turn.knowledge.guidance.programmes if p.name == name), None)


def _former(named: tuple[Named, ...], programme: Programme) -> Named | None:
    return next((n for n in named if n.former and n.programme == programme), None)


def _next(assessed: tuple[Assessed, ...], talk: FundingTalk) -> Condition | None:
    """What to ask next; nothing once a condition is not met, since no answer would mend that."""
    if any(a.standing is Standing.NOT_MET for a in assessed):
        return None
    return missing(assessed, talk.skipped)


def _ask_for_state(turn: Turn, talk: FundingTalk) -> Reply:
    wording = turn.wording
    talk = talk.model_copy(update={"programme": "", "asked": Condition.PLACE})
    return say(
        turn,
        "question",
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
