"""A visitor's conversation over the web API."""

from typing import Any

import httpx


class Talk:
    """A conversation over the web API; `address` may be set anew after a restart of the server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.headers: dict[str, str] = {}
        begun = self._call("POST", "/conversations").json()
        self.id, self.token = begun["id"], begun["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self.path = f"/conversations/{self.id}"
        self._count = 0

    def say(self, text: str) -> dict[str, Any]:
        """The reply to a message. Raises HTTPStatusError for a failure."""
        self._count += 1
        message = {"text": text, "message_id": str(self._count)}
        reply: dict[str, Any] = self._call("POST", f"{self.path}/messages", message).json()
        return reply

    def told(self, text: str) -> str:
        """The words of the reply to a message."""
        return str(self.say(text)["text"])

    def turns(self) -> list[dict[str, Any]]:
        """All that was said."""
        turns: list[dict[str, Any]] = self._call("GET", self.path).json()["turns"]
        return turns

    def like_the_last_answer(self) -> None:
        """Say that it was helpful."""
        opinion = {"message_id": str(self._count), "helpful": True}
        self._call("POST", f"{self.path}/feedback", opinion)

    def delete(self) -> None:
        """Have the conversation forgotten."""
        self._call("DELETE", self.path)

    def _call(self, method: str, path: str, body: object = None) -> httpx.Response:
        url = f"{self.address}/api/v1{path}"
        headers = self.headers
        answer = httpx.request(method, url, json=body, headers=headers, timeout=30)
        return answer.raise_for_status()
