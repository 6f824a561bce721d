"""The figures of an evaluation as tables of 80 columns."""

from collections.abc import Callable, Iterator, Sequence

from bot.cli.output import OUT, Cell, print_table
from retrieval.evaluation.figures import (
    Calibration,
    Figures,
    OperatingPoint,
    Quotes,
    Ranking,
    Refusal,
)
from retrieval.evaluation.intervals import Estimate
from retrieval.evaluation.report import Report

# Enough to see what they have in common.
STALE_SHOWN = 5
# Longer names leave no room for intervals beside them; `--json` has every one.
NAME_LENGTH_MAX = 20
LEGEND = (
    "In the tables that follow: first, the first quotation is right, shown or not; right and "
    "wrong, answered with a right sentence or with another, all three of the answerable; false, "
    "answered although there is no answer, of the others."
)
Row = tuple[str, str, str, int]


def print_tables(report: Report) -> None:
    """Figures over all, then the chief ones by category, and what should be looked at."""
    overall = report.overall
    heading = (
        f"version {report.version}: {overall.questions} gold questions, {overall.answerable} of "
        f"them answerable; an answer is shown from a confidence of {report.threshold:.2f}"
    )
    OUT.print(heading, markup=False)
    columns = ("", "figure", "95% interval", "over")
    for title, rows in _sections(overall):
        print_table(title, columns, rows)
    if report.replies:
        _print_replies(report.replies)
    OUT.print(LEGEND, markup=False)
    for name, figures in report.by.items():
        if figures:
            _print_category(name, figures)
    if report.stale:
        _print_stale(report.stale)


def _sections(figures: Figures) -> Iterator[tuple[str, list[Row]]]:
    yield "At the served threshold", _served(figures.served)
    yield "Quotations, shown or not", _quotes(figures.quotes)
    yield "Telling what to refuse", _refusal(figures.refusal, figures.calibration)
    yield "Articles found", _ranking(figures.articles)
    yield "Sentences found", _ranking(figures.sentences)


def _served(served: OperatingPoint) -> list[Row]:
    return [
        _share("questions answered", served.answered),
        _share("answerable: answered with a right sentence", served.answered_right),
        _share("answerable: answered with another one", served.answered_wrong),
        _share("without an answer: answered (false)", served.false_answers),
        _share("answers that are false", served.risk_false),
        _share("answers that are false or wrong", served.risk_false_or_wrong),
    ]


def _quotes(quotes: Quotes) -> list[Row]:
    return [
        _share("the first one is right", quotes.right_first),
        _share("one of the first three is", quotes.right_in_three),
        _share("verbatim", quotes.verbatim),
    ]


def _refusal(refusal: Refusal, calibration: Calibration) -> list[Row]:
    return [
        _share("answered at 5% false answers", refusal.answered_at_5_percent_false),
        _share("answered rightly at 5% false answers", refusal.right_at_5_percent_false),
        _share("all questions: answered at 5% risk", refusal.coverage_at_5_percent_risk),
        _number("AURC, false", refusal.aurc_false),
        _number("AURC, false or wrong", refusal.aurc_false_or_wrong),
        _number("AUROC, answerable beside the others", refusal.auroc),
        _number("calibration error", calibration.calibration_error),
        _number("Brier score", calibration.brier),
    ]


def _ranking(ranking: Ranking) -> list[Row]:
    return [
        _share("recall at 1", ranking.recall_at_1),
        _share("recall at 3", ranking.recall_at_3),
        _share("recall at 5", ranking.recall_at_5),
        _share("recall at 10", ranking.recall_at_10),
        _number("MRR", ranking.mrr),
        _number("nDCG at 10", ranking.ndcg_at_10),
    ]


def _print_replies(replies: dict[str, dict[str, int]]) -> None:
    kinds = sorted({kind for counts in replies.values() for kind in counts})
    rows: list[list[Cell]] = [
        [name, *(counts.get(kind, 0) for kind in kinds)] for name, counts in replies.items()
    ]
    print_table("Replies of whole turns", ("questions", *kinds), rows)


def _print_category(name: str, by: dict[str, Figures]) -> None:
    has_room = max(map(len, by)) <= NAME_LENGTH_MAX
    written = _with_range if has_room else _value
    columns = (name, "n", "first", "right", "wrong", "false")
    rows = [
        (
            value,
            figures.questions,
            _value(figures.quotes.right_first),
            written(figures.served.answered_right),
            _value(figures.served.answered_wrong),
            written(figures.served.false_answers),
        )
        for value, figures in by.items()
    ]
    print_table(f"By {name}", columns, rows)


def _print_stale(stale: Sequence[str]) -> None:
    shown = "\n".join(f"  {one}" for one in stale[:STALE_SHOWN])
    more = len(stale) - STALE_SHOWN
    rest = f"\n  and {more} more: `--json` lists them" if more > 0 else ""
    OUT.print(
        f"Gold answers that this version does not hold, so that nothing could give them: "
        f"{len(stale)}. Mend them or the corpus.\n{shown}{rest}",
        markup=False,
    )


def _share(name: str, figure: Estimate) -> Row:
    return name, _percent(figure.value), _range(figure, _percent), figure.n


def _number(name: str, figure: Estimate) -> Row:
    return name, _decimal(figure.value), _range(figure, _decimal), figure.n


def _value(figure: Estimate) -> str:
    return _percent(figure.value)


def _with_range(figure: Estimate) -> str:
    return f"{_percent(figure.value)} {_range(figure, _percent)}".rstrip()


def _range(figure: Estimate, written: Callable[[float | None], str]) -> str:
    return f"({written(figure.low)} to {written(figure.high)})" if figure.n else ""


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f}%"


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
