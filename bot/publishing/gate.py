"""Holds a new version back that would serve visitors worse than the one that is served."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.publishing.approval import Approval
from bot.publishing.gate_report import AnswerChange, GateReport, WishChange
from bot.publishing.gold_set import GoldSet, gold_set
from bot.publishing.hold_rule import HoldRule, Measure
from bot.publishing.sentinels import FALL_POINTS_MAX, sentinel_alarms
from corpus.importers.identity import slug
from corpus.models import Article, Course
from retrieval.evaluation.comparing import Change, ChangeKind, compare_runs
from retrieval.evaluation.gold import with_served_ids
from retrieval.evaluation.outcomes import Answering, Outcome, run
from retrieval.evaluation.wishes import Finding, WishOutcome, run_wishes
from retrieval.snapshot import Snapshot


class Asked(Answering, Finding, Protocol):
    """A version that questions and wishes can be put to."""


@dataclass(frozen=True)
class Gate:
    """Compares versions by gold questions and wishes, and by what their sources state.

    `ask` makes a version askable. `hold_if` is the operator's rule, None for the usual one.
    """

    home: Path
    product_gold: Path
    ask: Callable[[Snapshot], Asked]
    hold_if: HoldRule | None = None
    fall_points_max: float = FALL_POINTS_MAX

    def gold(self, served: Snapshot) -> GoldSet:
        """What is asked. Raises GoldError, best before a version is built in vain."""
        return gold_set(self.home, self.product_gold, served.articles.values())

    def between(self, before: Snapshot, after: Snapshot) -> GateReport:
        """Any two versions side by side, by what is asked now."""
        return self.compare(before, after, self.gold(before), Approval())

    def compare(
        self,
        before: Snapshot,
        after: Snapshot,
        gold: GoldSet,
        approval: Approval,
        items: Iterable[Course | Article] | None = None,
    ) -> GateReport:
        """What would become of visitors, and what of it holds the new version.

        `items` are those of `after`, where they are at hand and need not be read.
        """
        asked = gold.questions if _answers_may_differ(before, after) else ()
        answers = self._answers(before, after, gold) if asked else ()
        wish_changes = self._wishes(before, after, gold)
        report = GateReport(
            before=before.version,
            after=after.version,
            questions=len(asked),
            wishes=len(gold.wishes),
            alarms=sentinel_alarms(
                before.items,
                after.items if items is None else items,
                self.fall_points_max,
                allows_retiring=approval.allows_retiring,
            ),
            answers=answers,
            wish_changes=wish_changes,
        )
        rule = approval.hold_if or self.hold_if or gold.rule
        return report.model_copy(update={"reasons": _reasons(report, rule)})

    def _answers(
        self, before: Snapshot, after: Snapshot, gold: GoldSet
    ) -> tuple[AnswerChange, ...]:
        runs = (self._outcomes(version, gold) for version in (before, after))
        return tuple(map(_told, compare_runs(*runs).changes))

    def _outcomes(self, version: Snapshot, gold: GoldSet) -> tuple[Outcome, ...]:
        texts = {article.id: article.text for article in version.articles.values()}
        return run(with_served_ids(gold.questions, texts, slug), self.ask(version), texts)

    def _wishes(self, before: Snapshot, after: Snapshot, gold: GoldSet) -> tuple[WishChange, ...]:
        runs = (run_wishes(gold.wishes, self.ask(version), slug) for version in (before, after))
        pairs = zip(*runs, strict=True)
        return tuple(_wish_change(*pair) for pair in pairs if _differ(*pair))


def _answers_may_differ(before: Snapshot, after: Snapshot) -> bool:
    """Whether any article differs: courses have no part in the answers to questions."""
    return _hashes(before.articles) != _hashes(after.articles)


def _hashes(articles: Mapping[str, Article]) -> dict[str, str]:
    return {id_: article.content_hash for id_, article in articles.items()}


def _told(change: Change) -> AnswerChange:
    before, after = change.before, change.after
    return AnswerChange(
        question=before.question,
        kind=change.kind,
        is_worse=change.is_worse,
        before=before.quote if before.answered else "",
        before_article=before.article if before.answered else "",
        after=after.quote if after.answered else "",
        after_article=after.article if after.answered else "",
    )


def _differ(before: WishOutcome, after: WishOutcome) -> bool:
    return before.problems != after.problems


def _wish_change(before: WishOutcome, after: WishOutcome) -> WishChange:
    new = tuple(problem for problem in after.problems if problem not in before.problems)
    return WishChange(wish=after.wish, is_worse=bool(new), problems=new or before.problems)


def _reasons(report: GateReport, rule: HoldRule) -> tuple[str, ...]:
    """Why the new version is held, in the words that staff read."""
    asked = report.questions + report.wishes
    count = _count(report, rule.measure)
    broken = rule.is_broken_by(count, asked)
    by_gold = f"{count} of {asked} gold questions and wishes {_SPOKEN[rule.measure]} ({rule})"
    return (*map(str, report.alarms), *([by_gold] if broken else ()))


_SPOKEN = {
    Measure.WORSE: "are served worse",
    Measure.LOST: "lost their answer or their courses",
    Measure.CHANGED: "get another reply",
}


def _count(report: GateReport, measure: Measure) -> int:
    if measure is Measure.CHANGED:
        return len(report.answers) + len(report.wish_changes)
    wishes = sum(change.is_worse for change in report.wish_changes)
    if measure is Measure.WORSE:
        return wishes + sum(change.is_worse for change in report.answers)
    return wishes + sum(change.kind is ChangeKind.LOST for change in report.answers)
