"""What surrounds every request: its id, its log line, security headers, limits, a last resort."""

import logging
import secrets
import time
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.errors import ApiError, as_api_error, error_response
from bot.channels.web.metrics import Metrics

LOG = logging.getLogger("adviser.web")

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
PREFLIGHT_REFUSED = (
    "this origin, method or header is not allowed here; "
    "the operator adds origins to ADVISER_ALLOWED_ORIGINS"
)


class Envelope:
    """Gives a request its id, its response the security headers that it lacks, the log a line."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            self._record(scope, status, time.perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        if status >= 500:
            self._metrics.count_failure(status)
        LOG.info(
            "request",
            extra={
                "method": scope["method"],
                "route": getattr(scope.get("route"), "path", "none"),
                "status": status,
                "milliseconds": round(seconds * 1000),
                "request_id": scope["state"]["request_id"],
            },
        )


class Cors(CORSMiddleware):
    """Starlette's middleware, with our error body where it refuses a preflight."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a browser that asks before it sends."""
        response = super().preflight_response(request_headers)
        if response.status_code == 200:
            return Response(status_code=204, headers=_without_body(response.headers))
        return _Refusal(ApiError(403, PREFLIGHT_REFUSED))


class LastResort:
    """Turns an exception that nothing else met into the error body; logs where it rose."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_started = False

        async def note_start(message: Message) -> None:
            nonlocal is_started
            is_started = is_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note_start)
        except Exception as error:
            if scope["type"] != "http" or is_started:
                raise
            request_id = scope["state"]["request_id"]
            LOG.exception("request_failed", extra={"request_id": request_id})
            response = error_response(as_api_error(error), request_id)
            await response(scope, receive, send)


class BodyLimit:
    """Refuses bodies that are too long, by what they declare and by what is then sent."""

    def __init__(self, app: ASGIApp, default_bytes: int, by_path: Mapping[str, int]) -> None:
        self._app = app
        self._default_bytes = default_bytes
        self._by_path = by_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._by_path.get(scope["path"], self._default_bytes)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > limit:
            response = error_response(_too_large(limit), scope["state"]["request_id"])
            await response(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise _too_large(limit)
            return message

        await self._app(scope, counted, send)


class _Refusal(Response):
    """An error whose request id is known only once it is sent."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(status_code=error.status_code)
        self._error = error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = error_response(self._error, scope["state"]["request_id"])
        await response(scope, receive, send)


def _without_body(headers: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in headers.items() if k not in {"content-length", "content-type"}}


def _too_large(limit: int) -> ApiError:
    return ApiError(413, f"expected a body of at most {limit:,} bytes; send less")
