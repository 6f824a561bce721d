"""The sentences around a conversation that goes on elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.channels import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingWording:
    """Braces name what is filled in: minutes, courses, count."""

    how: Mapping[Channel, str]
    link: Mapping[Channel, str]
    once: str
    already: Mapping[Channel, str]
    unreachable: Mapping[Channel, str]
    arrived: Mapping[Channel, str]
    shortlist: str
    made_way: str
    dead: str
    own: str
    gone: Mapping[Channel, str]
    gone_offer: str
    my_data: Mapping[Channel, str]
    forget: Mapping[Channel, str]

    choice_afresh: str
    choice_cross: str
