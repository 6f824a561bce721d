"""Funding programmes by any of their names, those that are no longer in use among them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.funding import Former, Programme
from bot.core.text import words


@dataclass(frozen=True, slots=True)
class Named:
    """A programme that was named; `former` is the old name that was used, if one was."""

    programme: Programme
    former: Former | None


class ProgrammeNames:
    """Finds programmes in text; one name may stand for several, in several states."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self._by_name: defaultdict[str, list[Named]] = defaultdict(list)
        for programme in programmes:
            for name, former in _names(programme):
                self._by_name[name].append(Named(programme, former))
        # The longest name that fits is the one that is meant.
        names = map(re.escape, sorted(self._by_name, key=len, reverse=True))
        self._pattern = re.compile(rf"\b(?P<name>{'|'.join(names)})s?\b")

    def in_text(self, folded: str) -> tuple[Named, ...]:
        """Every programme that a folded text names, in the text's order."""
        if not self._by_name:
            return ()
        found = (match["name"] for match in self._pattern.finditer(_plain(folded)))
        return tuple(dict.fromkeys(named for name in found for named in self._by_name[name]))


def _names(programme: Programme) -> Iterable[tuple[str, Former | None]]:
    for name in (programme.name, *programme.words):
        yield _plain(name), None
    for former in programme.formers:
        for name in (former.name, *former.words):
            yield _plain(name), former


def _plain(text: str) -> str:
    return " ".join(words(text.replace("&", " and ")))
