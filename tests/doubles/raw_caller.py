"""Calls to the Bot API in plain HTTP, without a library that could be kinder than its server."""

from typing import Any, Self

import httpx

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class RawCaller:
    """A client that shows status and body as they come."""

    def __init__(self, base_url: str, token: str = TOKEN) -> None:
        self._client = httpx.AsyncClient(base_url=base_url, timeout=60)
        self._token = token

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    def path(self, method: str) -> str:
        return f"/bot{self._token}/{method}"

    async def call(self, method: str, **arguments: object) -> httpx.Response:
        """A call with a JSON body."""
        return await self._client.post(self.path(method), json=arguments)

    async def request(self, verb: str, path: str, **given: Any) -> httpx.Response:
        """A request as it is."""
        return await self._client.request(verb, path, **given)

    async def result(self, method: str, **arguments: object) -> Any:
        """What a call that has to succeed gives."""
        body = (await self.call(method, **arguments)).json()
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **arguments: object) -> tuple[int, str]:
        """The code and description of a call that has to fail; the status has to be the code."""
        answer = await self.call(method, **arguments)
        body = answer.json()
        assert not body["ok"], body
        assert answer.status_code == body["error_code"]
        return body["error_code"], body["description"]

    async def update_ids(self, **arguments: object) -> list[int]:
        """The ids that one getUpdates gives."""
        return [update["update_id"] for update in await self.result("getUpdates", **arguments)]
