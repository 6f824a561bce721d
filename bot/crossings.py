"""Links that move a conversation to another channel, once each."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from bot.core.channels import Channel
from bot.core.crossing import LINK_MINUTES, STAND_IN, Arrival, Crossing, Link, token_in
from bot.core.message import ReplyDocument
from bot.core.text import clean
from bot.incoming import Incoming
from bot.links import LinkSigner
from bot.settings import Settings
from bot.stores.conversations import Alongside
from bot.stores.crossings import CrossingStore, Left, Origin, move, open_crossing


class Crossings:
    """Makes such links and knows what they bring.

    A token is the keyed hash of the turn that gave it: nobody can make one up, the same turn sent
    again shows the same one, and no database holds more than the hash of it.
    """

    def __init__(self, store: CrossingStore, signer: LinkSigner, settings: Settings) -> None:
        self._store = store
        self._signer = signer
        self._settings = settings
        self._bot_name = settings.telegram_bot_name.removeprefix("@")

    def telegram_is(self, name: str) -> None:
        """Take the bot's name from Telegram, unless it is set."""
        self._bot_name = self._bot_name or name

    def seen_from(self, incoming: Incoming) -> tuple[Crossing, Origin | None]:
        """What a turn has to know of other channels, and what the link in it would bring."""
        crossing = Crossing(incoming.channel, self._addresses())
        token = token_in(clean(incoming.text))
        if token is None:
            return crossing, None
        origin = self._store.origin(_hash(token), incoming.received_at)
        if origin is None:
            return Crossing(incoming.channel, crossing.addresses, Link.DEAD), None
        if origin.conversation_id == incoming.conversation_id:
            return Crossing(incoming.channel, crossing.addresses, Link.OWN), None
        arrival = Arrival(origin.stored.state, origin.channel)
        return Crossing(incoming.channel, crossing.addresses, Link.LIVE, arrival), origin

    def opening(self, incoming: Incoming) -> Alongside:
        """What lets the link of a turn's reply work, in the turn's own transaction."""
        token = self._token(incoming.conversation_id, incoming.message_id)
        expires_at = incoming.received_at + timedelta(minutes=LINK_MINUTES)
        return partial(
            open_crossing,
            conversation_id=incoming.conversation_id,
            token_hash=_hash(token),
            expires_at=expires_at,
        )

    def moving(self, incoming: Incoming, origin: Origin, left: Left) -> Alongside:
        """What brings a conversation to where a link was opened, in the turn's own transaction."""
        return partial(
            move,
            origin=origin,
            left=left,
            into=incoming.conversation_id,
            message_id=incoming.message_id,
            now=incoming.received_at,
        )

    def shown(
        self, conversation_id: str, message_id: str, document: ReplyDocument
    ) -> ReplyDocument:
        """A stored reply as its visitor may see it: with the token in its link, if it has one."""
        if STAND_IN not in document.text:
            return document
        token = self._token(conversation_id, message_id)
        return ReplyDocument.model_validate_json(
            document.model_dump_json().replace(STAND_IN, token)
        )

    def elsewhere(self, conversation_id: str) -> tuple[tuple[Channel, int], ...]:
        """The channels where the same conversation was led, with its turns there."""
        return tuple((channel, n) for _, channel, n in self._store.linked(conversation_id))

    def _addresses(self) -> Mapping[Channel, str]:
        page = self._settings.effective_web_page_url
        web = {Channel.WEB: f"{page}#continue={STAND_IN}"}
        if not self._bot_name:
            return web
        return {**web, Channel.TELEGRAM: f"https://t.me/{self._bot_name}?start={STAND_IN}"}

    def _token(self, conversation_id: str, message_id: str) -> str:
        """45 of the characters that Telegram lets a link carry, 256 bits of them unknown."""
        return "c_" + self._signer.crossing_token(conversation_id, message_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
