"""Reads the vocabulary's data files: aliases of slots' values, and examples of acts."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from bot.core.state import Motivation
from bot.core.vocabulary import Aliases, Interest, Talk
from corpus.models import Delivery, Level, State
from retrieval.models import Example


def load_aliases() -> Aliases:
    """The aliases that come with the product."""
    ours, places = _read("bot", "aliases.toml"), _read("corpus", "places.toml")
    levels, interests = _read("corpus", "levels.toml"), _read("bot", "interests.toml")
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
        talk=_talk(_read("bot", "talk.toml"), interests["liking"]),
    )


def load_examples() -> tuple[Example, ...]:
    """Things that visitors say, with the act that they perform."""
    return tuple(
        Example(act, text) for act, texts in _read("bot", "acts.toml").items() for text in texts
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


def _read(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files(package) / "data" / name).read_text(encoding="utf-8"))
