"""What the adviser knows beside the corpus: dated facts with their sources, kept as data."""

from bot.core.crisis import CrisisLine
from bot.core.professions import Profession
from corpus.models import Frozen


class Guidance(Frozen):
    """Crisis lines, professions and who registers them. Empty where nothing was loaded."""

    emergency: str = ""
    crisis_lines: tuple[CrisisLine, ...] = ()
    professions: tuple[Profession, ...] = ()
