"""A course that a catalogue lists more than once: a row for each campus, each mode, each intake."""

from corpus.models import Article, Course

# What one course may have several of; all else has to be the same in every row.
_LISTED = ("states", "delivery", "start_dates")


def joined(first: Course | Article, second: Course | Article) -> Course | Article | None:
    """One item for two with the same id, None if they differ in more than places and times."""
    if first == second:
        return first
    if not isinstance(first, Course) or not isinstance(second, Course):
        return None
    both = {
        name: tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name))))
        for name in _LISTED
    }
    whole = first.model_copy(update=both)
    return whole if second.model_copy(update=both) == whole else None
