"""Late interaction: how well a text covers a question, token by token."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.arrays import mapped_array, save_array
from retrieval.embedding import AskedReading, Vectors

# A unit vector's components are kept as 127ths: a cosine is then off by 0.002 (standard deviation),
# and 25 tokens of 384 dimensions take 10 kB instead of 38.
SCALE = 127
# Of the smooth minimum: at 6, a token that is 0.3 below the others counts six times as much.
SHARPNESS = 6.0


class TokenVectors:
    """The unit vectors of the tokens of texts, in a quarter of their size.

    `values` has shape [tokens, dimensions]; those of text i end before `ends[i]`.
    """

    def __init__(self, values: NDArray[np.int8], ends: NDArray[np.int64]) -> None:
        self._values = values
        self._ends = ends

    @classmethod
    def build(cls, texts: Sequence[NDArray[np.int8]], dimensions: int) -> "TokenVectors":
        """Of texts as `quantised` gives them, each of at least one token."""
        none = np.empty((0, dimensions), dtype=np.int8)
        ends = np.cumsum([len(tokens) for tokens in texts], dtype=np.int64)
        return cls(np.concatenate([none, *texts]), ends)

    @classmethod
    def open(cls, folder: Path) -> "TokenVectors":
        """Map the vectors into memory."""
        return cls(mapped_array(folder / "values.npy"), mapped_array(folder / "ends.npy"))

    def save(self, folder: Path) -> None:
        """Write the arrays into a new folder."""
        folder.mkdir()
        save_array(folder / "values.npy", self._values)
        save_array(folder / "ends.npy", self._ends)

    def best(self, asked: AskedReading, rows: NDArray[np.int64]) -> Vectors:
        """Each question token's best cosine in each text, of shape [len(rows), tokens].

        Khattab and Zaharia, "ColBERT", SIGIR 2020.
        """
        if not len(rows):
            return np.empty((0, len(asked.tokens)), dtype=np.float32)
        starts = np.where(rows > 0, self._ends[rows - 1], 0)
        texts = [self._values[a:b] for a, b in zip(starts, self._ends[rows], strict=True)]
        cosines = np.concatenate(texts).astype(np.float32) @ asked.tokens.T / SCALE
        return np.maximum.reduceat(cosines, np.cumsum([0, *map(len, texts[:-1])]), axis=0)


def matched(best: Vectors, weights: Vectors) -> tuple[Vectors, Vectors]:
    """How well texts match a question: the mean over its tokens, and the weakest of them.

    Given each token's best cosine in each text, and what each token counts. Both have shape
    [texts]. The weakest is a smooth minimum: a near miss matches a question in everything but the
    one thing that was asked for.
    """
    weakest = -np.log(np.exp(-SHARPNESS * best) @ weights) / SHARPNESS
    return best @ weights, weakest.astype(np.float32)


def quantised(tokens: Vectors) -> NDArray[np.int8]:
    """Unit vectors as whole 127ths."""
    return np.rint(tokens * SCALE).astype(np.int8)
