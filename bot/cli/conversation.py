"""`adviser ask` and `adviser chat`."""

import asyncio
import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.channels import terminal
from bot.cli.application import adviser
from bot.cli.options import JsonOption
from bot.cli.output import ERR, OUT, print_json
from bot.composition import Adviser
from bot.core.channels import Channel
from bot.core.document import to_document
from bot.core.message import Message, ReplyDocument
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.core.text import clean
from bot.errors import BotError
from bot.incoming import Incoming


def ask(
    question: Annotated[str, typer.Argument(help="What you would ask the adviser.")],
    as_json: JsonOption = False,
) -> None:
    """Answer one question, with no memory."""
    with adviser("WARNING") as app:
        knowledge = app.knowledge()
        message = Message(clean(question))
        answer = reply(ConversationState(), message, knowledge, app.site)
        spoken = asyncio.run(app.rephrase(message.text, answer))
        document = to_document(spoken, knowledge.version)
    print_json(document) if as_json else terminal.show(document, OUT)


def chat(
    script: Annotated[
        Path | None, typer.Option(help="A file with one visitor turn a line; - for standard input.")
    ] = None,
    conversation: Annotated[
        str | None,
        typer.Option(help="Name of the conversation to go on with; without it, a new one starts."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Talk with the adviser in the terminal, or replay a script."""
    turns = _script(script) if script else None
    is_interactive = turns is None and sys.stdin.isatty()
    with adviser("WARNING") as app:
        conversation_id = f"terminal:{conversation or secrets.token_hex(8)}"
        lines = turns if turns is not None else _typed(is_interactive)
        asyncio.run(_converse(app, conversation_id, lines, as_json, is_interactive))


async def _converse(
    app: Adviser, conversation_id: str, lines: Iterable[str], as_json: bool, is_interactive: bool
) -> None:
    if is_interactive:
        await _turn(app, conversation_id, "/start", as_json)
    shown: ReplyDocument | None = None
    try:
        for line in lines:
            chosen = terminal.choice_of(line, shown) if is_interactive else None
            shown = await _turn(app, conversation_id, line, as_json, chosen)
        await app.effects.drain()
    finally:
        await asyncio.to_thread(app.recorder.drain)


async def _turn(
    app: Adviser, conversation_id: str, text: str, as_json: bool, choice_id: str | None = None
) -> ReplyDocument:
    incoming = Incoming(
        conversation_id=conversation_id,
        message_id=secrets.token_hex(8),
        channel=Channel.TERMINAL,
        received_at=app.clock(),
        text="" if choice_id else text,
        choice_id=choice_id,
    )
    document = (await app.engine.handle(incoming)).reply
    print_json(document) if as_json else terminal.show(document, OUT)
    return document


def _typed(is_interactive: bool) -> Iterator[str]:
    while True:
        try:
            line = input("\nyou › ") if is_interactive else input()
        except (EOFError, KeyboardInterrupt):
            if is_interactive:
                ERR.print()
            return
        if line.strip() in {"/quit", "/exit"}:
            return
        if line.strip():
            yield line


def _script(path: Path) -> list[str]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BotError(f"{path}: expected UTF-8 text, one visitor turn a line") from None
    return [line for line in text.splitlines() if line.strip()]
