"""Reads the adviser's dated facts: crisis lines, professions, funding."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.core.guidance import Guidance


@cache
def load_guidance() -> Guidance:
    """The facts that come with the product. Raises ValidationError where a file is wrong."""
    crisis = _read("crisis_lines.toml")
    return Guidance.model_validate(
        {
            "emergency": crisis["emergency"],
            "interpreter": crisis["interpreter"],
            "crisis_lines": crisis["line"],
            "professions": _read("professions.toml")["profession"],
            "occupations": _read("occupations.toml")["occupation"],
            "programmes": _read("funding.toml")["programme"],
        }
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("bot") / "data" / name).read_text(encoding="utf-8"))
