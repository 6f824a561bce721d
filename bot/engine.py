"""One turn, from a channel's message to a saved answer."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from typing import Protocol
from weakref import WeakValueDictionary

from bot.core.blocks import ParagraphBlock
from bot.core.channels import Channel
from bot.core.crossing import START, Crossing, without_token
from bot.core.document import to_document
from bot.core.effects import Mail
from bot.core.knowledge import Knowledge
from bot.core.message import Message, Reply, ReplyDocument
from bot.core.records import Kept
from bot.core.reply import reply
from bot.core.state import ConversationState, Expectation
from bot.core.text import clean, without_repeats
from bot.core.wording.wording import Site
from bot.crossings import Crossings
from bot.errors import StaleConversation
from bot.incoming import Handled, Incoming
from bot.insights.recorder import Note, unnoted
from bot.rephrasing import Rephrase, verbatim
from bot.scrubbing import redact, without_numbers
from bot.stores.conversations import (
    Alongside,
    ConversationStore,
    PendingEffect,
    StoredConversation,
)
from bot.stores.crossings import Left, Origin

LOG = logging.getLogger("adviser.engine")

# Lost races against another process on one conversation before the turn is given up.
ATTEMPTS = 3


class EffectRunner(Protocol):
    """Does what a turn asked for; doing it twice has the effect of once."""

    def run(self, pending: PendingEffect) -> Awaitable[None]:
        """Raises where the effect is to be tried again later."""

    def send_mail(self) -> None:
        """Begin to send the mail that was saved; nobody waits for it."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A turn that is over, and what it leaves to be done."""

    handled: Handled
    pending: tuple[PendingEffect, ...] = ()
    has_mail: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    """A turn that was computed and is not saved yet."""

    before: StoredConversation
    message: Message
    reply: Reply
    corpus_version: str
    origin: Origin | None = None
    left: Left | None = None


