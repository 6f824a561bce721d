"""A language model behind an OpenAI-compatible address. Imported only where one is set."""

import asyncio
from collections.abc import AsyncIterator

import openai
from httpx2 import AsyncByteStream, HTTPError, InvalidURL, Response, create_ssl_context
from pydantic import BaseModel, Field, ValidationError

from bot.errors import ModelFailure

# The longest answer that is read, with all that servers put around it.
BODY_BYTES_MAX = 64 * 1024
# More than the longest text that the guard lets through.
TOKENS_MAX = 300


class OpenAIModel:
    """One address, one model, one limit on the time of a whole call."""

    def __init__(self, base_url: str, model: str, api_key: str, timeout_seconds: float) -> None:
        self._base_url = base_url
        self._model = model
        self._api_key = api_key
        self._timeout_seconds = timeout_seconds
        # Reading the certificates takes 70 ms: once, and not in the middle of a turn.
        self._tls = create_ssl_context()

    async def complete(self, instructions: str, material: str) -> str:
        """What the model says to `material`. Raises ModelFailure.

        The limit on time holds for connecting, waiting and reading together.
        """
        try:
            async with asyncio.timeout(self._timeout_seconds):
                body = await self._answer(instructions, material)
            return _Completion.model_validate_json(body).choices[0].message.content
        except (TimeoutError, openai.APITimeoutError):
            raise ModelFailure(
                "timeout", f"gave no whole answer within {self._timeout_seconds:g} s"
            ) from None
        except openai.APIStatusError as error:
            raise ModelFailure(
                f"status_{error.status_code}", f"answered with status {error.status_code}"
            ) from None
        except ValidationError:
            raise ModelFailure(
                "unreadable", "answered with something else than a chat completion"
            ) from None
        except (openai.OpenAIError, HTTPError, InvalidURL):
            raise ModelFailure("unreachable", "could not be reached, or broke off") from None

    async def _answer(self, instructions: str, material: str) -> bytes:
        # A connection a call: nothing to close at the end, and none to find dead after a rest.
        http = openai.DefaultAsyncHttpxClient(
            verify=self._tls, follow_redirects=False, event_hooks={"response": [_bound]}
        )
        async with openai.AsyncOpenAI(
            base_url=self._base_url,
            # Local servers ask for none, the client for any.
            api_key=self._api_key or "none",
            organization="",
            project="",
            max_retries=0,
            http_client=http,
        ) as client:
            raw = await client.chat.completions.with_raw_response.create(
                model=self._model,
                messages=[
                    {"role": "system", "content": instructions},
                    {"role": "user", "content": material},
                ],
                temperature=0,
                max_tokens=TOKENS_MAX,
                extra_headers={"Accept-Encoding": "identity"},
            )
            return bytes(raw.content)


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    """The part of a chat completion that is read; servers add fields of their own."""

    choices: list[_Choice] = Field(min_length=1)


class _Bounded(AsyncByteStream):
    """A body that ends in a failure when it is longer than any honest answer."""

    def __init__(self, stream: AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > BODY_BYTES_MAX:
                raise ModelFailure("too_long", f"answered with more than {BODY_BYTES_MAX} bytes")
            yield chunk

    async def aclose(self) -> None:
        """Close the connection's side of it."""
        await self._stream.aclose()


async def _bound(response: Response) -> None:
    """Bound every body, an error's too; a compressed one was not asked for and may be a bomb."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ModelFailure("compressed", "answered with a compressed body")
    if isinstance(response.stream, AsyncByteStream):
        response.stream = _Bounded(response.stream)
