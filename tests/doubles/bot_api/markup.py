"""Inline keyboards, held to Telegram's limits."""

from dataclasses import dataclass

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit

from tests.doubles.bot_api.answers import JsonObject, bad_request
from tests.doubles.bot_api.arguments import Arguments
from tests.doubles.bot_api.formatting import is_web_address

BUTTON_FIELDS = frozenset({"text", "callback_data", "url"})
OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: it sends data back, or opens an address."""

    text: str
    callback_data: str | None
    url: str | None

    def to_json(self) -> JsonObject:
        """As an InlineKeyboardButton."""
        action = {"url": self.url} if self.url is not None else {}
        data = {"callback_data": self.callback_data} if self.callback_data is not None else {}
        return {"text": self.text, **data, **action}


Keyboard = tuple[tuple[Button, ...], ...]


def keyboard_to_json(keyboard: Keyboard) -> JsonObject:
    """As an InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button.to_json() for button in row] for row in keyboard]}


def read_keyboard(arguments: Arguments) -> Keyboard:
    """The inline keyboard of a call, empty where it has none. Raises RefusalError past a limit."""
    refusal = bad_request("can't parse reply keyboard markup JSON object")
    markup = arguments.structure("reply_markup", refusal)
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if any(name in markup for name in OTHER_MARKUPS) or not markup:
            return ()
        raise bad_request("object expected as reply markup")
    keyboard = _rows(markup["inline_keyboard"])
    if sum(map(len, keyboard)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    return keyboard


def _rows(rows: object) -> Keyboard:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            reason = 'field "inline_keyboard" must be an Array of Arrays'
            raise bad_request(reason)
    return tuple(tuple(_button(button) for button in row) for row in rows if row)


def _button(given: object) -> Button:
    prefix = "can't parse inline keyboard button"
    if not isinstance(given, dict):
        raise bad_request(f"{prefix}: InlineKeyboardButton must be an Object")
    for name in given:
        if name not in BUTTON_FIELDS:
            raise bad_request(f"{prefix}: this double knows no field {name!r}")
    text, data, url = (given.get(name) for name in ("text", "callback_data", "url"))
    if not isinstance(text, str):
        raise bad_request(f'{prefix}: Field "text" must be of type String')
    if data is None and url is None:
        raise bad_request(f"{prefix}: Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return Button(text, _checked_data(data), _checked_url(url))


def _checked_data(data: object) -> str | None:
    if data is None:
        return None
    if not isinstance(data, str):
        raise bad_request(
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String'
        )
    size = len(data.encode())
    least, most = (
        InlineKeyboardButtonLimit.MIN_CALLBACK_DATA,
        InlineKeyboardButtonLimit.MAX_CALLBACK_DATA,
    )
    if not least <= size <= most:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _checked_url(url: object) -> str | None:
    if url is None:
        return None
    if not isinstance(url, str) or not is_web_address(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url
