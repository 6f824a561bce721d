"""One error body for every failure, the framework's own included."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from corpus.models import Frozen

LOG = logging.getLogger("adviser.web")

# A writer that holds SQLite's lock longer than our busy timeout is done soon after it.
BUSY_RETRY_SECONDS = 2
CODES = {
    400: "bad_request",
    401: "unauthorised",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many_requests",
    500: "internal",
    503: "unavailable",
}
MESSAGES = {
    404: "expected an address of this service, found none here; /openapi.json lists them all",
    405: "this address does not take that method; the Allow header names those that it takes",
    500: "something went wrong on our side; try again, and quote the request id if it stays so",
}


class ErrorDetail(Frozen):
    """What went wrong. `code` is for programs, `message` for people."""

    code: str = Field(examples=["invalid"])
    message: str = Field(examples=["message_id: expected 1 to 80 of A-Z a-z 0-9 _ . : -"])
    request_id: str


class ErrorBody(Frozen):
    """The body of every response that is not a success."""

    error: ErrorDetail


class ApiError(HTTPException):
    """A refusal with its status, and a message that says what was expected and what to do."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, message, dict(headers) if headers else None)
        self.code = code or code_of(status)


def documented(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The failures of a route, for the OpenAPI document."""
    return {
        status: {"model": ErrorBody, "description": HTTPStatus(status).phrase}
        for status in sorted({*statuses, 413, 422, 429, 500, 503})
    }


def code_of(status: int) -> str:
    """The code that a status has where nothing more special is known."""
    return CODES.get(status, "error")


def error_body(code: str, message: str, request_id: str) -> str:
    """The one error body, as JSON."""
    detail = ErrorDetail(code=code, message=message, request_id=request_id)
    return ErrorBody(error=detail).model_dump_json()


def error_response(error: ApiError, request_id: str) -> Response:
    """The response to an error."""
    body = error_body(error.code, error.detail, request_id)
    return Response(body, error.status_code, error.headers, media_type="application/json")


def request_id_of(request: Request) -> str:
    """The id under which this request is logged."""
    return str(request.state.request_id)


def install_handlers(app: FastAPI) -> None:
    """Map every failure that a route can meet to the one body."""

    async def answer(request: Request, error: Exception) -> Response:
        return error_response(as_api_error(error), request_id_of(request))

    for kind in (HTTPException, RequestValidationError, OperationalError):
        app.add_exception_handler(kind, answer)


def as_api_error(error: Exception) -> ApiError:
    """The refusal that an exception amounts to."""
    match error:
        case ApiError():
            return error
        case HTTPException():
            message = MESSAGES.get(error.status_code, error.detail)
            return ApiError(error.status_code, message, headers=error.headers)
        case RequestValidationError():
            return ApiError(422, "; ".join(dict.fromkeys(map(_sentence, error.errors()))))
        case OperationalError():
            LOG.warning("database_unavailable", exc_info=error)
            return ApiError(
                503,
                "the adviser is busy storing something; try the same request again in a moment",
                headers={"Retry-After": str(BUSY_RETRY_SECONDS)},
            )
        case _:
            return ApiError(500, MESSAGES[500])


def _sentence(problem: Mapping[str, object]) -> str:
    """One problem in words; neither a value nor the name of an unknown field is repeated."""
    kind, loc = str(problem["type"]), problem["loc"]
    names = [part for part in loc if part != "body"] if isinstance(loc, tuple) else []
    if kind == "extra_forbidden":
        return "the body has a field that is not known here; /openapi.json names those that are"
    if not names:
        return f"expected a JSON object as the body: {problem['msg']}"
    if kind == "missing":
        return f"{names[0]}: expected, and missing"
    return f"{names[0]}: {_lowered(str(problem['msg']))}"


def _lowered(message: str) -> str:
    plain = message.removeprefix("Value error, ")
    return plain[:1].lower() + plain[1:]
