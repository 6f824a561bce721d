"""Going on elsewhere: the link that leads there, the arrival, and the place that was left."""

from dataclasses import replace

from bot.core import choices, finder
from bot.core.blocks import Choice, LinkBlock, NoticeBlock
from bot.core.crossing import LINK_MINUTES, Arrival, Link, joined, wanted_channel
from bot.core.message import Reply
from bot.core.shown import courses_of
from bot.core.steps import finding
from bot.core.steps.compose import say
from bot.core.text import fold
from bot.core.turn import Turn


def lead_on(turn: Turn) -> Reply:
    """Give the link to the channel that is wanted; the open question stays open."""
    wording, here = turn.wording.crossing, turn.crossing.here
    there = wanted_channel(fold(turn.understood.text), here)
    if there is here:
        return finding.then_resume(turn, "notice", wording.already[there])
    address = turn.crossing.addresses.get(there)
    if address is None:
        return finding.then_resume(turn, "notice", wording.unreachable[there])
    reply = say(
        turn,
        "notice",
        wording.how[there],
        LinkBlock(url=address, label=wording.link[there]),
        NoticeBlock(text=wording.once.format(minutes=LINK_MINUTES)),
    )
    return replace(reply, crosses=True)


def arrive(turn: Turn) -> Reply:
    """Go on where the conversation that came was; a link that brings none changes nothing."""
    wording, arrival = turn.wording.crossing, turn.crossing.arrival
    if arrival is None:
        is_own = turn.crossing.link is Link.OWN
        sentence = wording.own if is_own else wording.dead.format(minutes=LINK_MINUTES)
        return finding.then_resume(turn, "notice", sentence)
    return _gone_on(replace(turn, state=joined(arrival.state, turn.state)), arrival, turn)


def _gone_on(turn: Turn, arrival: Arrival, before: Turn) -> Reply:
    wording, state = turn.wording.crossing, turn.state
    kept = len(courses_of(state.shortlist, turn.knowledge))
    words = turn.wording.shortlist
    count = words.courses_of_one if kept == 1 else words.courses.format(count=kept)
    closed = finder.spoken_wish(before.state, turn.wording)
    return finding.then_resume(
        turn,
        "question" if finding.resume(turn) else "notice",
        wording.arrived[arrival.channel],
        finder.spoken_wish(state, turn.wording),
        wording.shortlist.format(courses=count) if kept else "",
        NoticeBlock(text=wording.made_way) if closed else "",
        state=state if finding.resume(turn) else state.model_copy(update={"expecting": None}),
        otherwise=_ways_on(turn, kept),
    )


def _ways_on(turn: Turn, kept: int) -> tuple[Choice, ...]:
    words, shown = turn.wording.shortlist, turn.state.last_course_ids
    again = Choice(id=choices.AGAIN, label=words.choice_again)
    list_ = Choice(id=choices.SHORTLIST, label=words.choice_show)
    return (*((again,) if shown else ()), *((list_,) if kept else ()))


def gone(turn: Turn) -> Reply:
    """Say where the conversation went on, and offer to start afresh."""
    wording, went_to = turn.wording.crossing, turn.state.gone_to
    sentence = wording.gone[went_to] if went_to else ""
    afresh = Choice(id=choices.START_OVER, label=wording.choice_afresh)
    return say(turn, "notice", sentence, wording.gone_offer, offer=(afresh,))
