"""Conversations over HTTP."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.channels.web import events
from bot.channels.web.access import OpenConversation, limit_address, new_pass
from bot.channels.web.errors import ApiError, documented, request_id_of
from bot.channels.web.json_body import StrictJsonRoute
from bot.channels.web.limits import API
from bot.channels.web.models import (
    AdviserTurn,
    ConversationIn,
    ConversationOut,
    FeedbackIn,
    MessageIn,
    Transcript,
    VisitorTurn,
)
from bot.channels.web.services import WebOf
from bot.channels.web.turns import begin_turn
from bot.core.channels import Channel
from bot.core.effects import ForgetConversation
from bot.core.message import ReplyDocument
from bot.core.text import MESSAGE_LENGTH_MAX
from bot.incoming import Incoming
from bot.stores.conversations import PendingEffect, Turn

# Not a message that a visitor wrote: it makes the adviser speak first.
GREETING_ID = "greeting"
GREETING_TEXT = "/start"

router = APIRouter(
    prefix=f"{API}/conversations",
    tags=["conversations"],
    route_class=StrictJsonRoute,
    dependencies=[Depends(limit_address)],
)


@router.post("", status_code=201, responses=documented(400, 415))
async def start(web: WebOf, begun: ConversationIn | None = None) -> ConversationOut:
    """Start a conversation; the adviser speaks first, in the visitor's language where it can."""
    services, key, now = web.services, new_pass(), web.services.clock()
    expires_at = await asyncio.to_thread(
        services.conversations.create,
        key.conversation_id,
        Channel.WEB,
        token_hash=key.token_hash,
        now=now,
        lifetime=timedelta(days=services.settings.conversation_days),
    )
    greeting = Incoming(
        key.conversation_id,
        GREETING_ID,
        Channel.WEB,
        now,
        text=GREETING_TEXT,
        locale=begun.locale if begun else "",
    )
    handled = await asyncio.shield(begin_turn(web, greeting))
    return ConversationOut(
        id=key.conversation_id, token=key.token, expires_at=expires_at, reply=handled.reply
    )


@router.post(
    "/{conversation_id}/messages",
    response_model=ReplyDocument,
    responses={
        **documented(400, 401, 415),
        200: {
            "description": "The reply; as events for `Accept: text/event-stream`: `delta` events "
            'of `{"text"}` that make up the reply\'s text, then `reply` with the document, or '
            "`error` with the error body.",
            "content": {events.MEDIA_TYPE: {"schema": {"type": "string"}}},
        },
    },
)
async def send(
    conversation: OpenConversation, message: MessageIn, request: Request, web: WebOf
) -> ReplyDocument | Response:
    """Say something, and get the adviser's reply."""
    if message.text is not None and len(message.text) > MESSAGE_LENGTH_MAX:
        raise ApiError(
            413,
            f"expected a text of at most {MESSAGE_LENGTH_MAX:,} characters, got "
            f"{len(message.text):,}; shorten it",
            code="text_too_long",
        )
    incoming = Incoming(
        conversation,
        message.message_id,
        Channel.WEB,
        web.services.clock(),
        text=message.text or "",
        choice_id=message.choice_id,
    )
    turn = begin_turn(web, incoming)
    if events.MEDIA_TYPE in request.headers.get("accept", "").lower():
        return events.event_stream(turn, request_id_of(request))
    return (await asyncio.shield(turn)).reply


@router.get("/{conversation_id}", responses=documented(401))
def transcript(conversation: OpenConversation, web: WebOf) -> Transcript:
    """Everything that was said, oldest first."""
    services = web.services
    stored = services.conversations.transcript(conversation)
    shown = (
        replace(turn, reply=services.crossings.shown(conversation, turn.message_id, turn.reply))
        for turn in stored
    )
    return Transcript(turns=tuple(spoken for turn in shown for spoken in _spoken(turn)))


@router.delete("/{conversation_id}", status_code=204, responses=documented(401))
async def forget(conversation: OpenConversation, web: WebOf) -> None:
    """Delete the conversation, with any newsletter sign-up that was made in it."""
    effect = ForgetConversation()
    await web.services.effects.run(
        PendingEffect(f"{conversation}/delete", conversation, Channel.WEB, effect)
    )


@router.post(
    "/{conversation_id}/feedback", status_code=204, responses=documented(400, 401, 404, 415)
)
def feedback(conversation: OpenConversation, opinion: FeedbackIn, web: WebOf) -> None:
    """Say whether the reply to a message was helpful; the latest opinion counts."""
    found = web.services.conversations.record_feedback(
        conversation, opinion.message_id, helpful=opinion.helpful, now=web.services.clock()
    )
    if not found:
        raise ApiError(404, "expected the message_id of a message in this conversation")


def _spoken(turn: Turn) -> tuple[VisitorTurn | AdviserTurn, ...]:
    answer = AdviserTurn(message_id=turn.message_id, reply=turn.reply)
    # A client says this, on whatever channel; nobody types it.
    if turn.visitor_text == GREETING_TEXT:
        return (answer,)
    return (VisitorTurn(message_id=turn.message_id, text=turn.visitor_text), answer)
