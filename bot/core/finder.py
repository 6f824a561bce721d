"""The course finder: five steps, asked by what their answers tell, answerable at any time."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from bot.core import choices
from bot.core.blocks import Choice
from bot.core.knowledge import Knowledge
from bot.core.message import Step
from bot.core.next_question import best_question
from bot.core.slots import wanted_levels
from bot.core.state import ConversationState, Expectation, Motivation, Slots
from bot.core.understood import STEP_SLOTS
from bot.core.wording.wording import FinderOrder, Wording
from corpus.models import WEEKS_PER_UNIT, Delivery, Level, State, Taxonomy
from retrieval.models import Criteria, Field, Spread

# The page's steps, in its order.
STEPS = (
    Expectation.MOTIVATION,
    Expectation.SUBJECT,
    Expectation.DELIVERY,
    Expectation.STATE,
    Expectation.LEVEL,
)
# What the finder asks: the steps, and what may follow from the second.
QUESTIONS = (*STEPS, Expectation.PART, Expectation.TOPIC)
_FIELDS = {
    Expectation.SUBJECT: Field.SUBJECTS,
    Expectation.PART: Field.SUBJECTS,
    Expectation.DELIVERY: Field.DELIVERY,
    Expectation.STATE: Field.STATES,
    Expectation.LEVEL: Field.LEVELS,
}
# More buttons than this are harder to read than to type past.
SUBJECTS_OFFERED_MAX = 10


def criteria(slots: Slots) -> Criteria:
    """What a course has to meet for these slots. Motivation sets no condition."""
    return Criteria(
        subjects=slots.subjects,
        excluded_subjects=slots.excluded_subjects,
        delivery=slots.delivery,
        states=slots.states,
        levels=wanted_levels(slots),
        duration_weeks_max=slots.duration_weeks_max,
        price_aud_max=slots.price_aud_max,
        funded=slots.funded,
    )


def has_aim(state: ConversationState) -> bool:
    """Whether enough is known to show something worth looking at."""
    return bool(state.slots.subjects or state.wish or "subjects" in state.slots.any)


def next_step(
    state: ConversationState, knowledge: Knowledge, order: FinderOrder
) -> Expectation | None:
    """The question to ask next: what tells most, or by the page's order; None when all is said.

    Someone who has said what to study is not asked why: it would not change what is shown. Where no
    step tells courses apart any more, a word of the visitor's own may.
    """
    left = [step for step in STEPS if not _is_settled(step, state)]
    if order == "fixed":
        return next(iter(left), None)
    if _parts(state, knowledge.taxonomy):
        left.append(Expectation.PART)
    spreads = {step: _spread(step, state, knowledge) for step in left if step in _FIELDS}
    return best_question(spreads) or (None if _has_topic(state) else Expectation.TOPIC)


def progress(step: Expectation, state: ConversationState) -> Step:
    """The place of a question: one more than how many of the other steps are settled."""
    said = sum(other is not step and _is_said(other, state.slots) for other in STEPS)
    return Step(number=min(said + 1, len(STEPS)), of=len(STEPS))


def step_choices(
    step: Expectation, state: ConversationState, knowledge: Knowledge, wording: Wording
) -> tuple[Choice, ...]:
    """The answers to a question that courses are left for, with how many; and "not sure"."""
    skip = Choice(id=choices.SKIP, label=wording.choice_any.get(step, wording.choice_skip))
    if step is Expectation.MOTIVATION:
        reasons = (choices.choice(step, m, wording.motivations[m]) for m in Motivation)
        return (*reasons, skip)
    if step is Expectation.TOPIC:
        return (skip,)
    left = [value for value in _spread(step, state, knowledge).values if value.met]
    if _FIELDS[step] is Field.SUBJECTS:
        left = sorted(left, key=lambda v: (-v.met, v.value))[:SUBJECTS_OFFERED_MAX]
        left.sort(key=lambda v: v.value)
    slot = Expectation.SUBJECT if step is Expectation.PART else step
    labels: dict[str, str] = dict(
        chain(
            wording.deliveries.items(),
            wording.states.items(),
            wording.levels.items(),
            wording.subjects.items(),
        )
    )
    return (
        *(choices.choice(slot, v.value, f"{labels.get(v.value, v.value)} ({v.met})") for v in left),
        skip,
    )


def spoken_wish(state: ConversationState, wording: Wording) -> str:
    """What is looked for, in one line; empty when nothing is."""
    slots = state.slots
    parts = [
        *(wording.subjects.get(name, name) for name in slots.subjects),
        *([] if slots.subjects else [state.wish] if state.wish else []),
        *(wording.deliveries[d] for d in slots.delivery),
        *_spoken_states(slots, wording),
        *(wording.levels[level] for level in slots.levels),
        *(
            wording.excluding.format(subjects=wording.levels[level])
            for level in slots.excluded_levels
        ),
        *_spoken_limits(slots, wording),
        *(
            wording.excluding.format(subjects=wording.subjects.get(name, name))
            for name in slots.excluded_subjects
        ),
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
    named = ((name, getattr(slots, name)) for name in ("duration_weeks_max", "price_aud_max"))
    limits = [spoken_limit(name, limit, wording) for name, limit in named if limit is not None]
    return [*limits, wording.funded] if slots.funded else limits


def spoken_limit(slot: str, limit: float, wording: Wording) -> str:
    """The longest duration or the highest price in words."""
    if slot == "duration_weeks_max":
        return wording.duration_max.format(duration=spoken_weeks(limit, wording))
    return wording.price_max.format(amount=f"{limit:,.0f}") if limit else wording.price_zero


def spoken_weeks(weeks: float, wording: Wording) -> str:
    """Weeks in the largest unit that divides them."""
    for unit in ("year", "month", "week", "day", "hour"):
        amount = weeks / WEEKS_PER_UNIT[unit]
        if (
            amount >= 1
            and abs(amount - round(amount)) < 0.01
            and not (unit == "year" and amount < 2)
        ):
            return wording.units[unit][round(amount) != 1].format(amount=round(amount))
    return wording.units["week"][1].format(amount=f"{weeks:.1f}")


def _is_said(step: Expectation, slots: Slots) -> bool:
    name = STEP_SLOTS[step]
    return bool(getattr(slots, name)) or name in slots.any


def _is_settled(step: Expectation, state: ConversationState) -> bool:
    is_about_aim = step in (Expectation.MOTIVATION, Expectation.SUBJECT)
    return _is_said(step, state.slots) or (is_about_aim and has_aim(state))


def _has_topic(state: ConversationState) -> bool:
    """Whether the visitor has said in their own words what it should be about, or was asked."""
    is_wish = bool(state.wish) and not state.slots.subjects
    return is_wish or Expectation.TOPIC in state.passed


def _spread(step: Expectation, state: ConversationState, knowledge: Knowledge) -> Spread:
    """How the courses in play spread over the answers to a step, whatever was answered before."""
    wanted, field = criteria(state.slots), _FIELDS[step]
    if step is Expectation.PART:
        return knowledge.spread(field, _parts(state, knowledge.taxonomy), wanted, state.wish)
    wish = "" if field is Field.SUBJECTS else state.wish
    values = _values(step, knowledge.taxonomy)
    unsaid = replace(wanted, **{field: getattr(Criteria(), field)})
    return knowledge.spread(field, values, unsaid, wish)


def _values(step: Expectation, taxonomy: Taxonomy) -> Iterable[str]:
    match step:
        case Expectation.SUBJECT:
            return [subject.name for subject in taxonomy.subjects if subject.parent is None]
        case Expectation.DELIVERY:
            return Delivery
        case Expectation.STATE:
            return State
        case _:
            return Level


def _parts(state: ConversationState, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The subjects below those that are wanted, until one is chosen or all of them will do."""
    if Expectation.PART in state.passed:
        return ()
    below = (taxonomy.parts.get(name, ()) for name in state.slots.subjects)
    return tuple(n for names in below for n in names if n not in state.slots.excluded_subjects)
