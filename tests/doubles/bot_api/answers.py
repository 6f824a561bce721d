"""What the Bot API answers: results as they are, refusals with a code and a description."""

import json
import math
from dataclasses import dataclass

from starlette.responses import Response

JsonObject = dict[str, object]


@dataclass
class RefusalError(Exception):
    """A request that the Bot API refuses. `code` is the HTTP status as well."""

    code: int
    description: str
    retry_after_seconds: int | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.description}"


def bad_request(reason: str) -> RefusalError:
    """A refusal as the Bot API words those of the caller's making."""
    return RefusalError(400, f"Bad Request: {reason}")


def flood(wait_seconds: float) -> RefusalError:
    """The refusal of a caller that asks too often; it may ask again after whole seconds."""
    seconds = max(1, math.ceil(wait_seconds))
    return RefusalError(429, f"Too Many Requests: retry after {seconds}", seconds)


def success(result: object, description: str | None = None) -> Response:
    """The answer to a request that was done."""
    body: JsonObject = {"ok": True, "result": result}
    if description is not None:
        body["description"] = description
    return _json(body, 200)


def refused(refusal: RefusalError) -> Response:
    """The answer to a request that was not done."""
    body: JsonObject = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    headers = {}
    if refusal.retry_after_seconds is not None:
        body["parameters"] = {"retry_after": refusal.retry_after_seconds}
        headers["Retry-After"] = str(refusal.retry_after_seconds)
    return _json(body, refusal.code, headers)


def _json(body: JsonObject, status: int, headers: dict[str, str] | None = None) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, headers, media_type="application/json")
