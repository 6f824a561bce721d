"""The arguments of a call, from its query and its JSON, urlencoded or multipart body."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from starlette.requests import Request

from tests.doubles.bot_api.answers import RefusalError, bad_request


@dataclass(frozen=True, slots=True)
class Arguments:
    """Named values; in forms every one is text, and structures are JSON inside it."""

    values: Mapping[str, object]

    def has(self, name: str) -> bool:
        """Whether the caller gave it at all."""
        return name in self.values

    def text(self, name: str) -> str | None:
        """A string, or None where it was left out. Raises RefusalError for any other shape."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float):
            return json.dumps(value)
        raise bad_request(f"{name} must be a string")

    def integer(self, name: str) -> int | None:
        """A whole number, written as one or as text. Raises RefusalError where it is neither."""
        value = self.values.get(name)
        if isinstance(value, bool):
            raise bad_request(f"{name} must be a number")
        if value is None or isinstance(value, int):
            return value
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        """True for true, yes and 1, in any case."""
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def structure(self, name: str, refusal: RefusalError) -> object:
        """A JSON value, given as such or as text; None where it was left out or is empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = json.loads(value)
        except ValueError:
            raise refusal from None
        return decoded


async def read_arguments(request: Request) -> Arguments:
    """Everything that a request says. Raises RefusalError for a body that cannot be read."""
    values: dict[str, object] = dict(request.query_params)
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    if not body:
        return Arguments(values)
    if content_type.startswith("application/json"):
        values |= _from_json(body)
    elif content_type.startswith("multipart/form-data"):
        values |= _from_multipart(body, content_type)
    elif content_type.startswith("application/x-www-form-urlencoded"):
        values |= parse_qsl(body.decode(), keep_blank_values=True)
    return Arguments(values)


def _from_json(body: bytes) -> dict[str, object]:
    try:
        decoded = json.loads(body)
    except ValueError:
        decoded = None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse request: object expected")
    return decoded


def _from_multipart(body: bytes, content_type: str) -> dict[str, object]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    values: dict[str, object] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            is_file = part.get_filename() is not None
            values[name] = content if is_file else content.decode()
    return values
