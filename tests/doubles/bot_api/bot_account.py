"""One bot's account: everything that the Bot API keeps for a token."""

import time
from dataclasses import dataclass, field, fields

from tests.doubles.bot_api.answers import JsonObject
from tests.doubles.bot_api.control_models import Call
from tests.doubles.bot_api.faults import Faults, Pace
from tests.doubles.bot_api.updates import Updates
from tests.doubles.bot_api.webhook import Webhook
from tests.doubles.bot_api.world import World


@dataclass(slots=True)
class BotAccount:
    """A token with its chats, updates, commands, and what is to go wrong."""

    token: str
    world: World = field(default_factory=World)
    updates: Updates = field(default_factory=Updates)
    faults: Faults = field(default_factory=Faults)
    pace: Pace = field(default_factory=Pace)
    commands: list[JsonObject] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    webhook: Webhook = field(init=False)

    def __post_init__(self) -> None:
        self.webhook = Webhook(self.updates)

    def reset(self) -> None:
        """Be as new: no chats, no updates, no webhook, nothing to go wrong."""
        self.webhook.delete()
        fresh = BotAccount(self.token)
        for each in fields(self):
            setattr(self, each.name, getattr(fresh, each.name))

    def record(self, method: str, chat_id: str | None, status: int) -> None:
        """Keep a call for tests to look at."""
        at = time.monotonic()
        self.calls.append(Call(method=method, chat_id=chat_id, status=status, at_seconds=at))
