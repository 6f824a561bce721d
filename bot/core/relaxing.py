"""Wishes let go or widened a little, each with how many more courses that would find."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, groupby, islice
from typing import TypeVar

from bot.core import choices
from bot.core.blocks import Choice
from bot.core.finder import criteria, spoken_limit
from bot.core.knowledge import Knowledge
from bot.core.slots import leave_open
from bot.core.state import ConversationState, Slots
from bot.core.wording.wording import Wording
from corpus.models import WEEKS_PER_UNIT, Delivery, Level, State
from retrieval.models import NEAR_LIMIT_FACTOR, Criteria

Value = TypeVar("Value", Delivery, Level)

# Limits are widened by the least of these that finds something.
LIMIT_FACTORS = (1.1, NEAR_LIMIT_FACTOR)
# More buttons than this are harder to weigh than to type past.
WIDENED_OFFERED_MAX = 3
# What the visitor ruled out comes back by their own word alone, whatever else is relaxed.
_NEVER_DROPPED = "excluded_subjects"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One wish relaxed: the slots that it leaves, and how many more courses meet them."""

    choice: Choice
    slots: Slots
    count: int


def relaxations(
    state: ConversationState, knowledge: Knowledge, wording: Wording
) -> tuple[Relaxation, ...]:
    """What one tap would find: neighbours of what is wanted, then wishes let go.

    Pinned wishes stay, and what would find nothing is not offered.
    """
    found = knowledge.count(criteria(state.slots), state.wish)
    counted = [
        (choice_id, label, slots, knowledge.count(criteria(slots), state.wish) - found)
        for choice_id, label in (*_widened(state.slots, wording), *_let_go(state.slots, wording))
        if (slots := relaxed(choice_id, state.slots)) is not None
    ]
    offers = [
        Relaxation(Choice(id=choice_id, label=f"{label} ({count})"), slots, count)
        for choice_id, label, slots, count in counted
        if count > 0
    ]
    near = [offer for offer in offers if offer.choice.id.startswith(choices.ALSO)]
    best = sorted(_least_of_each_limit(near), key=lambda offer: -offer.count)
    return (*best[:WIDENED_OFFERED_MAX], *(offer for offer in offers if offer not in near))


def gentle_relaxations(
    state: ConversationState, knowledge: Knowledge, wording: Wording
) -> tuple[Choice, ...]:
    """The few that add to courses which were found: none that leaves the field."""
    offers = (offer.choice for offer in relaxations(state, knowledge, wording))
    kept = (c for c in offers if c.id.split(":")[1] not in ("subjects", _NEVER_DROPPED))
    return tuple(islice(kept, WIDENED_OFFERED_MAX))


def relaxed_to(state: ConversationState, slots: Slots) -> ConversationState:
    """The state with these slots, and what was asked for before kept beside them."""
    return state.model_copy(
        update={
            "slots": slots,
            "unrelaxed": state.unrelaxed or state.slots,
            "expecting": None,
            "offered_course_ids": (),
        }
    )


def relaxed(choice_id: str, slots: Slots) -> Slots | None:
    """The slots after a relaxation, None for an id that relaxes nothing of them."""
    kind, slot, value = (*choice_id.split(":", 2), "", "")[:3]
    if slot not in _wanted(slots) or slot in slots.pinned:
        return None
    if kind == choices.OPEN:
        return leave_open(slots, slot)
    return dict(_values_near(slots)).get((slot, value)) if kind == choices.ALSO else None


def fewest_to_drop(
    state: ConversationState, knowledge: Knowledge, wording: Wording
) -> tuple[str, ...]:
    """The smallest set of wishes without which courses are found; of equals, the most fruitful.

    The field is let go last of all: courses in another one are hardly what was wanted. What the
    visitor does not want stays out.
    """
    wanted = criteria(state.slots)
    said = _wanted(state.slots)
    droppable = [
        slot
        for slot in wording.relaxations
        if slot in said and slot not in state.slots.pinned and slot != _NEVER_DROPPED
    ]
    sizes = range(1, len(droppable) + 1)
    sets = [drop for size in sizes for drop in combinations(droppable, size)]
    for _, group in groupby(sorted(sets, key=_reluctance), key=_reluctance):
        counted = [(knowledge.count(_without(wanted, drop), state.wish), drop) for drop in group]
        most, drop = max(counted, key=lambda pair: pair[0])
        if most:
            return drop
    return ()


