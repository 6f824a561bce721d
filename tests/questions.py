"""What files of questions have in common."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Asks = Literal[
    "definition",
    "list",
    "number",
    "price",
    "date",
    "name",
    "source",
    "place",
    "reason",
    "how",
    "yes_no",
    "comparison",
    "other",
]


class Exact(BaseModel):
    """A JSON object with exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
