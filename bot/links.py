"""Signed links for mail: nothing is stored for them, and nobody can make one up."""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import SettingError
from bot.settings import Settings

SECRET_BYTES = 32
# A shorter one could be found by trying: whoever holds one link can try as often as they like.
SECRET_BYTES_MIN = 16
# 128 bits of the MAC are beyond guessing and keep the link short.
MAC_BYTES = 16


class Purpose(StrEnum):
    """What a link is for; one for one purpose is no use for another."""

    CONFIRM = "confirm"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a genuine token says: whose link it is, and to which request it belongs."""

    subscriber_id: str
    request: str


class LinkSigner:
    """Makes and reads tokens of the form `subscriber.request.mac`."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, purpose: Purpose, subscriber_id: str, request: str = "") -> str:
        """A token of letters, digits, `-`, `_` and `.`."""
        return f"{subscriber_id}.{request}.{self._mac(purpose, subscriber_id, request)}"

    def read(self, purpose: Purpose, token: str) -> Claim | None:
        """What the token says, None unless it is ours and for this purpose."""
        parts = token.split(".")
        if len(parts) != 3:
            return None
        subscriber_id, request, mac = parts
        expected = self._mac(purpose, subscriber_id, request)
        is_ours = hmac.compare_digest(mac.encode("utf-8", "replace"), expected.encode())
        return Claim(subscriber_id, request) if is_ours else None

    def fingerprint(self, text: str) -> str:
        """A keyed hash, in hex: tells equal texts from different ones and nothing else."""
        return hmac.new(self._secret, b"fingerprint\0" + text.encode(), hashlib.sha256).hexdigest()

    def crossing_token(self, conversation_id: str, message_id: str) -> str:
        """What a turn's link to another channel carries: 43 letters, digits, `-` and `_`."""
        message = "\0".join(("crossing", conversation_id, message_id)).encode("utf-8", "replace")
        digest = hmac.new(self._secret, message, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _mac(self, purpose: Purpose, subscriber_id: str, request: str) -> str:
        message = "\0".join((purpose, subscriber_id, request)).encode("utf-8", "replace")
        digest = hmac.new(self._secret, message, hashlib.sha256).digest()[:MAC_BYTES]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def load_secret(settings: Settings) -> bytes:
    """The setting's secret, or the data folder's own, made at first use for this user alone.

    Raises SettingError for a secret that is too short to keep links safe.
    """
    if settings.secret:
        return _long_enough(settings.secret.encode(), "set a longer one")
    path = settings.home / "secret"
    if not path.exists():
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_secret(path)
    return _long_enough(path.read_bytes(), f"restore {path}, or delete it to have another made")


def _make_secret(path: Path) -> None:
    made = path.with_name(f".secret.{secrets.token_hex(8)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, a link does not replace what another process made meanwhile.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(made)
    finally:
        made.unlink()


def _long_enough(secret: bytes, advice: str) -> bytes:
    if len(secret) < SECRET_BYTES_MIN:
        problem = f"expected a secret of {SECRET_BYTES_MIN} bytes or more, got {len(secret)}"
        raise SettingError("ADVISER_SECRET", f"{problem}; {advice}")
    return secret
