"""Telegram's side of the channel: connecting, taking updates, writing to chats.

The one module that knows the library. What is said stands in `telegram_turns`.
"""

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.channels.in_order import InOrder
from bot.channels.telegram_rendering import Keyboard, TelegramMessage
from bot.channels.telegram_text import UNITS_MAX, Run
from bot.channels.telegram_turns import (
    LOG,
    ChatClosedError,
    MessageRefusedError,
    TelegramTurns,
    TryLaterError,
    TurnHandler,
    log_failure,
)
from bot.core.wording.wording import Site
from bot.errors import SettingError
from bot.language_files import telegram_wordings
from bot.settings import Settings, variable_name

WEBHOOK_PATH = "/api/v1/telegram/webhook"
UPDATE_KINDS = ("message", "callback_query")
CONNECT_AGAIN_SECONDS = 10.0
STOP_TIMEOUT_SECONDS = 15.0
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

LibraryApplication = Application[Any, Any, Any, Any, Any, Any]


class TelegramChannel:
    """Runs for as long as the application does; off without a token."""

    def __init__(
        self,
        engine: TurnHandler,
        settings: Settings,
        site: Site,
        clock: Callable[[], datetime],
        named: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._settings = settings
        self._wordings = telegram_wordings(site)
        self._turns = TelegramTurns(engine, site, self._wordings, clock)
        self._jobs, self._named = InOrder(log_failure), named
        self._app: LibraryApplication | None = None
        self._connecting: asyncio.Task[None] | None = None

    @property
    def is_on(self) -> bool:
        """Whether there is a token, and Telegram is not switched off."""
        return bool(self._settings.telegram_bot_token) and self._settings.telegram != "off"

    async def start(self) -> None:
        """Connect; where Telegram cannot be reached, go on trying beside everything else.

        Raises SettingError where Telegram refuses the token or the webhook.
        """
        if not self.is_on:
            return
        if self._is_webhook and not self._settings.telegram_webhook_secret:
            raise _setting_error("telegram_webhook_secret", "expected a secret, found none; set it")
        _prepare_library()
        app = self._app = self._built()
        try:
            is_connected = await self._connects(app)
        except SettingError:
            await self.stop()
            raise
        if not is_connected:
            self._connecting = asyncio.create_task(self._connect_later(app))

    async def stop(self) -> None:
        """Take no more updates, finish the turns that are under way, and disconnect."""
        if self._connecting is not None:
            self._connecting.cancel()
        app = self._app
        if app is None:
            return
        if app.updater is not None and app.updater.running:
            await app.updater.stop()
        if app.running:
            await app.stop()
        self._app = None
        if cancelled := await self._jobs.finish(STOP_TIMEOUT_SECONDS):
            LOG.warning("telegram_turns_cancelled", extra={"turns": cancelled})
        await app.shutdown()
        # An application that never came up leaves its connections to us.
        await app.bot.shutdown()

    async def receive(self, update_json: str, secret: str) -> bool:
        """Answer an update that a webhook brought; False when the secret is not ours.

        Raises DeliveryFailedError where the update should be brought again.
        """
        own = self._settings.telegram_webhook_secret
        if self._app is None or not own or not compare_digest(secret.encode(), own.encode()):
            return False
        update = _read_update(update_json, self._app.bot)
        if update is not None and (job := self._accept(update, self._app.bot)):
            # A server that gives up waiting must not end the turn.
            await asyncio.shield(job)
        return True

    @property
    def _is_webhook(self) -> bool:
        return self._settings.telegram == "webhook"

    def _built(self) -> LibraryApplication:
        builder = ApplicationBuilder().token(self._settings.telegram_bot_token)
        builder = builder.base_url(f"{self._settings.telegram_base_url.rstrip('/')}/bot")
        app = builder.updater(None).build() if self._is_webhook else builder.build()
        app.add_handler(TypeHandler(Update, self._on_update))
        return app

    async def _connects(self, app: LibraryApplication) -> bool:
        try:
            await self._connect(app)
        except InvalidToken:
            problem = "Telegram refuses it; copy the token again from BotFather"
            raise _setting_error("telegram_bot_token", problem) from None
        except BadRequest as refusal:
            problem = f"expected an address that Telegram can bring updates to: {refusal.message}"
            raise _setting_error("public_url", problem) from None
        except TelegramError as error:
            LOG.warning("telegram_unreachable", extra={"error": type(error).__name__})
            return False
        LOG.info("telegram_connected", extra={"mode": self._settings.telegram})
        return True

    async def _connect(self, app: LibraryApplication) -> None:
        await app.initialize()
        self._named(app.bot.username)
        await self._name_commands(app.bot)
        if self._is_webhook:
            url = self._settings.effective_public_url + WEBHOOK_PATH
            secret = self._settings.telegram_webhook_secret
            await app.bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATE_KINDS)
        if not app.running:
            await app.start()
        if app.updater is not None:
            await app.updater.start_polling(
                allowed_updates=UPDATE_KINDS, error_callback=_log_poll_failure
            )

    async def _name_commands(self, bot: Bot) -> None:
        """The menu of commands in each language, which Telegram knows by two letters."""
        for number, own in enumerate(self._wordings):
            code = own.language.split("-")[0] if number else None
            await bot.set_my_commands([BotCommand(*c) for c in own.commands], language_code=code)

    async def _connect_later(self, app: LibraryApplication) -> None:
        try:
            await asyncio.sleep(CONNECT_AGAIN_SECONDS)
            while not await self._connects(app):
                await asyncio.sleep(CONNECT_AGAIN_SECONDS)
        except SettingError as error:
            LOG.error("telegram_refused", extra={"setting": error.name})

    async def _on_update(self, update: Update, _: object) -> None:
        if self._app is not None:
            self._accept(update, self._app.bot)

    def _accept(self, update: Update, bot: Bot) -> "asyncio.Task[None] | None":
        """Queue the answer to a private chat's message or tap; let everything else pass."""
        where = update.effective_chat
        if where is None or where.type != ChatType.PRIVATE:
            return None
        user = update.effective_user
        locale = (user.language_code if user else None) or ""
        answer = self._answer_to(update, _Chat(bot, where.id, locale))
        return self._jobs.submit(where.id, update.update_id, answer) if answer else None

    def _answer_to(self, update: Update, chat: "_Chat") -> Callable[[], Awaitable[None]] | None:
        number, query, message = update.update_id, update.callback_query, update.message
        if query is not None:
            return lambda: self._turns.answer_tap(number, chat, _Tap(query))
        if message is not None and (text := message.text):
            return lambda: self._turns.answer_text(number, chat, text)
        if message is not None and message.effective_attachment is not None:
            return lambda: self._turns.decline_attachment(number, chat)
        return None


