"""The report of insights as tables of 80 columns."""

from collections.abc import Sequence

from bot.cli.output import OUT, Cell, print_table
from bot.insights.gaps import Gap, Gaps, Lack
from bot.insights.report import Insights, NewsletterCount
from bot.insights.words import (
    LACKS,
    LACKS_MEAN,
    NOTHING_ASKED,
    OUTCOMES,
    newsletter_stages,
    spoken_wish,
)


def print_report(report: Insights) -> None:
    """Every table that has a row, the gaps first: they are what can be worked at."""
    span = f"{report.since:%-d %B %Y} to {report.until:%-d %B %Y}"
    if not report.turns:
        OUT.print(f"{span}: {NOTHING_ASKED}", markup=False, soft_wrap=True)
    else:
        channels = ", ".join(f"{name} {count}" for name, count in report.by_channel)
        OUT.print(f"{span}: {report.turns} turns ({channels})", markup=False, soft_wrap=True)
        outcomes = [(OUTCOMES[name], count) for name, count in report.by_outcome]
        _table("What became of them", ("outcome", "turns"), outcomes)
    _print_gaps(report.gaps)
    wishes = [(spoken_wish(one.wish), one.count) for one in report.demand]
    _table("Asked for, no course found", ("wish", "asked"), wishes)
    topics = [(t.topic, t.asked, t.answered, t.courses, t.unanswered) for t in report.topics]
    columns = ("topic", "asked", "answered", "courses", "in vain")
    _table("Questions by topic", columns, topics)
    _print_funnels(report)


def _print_gaps(gaps: Gaps) -> None:
    for lack in Lack:
        found = [gap for gap in gaps.found if gap.lack is lack]
        if found:
            _table(
                f"{LACKS[lack]}: {sum(gap.count for gap in found)} asked in vain",
                ("cluster", "asked", "question", *(("nearest",) if lack is Lack.MISSED else ())),
                [_gap_row(gap) for gap in found],
            )
            OUT.print(LACKS_MEAN[lack], markup=False)
    if gaps.answered_since:
        told = f"{gaps.answered_since} more went unanswered then; the served version answers them."
        OUT.print(told, markup=False)
    if gaps.more:
        OUT.print(f"{gaps.more} smaller clusters are not listed.", markup=False)


def _gap_row(gap: Gap) -> tuple[Cell, ...]:
    asked = "\n".join((gap.question, *(f"also: {example}" for example in gap.examples)))
    if gap.nearest is None:
        return gap.id, gap.count, asked
    near = gap.nearest
    place = f"{near.title}, “{near.section}”" if near.section else near.title
    nearest = f"{place} ({near.article_id}), {near.confidence:.0%}"
    return gap.id, gap.count, asked, nearest


def _print_funnels(report: Insights) -> None:
    steps = [(s.step, s.shown, s.answered, s.skipped, s.set_aside, s.left) for s in report.steps]
    columns = ("step", "shown", "answered", "skipped", "set aside", "left")
    _table("Course finder, by step", columns, steps)
    opinions = report.opinions
    if opinions.helpful or opinions.not_helpful:
        rows: list[tuple[Cell, ...]] = [
            ("helpful", opinions.helpful),
            ("not helpful", opinions.not_helpful),
            *((f"  citing {title}", n) for title, n in opinions.not_helpful_about),
        ]
        _table("Opinions on replies", ("opinion", "replies"), rows)
    news = report.newsletter
    if news != NewsletterCount(0, 0, 0, 0, 0, 0, 0):
        _table("Newsletter", ("stage", "times"), newsletter_stages(news))


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> None:
    if rows:
        print_table(title, columns, rows)
