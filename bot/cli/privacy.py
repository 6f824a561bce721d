"""`adviser privacy`: what is kept about one visitor, and forgetting it."""

from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.output import ERR, print_json
from bot.errors import BotError

APP = typer.Typer(help="A visitor's data: hand it out, or delete it.", no_args_is_help=True)
Conversation = Annotated[
    str, typer.Argument(help="Id of a conversation: on the web as it is, `telegram:CHAT`.")
]


@APP.command()
def export(conversation: Conversation) -> None:
    """Everything that is kept about a conversation, as JSON."""
    with adviser("WARNING") as app:
        turns = app.conversations.transcript(conversation)
        state = app.conversations.load(conversation).state
        addresses = app.newsletter.addresses_of(conversation)
    if not turns and not addresses:
        raise BotError(f"nothing is kept about the conversation {conversation!r}")
    print_json(
        {
            "conversation": conversation,
            "state": state.model_dump(mode="json"),
            "newsletter_addresses": addresses,
            "turns": [
                {"message_id": t.message_id, "visitor": t.visitor_text, "adviser": t.reply.text}
                for t in turns
            ],
        }
    )


@APP.command()
def forget(conversation: Conversation) -> None:
    """Delete a conversation and the newsletter sign-ups made in it."""
    with adviser("WARNING") as app:
        app.effects.forget(conversation)
    ERR.print("done: nothing is kept about it but keyed hashes", markup=False)
