"""Brings updates to a webhook: in order within a chat, side by side across chats."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx
from telegram.constants import WebhookLimit

from tests.doubles.bot_api.answers import JsonObject, bad_request
from tests.doubles.bot_api.updates import Pending, Updates

PORTS = frozenset({80, 88, 443, 8443})
SECRET = re.compile(r"[A-Za-z0-9_-]+")
CONNECTIONS_DEFAULT = 40
# The server waits longer from failure to failure; a test has no time for that.
RETRY_SECONDS = 0.2
ANSWER_TIMEOUT_SECONDS = 60.0


@dataclass(slots=True)
class Webhook:
    """Where updates go, and how the last attempts went."""

    updates: Updates
    url: str = ""
    secret: str = ""
    connections_max: int = CONNECTIONS_DEFAULT
    _errors: JsonObject = field(default_factory=dict)
    _worker: "asyncio.Task[None] | None" = None
    _busy_chats: set[int] = field(default_factory=set)

    def set(self, url: str, secret: str | None, connections_max: int) -> None:
        """Start to deliver. Raises RefusalError for an address or a secret that is not allowed."""
        _check_url(url)
        _check_secret(secret)
        least, most = WebhookLimit.MIN_CONNECTIONS_LIMIT, WebhookLimit.MAX_CONNECTIONS_LIMIT
        self.url, self.secret = url, secret or ""
        self.connections_max = min(max(connections_max, least), most)
        self._errors = {}
        self.updates.has_webhook = True
        self.updates.changed.give()
        if self._worker is None:
            self._worker = asyncio.create_task(self._deliver())

    def delete(self) -> None:
        """Stop to deliver; what is pending stays pending."""
        self.url = self.secret = ""
        self.updates.has_webhook = False
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None
        self._busy_chats.clear()

    def info(self) -> JsonObject:
        """A WebhookInfo."""
        fields: JsonObject = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending),
        }
        if self.url:
            fields |= {"max_connections": self.connections_max, "ip_address": "127.0.0.1"}
        if self.updates.allowed:
            fields["allowed_updates"] = sorted(self.updates.allowed)
        return fields | self._errors

    async def _deliver(self) -> None:
        timeout = httpx.Timeout(ANSWER_TIMEOUT_SECONDS)
        async with httpx.AsyncClient(timeout=timeout) as client, asyncio.TaskGroup() as tasks:
            while True:
                update = self._next()
                if update is None:
                    await self.updates.changed.wait(ANSWER_TIMEOUT_SECONDS)
                    continue
                self._busy_chats.add(update.chat_id)
                tasks.create_task(self._bring(client, update))

    def _next(self) -> Pending | None:
        if len(self._busy_chats) >= self.connections_max:
            return None
        waiting = (u for u in self.updates.pending if u.chat_id not in self._busy_chats)
        return next(waiting, None)

    async def _bring(self, client: httpx.AsyncClient, update: Pending) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            answer = await client.post(self.url, json=update.body, headers=headers)
            problem = "" if answer.is_success else _wrong_response(answer)
        except httpx.HTTPError:
            problem = "Connection refused"
        if problem:
            error = {"last_error_date": int(time.time()), "last_error_message": problem}
            self._errors = dict(error)
            await asyncio.sleep(RETRY_SECONDS)
        else:
            self.updates.confirm(update)
        self._busy_chats.discard(update.chat_id)
        self.updates.changed.give()


def _wrong_response(answer: httpx.Response) -> str:
    return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"


def _check_url(url: str) -> None:
    """Https on one of four ports; plain http is let through to this machine alone, for tests."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid URL specified") from None
    if parts.scheme == "http" and _is_loopback(host):
        return
    if parts.scheme != "https" or not host:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in {None, *PORTS}:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_secret(secret: str | None) -> None:
    if secret is None:
        return
    if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
