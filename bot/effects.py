"""Does what turns ask for, after their state is saved."""

import asyncio
import logging
from collections.abc import Callable

from bot.core.effects import DropAddress, Effect, ForgetConversation, Subscribe, Unsubscribe
from bot.errors import InvalidAddress, OutdatedConsent
from bot.newsletter import Newsletter
from bot.stores.conversations import ConversationStore, PendingEffect

LOG = logging.getLogger("adviser.effects")


class Effects:
    """Runs each effect to its end but for mail, which goes out while the visitor reads on."""

    def __init__(self, conversations: ConversationStore, newsletter: Newsletter) -> None:
        self._conversations = conversations
        self._newsletter = newsletter
        self._tasks: set[asyncio.Task[int]] = set()

    async def run(self, pending: PendingEffect) -> None:
        """Do it; doing it twice has the effect of once."""
        try:
            await asyncio.to_thread(self._work(pending))
        except (InvalidAddress, OutdatedConsent) as error:
            # Trying again would end the same way.
            LOG.warning("effect_refused", extra={"reason": type(error).__name__})
            return
        if isinstance(pending.effect, Subscribe):
            self._send_mail()

    async def drain(self) -> None:
        """Wait for the mail that is under way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation, and the sign-ups made in it."""
        self._newsletter.forget_conversation(conversation_id)
        self._conversations.forget(conversation_id)

    def _work(self, pending: PendingEffect) -> Callable[[], object]:
        effect: Effect = pending.effect
        match effect:
            case Subscribe():
                return lambda: self._newsletter.request(
                    effect.email,
                    consent_version=effect.consent_version,
                    source=pending.channel,
                    conversation_id=pending.conversation_id,
                )
            case Unsubscribe():
                return lambda: self._newsletter.unsubscribe_address(effect.email)
            case DropAddress():
                return self._conversations.scrub
            case ForgetConversation():
                return lambda: self.forget(pending.conversation_id)

    def _send_mail(self) -> None:
        task = asyncio.create_task(self._newsletter.send_due_mail())
        self._tasks.add(task)
        task.add_done_callback(self._mail_ended)

    def _mail_ended(self, task: asyncio.Task[int]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # Nobody waits for it; what was not sent stays due.
            LOG.error("newsletter_mail_failed", exc_info=error)