def spoken_changes(before: Slots, after: Slots, wording: Wording) -> list[str]:
    """What one wish wants beyond another, in words; what is let go by its name."""
    spoken = []
    for slot in _wanted(before) | _wanted(after):
        was, now = getattr(before, slot), getattr(after, slot)
        if now == getattr(Slots(), slot) and was != now:
            spoken.append(wording.relaxations[slot].lower())
        elif isinstance(now, tuple):
            new = [_named(slot, value, wording) for value in now if value not in was]
            spoken += [wording.also.format(value=value) if was else value for value in new]
        elif was != now:
            spoken.append(spoken_limit(slot, now, wording))
    return sorted(spoken)


def _wanted(slots: Slots) -> frozenset[str]:
    """The slots that set a condition."""
    wanted, empty = criteria(slots), Criteria()
    names = Criteria.__slots__
    return frozenset(name for name in names if getattr(wanted, name) != getattr(empty, name))


def _let_go(slots: Slots, wording: Wording) -> Iterator[tuple[str, str]]:
    wanted = _wanted(slots)
    for slot, label in wording.relaxations.items():
        if slot in wanted:
            yield choices.open_id(slot), label


def _widened(slots: Slots, wording: Wording) -> Iterator[tuple[str, str]]:
    for (slot, value), after in _values_near(slots):
        yield choices.also_id(slot, value), _spoken(slot, value, after, wording)


def _spoken(slot: str, value: str, after: Slots, wording: Wording) -> str:
    if slot.endswith("_max"):
        amount = spoken_limit(slot, getattr(after, slot), wording)
        return amount[:1].upper() + amount[1:]
    return wording.relaxed_also.format(value=_named(slot, value, wording))


def _named(slot: str, value: str, wording: Wording) -> str:
    match slot:
        case "delivery":
            return wording.deliveries[Delivery(value)]
        case "states":
            return wording.states[State(value)]
        case "levels":
            return wording.levels[Level(value)]
        case _:
            return wording.subjects.get(value, value)


def _values_near(slots: Slots) -> Iterator[tuple[tuple[str, str], Slots]]:
    """Each neighbour of what is wanted, by slot and value, with the slots that take it in."""
    for mode in _neighbours(slots.delivery):
        yield ("delivery", mode), slots.model_copy(update={"delivery": (*slots.delivery, mode)})
    for level in _neighbours(slots.levels):
        yield ("levels", level), slots.model_copy(update={"levels": (*slots.levels, level)})
    for limit in _amounts_near(slots.price_aud_max, 1.0):
        yield ("price_aud_max", f"{limit:g}"), slots.model_copy(update={"price_aud_max": limit})
    weeks = slots.duration_weeks_max
    for limit in _amounts_near(weeks, _grain(weeks or 0)):
        after = slots.model_copy(update={"duration_weeks_max": limit})
        yield ("duration_weeks_max", f"{limit:g}"), after


def _neighbours(wanted: tuple[Value, ...]) -> tuple[Value, ...]:
    near = (neighbour for value in wanted for neighbour in value.neighbours)
    return tuple(dict.fromkeys(value for value in near if value not in wanted))


def _amounts_near(limit: float | None, grain: float) -> tuple[float, ...]:
    """Somewhat higher limits, in whole grains and never above what counts as near."""
    if not limit:
        return ()
    amounts = (math.floor(limit * factor / grain + 1e-9) * grain for factor in LIMIT_FACTORS)
    return tuple(dict.fromkeys(amount for amount in amounts if amount > limit))


def _grain(weeks: float) -> float:
    """The unit in which people would count a duration, in weeks."""
    unit = next((u for u in ("month", "week", "day") if weeks >= 4 * WEEKS_PER_UNIT[u]), "hour")
    return WEEKS_PER_UNIT[unit]


def _least_of_each_limit(offers: list[Relaxation]) -> list[Relaxation]:
    """The offers without those that raise a limit further than another one does."""
    raised: set[str] = set()
    kept = []
    for offer in offers:
        slot = offer.choice.id.split(":")[1]
        if slot not in raised:
            kept.append(offer)
        if slot.endswith("_max"):
            raised.add(slot)
    return kept


def _without(wanted: Criteria, drop: tuple[str, ...]) -> Criteria:
    return replace(wanted, **{name: getattr(Criteria(), name) for name in drop})


def _reluctance(drop: tuple[str, ...]) -> tuple[bool, int]:
    return "subjects" in drop, len(drop)
