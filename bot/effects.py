"""Does what turns ask for, after their state is saved."""

import asyncio
import logging
from collections.abc import Callable

from bot.background import RunningTasks
from bot.core.effects import (
    ChooseTopics,
    DropAddress,
    ForgetConversation,
    Subscribe,
    Unsubscribe,
)
from bot.errors import InvalidAddress, OutdatedConsent
from bot.newsletter import Newsletter
from bot.privacy import Privacy
from bot.stores.conversations import ConversationStore, PendingEffect
from bot.turn_mail import TurnMail

LOG = logging.getLogger("adviser.effects")


class Effects:
    """Runs each effect to its end; mail goes out meanwhile."""

    def __init__(
        self,
        conversations: ConversationStore,
        newsletter: Newsletter,
        privacy: Privacy,
        turn_mail: TurnMail,
    ) -> None:
        self._conversations = conversations
        self._newsletter = newsletter
        self._privacy = privacy
        self._turn_mail = turn_mail
        self._running = RunningTasks()

    async def run(self, pending: PendingEffect) -> None:
        """Do it; doing it twice has the effect of once."""
        try:
            await asyncio.to_thread(self._work(pending))
        except (InvalidAddress, OutdatedConsent) as error:
            # Trying again would end the same way.
            LOG.warning("effect_refused", extra={"reason": type(error).__name__})
            return
        if isinstance(pending.effect, Subscribe):
            self._running.start("newsletter_mail", self._newsletter.send_due_mail())

    def send_mail(self) -> None:
        """Begin to send what turns have left to be mailed; what is not taken stays due."""
        self._running.start("turn_mail", self._turn_mail.send_due())

    async def drain(self) -> None:
        """Wait for the mail that is under way."""
        await self._running.drain()

    def _work(self, pending: PendingEffect) -> Callable[[], object]:
        match pending.effect:
            case Subscribe() as effect:
                return lambda: self._newsletter.request(
                    effect.email,
                    consent_version=effect.consent_version,
                    source=pending.channel,
                    conversation_id=pending.conversation_id,
                    topics=effect.topics,
                )
            case ChooseTopics(topics=topics):
                return lambda: self._newsletter.choose_topics(pending.conversation_id, topics)
            case Unsubscribe(email=email):
                return lambda: self._newsletter.unsubscribe_address(email)
            case DropAddress():
                return self._conversations.scrub
            case ForgetConversation():
                return lambda: self._privacy.forget(pending.conversation_id)
