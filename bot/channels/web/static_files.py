"""The files that the product serves: the widget's bundle, the demo page, style sheets."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.datastructures import Headers
from starlette.responses import Response

from bot.channels.web.errors import ApiError


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file in memory, plain and compressed; `digest` changes with its content."""

    plain: bytes
    compressed: bytes
    digest: str


@cache
def load(package: str, name: str) -> StaticFile:
    """The file of that name in the package's folder `static`.

    Raises ApiError with status 503 when this installation lacks it.
    """
    try:
        plain = (files(package) / "static" / name).read_bytes()
    except FileNotFoundError:
        problem = f"expected the file {name} in this installation, found none; install it again"
        raise ApiError(503, problem) from None
    return StaticFile(plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:32])


def respond(
    file: StaticFile, request_headers: Headers, media_type: str, headers: dict[str, str]
) -> Response:
    """The file, compressed for who takes that; 304 for who has it already."""
    is_compressed = _takes_gzip(request_headers.get("accept-encoding", ""))
    etag = f'"{file.digest}{"-gzip" if is_compressed else ""}"'
    headers = {**headers, "ETag": etag, "Vary": "Accept-Encoding"}
    known = {tag.strip().removeprefix("W/") for tag in _tags(request_headers)}
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if is_compressed:
        headers["Content-Encoding"] = "gzip"
    body = file.compressed if is_compressed else file.plain
    return Response(body, headers=headers, media_type=media_type)


def _tags(request_headers: Headers) -> list[str]:
    return request_headers.get("if-none-match", "").split(",")


def _takes_gzip(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, quality = coding.partition(";")
        if name.strip() in {"gzip", "*"}:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
