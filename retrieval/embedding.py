"""What turns texts into vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as a model reads it.

    `whole` is the text's unit vector, of shape [dimensions]; `tokens` has a unit vector for each
    token in its context, of shape [tokens, dimensions], the special ones left out.
    """

    whole: Vectors
    tokens: Vectors


@dataclass(frozen=True, slots=True)
class AskedReading:
    """A question as a model reads it, to be compared with readings of texts.

    `whole` and `tokens` are those of a reading; `weights`, of shape [tokens], says how much an
    answer has to have of each token, and sums to 1.
    """

    whole: Vectors
    tokens: Vectors
    weights: Vectors


class Embedder(Protocol):
    """A model. Readings of two embedders with different names are never compared."""

    @property
    def name(self) -> str:
        """Weights and variant, such as `all-MiniLM-L6-v2/onnx-fp32/53aa5117/judge-0c1d2e3f`."""

    @property
    def vectors_name(self) -> str:
        """The part of the name that vectors of whole texts depend on."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read; the rest is cut off."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape [len(texts), dimensions], in the order of the texts."""

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Each text as a whole, with the vector that `encode` gives, and by its tokens."""

    def read_question(self, question: str) -> AskedReading:
        """A question as a whole, with the vector that `encode` gives, and by its tokens."""

    def count_tokens(self, text: str) -> int:
        """Tokens that the text takes, the special ones among them."""
