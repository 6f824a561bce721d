"""How the courses that are still in play spread over the values of one field."""

from collections.abc import Iterable

from retrieval.models import Criteria, Field, Spread, ValueCount
from retrieval.ranking import course_masks
from retrieval.rowset import RowSet
from retrieval.snapshot import Snapshot


def spread(
    snapshot: Snapshot,
    field: Field,
    values: Iterable[str],
    criteria: Criteria,
    alike: RowSet | None,
) -> Spread:
    """The courses that break no criterion, by the values of a field; one count takes one pass.

    The criteria are answered once for all values. `alike` is as for `find_courses`.
    """
    masks = course_masks(snapshot, criteria, alike)
    holders = {value: snapshot.columns.holders(field, value, snapshot.taxonomy) for value in values}
    without = masks.possible
    for rows in holders.values():
        without = without - rows
    return Spread(
        in_play=len(masks.possible),
        without=len(without),
        values=tuple(
            ValueCount(value, met=len(masks.met & rows), in_play=len(masks.possible & rows))
            for value, rows in holders.items()
        ),
    )
