"""What a source did not say this time, and is not gone for that."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.importers.origins import Origins
from corpus.importers.read import Imported, Remark
from corpus.models import Article, Course
from corpus.store import Diff

# Beyond so many rows that cannot be read, nothing that is missing can be told from them.
ROWS_TOLD_MAX = 500
_NAMED_MAX = 5
# Shorter titles are found in any text.
_TITLE_CHARS_MIN = 4


def keeping(one: Imported, diff: Diff, origins: Origins) -> tuple[Imported, Diff]:
    """The diff without what a row or a file that cannot be read now held, and a remark on it.

    `origins` are the items that each file gave before.
    """
    kept = _kept(one, diff.retired, origins)
    if not kept:
        return one, diff
    ids = {item.id for item in kept}
    rest = tuple(item for item in diff.retired if item.id not in ids)
    remarks = one.remarks if one.is_partial else (*one.remarks, _remark(one.source, kept))
    return (
        replace(one, remarks=remarks),
        replace(diff, retired=rest, unchanged=(*diff.unchanged, *kept)),
    )


def _kept(
    one: Imported, missing: Sequence[Course | Article], origins: Origins
) -> tuple[Course | Article, ...]:
    told = [rejection for rejection in one.rejections if rejection.row is not None]
    if one.is_partial or len(told) > ROWS_TOLD_MAX:
        return tuple(missing)
    files = {rejection.file for rejection in one.rejections if rejection.row is None}
    elsewhere = {id_ for file, ids in origins.items() if file not in files for id_ in ids}
    named = {rejection.item_id for rejection in told}
    texts = "\n".join(_folded(rejection.text) for rejection in told)
    return tuple(
        item
        for item in missing
        if item.id in named
        or _is_told(item, texts)
        # Of files that are refused whole, all that is not known to be of another one.
        or (files and item.id not in elsewhere)
    )


def _is_told(item: Course | Article, texts: str) -> bool:
    title = _folded(item.title)
    if len(title) >= _TITLE_CHARS_MIN and title in texts:
        return True
    return item.id in texts or (item.url is not None and _folded(item.url) in texts)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _remark(source: str, kept: Iterable[Course | Article]) -> Remark:
    titles = [repr(item.title) for item in kept]
    shown = ", ".join(titles[:_NAMED_MAX])
    more = f" and {len(titles) - _NAMED_MAX:,} more" if len(titles) > _NAMED_MAX else ""
    count = "1 item" if len(titles) == 1 else f"{len(titles):,} items"
    return Remark(
        source,
        None,
        f"kept as last read, since the rows or files that cannot be read now may hold them: "
        f"{count}: {shown}{more}; mend what was refused, or `adviser corpus retire` them",
    )
