"""Slots over turns: what a message said about them, and how it changes what was understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.core.state import Slots
from corpus.models import Level

T = TypeVar("T")

_DEGREES = (
    Level.ASSOCIATE_DEGREE,
    Level.BACHELOR,
    Level.BACHELOR_HONOURS,
    Level.MASTERS,
    Level.DOCTORAL,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message says about the slots.

    `topic` is what no slot took up, with the words of subjects, which say more than their names;
    `rest` is what is left without those. `opened` names the slots of which anything will do: "any price", "anywhere".
    """

    slots: Slots
    excluded_subjects: tuple[str, ...]
    is_addition: bool
    topic: tuple[str, ...]
    opened: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.slots.known() or self.excluded_subjects or self.opened)


def merge(before: Slots, heard: Heard) -> Slots:
    """The slots after a message: its word on a slot replaces the earlier one.

    Exclusions add up; a subject that is asked for again is no longer excluded.
    """
    said = heard.slots
    changes = {
        name: getattr(said, name)
        for name in (
            "motivation",
            "occupation",
            "delivery",
            "states",
            "duration_weeks_max",
            "price_aud_max",
            "funded",
            "sort",
        )
        if getattr(said, name)  # a limit of nothing, "for free", is 0 and handled below
    }
    if said.price_aud_max is not None:
        changes["price_aud_max"] = said.price_aud_max
    if said.subjects and not said.occupation:
        changes["occupation"] = None
    if said.subjects:
        kept = before.subjects if heard.is_addition else ()
        changes["subjects"] = unique((*kept, *said.subjects))
    excluded = [name for name in before.excluded_subjects if name not in said.subjects]
    changes["excluded_subjects"] = unique((*excluded, *heard.excluded_subjects))
    if heard.excluded_subjects:
        wanted = changes.get("subjects", before.subjects)
        changes["subjects"] = tuple(n for n in wanted if n not in heard.excluded_subjects)
    for name in heard.opened:
        if not getattr(said, name):
            changes[name] = getattr(Slots(), name)
    if said.levels or said.excluded_levels:
        changes["levels"], changes["excluded_levels"] = _levels_after(before, said)
    changes["pinned"] = unique((*before.pinned, *said.pinned))
    opened = unique((*before.any, *heard.opened))
    changes["any"] = tuple(name for name in opened if not changes.get(name))
    return before.model_copy(update=changes)


def _levels_after(before: Slots, said: Slots) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    """The levels wanted, and those ruled out, which matter only while none is wanted."""
    unwanted = _with_degrees(said.excluded_levels)
    wanted = said.levels or tuple(level for level in before.levels if level not in unwanted)
    ruled_out = unique((*before.excluded_levels, *said.excluded_levels))
    return wanted, () if wanted else ruled_out


def rule_out(slots: Slots, subjects: tuple[str, ...]) -> Slots:
    """The slots with some subjects ruled out."""
    return merge(slots, Heard(Slots(), subjects, is_addition=False, topic=()))


def wanted_levels(slots: Slots) -> tuple[Level, ...]:
    """The levels that are named or, where some are only ruled out, all the others."""
    if slots.levels or not slots.excluded_levels:
        return slots.levels
    ruled_out = _with_degrees(slots.excluded_levels)
    return tuple(level for level in Level if level not in ruled_out)


def _with_degrees(levels: tuple[Level, ...]) -> frozenset[Level]:
    """Whoever rules out a bachelor's degree rules out every degree."""
    return frozenset((*levels, *(_DEGREES if Level.BACHELOR in levels else ())))


def leave_open(slots: Slots, name: str) -> Slots:
    """The slot emptied and marked as left open."""
    empty = getattr(Slots(), name)
    freed = {"excluded_levels": ()} if name == "levels" else {}
    return slots.model_copy(update={name: empty, "any": unique((*slots.any, name)), **freed})


def unique(values: Iterable[T]) -> tuple[T, ...]:
    """The values in their order, each once."""
    return tuple(dict.fromkeys(values))
