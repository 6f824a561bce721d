"""Another language's words as the English that the rules know: the longest phrase wins.

Whoever writes without spaces is read from left to right. What no phrase takes up is said to be
unread.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.core.text import without_email
from corpus.models import Frozen

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]")
_STOPS = str.maketrans({"。": ".", "、": ",", "“": '"', "”": '"'})
LETTERS_A_CHARACTER = 3
# In a pattern, stands for a number in digits or words.
_NUMBER = "#"


class Pattern(Frozen):
    """Words around a number, `#` in both: "最多#元" is "under $#"."""

    said: str
    english: str


class PhraseSheet(Frozen):
    """A language's phrases, by the English that they stand for.

    `urgent` are looked for before all others. `whole` are phrases that mean something only as the
    whole message; `questions` are said first in English; `particles` say nothing. `letters` pairs
    other spellings with those of the phrases.
    """

    letters: tuple[str, str]
    particles: str
    numbers: Mapping[str, str]
    patterns: tuple[Pattern, ...]
    urgent: Mapping[str, tuple[str, ...]]
    whole: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """A message in English, and the runs of it that no phrase takes up."""

    english: str
    unread: tuple[str, ...] = ()


class Phrases:
    """Reads messages in Chinese characters, alone or among other words."""

    def __init__(self, sheet: PhraseSheet) -> None:
        self._letters = str.maketrans(*sheet.letters)
        self._particles = sheet.particles
        self._numbers = sheet.numbers
        number = rf"(\d[\d,]*(?:\.\d+)?|{_any_of(sheet.numbers)})"
        self._patterns = tuple(
            (re.compile(p.said.replace(_NUMBER, number)), p.english) for p in sheet.patterns
        )
        self._urgent = _by_phrase(sheet.urgent)
        self._first = re.compile(_any_of(self._urgent))
        self._whole = _by_phrase(sheet.whole)
        self._questions = _by_phrase(sheet.questions)
        self._words = _by_phrase(sheet.words)
        self._known = re.compile(_any_of({**self._questions, **self._words}))

    def writes(self, text: str) -> bool:
        """Whether a text is written in this script, for the most part; a character is a word."""
        own, other = _HAN.findall(text), _LATIN.findall(without_email(text))
        return bool(own) and sum(map(len, own)) * LETTERS_A_CHARACTER >= len(other)

    def read(self, text: str) -> Read:
        """The text in English."""
        said = unicodedata.normalize("NFKC", text).translate(self._letters).translate(_STOPS)
        if not _HAN.search(said):
            return Read(text)
        bare = said.strip(" .,!?~")
        whole = self._whole.get(bare) or self._whole.get(bare.strip(self._particles))
        return Read(whole) if whole else self._in_pieces(said)

    def _in_pieces(self, said: str) -> Read:
        said = self._first.sub(lambda found: f" {self._urgent[found.group()]} ", said)
        for pattern, english in self._patterns:
            said = pattern.sub(partial(self._with_number, english), said)
        asked: list[str] = []

        def spoken(found: re.Match[str]) -> str:
            phrase = found.group()
            if phrase in self._questions:
                asked.append(self._questions[phrase])
                return " "
            return f" {self._words[phrase]} "

        english = self._known.sub(spoken, said)
        runs = (run.strip(self._particles) for run in _HAN.findall(english))
        unread = tuple(run for run in runs if run)
        rest = " ".join(_HAN.sub(" ", english).split()).strip(" ?")
        words = [*filter(None, asked), rest]
        return Read(" ".join(words) + ("?" if asked or said.endswith("?") else ""), unread)

    def _with_number(self, english: str, found: re.Match[str]) -> str:
        number = next((group for group in found.groups() if group), "")
        return f" {english.replace(_NUMBER, self._numbers.get(number, number))} "


def _by_phrase(sheet: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {phrase: english for english, phrases in sheet.items() for phrase in phrases}


def _any_of(phrases: Mapping[str, str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
