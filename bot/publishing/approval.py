"""Who asks for a change of what is served, why, and what they let pass."""

from dataclasses import dataclass

from bot.publishing.hold_rule import HoldRule


@dataclass(frozen=True, slots=True)
class Approval:
    """`by` and `reason` go into the audit.

    `is_forced` publishes what the gate would hold; `allows_retiring` lets a source lose most of
    its items; `hold_if` is when to hold, None for the usual.
    """

    by: str = ""
    reason: str = ""
    is_forced: bool = False
    allows_retiring: bool = False
    hold_if: HoldRule | None = None
