"""JSON bodies read strictly: what two readers could read differently is refused."""

import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, NoReturn

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.errors import ApiError


class StrictJsonRoute(APIRoute):
    """A route whose body, where it has one, is strict JSON of the JSON media type."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler over a request that parses strictly."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            if self.body_field is not None and (
                self.body_field.field_info.is_required() or _has_body(request)
            ):
                _require_json(request)
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


class StrictRequest(Request):
    """A request whose `json` is strict."""

    async def json(self) -> object:
        """The parsed body. Raises ApiError with status 400."""
        return parse(await self.body())


def parse(body: bytes) -> object:
    """The value of a JSON text in UTF-8.

    Raises ApiError with status 400 for anything else, and for NaN, infinities, repeated keys and
    nesting that is deeper than the interpreter follows.
    """
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8") from None
    except RecursionError:
        raise _malformed("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise _malformed(f"{error.msg} at character {error.pos}") from None
    except ValueError:
        # The interpreter's own limit on the digits of an integer.
        raise _malformed("it holds a number that is too long") from None


def _require_json(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ApiError(415, "expected a body with Content-Type: application/json")


def _has_body(request: Request) -> bool:
    length = request.headers.get("content-length", "0")
    return length != "0" or "transfer-encoding" in request.headers


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _malformed("it names a key twice")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise _malformed(f"it holds {name}, which JSON does not have")


def _malformed(reason: str) -> ApiError:
    return ApiError(400, f"expected a JSON body, and could not read it: {reason}")
