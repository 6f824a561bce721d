"""Telling visitors what is kept about them, in the chat itself."""

from bot.core import finder
from bot.core.blocks import NoticeBlock
from bot.core.message import Reply
from bot.core.records import Kept
from bot.core.state import ConversationState
from bot.core.steps.compose import main_choices, say, spoken_date
from bot.core.text import join
from bot.core.turn import Turn
from bot.core.wording.wording import Wording

# Enough to see what is kept; the rest stands above in the chat.
MESSAGES_SHOWN_MAX = 10
LINE = "• {text}"


def my_data(turn: Turn) -> Reply:
    """Everything that is kept, in words; a newsletter's state is told to its address alone."""
    wording, kept = turn.wording, turn.records()
    lines = (
        *_messages(turn, kept),
        *_understood(turn),
        *_shortlist(turn.state, wording),
        *_circumstances(turn.state, wording),
        *_newsletter(turn.state, wording),
        *_elsewhere(kept, wording),
    )
    if not lines:
        return say(turn, "notice", wording.my_data_none, offer=main_choices(wording))
    return say(
        turn,
        "notice",
        "\n".join((wording.my_data, *(LINE.format(text=line) for line in lines))),
        _latest(kept, wording),
        wording.my_data_how,
    )


def _messages(turn: Turn, kept: Kept) -> tuple[str, ...]:
    wording = turn.wording
    if not kept.exchanges or kept.since is None:
        return ()
    since = spoken_date(kept.since, wording)
    days = turn.site.conversation_days
    told = wording.my_data_messages.format(count=len(kept.exchanges), since=since, days=days)
    opinions = wording.my_data_opinions.format(count=kept.opinions)
    return (told, opinions) if kept.opinions else (told,)


def _understood(turn: Turn) -> tuple[str, ...]:
    wording, slots = turn.wording, turn.state.slots
    reason = wording.motivations[slots.motivation] if slots.motivation else ""
    job = wording.occupation.format(occupation=slots.occupation) if slots.occupation else ""
    aims = " · ".join(filter(None, (reason, job)))
    told = wording.my_data_aims.format(aims=aims) if aims else ""
    return tuple(filter(None, (finder.spoken_wish(turn.state, wording), told)))


def _shortlist(state: ConversationState, wording: Wording) -> tuple[str, ...]:
    count = len(state.shortlist)
    return (wording.shortlist.my_data.format(count=count),) if count else ()


def _circumstances(state: ConversationState, wording: Wording) -> tuple[str, ...]:
    """What was said for a question about funding, health and origin among it: each by name."""
    said = state.funding.said.model_dump(mode="json") if state.funding else {}
    facts = [
        wording.my_data_fact.format(name=_plain(name), value=_spoken(value, wording))
        for name, value in said.items()
        if value is not None and value != []
    ]
    return (wording.my_data_funding.format(facts="; ".join(facts)),) if facts else ()


def _spoken(value: object, wording: Wording) -> str:
    if isinstance(value, bool):
        return wording.yes_word if value else wording.no_word
    if isinstance(value, list):
        return join([_plain(str(one)) for one in value], wording.and_word)
    return _plain(str(value))


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _newsletter(state: ConversationState, wording: Wording) -> tuple[str, ...]:
    """The same whether or not the address was known: whose it is has not been shown."""
    if not state.signed_up_as:
        return ()
    addresses = join(state.signed_up_as, wording.and_word)
    topics = join(state.topics, wording.and_word) or wording.topics_all
    return (wording.my_data_newsletter.format(address=addresses, topics=topics),)


def _elsewhere(kept: Kept, wording: Wording) -> tuple[str, ...]:
    lines = wording.crossing.my_data
    return tuple(lines[channel].format(count=count) for channel, count in kept.elsewhere)


def _latest(kept: Kept, wording: Wording) -> NoticeBlock | str:
    said = [f"“{exchange.visitor}”" for exchange in kept.exchanges[-MESSAGES_SHOWN_MAX:]]
    if not said:
        return ""
    return NoticeBlock(
        text="\n".join((wording.my_data_words, *(LINE.format(text=text) for text in said)))
    )
