"""A sentence as the words that carry what it claims."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.grounding_words import (
    BE,
    FREE,
    KEPT,
    NUMBER_WORDS,
    PARTICIPLES,
    PHRASES,
    SAME,
    Reason,
)
from bot.core.text import fold, singular

_WORD = re.compile(
    r"[$€£¥%]|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?\b|\d+"
    r"|[^\W\d_]+(?:['’-][^\W\d_]+)*"
)
_PHRASE = re.compile(
    r"\b(?:" + "|".join(sorted(PHRASES, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_RANGE = re.compile(r"(?<=\d)\s*[–—-]\s*(?=[$€£]?\d)")
# "No, exams are needed" is not "No exams are needed".
_ANSWER = re.compile(r"\b(no|yes)(?=[,.:;!]|\s[–—-])", re.IGNORECASE)
# Between a form of "be" and its participle there may be these.
_BETWEEN = frozenset({"not", "also", "never", "often", "usually", "sometimes", "always", "only"})
_IZE = re.compile(r"iz(e|ed|es|ing|ation|ations)$")


@dataclass(frozen=True, slots=True)
class Plain:
    """A word as it is compared; `reason` is what is wrong when it is added or lost."""

    text: str
    reason: Reason = field(compare=False)


def plain(sentence: str, *, is_opening: bool = True) -> tuple[Plain, ...]:
    """The words of a sentence that carry a claim, in order.

    `is_opening` says that the first word has its capital from its place and not from being a name.
    """
    raw = [word for found in _WORD.findall(_phrased(sentence)) for word in _parts(found)]
    kept = []
    for index, word in enumerate(raw):
        if _joins_figures(raw, index):
            kept.append(Plain(fold(word), Reason.NUMBER))
        elif _is_name(word, is_first=is_opening and index == 0):
            kept.append(_name(word))
        else:
            kept += _plain(word, raw[:index])
    return tuple(kept)


def _phrased(sentence: str) -> str:
    """The sentence with phrases as single words, ranges with "to", and a "no" that is an answer."""
    spoken = _RANGE.sub(" to ", sentence)
    answered = _ANSWER.sub(r"\1-answer", spoken)
    return _PHRASE.sub(lambda found: PHRASES[found.group().lower()], answered)


def _joins_figures(raw: list[str], index: int) -> bool:
    """Whether a word stands between two figures or names: "2 to 3" is not "2 and 3"."""
    if fold(raw[index]) not in {"to", "of"} or not 0 < index < len(raw) - 1:
        return False
    return _is_figure(raw[index - 1]) and _is_figure(raw[index + 1])


def _is_figure(word: str) -> bool:
    return not word[0].isalpha() or word[0].isupper() or bool(_number(fold(word)))


def _parts(word: str) -> Iterator[str]:
    """ "can't" as "can not"; possessives and the short forms of "be" and "have" taken off."""
    lower = fold(word)
    if lower in {"cannot", "can't"}:
        yield from ("can", "not")
    elif lower == "won't":
        yield from ("will", "not")
    elif lower.endswith("n't"):
        yield from (word[:-3], "not")
    elif lower.endswith("'ll"):
        yield from (word[:-3], "will")
    elif lower.endswith("'d"):
        yield from (word[:-2], "'d")
    elif lower.endswith(("'s", "'re", "'ve", "'m")):
        yield re.sub(r"['’](?:s|re|ve|m)$", "", word, flags=re.IGNORECASE)
    elif lower.startswith("non-"):
        yield from ("not", word[4:])
    else:
        yield word


def _is_name(word: str, *, is_first: bool) -> bool:
    if not word[0].isalpha():
        return False
    if sum(letter.isupper() for letter in word) > 1:
        return True
    return word[0].isupper() and not is_first


def _name(word: str) -> Plain:
    """A name keeps its case where it would read as another word: "May", "IT", "US"."""
    lower = fold(word[:-1] if word[:-1].isupper() and word.endswith("s") else word)
    is_word = lower in KEPT or lower in FREE
    return Plain(word if is_word else singular(lower), Reason.NEW_NAME)


def _plain(word: str, before: list[str]) -> Iterator[Plain]:
    """The word as it is compared; nothing for one that carries no claim."""
    lower = fold(word)
    number = _number(lower)
    stem = _stem(lower)
    same = SAME.get(lower) or SAME.get(stem) or (lower if lower in KEPT else stem)
    if number:
        yield Plain(number, Reason.NUMBER)
    elif same in KEPT:
        yield Plain(same, KEPT[same])
    elif lower not in FREE:
        yield Plain(f"be {same}" if _is_passive(lower, before) else same, Reason.NEW_WORD)


def _number(word: str) -> str:
    """The figure or sign of a number, however it is written; empty for any other word."""
    if word == "percent":
        return "%"
    if not word[0].isalpha() and word != "'d":
        return word.replace(",", "")
    tens, _, ones = word.partition("-")
    if ones and tens in NUMBER_WORDS and ones in NUMBER_WORDS:
        return str(int(NUMBER_WORDS[tens]) + int(NUMBER_WORDS[ones]))
    return NUMBER_WORDS.get(word, "")


def _stem(word: str) -> str:
    british = _IZE.sub(r"is\1", word) if len(word) > 6 else word
    if british.endswith(("sses", "xes", "ches", "shes")):
        return british[:-2]
    return singular(british)


def _is_passive(word: str, before: list[str]) -> bool:
    """Whether something is done to what stands before: "is paid" is not "paid"."""
    if not (word.endswith("ed") or word in PARTICIPLES):
        return False
    for earlier in reversed([fold(one) for one in before]):
        if earlier in BE:
            return True
        if earlier not in _BETWEEN and not earlier.endswith("ly"):
            return False
    return False
