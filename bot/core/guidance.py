"""What the adviser knows beside the corpus: dated facts with their sources, kept as data."""

from bot.core.crisis import CrisisLine
from bot.core.funding import Programme
from bot.core.professions import Profession
from corpus.models import Frozen


class Guidance(Frozen):
    """Crisis lines, who registers professions, how study is paid for; empty where not loaded."""

    emergency: str = ""
    crisis_lines: tuple[CrisisLine, ...] = ()
    professions: tuple[Profession, ...] = ()
    programmes: tuple[Programme, ...] = ()
