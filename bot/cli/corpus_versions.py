"""`adviser corpus status`, `versions`, `diff`, `check` and `audit`: what is and was served."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.gate_tables import print_changes
from bot.cli.options import JsonOption
from bot.cli.output import ERR, print_json, print_table
from bot.cli.sync_report import diff_json
from bot.errors import BotError
from bot.publishing.gate_report import GateReport
from bot.stores.audit import AuditEntry
from corpus.store import Version, compare


def status(as_json: JsonOption = False) -> None:
    """What is served now."""
    with adviser("WARNING") as app:
        snapshot, sources = app.served.current(), app.content.sources()
        state = {
            "version": snapshot.version,
            "built_at": snapshot.built_at.isoformat(),
            "articles": len(snapshot.articles),
            "courses": len(snapshot.courses),
            "passages": len(snapshot.passages),
            "model": snapshot.embedder_name,
            "fault": app.served.fault,
            "held": [note.version for note in app.publisher.shelf.held()],
            "sources": [{"source": name, "items": n} for name, n in sources],
        }
    if as_json:
        print_json(state)
        return
    rows = [(name, str(value)) for name, value in state.items() if name != "sources" and value]
    print_table("Served now", ("", ""), rows)
    print_table("Sources", ("source", "items"), sources)


def versions(as_json: JsonOption = False) -> None:
    """Every version that was published, and those that are held, newest first."""
    with adviser("WARNING") as app:
        shelf, serving = app.publisher.shelf, app.served.current().version
        notes = shelf.held()
        kept, held = set(shelf.names()), {note.version for note in notes}
        entries = [*app.content.versions(), *(note.entry for note in notes)]
    entries.sort(key=lambda entry: entry.version, reverse=True)
    states = [_state(entry.version, serving, kept, held) for entry in entries]
    if as_json:
        pairs = zip(entries, states, strict=True)
        print_json([_version_json(entry, state) for entry, state in pairs])
        return
    columns = ("version", "added", "changed", "retired", "courses", "articles", "")
    table = [
        (e.version, e.added, e.changed, e.retired, e.courses, e.articles, state)
        for e, state in zip(entries, states, strict=True)
    ]
    print_table("Versions", columns, table)


def diff(
    before: Annotated[str, typer.Argument(help="A version that `versions` lists.")],
    after: Annotated[str, typer.Argument(help="Another one.")],
    as_json: JsonOption = False,
) -> None:
    """The items that differ between two versions, and the gold questions that they answer so."""
    with adviser("WARNING") as app:
        old, new = (app.publisher.shelf.open(version) for version in (before, after))
        found = compare(f"{before} to {after}", old.items, new.items)
        gate = app.gate.between(old, new)
    if as_json:
        print_json({**diff_json(found), "gate": gate.model_dump(mode="json")})
        return
    rows = [("new", item.id, item.title) for item in found.added]
    rows += [("changed", c.item.id, ", ".join(c.fields)) for c in found.changed]
    rows += [("retired", item.id, item.title) for item in found.retired]
    print_table(found.source, ("", "id", "what"), rows)
    print_changes(gate)


def check() -> None:
    """Read every version that is kept, and compare the served one with the store."""
    with adviser("WARNING") as app:
        snapshot = app.served.current()
        stored = {item.id: item.content_hash for item in app.content.active()}
        served = {item.id: item.content_hash for item in snapshot.items}
        broken = app.publisher.shelf.broken()
    differing = sorted(stored.items() ^ served.items())
    if app.served.fault or differing:
        problem = app.served.fault or f"{len(differing)} items differ between store and version"
        raise BotError(f"{problem}; `adviser corpus sync` publishes what the store holds")
    if broken:
        names = ", ".join(broken)
        raise BotError(
            f"{snapshot.version} is intact; expected to be able to go back to {names}, "
            "found damage; remove the folder, or restore it from a backup"
        )
    ERR.print(f"{snapshot.version}: intact, {len(served)} items", markup=False)


def audit(
    limit: Annotated[
        int, typer.Option(min=1, max=1000, help="How many entries, newest first.")
    ] = 50,
    as_json: JsonOption = False,
) -> None:
    """Who published, held, forced or rolled back which version, when and why."""
    with adviser("WARNING") as app:
        entries = app.audit.entries(limit)
    if as_json:
        print_json([_entry_json(entry) for entry in entries])
        return
    rows = [(f"{e.at:%Y-%m-%d %H:%M}", e.by, e.action, e.version, _why(e)) for e in entries]
    print_table("Audit", ("when (UTC)", "who", "did", "version", "why"), rows)


def _state(version: str, serving: str, kept: set[str], held: set[str]) -> str:
    """`serving`, `held`, `kept` to go back to, or empty where only the history is left."""
    if version == serving:
        return "serving"
    return "held" if version in held else "kept" if version in kept else ""


def _version_json(entry: Version, state: str) -> dict[str, object]:
    return {**asdict(entry), "serving": state == "serving", "state": state}


def _entry_json(entry: AuditEntry) -> dict[str, object]:
    return {**asdict(entry), "detail": json.loads(entry.detail) if entry.detail else None}


def _why(entry: AuditEntry) -> str:
    """The reason that was given, and what the gate said."""
    reasons = GateReport.model_validate_json(entry.detail).reasons if entry.detail else ()
    return "; ".join(filter(None, (entry.reason, *reasons)))
