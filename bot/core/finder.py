"""The course finder: five steps, asked in the page's order, each answerable in any other."""

from dataclasses import replace

from bot.core import choices
from bot.core.blocks import Choice
from bot.core.knowledge import Knowledge
from bot.core.message import Step
from bot.core.state import ConversationState, Expectation, Motivation, Slots
from bot.core.understanding import STEP_SLOTS
from bot.core.wording.wording import Wording
from corpus.models import WEEKS_PER_UNIT, Delivery, Level, State
from retrieval.models import Criteria

STEPS = (
    Expectation.MOTIVATION,
    Expectation.SUBJECT,
    Expectation.DELIVERY,
    Expectation.STATE,
    Expectation.LEVEL,
)
# More buttons than this are harder to read than to type past.
SUBJECTS_OFFERED_MAX = 10


def criteria(slots: Slots) -> Criteria:
    """What a course has to meet for these slots. Motivation sets no condition."""
    return Criteria(
        subjects=slots.subjects,
        excluded_subjects=slots.excluded_subjects,
        delivery=slots.delivery,
        states=slots.states,
        levels=slots.levels,
        duration_weeks_max=slots.duration_weeks_max,
        price_aud_max=slots.price_aud_max,
        funded=slots.funded,
    )


def next_step(state: ConversationState) -> Expectation | None:
    """The first step that is neither answered nor left open, None when all are.

    Someone who has said what to study is not asked why: it would not change what is shown.
    """
    slots = state.slots
    for step in STEPS:
        name = STEP_SLOTS[step]
        is_settled = bool(getattr(slots, name)) or name in slots.any
        has_aim = bool(slots.subjects or state.wish or "subjects" in slots.any)
        if not is_settled and not (
            has_aim and step in (Expectation.MOTIVATION, Expectation.SUBJECT)
        ):
            return step
    return None


def progress(step: Expectation) -> Step:
    """The place of a step among the five."""
    return Step(number=STEPS.index(step) + 1, of=len(STEPS))


def step_choices(
    step: Expectation, state: ConversationState, knowledge: Knowledge, wording: Wording
) -> tuple[Choice, ...]:
    """The answers to a step that courses are left for, with how many; and "not sure"."""
    skip = Choice(id=choices.SKIP, label=wording.choice_any.get(step, wording.choice_skip))
    if step is Expectation.MOTIVATION:
        reasons = (choices.choice(step, m, wording.motivations[m]) for m in Motivation)
        return (*reasons, skip)
    counted = [
        (value, label, knowledge.count(_with(criteria(state.slots), step, value), state.wish))
        for value, label in _values(step, knowledge, wording)
    ]
    left = [row for row in counted if row[2]]
    if step is Expectation.SUBJECT:
        left = sorted(left, key=lambda row: (-row[2], row[0]))[:SUBJECTS_OFFERED_MAX]
        left.sort()
    return (*(choices.choice(step, v, f"{label} ({count})") for v, label, count in left), skip)


def spoken_wish(state: ConversationState, wording: Wording) -> str:
    """What is looked for, in one line; empty when nothing is."""
    slots = state.slots
    parts = [
        *slots.subjects,
        *([] if slots.subjects else [state.wish] if state.wish else []),
        *(wording.deliveries[d] for d in slots.delivery),
        *_spoken_states(slots, wording),
        *slots.levels,
        *_spoken_limits(slots, wording),
        *(wording.excluding.format(subjects=name) for name in slots.excluded_subjects),
        *([wording.sorts[slots.sort]] if slots.sort else []),
    ]
    return wording.understood.format(summary=" · ".join(parts)) if parts else ""


def _spoken_states(slots: Slots, wording: Wording) -> list[str]:
    """The states, or where most are wanted the ones that are not."""
    if len(slots.states) <= len(State) // 2:
        return [wording.states[state] for state in slots.states]
    left_out = [wording.states[state] for state in State if state not in slots.states]
    return [wording.excluding.format(subjects=name) for name in left_out]


def _spoken_limits(slots: Slots, wording: Wording) -> list[str]:
    limits = []
    if slots.duration_weeks_max is not None:
        limits.append(wording.duration_max.format(duration=spoken_weeks(slots.duration_weeks_max)))
    if slots.price_aud_max is not None:
        amount = f"{slots.price_aud_max:,.0f}"
        limits.append(
            wording.price_max.format(amount=amount) if slots.price_aud_max else wording.price_zero
        )
    if slots.funded:
        limits.append(wording.funded)
    return limits


def spoken_weeks(weeks: float) -> str:
    """Weeks in the largest unit that divides them."""
    for unit in ("year", "month", "week", "day", "hour"):
        amount = weeks / WEEKS_PER_UNIT[unit]
        if (
            amount >= 1
            and abs(amount - round(amount)) < 0.01
            and not (unit == "year" and amount < 2)
        ):
            return f"{round(amount)} {unit}{'' if round(amount) == 1 else 's'}"
    return f"{weeks:.1f} weeks"


def _values(step: Expectation, knowledge: Knowledge, wording: Wording) -> list[tuple[str, str]]:
    if step is Expectation.SUBJECT:
        return [(s.name, s.name) for s in knowledge.taxonomy.subjects if s.parent is None]
    if step is Expectation.DELIVERY:
        return [(d, wording.deliveries[d]) for d in Delivery]
    if step is Expectation.STATE:
        return [(s, wording.states[s]) for s in State]
    return [(level, level) for level in Level]


def _with(wanted: Criteria, step: Expectation, value: str) -> Criteria:
    match step:
        case Expectation.SUBJECT:
            return replace(wanted, subjects=(value,))
        case Expectation.DELIVERY:
            return replace(wanted, delivery=(Delivery(value),))
        case Expectation.STATE:
            return replace(wanted, states=(State(value),))
        case _:
            return replace(wanted, levels=(Level(value),))
