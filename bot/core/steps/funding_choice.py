"""Which programme a turn speaks of: by its name, by a state, or the one of the turn before."""

import re
from dataclasses import dataclass

from bot.core.circumstances import Circumstances
from bot.core.funding import Programme
from bot.core.programme_names import Named
from bot.core.state import FundingTalk
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import State


@dataclass(frozen=True, slots=True)
class Chosen:
    """The programme whose rules are held against what was said, None until a state is known.

    `preface` is one of the whole country that was named and whose rules are each state's own.
    """

    programme: Programme | None
    preface: Programme | None
    place: State | None
    named: tuple[Named, ...]

    def former(self, programme: Programme) -> Named | None:
        """The old name by which a programme was called, if it was."""
        return next((n for n in self.named if n.former and n.programme == programme), None)


def choose(turn: Turn, said: Circumstances, before: FundingTalk) -> Chosen:
    """The programme of a turn, given what is known of the visitor and the talk before it."""
    named = turn.knowledge.guidance.programme_names.in_text(fold(turn.understood.text))
    last = programme_of(turn, before.programme)
    place = _place(turn, said, last)
    found = _by_names(named, place) if named else _last_or_of_state(turn, last, place)
    if found and found.state is None and not found.conditions:
        return Chosen(_of_state(turn, place), found if named else None, place, named)
    return Chosen(found, None, place, named)


def programme_of(turn: Turn, name: str) -> Programme | None:
    """The programme of a name."""
    return next((p for p in turn.knowledge.guidance.programmes if p.name == name), None)


def _by_names(named: tuple[Named, ...], place: State | None) -> Programme:
    """Of the programmes named, that of the state that is spoken of, else the country's."""
    programmes = [n.programme for n in named]
    of_state = [p for p in programmes if place and p.state == place]
    of_country = [p for p in programmes if p.state is None]
    return next(iter((*of_state, *of_country, *programmes)))


def _last_or_of_state(turn: Turn, last: Programme | None, place: State | None) -> Programme | None:
    asks_anew = place and _ASKS_ANEW.search(fold(turn.understood.text))
    is_kept = last is not None and last.state in (None, place) and not asks_anew
    return last if is_kept else _of_state(turn, place)


def _of_state(turn: Turn, place: State | None) -> Programme | None:
    """The first programme of a state; one for the levels that are wanted goes before it."""
    fitting = [p for p in turn.knowledge.guidance.programmes if place and p.state == place]
    wanted = set(turn.understood.heard.slots.levels or turn.state.slots.levels)
    return next(iter([p for p in fitting if wanted & set(p.levels)] or fitting), None)


def _place(turn: Turn, said: Circumstances, last: Programme | None) -> State | None:
    """The state that is spoken of: this turn's, the visitor's own, or that of the last turn."""
    text = turn.understood.text
    named = turn.understood.heard.slots.states
    if len(named) > 1:
        named = turn.hear(_YEAR.sub(" ", text)).slots.states  # 2008 is a postcode too
    if len(named) == 1:
        return named[0]
    if last and last.state and not _OWN_STATE.search(fold(text)):
        return last.state
    searched = turn.state.slots.states
    return said.lives_in or (searched[0] if len(searched) == 1 else None)


_YEAR = re.compile(r"\b(?:in|from|since) (?:19|20)\d{2}\b", re.IGNORECASE)
_OWN_STATE = re.compile(r"\bmy (?:own )?(?:state|territory)\b")
# Asks about a state's ways, whatever was spoken of before.
_ASKS_ANEW = re.compile(
    rf"{_OWN_STATE.pattern}|\b(?:what|how) about\b|\b(?:free|funding|subsid\w+) "
)
