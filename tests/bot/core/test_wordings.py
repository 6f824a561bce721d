"""Every language says everything, with the same things filled in, and in itself alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest

from bot.core.wording.en_au import EN_AU, TELEGRAM_EN_AU
from bot.core.wording.zh_hans import TELEGRAM_ZH_HANS, ZH_HANS

PAIRS = [(EN_AU, ZH_HANS), (TELEGRAM_EN_AU, TELEGRAM_ZH_HANS)]
# An interpreter and the language of quotations are for those who need to know; why an address is
# wrong comes in English.
OF_ONE = {"guidance.interpreter", "quoted_as_is", "email_invalid"}
# Names have capitals.
ENGLISH_SENTENCE = re.compile(r"\b[a-z]{2,}[ ,.]+[a-z]{2,}\b")


def sentences(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a wording, with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from sentences(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from sentences(one, f"{path}.{key}")
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from sentences(one, f"{path}.{number}")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("english", "other"), PAIRS)
def test_every_sentence_is_there_with_the_same_things_filled_in(
    english: object, other: object
) -> None:
    theirs = dict(sentences(other))
    for path, sentence in sentences(english):
        if path in OF_ONE:
            continue
        assert path in theirs, path
        assert bool(theirs[path]) == bool(sentence), path
        assert placeholders(theirs[path]) == placeholders(sentence), path


@pytest.mark.parametrize("other", [ZH_HANS, TELEGRAM_ZH_HANS])
def test_no_english_sentence_is_left(other: object) -> None:
    filled = ((path, re.sub(r"\{\w+\}", "", said)) for path, said in sentences(other))
    assert [path for path, said in filled if ENGLISH_SENTENCE.search(said)] == []


def test_mappings_have_the_keys_that_english_has() -> None:
    for field in fields(EN_AU):
        english, other = getattr(EN_AU, field.name), getattr(ZH_HANS, field.name)
        if isinstance(english, Mapping) and field.name != "subjects":
            assert set(english) == set(other), field.name
