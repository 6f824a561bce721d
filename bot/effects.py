"""Does what turns ask for, after their state is saved."""

import asyncio
import logging
from collections.abc import Callable

from bot.core.effects import (
    ChooseTopics,
    DropAddress,
    ForgetConversation,
    HandOver,
    MailShortlist,
    Subscribe,
    Unsubscribe,
)
from bot.errors import InvalidAddress, OutdatedConsent
from bot.hand_overs import HandOvers
from bot.newsletter import Newsletter
from bot.privacy import Privacy
from bot.shortlist_mail import ShortlistMail
from bot.stores.conversations import ConversationStore, PendingEffect

# Done in the database alone, in a thread.
Stored = Subscribe | ChooseTopics | Unsubscribe | DropAddress | ForgetConversation

LOG = logging.getLogger("adviser.effects")


class Effects:
    """Runs each effect to its end but for newsletter mail, which goes out meanwhile."""

    def __init__(
        self,
        conversations: ConversationStore,
        newsletter: Newsletter,
        privacy: Privacy,
        hand_overs: HandOvers,
        shortlist_mail: ShortlistMail,
    ) -> None:
        self._conversations = conversations
        self._newsletter = newsletter
        self._privacy = privacy
        self._hand_overs = hand_overs
        self._shortlist_mail = shortlist_mail
        self._tasks: set[asyncio.Task[int]] = set()

    async def run(self, pending: PendingEffect) -> None:
        """Do it; doing it twice has the effect of once."""
        effect = pending.effect
        if isinstance(effect, HandOver):
            await self._hand_overs.send(pending.key, pending.conversation_id, effect)
            return
        try:
            if isinstance(effect, MailShortlist):
                await self._shortlist_mail.send(effect, pending)
            else:
                await asyncio.to_thread(self._work(pending, effect))
        except (InvalidAddress, OutdatedConsent) as error:
            # Trying again would end the same way.
            LOG.warning("effect_refused", extra={"reason": type(error).__name__})
            return
        if isinstance(effect, Subscribe):
            self._send_mail()

    async def drain(self) -> None:
        """Wait for the mail that is under way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _work(self, pending: PendingEffect, effect: Stored) -> Callable[[], object]:
        match effect:
            case Subscribe():
                return lambda: self._newsletter.request(
                    effect.email,
                    consent_version=effect.consent_version,
                    source=pending.channel,
                    conversation_id=pending.conversation_id,
                    topics=effect.topics,
                )
            case ChooseTopics():
                return lambda: self._newsletter.choose_topics(
                    pending.conversation_id, effect.topics
                )
            case Unsubscribe():
                return lambda: self._newsletter.unsubscribe_address(effect.email)
            case DropAddress():
                return self._conversations.scrub
            case ForgetConversation():
                return lambda: self._privacy.forget(pending.conversation_id)

    def _send_mail(self) -> None:
        task = asyncio.create_task(self._newsletter.send_due_mail())
        self._tasks.add(task)
        task.add_done_callback(self._mail_ended)

    def _mail_ended(self, task: asyncio.Task[int]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # Nobody waits for it; what was not sent stays due.
            LOG.error("newsletter_mail_failed", exc_info=error)
