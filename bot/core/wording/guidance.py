"""The sentences around dated facts: crisis lines, ways on from a course, registration."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.crisis import Audience, Need


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceWording:
    """Sentences that carry facts kept as data. Braces name what is filled in."""

    support: Mapping[Need, str]
    support_of_another: str
    support_again: str
    crisis_line: str
    or_text: str
    audiences: Mapping[Audience, str]
    interpreter: str
    danger: str
    no_hurry: str
    leave_no_trace: str

    leads_on: str
    states_credit: str
    then_states_credit: str
    no_way: str
    no_start: str
    which_start: str
    credit_decided: str

    no_course_alone: str
    neither_alone: str
    registration: str
    typical: str
    source: str
