"""The methods of the Bot API that the double has, each held to the limits of the real one."""

import re
from collections.abc import Awaitable, Callable

from telegram.constants import BotCommandLimit, CallbackQueryLimit, ChatAction, UpdateType

from tests.doubles.bot_api.answers import JsonObject, bad_request
from tests.doubles.bot_api.arguments import Arguments
from tests.doubles.bot_api.bot_account import BotAccount
from tests.doubles.bot_api.formatting import formatted
from tests.doubles.bot_api.markup import read_keyboard
from tests.doubles.bot_api.webhook import CONNECTIONS_DEFAULT
from tests.doubles.bot_api.wire import bot_json, message_json
from tests.doubles.bot_api.world import Chat, Message

Method = Callable[[BotAccount, Arguments], Awaitable[object]]
COMMAND_NAME = re.compile(rf"[a-z0-9_]{{1,{BotCommandLimit.MAX_COMMAND.value}}}")
UPDATE_TYPES = frozenset(kind.value for kind in UpdateType)


async def get_me(bot: BotAccount, arguments: Arguments) -> object:
    """The bot itself."""
    return bot_json(bot.token)


async def get_updates(bot: BotAccount, arguments: Arguments) -> object:
    """Updates from an offset on; the ones before it are confirmed."""
    _remember_allowed(bot, arguments)
    return await bot.updates.read(
        arguments.integer("offset") or 0,
        100 if (limit := arguments.integer("limit")) is None else limit,
        arguments.integer("timeout") or 0,
    )


async def set_webhook(bot: BotAccount, arguments: Arguments) -> object:
    """Have updates brought to an address; an empty one means deleteWebhook."""
    url = arguments.text("url") or ""
    if not url:
        return await delete_webhook(bot, arguments)
    secret = arguments.text("secret_token")
    connections = arguments.integer("max_connections") or CONNECTIONS_DEFAULT
    bot.webhook.set(url, secret, connections)
    _remember_allowed(bot, arguments)
    _drop_pending(bot, arguments)
    return True


async def delete_webhook(bot: BotAccount, arguments: Arguments) -> object:
    """Have updates kept for getUpdates again."""
    bot.webhook.delete()
    _drop_pending(bot, arguments)
    return True


async def get_webhook_info(bot: BotAccount, arguments: Arguments) -> object:
    """Where updates are brought, and how that goes."""
    return bot.webhook.info()


async def send_message(bot: BotAccount, arguments: Arguments) -> object:
    """Put a text into a chat."""
    source = arguments.text("text") or ""
    parse_mode = _parse_mode(arguments)
    content = formatted(source, parse_mode)
    keyboard = read_keyboard(arguments)
    chat = bot.world.writable_chat(arguments.text("chat_id"))
    message = bot.world.post(chat, content, source if parse_mode else None)
    message.keyboard = keyboard
    message.has_link_preview = _has_link_preview(arguments)
    bot.world.changed.give()
    return message_json(chat, message, bot.token)


async def edit_message_text(bot: BotAccount, arguments: Arguments) -> object:
    """Change the text and the keyboard of a message that the bot sent."""
    source = arguments.text("text") or ""
    content = formatted(source, _parse_mode(arguments))
    keyboard = read_keyboard(arguments)
    chat, message = _own_message(bot, arguments)
    bot.world.edit(message, content, source, keyboard)
    return message_json(chat, message, bot.token)


async def edit_message_reply_markup(bot: BotAccount, arguments: Arguments) -> object:
    """Change the keyboard of a message that the bot sent; none takes it away."""
    keyboard = read_keyboard(arguments)
    chat, message = _own_message(bot, arguments)
    bot.world.edit(message, message.content, message.html, keyboard)
    return message_json(chat, message, bot.token)


async def delete_message(bot: BotAccount, arguments: Arguments) -> object:
    """Take a message out of its chat."""
    chat = bot.world.chat(arguments.text("chat_id"))
    message = bot.world.message(chat, arguments.integer("message_id"), "delete")
    chat.messages.remove(message)
    bot.world.changed.give()
    return True


async def answer_callback_query(bot: BotAccount, arguments: Arguments) -> object:
    """End the waiting sign on a pressed button."""
    text = arguments.text("text") or ""
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    bot.world.answer_tap(arguments.text("callback_query_id"))
    return True


async def send_chat_action(bot: BotAccount, arguments: Arguments) -> object:
    """Show what the bot is about to do."""
    bot.world.writable_chat(arguments.text("chat_id"))
    if arguments.text("action") not in {action.value for action in ChatAction}:
        raise bad_request("wrong parameter action in request")
    return True


async def set_my_commands(bot: BotAccount, arguments: Arguments) -> object:
    """Name the commands that clients offer."""
    refusal = bad_request("can't parse commands list")
    commands = arguments.structure("commands", refusal)
    if not isinstance(commands, list):
        raise refusal
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.commands = [_command(given) for given in commands]
    return True


async def get_my_commands(bot: BotAccount, arguments: Arguments) -> object:
    """The commands that were named."""
    return bot.commands


METHODS: dict[str, Method] = {
    method.__name__.replace("_", ""): method
    for method in (
        get_me,
        get_updates,
        set_webhook,
        delete_webhook,
        get_webhook_info,
        send_message,
        edit_message_text,
        edit_message_reply_markup,
        delete_message,
        answer_callback_query,
        send_chat_action,
        set_my_commands,
        get_my_commands,
    )
}


def _own_message(bot: BotAccount, arguments: Arguments) -> tuple[Chat, Message]:
    chat = bot.world.writable_chat(arguments.text("chat_id"))
    message = bot.world.message(chat, arguments.integer("message_id"), "edit")
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _parse_mode(arguments: Arguments) -> str | None:
    if arguments.has("entities") and arguments.values["entities"] not in ("", "[]", []):
        raise bad_request("this double reads text with parse_mode, not with entities")
    return arguments.text("parse_mode")


def _has_link_preview(arguments: Arguments) -> bool:
    refusal = bad_request("can't parse link preview options JSON object")
    options = arguments.structure("link_preview_options", refusal)
    return not (isinstance(options, dict) and options.get("is_disabled") is True)


def _remember_allowed(bot: BotAccount, arguments: Arguments) -> None:
    """Left out means as before, an empty list everything."""
    refusal = bad_request("can't parse allowed updates JSON object")
    allowed = arguments.structure("allowed_updates", refusal)
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise refusal
    bot.updates.allowed = frozenset(str(kind) for kind in allowed) & UPDATE_TYPES


def _drop_pending(bot: BotAccount, arguments: Arguments) -> None:
    if arguments.flag("drop_pending_updates"):
        bot.updates.pending.clear()


def _command(given: object) -> JsonObject:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", ""))
    if not COMMAND_NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= BotCommandLimit.MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