class Engine:
    """Turns of all conversations: in order within one, side by side across them."""

    def __init__(
        self,
        conversations: ConversationStore,
        knowledge: Callable[[], Knowledge],
        effects: EffectRunner,
        site: Site,
        rephrase: Rephrase = verbatim,
        crossings: Crossings | None = None,
        note: Note = unnoted,
    ) -> None:
        self._conversations = conversations
        self._knowledge = knowledge
        self._effects = effects
        self._site = site
        self._rephrase = rephrase
        self._crossings = crossings
        self._note = note
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, incoming: Incoming) -> Handled:
        """Answer a message. Never raises: a failure is logged and answered with an apology."""
        # FIFO: asyncio's lock wakes its waiters in the order in which they came.
        lock = self._locks.setdefault(incoming.conversation_id, asyncio.Lock())
        async with lock:
            try:
                done = await self._turn(incoming)
            except Exception:
                return Handled(self._apology(incoming))
            for effect in done.pending:
                await self._run(effect)
        if done.has_mail:
            self._effects.send_mail()
        return done.handled

    async def finish_pending_effects(self) -> None:
        """Do what an earlier process saved and did not get to."""
        for pending in await asyncio.to_thread(self._conversations.pending_effects):
            await self._run(pending)

    async def _turn(self, incoming: Incoming) -> _Done:
        for attempt in range(1, ATTEMPTS + 1):
            draft = await asyncio.to_thread(self._draft, incoming)
            if isinstance(draft, Handled):
                return _Done(draft)
            # Before the save: what is stored is what is shown.
            spoken = await self._rephrase(draft.message.text, draft.reply)
            try:
                return await asyncio.to_thread(self._save, incoming, draft, spoken)
            except StaleConversation:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("the loop returns or raises")

    def _draft(self, incoming: Incoming) -> _Draft | Handled:
        """The turn's reply, or the one that the message got before."""
        answered = self._conversations.answered(incoming.conversation_id, incoming.message_id)
        if answered is not None:
            return Handled(self._shown(incoming, answered), is_replay=True)
        before = self._conversations.load(incoming.conversation_id)
        day = incoming.received_at.astimezone(UTC).date()
        text = _heard(incoming.text, before.state)
        crossing, origin = self._crossing(incoming)
        message = Message(text, incoming.choice_id, day, incoming.locale, crossing)
        knowledge = self._knowledge()
        records = partial(self._kept, incoming.conversation_id)
        result = reply(before.state, message, knowledge, self._site, records)
        left = self._left(origin, incoming.channel, knowledge) if origin else None
        return _Draft(before, message, result, knowledge.version, origin, left)

    def _crossing(self, incoming: Incoming) -> tuple[Crossing, Origin | None]:
        if self._crossings is None:
            return Crossing(incoming.channel), None
        return self._crossings.seen_from(incoming)

    def _kept(self, conversation_id: str) -> Kept:
        kept = self._conversations.kept(conversation_id)
        if self._crossings is None:
            return kept
        return replace(kept, elsewhere=self._crossings.elsewhere(conversation_id))

    def _left(self, origin: Origin, went_to: Channel, knowledge: Knowledge) -> Left:
        """What stays where a conversation was."""
        state = ConversationState(gone_to=went_to, language=origin.stored.state.language)
        told = reply(state, Message(START), knowledge, self._site)
        return Left(told.state, to_document(told, knowledge.version))

    def _alongside(self, incoming: Incoming, draft: _Draft) -> Alongside | None:
        if self._crossings is None:
            return None
        if draft.origin and draft.left:
            return self._crossings.moving(incoming, draft.origin, draft.left)
        return self._crossings.opening(incoming) if draft.reply.crosses else None

    def _shown(self, incoming: Incoming, document: ReplyDocument) -> ReplyDocument:
        if self._crossings is None:
            return document
        return self._crossings.shown(incoming.conversation_id, incoming.message_id, document)

    def _save(self, incoming: Incoming, draft: _Draft, spoken: Reply) -> _Done:
        document = to_document(spoken, draft.corpus_version)
        before = draft.before
        said = redact(without_token(clean(incoming.text)))
        shown = said or _label(incoming.choice_id, before.state)
        pending = self._conversations.save(
            incoming,
            shown,
            before,
            spoken.state,
            document,
            spoken.effects,
            self._alongside(incoming, draft),
        )
        self._note(incoming.channel, incoming.received_at, before.state, spoken)
        has_mail = any(isinstance(effect, Mail) for effect in spoken.effects)
        return _Done(Handled(self._shown(incoming, document)), pending, has_mail)

    async def _run(self, pending: PendingEffect) -> None:
        try:
            await self._effects.run(pending)
        except Exception:
            # The row stays: the next start of the product tries it again.
            LOG.exception("effect_failed", extra={"effect": pending.effect.type})
            return
        await asyncio.to_thread(self._conversations.effect_done, pending.key)

    def _apology(self, incoming: Incoming) -> ReplyDocument:
        reference = secrets.token_hex(4)
        LOG.exception("turn_failed", extra={"reference": reference})
        # What the conversation speaks may be what could not be loaded.
        wording = self._site.wording_for(incoming.locale)
        blocks = (ParagraphBlock(text=wording.apology.format(reference=reference)),)
        failed = Reply(ConversationState(language=wording.language), "notice", blocks)
        return to_document(failed, self._knowledge_version())

    def _knowledge_version(self) -> str:
        try:
            return self._knowledge().version
        except Exception:
            return ""


def _heard(text: str, state: ConversationState) -> str:
    """What the conversation gets to hear: personal numbers only where it asked for one."""
    said = without_repeats(without_token(clean(text)))
    return said if state.expecting is Expectation.CONTACT else without_numbers(said)


def _label(choice_id: str | None, state: ConversationState) -> str:
    """What the visitor saw on the button; an id of no button we offered is not repeated."""
    return next((c.label for c in state.offered_choices if c.id == choice_id), "…")
