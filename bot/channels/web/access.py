"""Who may do what, and how often: bearer tokens of conversations, and rate limits."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.channels.web.errors import ApiError
from bot.channels.web.rate_limit import RateLimiter, address_key
from bot.channels.web.services import Web, WebOf

ID_BYTES = 16
TOKEN_BYTES = 32
# What `secrets.token_urlsafe(ID_BYTES)` gives; ids of other channels have a colon.
_CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_BEARER = HTTPBearer(auto_error=False, description="the token that came with the conversation")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


@dataclass(frozen=True, slots=True)
class Pass:
    """A new conversation's id, and the token that opens it; only the token's hash is stored."""

    conversation_id: str
    token: str

    @property
    def token_hash(self) -> str:
        """What is kept of the token."""
        return _hash(self.token)


def new_pass() -> Pass:
    """An id and a token that nobody can guess."""
    return Pass(secrets.token_urlsafe(ID_BYTES), secrets.token_urlsafe(TOKEN_BYTES))


def limit_address(request: Request, web: WebOf) -> None:
    """Raises ApiError with status 429 when this address asks too often.

    The address is the connection's own: a header that names another one is not believed.
    """
    _limit_requests(web, f"address {_address_of(request)}")


def limit_sign_ins(request: Request, web: Web) -> None:
    """Raises ApiError with status 429 when this address tries tokens of staff too often."""
    _limit(web.sign_ins, _address_of(request), "expected fewer tries of a token")


def open_conversation(conversation_id: str, credentials: Credentials, web: WebOf) -> str:
    """The id of a conversation that the bearer's token opens.

    Raises ApiError: 401, the same for an unknown, expired or forgotten conversation and for a
    wrong token; 429 when the conversation asks too often.
    """
    services = web.services
    stored = None
    if _CONVERSATION_ID.fullmatch(conversation_id):
        stored = services.conversations.token_hash(conversation_id, services.clock())
    given = _hash(credentials.credentials if credentials else "")
    if not hmac.compare_digest(given, stored or _hash(secrets.token_urlsafe(TOKEN_BYTES))):
        raise ApiError(
            401,
            "expected the id of a live conversation with its token as bearer; start a new one",
            headers={"WWW-Authenticate": "Bearer"},
        )
    _limit_requests(web, f"conversation {conversation_id}")
    return conversation_id


OpenConversation = Annotated[str, Depends(open_conversation)]


def is_same_secret(given: str, own: str) -> bool:
    """Whether somebody knows a secret; how long that takes tells neither it nor its length."""
    return hmac.compare_digest(digest(given), digest(own))


def digest(text: str) -> bytes:
    """32 bytes that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _address_of(request: Request) -> str:
    return address_key(request.client.host if request.client else "")


def _limit_requests(web: Web, key: str) -> None:
    per_minute = web.services.settings.rate_limit_per_minute
    _limit(web.limiter, key, f"expected at most {per_minute} requests a minute")


def _limit(limiter: RateLimiter, key: str, expected: str) -> None:
    seconds = limiter.wait_seconds(key)
    if seconds:
        raise ApiError(
            429,
            f"{expected}; try again in {seconds} s",
            headers={"Retry-After": str(seconds)},
        )


def _hash(token: str) -> str:
    return digest(token).hex()
