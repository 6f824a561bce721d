"""The sentences of the funding conversation."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.circumstances import Group, Residency
from bot.core.funding import Condition
from corpus.models import State


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingWording:
    """Sentences around funding rules. Braces name what is filled in; nobody is called eligible."""

    covers: str
    covers_state: str
    former_ended: str
    former_dated: str
    old: str
    until: str
    not_yet: str
    stale: str
    published: str
    also: str
    priority: str
    groups: Mapping[Group, str]

    conditions: str
    conditions_again: str
    met: str
    not_met: str
    unknown: str
    depends: str
    note: str
    labels: Mapping[Condition, str]
    places: Mapping[State, str]
    lives: str
    lives_or_works: str
    residencies: Mapping[Residency, str]
    grounds: Mapping[Residency, str]

    all_met: str
    some_not_met: str
    not_confirmed: str
    for_school: str
    confirm: str

    which_state: str
    questions: Mapping[Condition, str]
    asks_lives: str
    asks_lives_or_works: str
    yes: str
    no: str
    not_sure: str
    residency_answers: tuple[str, ...]
    choice_courses: str
