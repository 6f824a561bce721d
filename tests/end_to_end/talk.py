"""A visitor's conversation over the web API."""

from typing import Any

import httpx


class Talk:
    """A conversation over the web API."""

    def __init__(self, address: str) -> None:
        self.address = address
        begun = self._call("POST", "/conversations")
        self.headers = {"Authorization": f"Bearer {begun['token']}"}
        self.path = f"/conversations/{begun['id']}"
        self._count = 0

    def say(self, text: str) -> dict[str, Any]:
        """The reply to a message. Raises HTTPStatusError for a failure."""
        self._count += 1
        message = {"text": text, "message_id": str(self._count)}
        return self._call("POST", f"{self.path}/messages", json=message, headers=self.headers)

    def turns(self) -> list[dict[str, Any]]:
        """All that was said."""
        turns: list[dict[str, Any]] = self._call("GET", self.path, headers=self.headers)["turns"]
        return turns

    def _call(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        answer = httpx.request(method, f"{self.address}/api/v1{path}", timeout=20, **request)
        body: dict[str, Any] = answer.raise_for_status().json()
        return body
