"""Reads the vocabulary's data files: aliases of slots' values, and examples of acts."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bot.core.state import Motivation
from bot.core.vocabulary import Aliases, Interest, Talk
from corpus.models import Delivery, Level, State
from retrieval.models import Example


@cache
def load_aliases() -> Aliases:
    """The aliases that come with the product."""
    ours, places = read_data("bot", "aliases.toml"), read_data("corpus", "places.toml")
    levels, interests = read_data("corpus", "levels.toml"), read_data("bot", "interests.toml")
    return Aliases(
        states={State(name): _place_names(place) for name, place in places.items()},
        levels={Level(name): tuple(words) for name, words in levels.items()},
        delivery={Delivery(name): tuple(words) for name, words in ours["delivery"].items()},
        motivation={Motivation(name): tuple(words) for name, words in ours["motivation"].items()},
        postcodes=tuple(
            (State(name), low, high)
            for name, place in places.items()
            for low, high in place["postcodes"]
        ),
        interests=tuple(_interest(table) for table in interests["interest"]),
        talk=_talk(read_data("bot", "talk.toml"), interests["liking"]),
    )


def load_examples() -> tuple[Example, ...]:
    """Things that visitors say, with the act that they perform."""
    return tuple(
        Example(act, text) for act, texts in read_data("bot", "acts.toml").items() for text in texts
    )


def _interest(table: Mapping[str, Sequence[str]]) -> Interest:
    return Interest(*(tuple(table[name]) for name in ("words", "wanted", "avoided")))


def _talk(talk: Mapping[str, Any], liking: str) -> Talk:
    return Talk(
        shorthand=talk["shorthand"],
        spelt=frozenset(talk["spelt"].split()),
        empty=frozenset(talk["empty"].split()),
        liking=frozenset(liking.split()),
    )


def _place_names(place: Mapping[str, Any]) -> tuple[str, ...]:
    return (*place["names"], *place["places"])


def read_data(package: str, name: str) -> dict[str, Any]:
    """A data file of a package. Raises FileNotFoundError, TOMLDecodeError."""
    return tomllib.loads((files(package) / "data" / name).read_text(encoding="utf-8"))
