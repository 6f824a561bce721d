"""What a turn tells about the corpus and the finder, without whose turn it was."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.acts import UNDECIDED, Act
from bot.core.blocks import CourseBlock
from bot.core.demand import Demand, demand_of, schedules_in
from bot.core.effects import Subscribe
from bot.core.finder import QUESTIONS
from bot.core.message import Reply
from bot.core.state import ConversationState, Expectation
from bot.core.text import fold
from bot.core.understood import STEP_SLOTS, Understanding
from retrieval.models import Evidence

# What tells of a person rather than of a subject. Nothing is observed of it but that it was said.
PRIVATE = frozenset(
    {Act.DISTRESS, Act.MIGRATION, Act.ELIGIBILITY, Act.MEDICAL, Act.LEGAL, Act.PERSONAL}
    | {Act.GIVE_CONTACT, Act.SEND_CHAT, Act.HAND_OVER, Act.KEEP_CHAT}
    | {Act.SHORTLIST_ADDRESS, Act.SHORTLIST_CONSENT, Act.UNSUBSCRIBE}
    | {Act.MY_DATA, Act.FORGET, Act.CONFIRM_FORGET, Act.ARRIVE, Act.GONE}
)
# Turns that want something of the corpus, so that their words may show what it lacks.
_WANTING = frozenset({Act.ASK, Act.FIND, Act.OUT_OF_SCOPE, Act.UNCLEAR, Act.TIMETABLE})


class Outcome(StrEnum):
    """What became of a turn."""

    ANSWERED = "answered"
    COURSES = "courses"
    NO_COURSES = "no_courses"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"
    ASKED_BACK = "asked_back"
    OTHER = "other"
    PRIVATE = "private"


UNANSWERED = frozenset({Outcome.NO_COURSES, Outcome.REFUSED, Outcome.OUT_OF_SCOPE, Outcome.UNCLEAR})


class StepFate(StrEnum):
    """What became of a question of the finder; one that met none of these was left."""

    SHOWN = "shown"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    SET_ASIDE = "set_aside"


class NewsletterStage(StrEnum):
    """How far a sign-up in a conversation got."""

    OFFERED = "offered"
    ADDRESS = "address"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Observation:
    """One turn, for counting. `question` holds a visitor's own words, not masked yet.

    `question` is empty where the turn was answered or is none of those that want something of the
    corpus. `nearest` is the surest evidence, shown or not.
    """

    act: Act
    outcome: Outcome
    question: str = ""
    subject: str = ""
    nearest: Evidence | None = None
    steps: tuple[tuple[Expectation, StepFate], ...] = ()
    demand: Demand | None = None
    newsletter: NewsletterStage | None = None


def observe(before: ConversationState, understood: Understanding, answer: Reply) -> Observation:
    """What is to be noted of a turn, given the state that it met and its reply."""
    steps = tuple(_steps(before, understood, answer.state))
    if understood.act in PRIVATE:
        return Observation(understood.act, Outcome.PRIVATE, steps=steps)
    outcome = _outcome(understood, answer)
    is_free = before.expecting is None or before.expecting in QUESTIONS
    wants = is_free and _is_told_by_words_alone(understood, answer, outcome)
    return Observation(
        act=understood.act,
        outcome=outcome,
        question=understood.text if wants else "",
        subject=next(iter(understood.heard.slots.subjects), ""),
        nearest=answer.nearest,
        steps=steps,
        demand=_demand(understood, answer, outcome),
        newsletter=_stage(before, understood.act, answer),
    )


def _outcome(understood: Understanding, answer: Reply) -> Outcome:
    has_courses = any(isinstance(block, CourseBlock) for block in answer.blocks)
    match answer.kind:
        case "answer":
            return Outcome.ANSWERED
        case "courses":
            return Outcome.COURSES if has_courses else Outcome.NO_COURSES
        case "refusal" if understood.act is Act.ASK:
            return Outcome.REFUSED
        case "refusal" if understood.act is Act.OUT_OF_SCOPE:
            return Outcome.OUT_OF_SCOPE
        case "question" if understood.act is Act.UNCLEAR:
            return Outcome.UNCLEAR
        case "question" if _lost_its_wish(understood, answer.state):
            return Outcome.NO_COURSES
        case "question":
            return Outcome.ASKED_BACK
    return Outcome.NO_COURSES if understood.act is Act.TIMETABLE else Outcome.OTHER


def _is_told_by_words_alone(understood: Understanding, answer: Reply, outcome: Outcome) -> bool:
    """Whether only the visitor's words say what is lacking: a wish in slots is told by these."""
    if understood.act not in _WANTING or UNDECIDED.match(fold(understood.text)):
        return False
    if outcome is Outcome.NO_COURSES:
        return _lost_its_wish(understood, answer.state)
    return outcome in UNANSWERED


def _lost_its_wish(understood: Understanding, after: ConversationState) -> bool:
    """Whether no course is like what was looked for, so that another field is asked for."""
    is_wish = understood.act in (Act.FIND, Act.ASK) and bool(understood.heard.topic)
    return is_wish and not (after.wish or after.slots.subjects or understood.open_slot)


def _demand(understood: Understanding, answer: Reply, outcome: Outcome) -> Demand | None:
    """What was asked for and not found. Nothing tells when classes are, so that is never found."""
    if understood.act not in _WANTING:
        return None
    schedules = schedules_in(understood.text)
    if outcome is Outcome.NO_COURSES or (schedules and outcome is not Outcome.ANSWERED):
        return demand_of(answer.state.slots, schedules)
    return None


def _steps(
    before: ConversationState, understood: Understanding, after: ConversationState
) -> list[tuple[Expectation, StepFate]]:
    found = []
    if before.expecting in QUESTIONS:
        found.append((before.expecting, _fate(before.expecting, before, understood, after)))
    if after.expecting in QUESTIONS:
        found.append((after.expecting, StepFate.SHOWN))
    return found


def _fate(
    step: Expectation,
    before: ConversationState,
    understood: Understanding,
    after: ConversationState,
) -> StepFate:
    if understood.act is not Act.FIND:
        return StepFate.SET_ASIDE
    slot = STEP_SLOTS[step]
    if understood.open_slot == slot:
        return StepFate.SKIPPED
    is_filled = getattr(before.slots, slot, None) != getattr(after.slots, slot, None)
    is_about_aim = step in (Expectation.SUBJECT, Expectation.PART, Expectation.TOPIC)
    is_aimed = is_about_aim and (before.slots.subjects, before.wish, before.passed) != (
        after.slots.subjects,
        after.wish,
        after.passed,
    )
    return StepFate.ANSWERED if is_filled or is_aimed else StepFate.SET_ASIDE


def _stage(before: ConversationState, act: Act, answer: Reply) -> NewsletterStage | None:
    if any(isinstance(effect, Subscribe) for effect in answer.effects):
        return NewsletterStage.AGREED
    if act is Act.REFUSE_CONSENT:
        return NewsletterStage.REFUSED
    after = answer.state.expecting
    if after is before.expecting:
        return None
    stages = {
        Expectation.EMAIL: NewsletterStage.OFFERED,
        Expectation.CONSENT: NewsletterStage.ADDRESS,
    }
    return stages.get(after) if after else None
