"""A visitor who speaks the web channel's API, as the widget does."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import httpx

API = "/api/v1"
TIMEOUT_SECONDS = 30


class WebVisitor:
    """One conversation."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        started = http.post(f"{API}/conversations")
        assert started.status_code == 201, started.text
        self.start: dict[str, Any] = started.json()
        self.id: str = self.start["id"]
        self.token: str = self.start["token"]
        self._numbers = itertools.count(1)

    @property
    def path(self) -> str:
        return f"{API}/conversations/{self.id}"

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, **body: object) -> httpx.Response:
        """Send a turn; a message id is made up unless one is given."""
        body.setdefault("message_id", f"m{next(self._numbers)}")
        return self.http.post(f"{self.path}/messages", json=body, headers=self.bearer)

    def send_raw(self, content: bytes, media_type: str = "application/json") -> httpx.Response:
        headers = {**self.bearer, "Content-Type": media_type}
        return self.http.post(f"{self.path}/messages", content=content, headers=headers)

    def say(self, text: str) -> dict[str, Any]:
        """The reply to these words."""
        response = self.send(text=text)
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        return reply

    def stream(self, **body: object) -> list[tuple[str, Any]]:
        """The events that answer a turn: names with their data."""
        headers = {**self.bearer, "Accept": "text/event-stream"}
        with self.http.stream(
            "POST", f"{self.path}/messages", json=body, headers=headers
        ) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            return list(parse_events(response.iter_lines()))

    def transcript(self) -> list[dict[str, Any]]:
        response = self.http.get(self.path, headers=self.bearer)
        assert response.status_code == 200, response.text
        turns: list[dict[str, Any]] = response.json()["turns"]
        return turns


def parse_events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Server-sent events as names with parsed data."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def error_of(response: httpx.Response) -> dict[str, str]:
    """The error of a response, which must be the one body that there is."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "request_id"}
    assert body["error"]["request_id"] == response.headers["x-request-id"]
    error: dict[str, str] = body["error"]
    return error
