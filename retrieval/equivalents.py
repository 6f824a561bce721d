"""Words that mean the same, read as one: abbreviations, spellings, what people say for it."""

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files


def unify(text: str) -> str:
    """The text, in lower case already, with each phrase replaced by the word it stands under."""
    pattern, words = _table()
    return pattern.sub(lambda found: words[found.group()], text)


def spell_out(question: str) -> str:
    """The text with its abbreviations spelt out, for the model: questions and articles alike."""
    pattern, words = _spellings()
    return pattern.sub(lambda found: words[found.group().lower()], question)


@cache
def equivalents_hash() -> str:
    """SHA-256, in hex, of both tables: an index that was built with another one is rebuilt."""
    return sha256((_source() + _source("spellings.toml")).encode()).hexdigest()


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    # Without IGNORECASE, which would take three times as long: the text is in lower case.
    return _compiled(_source(), re.NOFLAG)


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    return _compiled(_source("spellings.toml"), re.IGNORECASE)


def _compiled(source: str, flags: re.RegexFlag) -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads(source)
    words = {phrase: word for word, phrases in table.items() for phrase in phrases}
    # The longest phrase first, so that a part of it does not take its place.
    phrases = sorted(words, key=len, reverse=True)
    # A hyphen joins: "e-learning" is no "learning", and "micro-credential" is whole already.
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])", flags)
    return pattern, words


def _source(name: str = "equivalents.toml") -> str:
    return (files("retrieval") / "data" / name).read_text(encoding="utf-8")
