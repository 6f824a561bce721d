"""A programme's rules in words: what it is, how each condition stands, what follows."""

from collections.abc import Iterable

from bot.core.circumstances import Circumstances, Group
from bot.core.funding import Assessed, Condition, Programme, Standing
from bot.core.programme_names import Named
from bot.core.steps.compose import sourced, spoken_date
from bot.core.text import join
from bot.core.turn import Turn
from corpus.models import State

AGED_17_TO_24 = range(17, 25)


def introduction(turn: Turn, programme: Programme, former: Named | None) -> str:
    """What a programme is, after what became of an old name; with its dates and source."""
    wording = turn.wording.funding
    named = {"name": programme.name, "covers": programme.covers}
    what = wording.covers.format(**named)
    if programme.state:
        what = wording.covers_state.format(state=_place(turn, programme.state), **named)
    parts = (
        _old_name(turn, programme, former),
        what,
        *_dates(turn, programme),
        sourced(turn, programme.source, programme.checked_on),
    )
    return " ".join(part for part in parts if part)


def conditions(
    turn: Turn,
    programme: Programme,
    assessed: Iterable[Assessed],
    said: Circumstances,
    *,
    is_new: bool,
) -> str:
    """Each condition with a mark, and what else the rules say."""
    wording = turn.wording.funding
    lines = [_condition(turn, programme, found, said) for found in assessed]
    notes = [wording.note.format(note=note) for note in programme.notes] if is_new else []
    if not lines and not notes:
        return ""
    head = wording.conditions if is_new else wording.conditions_again.format(name=programme.name)
    return "\n".join((head, *lines, *notes))


def also(turn: Turn, programme: Programme, said: Circumstances, place: State | None) -> str:
    """The other ways in the same state and in the country, and whom they serve first."""
    wording = turn.wording.funding
    states = {programme.state or place, None}
    others = [
        other
        for other in turn.knowledge.guidance.programmes
        if other.state in states and other != programme and not other.has_ended(turn.today)
    ]
    names = join([other.name for other in others], turn.wording.or_word)
    first = (_priority(turn, each, said) for each in (programme, *others))
    return " ".join(filter(None, [*first, wording.also.format(names=names) if names else ""]))


def conclusion(turn: Turn, programme: Programme, assessed: tuple[Assessed, ...]) -> str:
    """What follows so far, and who confirms it."""
    wording = turn.wording.funding
    standings = {found.standing for found in assessed}
    at_school = any(
        found.condition is Condition.SCHOOL and found.standing is Standing.NOT_MET
        for found in assessed
    )
    if not assessed:
        so_far = wording.not_confirmed if programme.state else ""
    elif Standing.NOT_MET in standings:
        so_far = wording.some_not_met
    else:
        so_far = wording.all_met if standings == {Standing.MET} else ""
    parts = (so_far, wording.for_school if at_school else "", wording.confirm)
    return " ".join(part for part in parts if part)


def question(turn: Turn, programme: Programme, asked: Condition) -> str:
    """The question about a condition."""
    wording = turn.wording.funding
    if asked is Condition.PLACE and programme.state:
        template = wording.asks_lives if programme.place == "lives" else wording.asks_lives_or_works
        return template.format(state=_place(turn, programme.state))
    return wording.questions[asked].format(
        age=programme.age_min, years=programme.no_certificate_iii_for_years
    )


def _old_name(turn: Turn, programme: Programme, named: Named | None) -> str:
    wording = turn.wording.funding
    if named is None or named.former is None:
        return ""
    old, until = named.former.name, named.former.until
    if until is None:
        return wording.former_ended.format(old=old, name=programme.name)
    date = spoken_date(until, turn.wording)
    return wording.former_dated.format(old=old, name=programme.name, date=date)


def _dates(turn: Turn, programme: Programme) -> Iterable[str]:
    """What its dates mean on the day of the turn."""
    wording = turn.wording.funding
    if programme.valid_until and programme.has_ended(turn.today):
        yield wording.old.format(date=spoken_date(programme.valid_until, turn.wording))
    elif programme.valid_until:
        yield wording.until.format(date=spoken_date(programme.valid_until, turn.wording))
    if programme.valid_from and not programme.has_begun(turn.today):
        yield wording.not_yet.format(date=spoken_date(programme.valid_from, turn.wording))
    if programme.is_stale(turn.today):
        yield wording.stale
    if programme.published:
        yield wording.published.format(year=programme.published)


def _condition(turn: Turn, programme: Programme, found: Assessed, said: Circumstances) -> str:
    wording = turn.wording.funding
    label = _label(turn, programme, found.condition)
    if found.is_told and said.residency:
        return wording.depends.format(label=label, ground=wording.grounds[said.residency])
    marks = {
        Standing.MET: wording.met,
        Standing.NOT_MET: wording.not_met,
        Standing.UNKNOWN: wording.unknown,
    }
    return marks[found.standing].format(label=label)


def _label(turn: Turn, programme: Programme, condition: Condition) -> str:
    wording = turn.wording.funding
    if condition is Condition.PLACE and programme.state:
        template = wording.lives if programme.place == "lives" else wording.lives_or_works
        return template.format(state=_place(turn, programme.state))
    accepted = [wording.residencies[kind] for kind in programme.residency]
    return wording.labels[condition].format(
        age=programme.age_min,
        years=programme.no_certificate_iii_for_years,
        residencies=join(accepted, turn.wording.or_word),
    )


def _place(turn: Turn, state: State) -> str:
    """A state as it is named after "in"."""
    return turn.wording.funding.places.get(state, turn.wording.states[state])


def _priority(turn: Turn, programme: Programme, said: Circumstances) -> str:
    """That a group somebody says they belong to is served first."""
    groups = set(said.groups)
    if said.age_from in AGED_17_TO_24 and said.age_from == said.age_to:
        groups.add(Group.AGED_17_TO_24)
    wording = turn.wording.funding
    told = [wording.groups[group] for group in programme.priority if group in groups]
    spoken = join(told, turn.wording.and_word)
    return wording.priority.format(name=programme.name, groups=spoken) if told else ""
