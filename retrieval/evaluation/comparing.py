"""Two runs of the same gold questions, on two versions: what became better, worse or other."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from retrieval.evaluation.outcomes import Outcome


class ChangeKind(StrEnum):
    """How an answer differs. `moved` has the same words at another place."""

    LOST = "lost"
    GAINED = "gained"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A question that two versions answer differently."""

    kind: ChangeKind
    before: Outcome
    after: Outcome

    @property
    def is_worse(self) -> bool:
        """Whether a visitor was served well before and is not any more."""
        return self.before.is_good and not self.after.is_good

    @property
    def is_better(self) -> bool:
        """Whether a visitor is served well who was not before."""
        return self.after.is_good and not self.before.is_good


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Changes in the order of the first run, and the questions that only one run asked."""

    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def compare_runs(before: Iterable[Outcome], after: Iterable[Outcome]) -> RunComparison:
    """What differs between two runs; questions are matched by their words."""
    old = {outcome.question: outcome for outcome in before}
    new = {outcome.question: outcome for outcome in after}
    pairs = [(outcome, new[question]) for question, outcome in old.items() if question in new]
    return RunComparison(
        changes=tuple(
            Change(kind, first, second) for first, second in pairs if (kind := _kind(first, second))
        ),
        only_before=tuple(question for question in old if question not in new),
        only_after=tuple(question for question in new if question not in old),
    )


def _kind(before: Outcome, after: Outcome) -> ChangeKind | None:
    if before.answered != after.answered:
        return ChangeKind.LOST if before.answered else ChangeKind.GAINED
    if not before.answered:
        return None
    if before.quote != after.quote:
        return ChangeKind.CHANGED
    is_moved = (before.article, before.heading_path) != (after.article, after.heading_path)
    return ChangeKind.MOVED if is_moved else None
