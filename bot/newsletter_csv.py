"""Subscribers as CSV, for mail tools and for moving house: one row for each event of a consent."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from bot.errors import InvalidAddress, UnreadableRows
from bot.newsletter_mail import normal_address
from bot.stores.importing import Imported
from bot.stores.sign_ups import Consent, ConsentEvent, Status
from bot.stores.subscribers import Subscriber

Kind = TypeVar("Kind", Status, ConsentEvent)
COLUMNS = ("email", "status", "topics", "event", "at", "source", "text_version", "text_sha256")
# What spreadsheets take for the start of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TOPIC_SEPARATOR = "; "
# More complaints than this are one mistake, made in every row.
PROBLEMS_TOLD_MAX = 5


def written(subscribers: Iterable[Subscriber]) -> str:
    """Everybody as CSV; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in subscribers:
        topics = TOPIC_SEPARATOR.join(one.topics)
        for c in one.consents:
            proof = (c.event, c.at.isoformat(), c.source, c.text_version, c.text_hash)
            writer.writerow([_plain_cell(cell) for cell in (one.email, one.status, topics, *proof)])
    return out.getvalue()


def read(text: str) -> tuple[Imported, ...]:
    """The addresses of a file, in its order; rows of one address are the events of its consent.

    Raises UnreadableRows, with the number of each row that is in the way; nothing is half read.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if "email" not in (rows.fieldnames or ()):
        raise UnreadableRows((f"expected a column `email`, got {rows.fieldnames or 'none'}",))
    found: dict[str, Imported] = {}
    problems: list[str] = []
    for row in rows:
        try:
            one = _imported({name: _as_written(cell) for name, cell in row.items() if name})
        except (InvalidAddress, ValueError) as error:
            problems.append(f"row {rows.line_num}: {error}")
            continue
        earlier = found.get(one.email)
        consents = (*earlier.consents, *one.consents) if earlier else one.consents
        found[one.email] = Imported(one.email, one.status, one.topics, consents)
    problems += _unproven(found.values())
    if problems:
        raise UnreadableRows(tuple(problems[:PROBLEMS_TOLD_MAX]), len(problems))
    return tuple(found.values())


def _imported(row: Mapping[str, str]) -> Imported:
    email = normal_address(row["email"])
    status = _one_of(Status, row.get("status") or Status.CONFIRMED, "status")
    topics = tuple(t.strip() for t in row.get("topics", "").split(";") if t.strip())
    return Imported(email, status, topics, (_consent(row),) if row.get("event") else ())


def _consent(row: Mapping[str, str]) -> Consent:
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:
        raise ValueError(f"expected a time with its zone, got {row['at']!r}")
    event = _one_of(ConsentEvent, row["event"], "event")
    missing = [name for name in COLUMNS[-3:] if not row.get(name)]
    if missing:
        raise ValueError(f"expected what was agreed to, got no {', '.join(missing)}")
    proof = (row["source"], row["text_version"], row["text_sha256"])
    return Consent(event, at.astimezone(UTC), *proof)


def _unproven(found: Iterable[Imported]) -> Iterator[str]:
    """Without a record of consent an address may be refused mail, never sent any."""
    for one in found:
        if one.status == Status.CONFIRMED and ConsentEvent.CONFIRMED not in {
            consent.event for consent in one.consents
        }:
            yield (
                f"{one.email}: expected the record of its consent, an event `confirmed`; got none. "
                "Ask the address to sign up, or import it as `unsubscribed`"
            )


def _one_of(kind: type[Kind], value: str, column: str) -> Kind:
    try:
        return kind(value.strip().lower())
    except ValueError:
        names = ", ".join(kind)
        raise ValueError(f"expected {column} to be one of {names}, got {value!r}") from None


def _plain_cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _as_written(cell: str | None) -> str:
    """The cell without the mark that keeps a spreadsheet from calculating it."""
    text = (cell or "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
