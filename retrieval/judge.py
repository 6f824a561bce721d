"""The judge's layers: tokens as they tell an answer from a near miss.

They go on from a lower layer of the default model, and were trained on the questions in
`training/`. A text is read once, when its version is published; of a question there is little.
"""

from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime

from retrieval.embedding import Vectors
from retrieval.errors import ModelError
from retrieval.weights import DEFAULT_MODEL, file_sha256

GRAPH = Path(str(files("retrieval") / "data" / "judge.onnx"))
# The layer of the default model whose states the judge takes; 0 is the embeddings.
LAYER = 3


class Judge(Protocol):
    """What makes tokens' vectors of a model's states, given with their special tokens."""

    @property
    def name(self) -> str:
        """Which weights it has."""

    def texts(self, states: Vectors, mask: Vectors) -> Vectors:
        """Unit vectors of shape [texts, tokens, dimensions]; `mask` is 1 for what is no padding."""

    def question(self, states: Vectors, mask: Vectors) -> tuple[Vectors, Vectors]:
        """Likewise for questions, and what each token counts, above 0, of shape [texts, tokens]."""


class TrainedJudge:
    """The layers that come with the product. Safe for many threads."""

    def __init__(self, options: onnxruntime.SessionOptions, graph: Path = GRAPH) -> None:
        try:
            self.name = f"judge-{file_sha256(graph)[:8]}"
        except OSError:
            raise ModelError(graph.name, "is not there; install the product again") from None
        self._session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )

    def texts(self, states: Vectors, mask: Vectors) -> Vectors:
        """The tokens as the upper layers see them in a text."""
        return self._run(states, mask, asked=0)[0]

    def question(self, states: Vectors, mask: Vectors) -> tuple[Vectors, Vectors]:
        """The tokens as the upper layers see them in a question."""
        return self._run(states, mask, asked=1)

    def _run(self, states: Vectors, mask: Vectors, asked: float) -> tuple[Vectors, Vectors]:
        given = {"states": states, "mask": mask, "asked": np.array([asked], dtype=np.float32)}
        vectors, weights = self._session.run(["vectors", "weights"], given)
        return vectors, weights


class PlainJudge:
    """For a model that no judge was trained for: its own last layer, every token alike."""

    name = "plain"

    def texts(self, states: Vectors, mask: Vectors) -> Vectors:
        """The states as unit vectors."""
        lengths = np.linalg.norm(states, axis=-1, keepdims=True)
        unit: Vectors = states / np.maximum(lengths, 1e-12)
        return unit

    def question(self, states: Vectors, mask: Vectors) -> tuple[Vectors, Vectors]:
        """The states as unit vectors, of equal weight."""
        return self.texts(states, mask), np.ones(states.shape[:2], dtype=np.float32)


def has_judge(model: str) -> bool:
    """Whether layers for this model come with the product."""
    return model == DEFAULT_MODEL
