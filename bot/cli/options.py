"""Options that several commands share, and the approval that they make."""

import getpass
from typing import Annotated

import typer

from bot.publishing.approval import Approval
from bot.publishing.hold_rule import HoldRule

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who does this, for the audit; else your user name.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, for the audit.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Publish what the gate would hold; needs --reason.")
]
HoldIfOption = Annotated[
    str | None,
    typer.Option(
        "--hold-if",
        help="Hold when more gold questions are worse, lost or changed than: worse:2%, changed:5.",
    ),
]
AllowRetireOption = Annotated[
    bool, typer.Option("--allow-retire", help="Let a source lose most of its items.")
]


def approval(
    by: str | None,
    reason: str = "",
    *,
    is_forced: bool = False,
    allows_retiring: bool = False,
    hold_if: str | None = None,
) -> Approval:
    """What the options say. Raises BadParameter for a force without a reason."""
    if is_forced and not reason.strip():
        raise typer.BadParameter("expected --reason with it, got none", param_hint="--force")
    return Approval(by or _user(), reason.strip(), is_forced, allows_retiring, _rule(hold_if))


def _rule(text: str | None) -> HoldRule | None:
    try:
        return HoldRule.parse(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--hold-if") from None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # A container may run as a number without a name.
        return "unknown"
