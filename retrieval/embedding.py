"""What turns texts into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """A model. Vectors of two embedders with different names are never compared."""

    @property
    def name(self) -> str:
        """Weights and variant, such as `all-MiniLM-L6-v2/onnx-fp32/53aa5117`."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read; the rest is cut off."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape [len(texts), dimensions], in the order of the texts."""

    def count_tokens(self, text: str) -> int:
        """Tokens that the text takes, the special ones among them."""
