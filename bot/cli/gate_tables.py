"""How the gate's report is told: why a version is held, and every question that changed."""

from bot.cli.output import OUT, print_table
from bot.publishing.gate_report import AnswerChange, GateReport

# More than a screen of them is read in the JSON.
CHANGES_SHOWN_MAX = 30
NOTHING = "(no answer)"


def print_gate(report: GateReport) -> None:
    """Tell what the gate saw; nothing where nothing changed."""
    print_changes(report)
    for reason in report.reasons:
        OUT.print(f"held: {reason}", markup=False, soft_wrap=True)


def print_changes(report: GateReport) -> None:
    """The facts that fell, and the gold questions and wishes with another reply, worse first."""
    if report.alarms:
        rows = [
            (a.source, a.field, f"{a.before_percent:.0f}%", f"{a.after_percent:.0f}%")
            for a in report.alarms
        ]
        print_table("Sources that say less", ("source", "what", "before", "after"), rows)
    if report.answers:
        answers = sorted(report.answers, key=lambda change: not change.is_worse)
        title = f"Gold questions with another answer, of {report.questions}"
        columns = ("question", "", "answered from", "and now from")
        print_table(title, columns, [_answer_row(change) for change in answers[:CHANGES_SHOWN_MAX]])
        _tell_rest(len(answers))
    if report.wish_changes:
        title = f"Gold wishes with other courses, of {report.wishes}"
        changes = [
            (change.wish, "worse" if change.is_worse else "mended", "; ".join(change.problems))
            for change in report.wish_changes
        ]
        print_table(title, ("wish", "", "what"), changes[:CHANGES_SHOWN_MAX])
        _tell_rest(len(changes))


def _answer_row(change: AnswerChange) -> tuple[str, str, str, str]:
    kind = f"{change.kind}, worse" if change.is_worse else str(change.kind)
    before, after = change.before_article or NOTHING, change.after_article or NOTHING
    return change.question, kind, before, after


def _tell_rest(count: int) -> None:
    if count > CHANGES_SHOWN_MAX:
        more = count - CHANGES_SHOWN_MAX
        OUT.print(f"... and {more} more: --json lists all, with the quotations", markup=False)
