"""Catalogues of any size made from a real one: its texts recombined, its vectors moved a little.

Texts are as long as the real ones and vectors as close to their neighbours; `likeness` says how
close. No course of it is one that anybody offers.
"""

import random
import re
from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from corpus.models import Course
from retrieval.embedding import Vectors

# Fields hold a few large subjects and many small ones: the exponent of a Pareto distribution.
CROWDING = 1.2
# How far a vector is moved along the difference of two others, at least and at most.
MOVED = (0.1, 0.9)
# How much of a third one, by the same measure, is mixed in.
MIXED = 0.35
VECTORS_AT_ONCE = 50_000
LIKENESS_SAMPLE = 2_000


class SyntheticCourses(Sequence[Course]):
    """Course i is always the same one, made when it is asked for; ids rise with it."""

    def __init__(self, real: Sequence[Course], size: int) -> None:
        self._real = real
        self._size = size
        self._bases = _bases(len(real), size)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, row: int) -> Course: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Course, ...]: ...

    def __getitem__(self, row: int | slice) -> Course | tuple[Course, ...]:
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(self._size)))
        if not 0 <= row < self._size:
            raise IndexError(row)
        chance = random.Random(row)
        base = self._real[int(self._bases[row])]
        other, third = (chance.choice(self._real) for _ in range(2))
        return base.model_copy(
            update={
                "id": f"course-{row:07d}",
                "source": "synthetic",
                "title": _title(base, other, chance),
                "url": f"https://example.edu.au/courses/{row}",
                "delivery": other.delivery,
                "states": third.states,
                "duration_weeks": third.duration_weeks,
                "duration_text": third.duration_text,
                "price_aud": other.price_aud,
                "price_text": other.price_text,
                "summary": _sentences((base, other), "summary", chance),
                "description": _sentences((base, base, other, third), "description", chance),
            }
        )


def synthetic_vectors(real: Vectors, size: int) -> Vectors:
    """A unit vector for each synthetic course, near the vector of the course it is made from."""
    chance = np.random.default_rng(2)
    bases = _bases(len(real), size)
    vectors = np.empty((size, real.shape[1]), dtype=np.float32)
    for start in range(0, size, VECTORS_AT_ONCE):
        rows = slice(start, min(start + VECTORS_AT_ONCE, size))
        base = real[bases[rows]]
        one, other, third = (real[chance.integers(len(real), size=len(base))] for _ in range(3))
        moved = chance.uniform(*MOVED, size=(len(base), 1)).astype(np.float32)
        part = base + moved * (one - other) + MIXED * moved * third
        vectors[rows] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return vectors


def likeness(vectors: Vectors) -> tuple[float, float, float]:
    """Of a sample's cosines to its nearest neighbour in it: the 10th, 50th, 90th percentile."""
    sample = vectors[:LIKENESS_SAMPLE]
    cosines = sample @ sample.T
    np.fill_diagonal(cosines, -1)
    low, middle, high = np.percentile(cosines.max(axis=1), (10, 50, 90))
    return float(low), float(middle), float(high)


def _bases(real: int, size: int) -> NDArray[np.int64]:
    """Which real course each synthetic one is made from."""
    chance = np.random.default_rng(1)
    weights = chance.pareto(CROWDING, real) + 0.2
    return chance.choice(real, size, p=weights / weights.sum())


def _title(base: Course, other: Course, chance: random.Random) -> str:
    """The base's title, in three of four with a word or two of another one's."""
    words = [word for word in re.findall(r"\w+", other.title) if len(word) > 3]
    if not words or chance.random() < 0.25:
        return base.title
    return f"{base.title} with {' '.join(chance.sample(words, min(len(words), 2)))}"


def _sentences(courses: Sequence[Course], field: str, chance: random.Random) -> str:
    """As many sentences as the first course has in the field, taken from all of them."""
    found = [re.split(r"(?<=[.!?])\s+", getattr(course, field)) for course in courses]
    pool = [sentence for sentences in found for sentence in sentences if sentence]
    return " ".join(chance.sample(pool, min(len(pool), len(found[0]))))
