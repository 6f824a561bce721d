"""How a sync's report is told: a table with the problems below it, or JSON."""

from bot.cli.files_read import file_json, print_files, table_json
from bot.cli.gate_tables import print_gate
from bot.cli.output import OUT, print_json, print_table
from bot.publishing.planning import SyncReport
from corpus.importers.read import Rejection, Remark
from corpus.store import Diff

# More than a screen of them is read in the JSON.
PROBLEMS_SHOWN_MAX = 20


def print_report(report: SyncReport, *, as_json: bool) -> None:
    """Tell what a sync found and did."""
    problems: list[Rejection | Remark] = []
    for one in report.imported:
        problems += [*one.rejections, *one.remarks]
    if as_json:
        print_json(
            {
                "version": report.version,
                "held": report.held,
                "embedded": report.embedded,
                "reused": report.reused,
                "sources": [diff_json(diff) for diff in report.diffs],
                "rejected": [_problem(p) for p in problems if isinstance(p, Rejection)],
                "remarks": [_problem(p) for p in problems if isinstance(p, Remark)],
                "files": [file_json(file) for one in report.imported for file in one.files],
                "columns": [table_json(table) for one in report.imported for table in one.tables],
                "gate": report.gate.model_dump(mode="json") if report.gate else None,
                "warning": report.warning,
            }
        )
        return
    columns = ("source", "new", "changed", "retired", "unchanged")
    rows = [
        (d.source, len(d.added), len(d.changed), len(d.retired), d.unchanged_count)
        for d in report.diffs
    ]
    print_table("Sync", columns, rows)
    for one in report.imported:
        print_files(one)
    for problem in problems[:PROBLEMS_SHOWN_MAX]:
        OUT.print(_spoken(problem), markup=False)
    if len(problems) > PROBLEMS_SHOWN_MAX:
        OUT.print(
            f"... and {len(problems) - PROBLEMS_SHOWN_MAX} more: --json lists all", markup=False
        )
    if report.gate:
        print_gate(report.gate)
    OUT.print(_ending(report), markup=False, soft_wrap=True)


def print_outcome(source: str, report: SyncReport, *, as_json: bool) -> None:
    """Tell what came of one sync in a line: the whole report as JSON, or its end."""
    if as_json:
        print_report(report, as_json=True)
        return
    rejected = sum(len(one.rejections) for one in report.imported)
    refused = f", {rejected} rejected" if rejected else ""
    OUT.print(f"{source}: {_ending(report)}{refused}", markup=False, soft_wrap=True)


def _ending(report: SyncReport) -> str:
    """What came of it, in one line."""
    if report.version:
        return f"published {report.version}, {report.embedded} texts embedded"
    if report.held:
        return (
            f"held {report.held}: what was served goes on; `adviser corpus publish {report.held}` "
            "serves it, `adviser corpus drop` throws it away"
        )
    return f"nothing published: {report.warning}" if report.warning else "nothing published"


def _spoken(problem: Rejection | Remark) -> str:
    row = f" row {problem.row}" if problem.row is not None else ""
    return f"{problem.file}{row}: {problem.message}"


def _problem(problem: Rejection | Remark) -> dict[str, object]:
    return {"file": problem.file, "row": problem.row, "message": problem.message}


def diff_json(diff: Diff) -> dict[str, object]:
    """A diff as scripts read it."""
    return {
        "source": diff.source,
        "added": [item.id for item in diff.added],
        "changed": [{"id": c.item.id, "fields": c.fields} for c in diff.changed],
        "retired": [item.id for item in diff.retired],
        "unchanged": diff.unchanged_count,
    }
