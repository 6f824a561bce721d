"""What the gate saw when it held a new version beside the served one."""

from corpus.models import Frozen
from retrieval.evaluation.comparing import ChangeKind


class Alarm(Frozen):
    """A fact that a source states for fewer of its courses, or items that it lost.

    `field` is what fell: a field of courses, `articles` or `courses`. The shares are percentages
    of the source's courses or, where items are gone, of the items that it had.
    """

    source: str
    field: str
    before_percent: float
    after_percent: float

    def __str__(self) -> str:
        return (
            f"{self.source}: {self.field} from {self.before_percent:.0f}% to "
            f"{self.after_percent:.0f}%"
        )


class AnswerChange(Frozen):
    """A gold question that the two versions answer differently; what is empty was not answered."""

    question: str
    kind: ChangeKind
    is_worse: bool
    before: str
    before_article: str
    after: str
    after_article: str


class WishChange(Frozen):
    """A gold wish with what is wrong with its courses now, or was wrong and is not any more."""

    wish: str
    is_worse: bool
    problems: tuple[str, ...]


class GateReport(Frozen):
    """Two versions side by side. Without `reasons` nothing holds the new one.

    `questions` and `wishes` say how many were put to both; questions are put only where an article
    differs, since nothing else changes their answers.
    """

    before: str
    after: str
    questions: int = 0
    wishes: int = 0
    alarms: tuple[Alarm, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    wish_changes: tuple[WishChange, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether the new version is not to be served without a person's word."""
        return bool(self.reasons)
