"""Counts put together anew, and in the order in which they are read."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

K = TypeVar("K")


def counted(counts: Mapping[K, int], named: Callable[[K], str | None]) -> Counter[str]:
    """The same counts by other names; what gets none is left out."""
    found: Counter[str] = Counter()
    for key, count in counts.items():
        name = named(key)
        if name is not None:
            found[name] += count
    return found


def most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Names with their counts, the greatest first; equal ones by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
