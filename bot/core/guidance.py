"""What the adviser knows beside the corpus: dated facts with their sources, kept as data."""

from functools import cached_property

from bot.core.crisis import CrisisLine
from bot.core.funding import Programme
from bot.core.occupations import Occupation, Occupations
from bot.core.professions import Profession, Titles
from bot.core.programme_names import ProgrammeNames
from corpus.models import Frozen


class Guidance(Frozen):
    """Crisis lines, professions, jobs, how study is paid for; empty where not loaded."""

    emergency: str = ""
    interpreter: str = ""
    crisis_lines: tuple[CrisisLine, ...] = ()
    professions: tuple[Profession, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    programmes: tuple[Programme, ...] = ()

    @cached_property
    def titles(self) -> Titles:
        """The professions, as they are found in text."""
        return Titles(self.professions)

    @cached_property
    def jobs(self) -> Occupations:
        """The occupations, as they are found in text."""
        return Occupations(self.occupations)

    @cached_property
    def programme_names(self) -> ProgrammeNames:
        """The programmes, as they are found in text."""
        return ProgrammeNames(self.programmes)
