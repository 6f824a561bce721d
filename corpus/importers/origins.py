"""Which items each file of a source gave, kept from one sync to the next."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from corpus.importers.results import Imported
from corpus.importers.source_memory import SourceMemory

Origins = Mapping[str, tuple[str, ...]]


class OriginMemory(SourceMemory[tuple[str, ...]]):
    """For each file of a source of several, the ids of its items.

    So a file that cannot be read for once does not take away what it gave before.
    """

    sources = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])

    def _told(self, one: Imported, known: Origins) -> dict[str, tuple[str, ...]] | None:
        """Of files that were refused, what was kept of them."""
        return {**_refused(one, known), **one.origins} if len(one.files) > 1 else None


def _refused(one: Imported, known: Origins) -> dict[str, tuple[str, ...]]:
    """What is known of files that cannot be read now, and of all that was not looked at."""
    whole = {rejection.file for rejection in one.rejections if rejection.row is None}
    return {file: ids for file, ids in known.items() if one.is_partial or file in whole}
