"""Telegram's webhook, handed to the Telegram channel."""

from fastapi import APIRouter, Request

from bot.channels.telegram_turns import DeliveryFailedError
from bot.channels.web.access import is_same_secret
from bot.channels.web.errors import ApiError, documented
from bot.channels.web.json_body import parse
from bot.channels.web.limits import WEBHOOKS
from bot.channels.web.models import Received
from bot.channels.web.services import WebOf

router = APIRouter(tags=["telegram"])

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_UPDATE = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


@router.post(WEBHOOKS[0], responses=documented(400, 401, 404), openapi_extra=_UPDATE)
@router.post(WEBHOOKS[1], responses=documented(400, 401, 404), openapi_extra=_UPDATE)
async def webhook(request: Request, web: WebOf) -> Received:
    """Take an update from Telegram."""
    receiver = web.services.telegram
    if receiver is None:
        raise ApiError(404, "Telegram's webhook is off here; ADVISER_TELEGRAM=webhook turns it on")
    given = request.headers.get(SECRET_HEADER, "")
    # Before the body is read: a stranger's megabyte is not worth receiving.
    if not _is_ours(given, web.services.settings.telegram_webhook_secret):
        raise _wrong_secret()
    body = await request.body()
    if not isinstance(parse(body), dict):
        raise ApiError(400, "expected a Telegram update as the body, which is a JSON object")
    try:
        is_ours = await receiver.receive(body.decode("utf-8"), given)
    except DeliveryFailedError as error:
        raise ApiError(503, str(error)) from None
    if not is_ours:
        raise _wrong_secret()
    return Received()


def _is_ours(given: str, secret: str) -> bool:
    # Without a secret anybody could speak for anybody: then nobody is believed.
    return bool(secret) and is_same_secret(given, secret)


def _wrong_secret() -> ApiError:
    return ApiError(401, f"expected the secret that the webhook was set with, in {SECRET_HEADER}")