class _Chat:
    """A private chat."""

    def __init__(self, bot: Bot, chat_id: int, locale: str) -> None:
        self._bot = bot
        self.chat_id = chat_id
        self.locale = locale

    async def send(self, message: TelegramMessage) -> None:
        try:
            await self._bot.send_message(
                self.chat_id,
                message.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=_markup(message.buttons),
            )
        except RetryAfter as flood:
            raise TryLaterError(_seconds(flood.retry_after)) from None
        except Forbidden:
            raise ChatClosedError from None
        except BadRequest:
            raise MessageRefusedError from None
        except TelegramError:
            raise TryLaterError from None

    async def show_typing(self) -> None:
        with suppress(TelegramError):
            await self._bot.send_chat_action(self.chat_id, ChatAction.TYPING)


class _Tap:
    """A pressed button, with the message that it stands below."""

    def __init__(self, query: CallbackQuery) -> None:
        self._query = query
        self.data = query.data or ""

    async def acknowledge(self) -> None:
        with suppress(TelegramError):
            await self._query.answer()

    async def show_choice(self, sentence: str) -> None:
        message = self._query.message
        if not isinstance(message, Message) or message.reply_markup is None:
            return
        buttons = (b for row in message.reply_markup.inline_keyboard for b in row)
        label = next((b.text for b in buttons if b.callback_data == self.data), "")
        echo = Run(sentence.format(label=label), ("i",))
        with suppress(TelegramError):
            if label and Run(message.text or "").units + echo.units + 2 <= UNITS_MAX:
                html = f"{message.text_html}\n\n{echo.html}"
                await message.edit_text(html, ParseMode.HTML, link_preview_options=NO_PREVIEW)
            else:
                await message.edit_reply_markup()


def _markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in buttons]
    )


def _read_update(update_json: str, bot: Bot) -> Update | None:
    try:
        return Update.de_json(json.loads(update_json), bot)
    except (ValueError, TypeError, KeyError, AttributeError):
        LOG.warning("telegram_update_unreadable")
        return None


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _prepare_library() -> None:
    """Keep the library from logging, and from warning of a change that is met here already."""
    # Its request addresses hold the token, and its critical errors whole updates.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    os.environ.setdefault("PTB_TIMEDELTA", "1")


def _log_poll_failure(error: TelegramError) -> None:
    LOG.warning("telegram_poll_failed", extra={"error": type(error).__name__})


def _setting_error(field: str, problem: str) -> SettingError:
    return SettingError(variable_name(field), problem)
