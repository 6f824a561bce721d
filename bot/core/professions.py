"""Titles and trades that no course gives by itself, and who decides on them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from bot.core.text import singular, words
from corpus.models import Frozen, NonEmpty, State, WebAddress


class Profession(Frozen):
    """A title or a trade. `rule` says what its `body` does; `names` are lower case, singular."""

    names: tuple[NonEmpty, ...]
    people: NonEmpty
    body: NonEmpty
    rule: NonEmpty
    needs: NonEmpty
    by_state: Mapping[State, NonEmpty] = {}
    source: WebAddress
    checked_on: date


def profession_asked(folded: str, professions: Iterable[Profession]) -> Profession | None:
    """The profession whose title, licence or registration a folded text asks about."""
    named = profession_named(folded, professions)
    if named is None:
        return None
    profession, rest = named
    asks = _OF_A_TITLE.search(rest) or (_BECOMES.search(rest) and _ASKS.search(rest))
    return profession if asks and not _WANTS_COURSES.search(rest) else None


def profession_named(
    folded: str, professions: Iterable[Profession]
) -> tuple[Profession, str] | None:
    """The profession with the longest name in a text, and the text without that name."""
    text = " ".join(map(singular, words(folded)))
    names = ((name, profession) for profession in professions for name in profession.names)
    found = [
        (len(match.group()), profession, match)
        for name, profession in names
        if (match := _pattern(name).search(text))
    ]
    if not found:
        return None
    _, profession, match = max(found, key=lambda candidate: candidate[0])
    return profession, f"{text[: match.start()]}…{text[match.end() :]}"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    said = re.escape(" ".join(map(singular, words(name))))
    return re.compile(rf"(?<!\bvet )(?<!\bveterinary )(?<!\bdental )\b{said}\b(?! {_HELPER}\b)")


# Another job: a teacher aide, a vet nurse, a Doctor of Philosophy.
_HELPER = r"(?:s )?(?:aide|assistant|nurs\w+|receptionist|technician|of|student|loan|sector)"
# Over words in the singular, the profession's name replaced by an ellipsis.
_OF_A_TITLE = re.compile(
    r"\bcall(?:ing)? (?:myself|yourself|herself|himself|themselve|themself|me|you) (?:an? )?…"
    r"|\b(?:licen[cs]e|licen[cs]ed|licensing|registration|registered|register|accredited|accreditation)\b"
    r"|\b(?:make|makes|let|allow|qualify|qualifie|qualified|entitle|enough|alone|legally|allowed)\b.{0,40}…"
    r"|\b(?:am|will|would) i (?:then |still |automatically )?(?:be )?(?:an? )?(?:fully |qualified |certified )?…"
    r"|\b(?:practise|practice|practising|practicing|work|working) as (?:an? )?…[^?]*\b(?:after|with|straight|afterward)\b"
    r"|\b(?:after|with|from)\b.*\b(?:can|could|will|would|do) (?:i|you|someone|people|they|she|he) [^?]{0,20}…"
    r"|\b(?:can|could|will|would) (?:i|you|someone|my \w+|they|she|he) (?:then |also |still |go on to |be able to )?(?:be|become|get|work as|practi[sc]e as|use)"
    r" (?:an? |my |the )?…"
    r"|\bwho (?:decide|regulate|control|license|registers?)\b"
)
_BECOMES = re.compile(
    r"\b(?:be|being|become|becoming|get to be|turn into) (?:an? )?(?:fully |qualified |certified )?…"
)
_ASKS = re.compile(
    r"\b(?:how|what do i need|what is needed|what does it take|is it hard|do i need)\b"
)
_WANTS_COURSES = re.compile(
    r"\b(?:show|find|list|looking for|search|which course|what course|recommend)\b"
)
