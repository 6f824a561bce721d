"""Jobs and the qualification that is typical for each, found in text by any name of the job."""

import re
from collections.abc import Iterable
from datetime import date

from bot.core.text import stems
from corpus.models import Frozen, NonEmpty


class Occupation(Frozen):
    """A job by its `names` in lower case and in the singular; its typical qualification.

    `code` is the national code and empty where it was not confirmed; `note` says what else belongs
    to it; `source` is an address or the name of a publication.
    """

    names: tuple[NonEmpty, ...]
    qualification: NonEmpty
    code: str = ""
    note: str = ""
    source: NonEmpty
    checked_on: date


class Occupations:
    """Finds a job in the words that somebody uses for it."""

    def __init__(self, occupations: Iterable[Occupation]) -> None:
        self._by_name = {" ".join(stems(name)): o for o in occupations for name in o.names}

    def named(self, job: str) -> Occupation | None:
        """The occupation of that whole name: a "nurse manager" is no nurse."""
        plain = _EARNED.sub("", " ".join(stems(job))).strip()
        return self._by_name.get(plain)


_EARNED = re.compile(r"^(?:(?:qualified|certified|licensed|good|proper|professional) )+")
