"""The one client that fetches from outside: guarded, limited, and known by its name."""

import contextlib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from urllib.parse import urlsplit

import httpcore
import httpx

from corpus.web.connecting import Deadline, GuardedBackend
from corpus.web.errors import AddressRefused, FetchFailed
from corpus.web.guard import Guard
from corpus.web.unpacking import Unpacker, too_large

NAME = "course-adviser"
# From http to https, to the host with www, to the page with its slash.
REDIRECTS_MAX = 3
ADDRESS_CHARS_MAX = 2000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK, _PACKED = 200, frozenset({"gzip", "x-gzip"})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/json,text/csv,application/xml;q=0.9,*/*;q=0.8"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `address` is where it came from in the end; `data` is empty unless it is 200."""

    address: str
    status: int
    headers: Mapping[str, str]
    data: bytes = b""


def agent(contact: str) -> str:
    """How we are called in a site's log, with whom to turn to."""
    return f"{NAME}/{version(NAME)}{f' (+{contact})' if contact else ''}"


def is_web_address(text: str) -> bool:
    """Whether something is meant as an address on the web."""
    return text.lower().startswith(("http://", "https://"))


def normal_address(text: str) -> str:
    """An address as it is fetched and remembered: without fragment, default port, capitals.

    Raises AddressRefused for what is none, and for one with a name and password in it.
    """
    shown = text[:200]
    if len(text) > ADDRESS_CHARS_MAX or any(ord(c) < 33 or ord(c) == 127 for c in text):
        raise AddressRefused(
            shown, f"expected an address of at most {ADDRESS_CHARS_MAX} characters without blanks"
        )
    try:
        url = httpx.URL(text)
        host, userinfo = url.host, url.userinfo
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise AddressRefused(shown, "expected an address such as https://example.com/") from None
    if url.scheme not in {"http", "https"} or not host:
        raise AddressRefused(shown, "expected an address that begins with http:// or https://")
    if userinfo:
        raise AddressRefused(
            urlsplit(text)._replace(netloc=host).geturl(),
            "expected an address without a name or password in it; a site that asks for them "
            "cannot be read, export it to a file",
        )
    return str(url.copy_with(fragment=None, raw_path=url.raw_path))


class Fetcher:
    """Gets addresses one at a time. It keeps no cookies, knows no passwords and asks no proxy."""

    def __init__(self, guard: Guard, agent: str, timeout_seconds: float) -> None:
        self._guard = guard
        self._agent = agent
        self._timeout = timeout_seconds

    def get(
        self,
        address: str,
        bytes_max: int,
        conditions: Mapping[str, str] | None = None,
        check: Callable[[str], None] = lambda _: None,
    ) -> Fetched:
        """What an address answers. `conditions` are headers such as those with its last ETag.

        `check` is told where it redirects to and raises what should keep us from going there.
        Raises AddressRefused for an address or an answer that is not taken, FetchFailed for none.
        """
        deadline, here = Deadline(self._timeout), normal_address(address)
        for _ in range(REDIRECTS_MAX + 1):
            answer = self._answer(here, bytes_max, deadline, conditions or {})
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                return answer
            here = self._next(here, answer.headers["location"])
            check(here)
        raise AddressRefused(
            address, f"expected at most {REDIRECTS_MAX} redirects, got more; give the last address"
        )

    def _next(self, here: str, location: str) -> str:
        try:
            return normal_address(str(httpx.URL(here).join(location)))
        except AddressRefused as error:
            problem = f"it redirects to what is not fetched: {error.problem}"
            raise AddressRefused(here, problem) from None
        except (httpx.InvalidURL, ValueError, UnicodeError):
            raise AddressRefused(here, "it redirects to what is no address") from None

    def _answer(
        self, address: str, bytes_max: int, deadline: Deadline, conditions: Mapping[str, str]
    ) -> Fetched:
        headers: list[tuple[bytes | str, bytes | str]] = [
            ("Host", httpx.URL(address).netloc),
            ("User-Agent", self._agent),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", "gzip"),
            *conditions.items(),
        ]
        backend = GuardedBackend(self._guard, deadline)
        tls = self._tls if address.startswith("https:") else None
        try:
            with (
                httpcore.ConnectionPool(tls, network_backend=backend) as pool,
                pool.stream("GET", address, headers=headers) as response,
            ):
                found = httpx.Headers(response.headers)
                if response.status != _OK:
                    return Fetched(address, response.status, found)
                return Fetched(address, _OK, found, _body(address, response, found, bytes_max))
        except AddressRefused as error:
            raise AddressRefused(address, error.problem) from None
        except (httpcore.TimeoutException, TimeoutError):
            problem = f"no whole answer within {self._timeout:g} seconds; try later"
            raise FetchFailed(address, problem) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise FetchFailed(address, f"it cannot be reached: {said}; try later") from None

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()


def _body(
    address: str, response: httpcore.Response, headers: Mapping[str, str], bytes_max: int
) -> bytes:
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in _PACKED | {"identity", ""}:
        raise AddressRefused(address, f"expected plain or gzip, which we ask for, got {coding!r}")
    with contextlib.suppress(ValueError):
        if int(headers.get("content-length", "0")) > bytes_max:
            raise too_large(address, bytes_max)
    unpacker = Unpacker(address, bytes_max, is_packed=coding in _PACKED)
    for piece in response.iter_stream():
        unpacker.take(piece)
    return unpacker.whole()
