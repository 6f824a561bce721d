"""Chats, messages and updates in the shapes of the Bot API."""

from collections.abc import Mapping

from tests.doubles.bot_api.answers import JsonObject
from tests.doubles.bot_api.markup import keyboard_to_json
from tests.doubles.bot_api.world import Chat, Message, Tap

BOT_USERNAME = "double_adviser_bot"


def bot_json(token: str) -> JsonObject:
    """The bot as itself: the User of getMe, with the fields that only getMe has."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**_bot_user(token), **abilities}


def message_json(chat: Chat, message: Message, token: str) -> JsonObject:
    """A Message."""
    sender = _bot_user(token) if message.is_from_bot else _user(chat)
    fields: JsonObject = {
        "message_id": message.message_id,
        "from": sender,
        "chat": _chat(chat),
        "date": message.sent_at,
    }
    if message.edited_at is not None:
        fields["edit_date"] = message.edited_at
    fields |= _photo(message) if message.is_photo else {"text": message.content.text}
    if message.content.entities:
        fields["entities"] = [entity.to_json() for entity in message.content.entities]
    if message.keyboard:
        fields["reply_markup"] = keyboard_to_json(message.keyboard)
    if message.is_from_bot and not message.has_link_preview:
        fields["link_preview_options"] = {"is_disabled": True}
    return fields


def tap_json(tap: Tap, token: str) -> JsonObject:
    """A CallbackQuery."""
    return {
        "id": tap.query_id,
        "from": _user(tap.chat),
        "message": message_json(tap.chat, tap.message, token),
        "chat_instance": str(tap.chat.chat_id * 31),
        "data": tap.data,
    }


def update_json(update_id: int, kind: str, content: Mapping[str, object]) -> JsonObject:
    """An Update."""
    return {"update_id": update_id, kind: dict(content)}


def _bot_user(token: str) -> JsonObject:
    bot_id = int(token.partition(":")[0])
    name = "Course adviser double"
    return {"id": bot_id, "is_bot": True, "first_name": name, "username": BOT_USERNAME}


def _user(chat: Chat) -> JsonObject:
    name = chat.first_name
    return {"id": chat.user_id, "is_bot": False, "first_name": name, "language_code": "en"}


def _chat(chat: Chat) -> JsonObject:
    if chat.type == "private":
        return {"id": chat.chat_id, "type": chat.type, "first_name": chat.first_name}
    title = f"{chat.first_name} and friends"
    return {"id": chat.chat_id, "type": chat.type, "title": title}


def _photo(message: Message) -> JsonObject:
    identity = f"photo{message.message_id}"
    size = {"file_id": identity, "file_unique_id": identity, "width": 90, "height": 60}
    return {"photo": [size]}
