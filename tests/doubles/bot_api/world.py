"""The chats that the bot is in: people, messages, taps on buttons."""

import html
import itertools
import time
from dataclasses import dataclass, field

from tests.doubles.bot_api.answers import RefusalError, bad_request
from tests.doubles.bot_api.control_models import NewChat, Press, Shown, ShownButton
from tests.doubles.bot_api.formatting import FormattedText
from tests.doubles.bot_api.markup import Button, Keyboard
from tests.doubles.bot_api.signals import Signal

# A tap may be answered for a short while only; the server does not say for how long.
CALLBACK_LIFETIME_SECONDS = 15.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Message:
    """One message of a chat; `html` is the source that the bot sent."""

    message_id: int
    is_from_bot: bool
    sent_at: int
    content: FormattedText
    html: str
    keyboard: Keyboard = ()
    edited_at: int | None = None
    has_link_preview: bool = False
    is_photo: bool = False

    def shown(self) -> Shown:
        """As people see it."""
        rows = tuple(tuple(_shown_button(b) for b in row) for row in self.keyboard)
        return Shown(
            message_id=self.message_id,
            is_from_bot=self.is_from_bot,
            text=self.content.text,
            html=self.html,
            buttons=rows,
            is_edited=self.edited_at is not None,
            has_link_preview=self.has_link_preview,
        )


@dataclass(slots=True)
class Chat:
    """A private chat or a group, with the one person who writes in it."""

    chat_id: int
    user_id: int
    first_name: str
    type: str
    is_blocked: bool = False
    messages: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that was pressed, and that the bot is to answer soon, once."""

    query_id: str
    chat: Chat
    message: Message
    data: str
    at_seconds: float


@dataclass(slots=True)
class World:
    """Everything that the bot's account can see."""

    changed: Signal = field(default_factory=Signal)
    _chats: dict[int, Chat] = field(default_factory=dict)
    _taps: dict[str, Tap] = field(default_factory=dict)
    _user_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(7_000_001))
    _message_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _query_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(4 * 10**18))

    def add_chat(self, wanted: NewChat) -> Chat:
        """A new person who has started the bot, or put it into a group."""
        user_id = next(self._user_ids)
        chat_id = user_id if wanted.type == "private" else -user_id
        chat = Chat(chat_id, user_id, wanted.first_name, wanted.type)
        self._chats[chat_id] = chat
        return chat

    def chat(self, chat_id: str | int | None) -> Chat:
        """The chat with this id. Raises RefusalError where there is none."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        try:
            found = self._chats.get(int(chat_id))
        except ValueError:
            found = None
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable_chat(self, chat_id: str | None) -> Chat:
        """The same, of people who want to hear from the bot. Raises RefusalError otherwise."""
        chat = self.chat(chat_id)
        if chat.is_blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        return chat

    def message(self, chat: Chat, message_id: int | None, purpose: str) -> Message:
        """A message of a chat; `purpose` says in a refusal what it was wanted for."""
        if message_id is None:
            raise bad_request("message identifier is not specified")
        found = next((m for m in chat.messages if m.message_id == message_id), None)
        if found is None:
            raise bad_request(f"message to {purpose} not found")
        return found

    def post(
        self,
        chat: Chat,
        content: FormattedText,
        source: str | None = None,
        is_from_bot: bool = True,
    ) -> Message:
        """Put a message into a chat."""
        shown_html = html.escape(content.text, quote=False) if source is None else source
        message = Message(
            next(self._message_ids), is_from_bot, int(time.time()), content, shown_html
        )
        chat.messages.append(message)
        self.changed.give()
        return message

    def edit(self, message: Message, content: FormattedText, source: str, keys: Keyboard) -> None:
        """Change what a message shows. Raises RefusalError where that changes nothing."""
        if (message.content, message.keyboard) == (content, keys):
            reason = (
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
            raise bad_request(reason)
        message.content, message.html, message.keyboard = content, source, keys
        message.edited_at = int(time.time())
        self.changed.give()

    def press(self, chat: Chat, wanted: Press) -> Tap:
        """Tap a button that is there. Raises LookupError where no message shows it."""
        message, button = _find_button(chat, wanted)
        if button.callback_data is None:
            raise LookupError(f"the button {button.text!r} opens an address and sends nothing")
        query_id = str(next(self._query_ids))
        tap = Tap(query_id, chat, message, button.callback_data, time.monotonic())
        self._taps[query_id] = tap
        return tap

    def answer_tap(self, query_id: str | None) -> None:
        """Take a bot's answer to a tap. Raises RefusalError for none, an old or an answered one."""
        tap = self._taps.pop(query_id or "", None)
        if tap is None or time.monotonic() - tap.at_seconds > CALLBACK_LIFETIME_SECONDS:
            raise bad_request(TOO_OLD)


def _find_button(chat: Chat, wanted: Press) -> tuple[Message, Button]:
    for message in reversed(chat.messages):
        if wanted.message_id not in {None, message.message_id}:
            continue
        for button in itertools.chain.from_iterable(message.keyboard):
            if _is_wanted(button, wanted):
                return message, button
    name = wanted.label if wanted.label is not None else wanted.callback_data
    raise LookupError(f"expected a button {name!r} below a message of this chat, found none")


def _is_wanted(button: Button, wanted: Press) -> bool:
    if wanted.label is not None:
        return button.text == wanted.label
    return wanted.callback_data is not None and button.callback_data == wanted.callback_data


def _shown_button(button: Button) -> ShownButton:
    return ShownButton(text=button.text, callback_data=button.callback_data, url=button.url)
