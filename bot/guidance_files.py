"""Reads the adviser's dated facts: crisis lines, professions, funding."""

from functools import cache

from bot.core.guidance import Guidance
from bot.vocabulary_files import read_data


@cache
def load_guidance() -> Guidance:
    """The facts that come with the product. Raises ValidationError where a file is wrong."""
    crisis = read_data("bot", "crisis_lines.toml")
    return Guidance.model_validate(
        {
            "emergency": crisis["emergency"],
            "interpreter": crisis["interpreter"],
            "crisis_lines": crisis["line"],
            "professions": read_data("bot", "professions.toml")["profession"],
            "occupations": read_data("bot", "occupations.toml")["occupation"],
            "programmes": read_data("bot", "funding.toml")["programme"],
        }
    )
