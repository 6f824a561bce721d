"""Exported models run by onnxruntime; the one that embeds while serving and syncing."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from pydantic import ValidationError
from tokenizers import Encoding, Tokenizer

from corpus.models import Frozen
from retrieval.embedding import AskedReading, Reading, Vectors
from retrieval.errors import ModelError
from retrieval.judge import Judge, PlainJudge, TrainedJudge
from retrieval.weights import file_sha256

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"
# Rises when an exported embedder is made otherwise: the next `adviser setup` makes it anew.
EXPORT_FORMAT = 2
# Larger batches are no faster on a few cores and take 400 MB more at their peak.
BATCH_SIZE = 16


class ExportConfig(Frozen):
    """What an exported model's folder says of itself, and the checksums of its files."""

    name: str
    max_tokens: int
    sha256: Mapping[str, str]


class ModelConfig(ExportConfig):
    """What an exported embedder's folder says of itself.

    The graph gives the last layer's states and, if it is judged, those that the judge takes.
    """

    pooling: Literal["mean", "cls"]
    dimensions: int
    is_judged: bool


Config = TypeVar("Config", bound=ExportConfig)


def read_export(folder: Path, kind: type[Config]) -> Config:
    """The config of an export whose files are whole. Raises ModelError if one is not."""
    try:
        config = kind.model_validate_json((folder / CONFIG).read_bytes())
        changed = [n for n in (GRAPH, TOKENIZER) if file_sha256(folder / n) != config.sha256.get(n)]
    except OSError:
        problem = f"no exported model in {folder}; run `adviser setup`"
        raise ModelError(folder.name, problem) from None
    except ValidationError:
        changed = [CONFIG]
    if changed:
        problem = f"{changed[0]} was changed since it was exported; delete {folder}"
        raise ModelError(folder.name, f"{problem} and run `adviser setup`")
    return config


def open_tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    """The tokenizer of an export, cutting what is longer."""
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return tokenizer


def open_session(folder: Path) -> onnxruntime.InferenceSession:
    """The graph of an export, on all cores that this process may use."""
    return onnxruntime.InferenceSession(
        str(folder / GRAPH), session_options(), providers=["CPUExecutionProvider"]
    )


def padded(encodings: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    """What a graph takes, each of shape [len(encodings), tokens of the longest]."""
    length = max(len(encoding.ids) for encoding in encodings)
    ids, mask, types = np.zeros((3, len(encodings), length), dtype=np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
        types[row, : len(encoding.ids)] = encoding.type_ids
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


class OnnxEmbedder:
    """Safe for many threads. Texts are batched by length, so that little is spent on padding."""

    def __init__(
        self,
        config: ModelConfig,
        tokenizer: Tokenizer,
        session: onnxruntime.InferenceSession,
        judge: Judge,
    ) -> None:
        self.name = f"{config.name}/{judge.name}"
        self.vectors_name = config.name
        self.dimensions = config.dimensions
        self.max_tokens = config.max_tokens
        self._is_mean = config.pooling == "mean"
        self._tokenizer = tokenizer
        self._session = session
        self._judge = judge
        self._inputs = {argument.name for argument in session.get_inputs()}

    @classmethod
    def open(cls, folder: Path, judge: Judge | None = None) -> "OnnxEmbedder":
        """Load an exported model, with the judge that comes for it or the one given.

        Raises ModelError if a file is absent or was changed.
        """
        config = read_export(folder, ModelConfig)
        if judge is None:
            judge = TrainedJudge(session_options()) if config.is_judged else PlainJudge()
        tokenizer = open_tokenizer(folder, config.max_tokens)
        return cls(config, tokenizer, open_session(folder), judge)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape [len(texts), dimensions], in the order of the texts."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for rows, encodings in self._batches(texts):
            vectors[rows] = self._run(encodings).whole
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Each text as a whole and by its tokens, in the order of the texts."""
        readings: dict[int, Reading] = {}
        for rows, encodings in self._batches(texts):
            run = self._run(encodings)
            tokens = self._judge.texts(run.states, run.mask)
            for place, row in enumerate(rows):
                own = _between_specials(len(encodings[place].ids))
                readings[row] = Reading(run.whole[place], tokens[place, own])
        return [readings[row] for row in range(len(texts))]

    def read_question(self, question: str) -> AskedReading:
        """A question as a whole and by its tokens."""
        encoding = self._tokenizer.encode(question)
        run = self._run([encoding])
        tokens, weights = self._judge.question(run.states, run.mask)
        own = _between_specials(len(encoding.ids))
        return AskedReading(run.whole[0], tokens[0, own], weights[0, own] / weights[0, own].sum())

    def states(self, texts: Sequence[str]) -> list[Vectors]:
        """What the judge is given of each text: its tokens, the special ones among them."""
        states: dict[int, Vectors] = {}
        for rows, encodings in self._batches(texts):
            given = self._run(encodings).states
            for place, row in enumerate(rows):
                states[row] = given[place, : len(encodings[place].ids)]
        return [states[row] for row in range(len(texts))]

    def count_tokens(self, text: str) -> int:
        """Tokens that the text takes, the special ones among them, up to max_tokens."""
        encoding = self._tokenizer.encode(text)
        return len(encoding.ids) + sum(len(part.ids) for part in encoding.overflowing)

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[Encoding]]]:
        """Texts alike in length, by their places, with what the tokenizer makes of them."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), BATCH_SIZE):
            rows = order[start : start + BATCH_SIZE]
            yield rows, [encodings[row] for row in rows]

    def _run(self, encodings: Sequence[Encoding]) -> "_Run":
        given = padded(encodings)
        outputs = self._session.run(None, {n: v for n, v in given.items() if n in self._inputs})
        hidden, mask = outputs[0], given["attention_mask"].astype(np.float32)
        whole = _unit(_mean(hidden, mask) if self._is_mean else hidden[:, 0])
        return _Run(whole, states=outputs[-1], mask=mask)


@dataclass(frozen=True, slots=True)
class _Run:
    """What the graph makes of a batch.

    `whole` has shape [batch, dimensions], `states` [batch, tokens, dimensions]; `mask` is 1 for
    the tokens that are no padding.
    """

    whole: Vectors
    states: Vectors
    mask: Vectors


def session_options() -> onnxruntime.SessionOptions:
    """How every graph is run here."""
    options = onnxruntime.SessionOptions()
    # One session for queries and batches: with all cores a query takes three quarters of the time
    # that it takes with one, also beside others, and a second session costs 110 MB.
    options.intra_op_num_threads = _cores()
    options.inter_op_num_threads = 1
    # A spinning thread steals the core that the next turn needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


def _cores() -> int:
    # A container is often given fewer cores than its machine has; only Linux says so.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _between_specials(length: int) -> slice:
    """The tokens between the special one at either end; all of them where there are no others."""
    return slice(1, length - 1) if length > 2 else slice(length)


def _mean(hidden: Vectors, mask: Vectors) -> Vectors:
    weights = mask[:, :, None]
    mean: Vectors = (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return mean


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return unit
