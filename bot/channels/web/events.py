"""A reply as server-sent events: its text piece by piece, then the whole document."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator

from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse

from bot.channels.web.errors import MESSAGES, error_body
from bot.core.message import ReplyDocument
from bot.incoming import Handled

LOG = logging.getLogger("adviser.web")
MEDIA_TYPE = "text/event-stream"
# After the end of a sentence or a line; nothing is dropped, so the pieces make up the text.
_SEAM = re.compile(r"(?<=[.!?]\s)|(?<=\n)(?!\n)")


def event_stream(turn: asyncio.Task[Handled], request_id: str) -> StreamingResponse:
    """The stream of a turn that has begun; the turn goes on when the client leaves."""
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_events(turn, request_id), headers=headers, media_type=MEDIA_TYPE)


def pieces(text: str) -> list[str]:
    """The text in sentences and lines; joined, they are the text."""
    return [piece for piece in _SEAM.split(text) if piece]


async def _events(turn: asyncio.Task[Handled], request_id: str) -> AsyncIterator[bytes]:
    try:
        handled = await asyncio.shield(turn)
    except Exception:
        # The status line is sent by now, so this stream is the only place left to say so.
        LOG.error("turn_failed", extra={"request_id": request_id})
        yield _event("error", error_body("internal", MESSAGES[500], request_id))
        return
    for event in _reply_events(handled.reply):
        yield event


def _reply_events(document: ReplyDocument) -> list[bytes]:
    deltas = [_event("delta", json.dumps({"text": piece})) for piece in pieces(document.text)]
    return [*deltas, _event("reply", document.model_dump_json())]


def _event(name: str, body: str) -> bytes:
    return format_sse_event(event=name, data_str=body)
