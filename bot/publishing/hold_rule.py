"""When gold questions hold a version back: `worse:2%` is more than two in a hundred worse."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is counted.

    Worse is a question whose visitors were served well and would not be any more. Lost is one
    whose answer is gone, or a wish that does not show its courses any more; changed is any other
    reply.
    """

    WORSE = "worse"
    LOST = "lost"
    CHANGED = "changed"


_RULE = re.compile(rf"({'|'.join(Measure)})(?::(\d+(?:\.\d+)?)(%?))?")


@dataclass(frozen=True, slots=True)
class HoldRule:
    """Hold when more than `limit` of the questions are what is counted; a share is in percent."""

    measure: Measure
    limit: float = 0
    is_share: bool = False

    @classmethod
    def parse(cls, text: str) -> "HoldRule":
        """The rule as staff write it. Raises ValueError."""
        found = _RULE.fullmatch(text.strip().lower())
        if found is None:
            raise ValueError(
                f"expected {', '.join(Measure)}, with a limit such as worse:2% or changed:5 if "
                f"some may be, got {text!r}"
            )
        return cls(Measure(found[1]), float(found[2] or 0), found[3] == "%")

    def is_broken_by(self, count: int, asked: int) -> bool:
        """Whether so many questions of those asked hold a version back."""
        return count > (self.limit * asked / 100 if self.is_share else self.limit)

    def __str__(self) -> str:
        return f"{self.measure}:{self.limit:g}{'%' if self.is_share else ''}"
