"""Titles and trades that no course gives by itself, and who decides on them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from bot.core.text import stems
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


class Titles:
    """Finds professions in text by any of their names, and questions about their titles."""

    def __init__(self, professions: Iterable[Profession]) -> None:
        self._by_name = {" ".join(stems(name)): p for p in professions for name in p.names}
        names = "|".join(map(re.escape, sorted(self._by_name, key=len, reverse=True)))
        self._pattern = re.compile(rf"{_NO_HELPED}\b(?:{names})\b(?! {_HELPER}\b)")

    def asked(self, folded: str) -> Profession | None:
        """The profession whose title, licence or registration a folded text asks about."""
        named = self.named(folded)
        if named is None:
            return None
        profession, rest = named
        asks = _OF_A_TITLE.search(rest) or (_BECOMES.search(rest) and _ASKS.search(rest))
        return profession if asks and not _WANTS_COURSES.search(rest) else None

    def named(self, folded: str) -> tuple[Profession, str] | None:
        """The profession with the longest name in a text, and the text without that name."""
        text = " ".join(stems(folded))
        found = list(self._pattern.finditer(text)) if self._by_name else []
        if not found:
            return None
        name = max(found, key=lambda match: len(match.group()))
        return self._by_name[name.group()], f"{text[: name.start()]}…{text[name.end() :]}"


# Another job: a teacher aide, a vet nurse, a Doctor of Philosophy.
_HELPER = r"(?:s )?(?:aide|assistant|nurs\w+|receptionist|technician|of|student|loan|sector)"
_NO_HELPED = r"(?<!\bvet )(?<!\bveterinary )(?<!\bdental )"
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
