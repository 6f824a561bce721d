"""Which language a turn is answered in: the one that is named, written, or chosen before."""

import re
from dataclasses import dataclass, replace

from bot.core import choices
from bot.core.acts import Act
from bot.core.blocks import NoticeBlock, QuoteBlock
from bot.core.message import Message, Reply
from bot.core.phrases import Read
from bot.core.state import ConversationState
from bot.core.text import fold
from bot.core.wording.wording import Language, Site

COMMAND = "/language"
# Where a word that was not read may have changed what was meant.
_MEANT = frozenset(
    {Act.ASK, Act.FIND, Act.COMPARE, Act.FOLLOW, Act.FUNDING, Act.PATHWAY, Act.UNCLEAR}
)
_ASKS_FOR = re.compile(
    r"(?:(?:please|can|could|do|you|we|i|switch|change|back|go|speak|talk|reply|answer|write|use"
    r"|want|to|in|it) ){0,6}"
    r"(?P<name>[a-z-]+)(?: (?:please|instead|version))?[ .!?]*"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn before it is understood: in the words that the rules know."""

    state: ConversationState
    message: Message
    site: Site
    unread: tuple[str, ...] = ()


def heard(state: ConversationState, message: Message, site: Site) -> Heard:
    """The turn in the language that it is to be answered in; with one language, as it is."""
    message = _as_typed(message, state)
    if not site.languages:
        return Heard(state, message, site)
    spoken = site.language(state.language) or site.nearest(message.locale)
    native = _native(message.text, site)
    read = native.phrases.read(message.text) if native and native.phrases else Read(message.text)
    message = replace(message, text=read.english)
    named = _chosen(message, site) or _asked_for(read.english, site, spoken if not native else None)
    if named:
        message = Message(f"{COMMAND} {named.code}", sent_on=message.sent_on)
    language = named or native or spoken
    state = state.model_copy(update={"language": language.code})
    return Heard(state, message, replace(site, wording=language.wording), read.unread)


def answered(answer: Reply, act: Act, spoken: Heard) -> Reply:
    """The reply with what its reader has to know: words not read, quotations left as they are."""
    wording = spoken.site.wording
    notes = []
    if spoken.unread and act in _MEANT:
        words = wording.unread.format(words=wording.comma.join(spoken.unread))
        notes.append(NoticeBlock(text=words))
    if wording.quoted_as_is and any(isinstance(block, QuoteBlock) for block in answer.blocks):
        notes.append(NoticeBlock(text=wording.quoted_as_is))
    state = answer.state.model_copy(update={"language": spoken.state.language})
    return replace(answer, state=state, blocks=(*notes, *answer.blocks))


def _as_typed(message: Message, state: ConversationState) -> Message:
    """A quick reply that stands for its own words, as those words."""
    chosen = message.choice_id or ""
    offered = (c.label for c in state.offered_choices if c.id == chosen)
    said = next(offered, "") if chosen.startswith(choices.SAY) else ""
    return replace(message, text=said, choice_id=None) if said else message


def _native(text: str, site: Site) -> Language | None:
    """The language in whose script a text is written."""
    reading = (one for one in site.languages if one.phrases and one.phrases.writes(text))
    return next(reading, None)


def _chosen(message: Message, site: Site) -> Language | None:
    """The language of a button, or of a command with a name or a tag behind it."""
    if message.choice_id is not None:
        is_language = message.choice_id.startswith(choices.LANGUAGE)
        return (
            site.language(message.choice_id.removeprefix(choices.LANGUAGE)) if is_language else None
        )
    command, _, argument = fold(message.text).strip().partition(" ")
    return site.matching(argument) or site.called(argument) if command == COMMAND else None


def _asked_for(text: str, site: Site, spoken: Language | None) -> Language | None:
    """The language that words like "in English please" ask for.

    The name alone of what is spoken may be a topic: "English".
    """
    found = _ASKS_FOR.fullmatch(fold(text).strip())
    named = site.called(found["name"]) if found else None
    return None if found and named == spoken and found.start("name") == 0 else named
