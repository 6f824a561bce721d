"""Trains the judge on the mini-articles and on the gold questions of one split.

`python -m training.train [--home DIR] [--output FILE]`, after `adviser setup`, with the extra
`models`: about seven minutes on two cores. Then `python -m benchmarks.answerability --write` fits
the weights and the threshold anew.
"""

import argparse
import random
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor
from torch.nn import functional

from bot.composition import Adviser
from bot.settings import Settings
from retrieval.equivalents import spell_out
from retrieval.judge import GRAPH, LAYER, PlainJudge
from retrieval.onnx_model import OnnxEmbedder
from retrieval.reference import ReferenceEmbedder
from retrieval.weights import DEFAULT_MODEL
from training.gold_articles import load_gold_articles
from training.layers import JudgeLayers, Scale
from training.lesson_text import LessonText
from training.mini_articles import Part, load_mini_articles

EPOCHS = 5
ARTICLES_A_BATCH = 3
LEARNING_RATE = 6e-5
# The gate and the marker begin at nothing, the scale's few numbers have far to go.
LEARNING_RATE_NEW, LEARNING_RATE_SCALE = 1.2e-3, 2e-2
WARM_UP = 0.08
# People leave question marks out.
UNMARKED_SHARE = 0.35
SEED = 1


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson by its states: sentences, and questions with and without their mark."""

    sentences: list[Tensor]
    questions: list[tuple[Tensor, Tensor]]
    answers: Tensor


def main() -> None:
    """Train, and write the graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--output", type=Path, default=GRAPH)
    arguments = parser.parse_args()
    app = Adviser(Settings(home=arguments.home))
    app.export_model()
    embedder = OnnxEmbedder.open(app.model_folder, PlainJudge())
    minis = load_mini_articles(embedder, Part.TRAIN)
    texts = [*(mini.lesson for mini in minis), *load_gold_articles(embedder)]
    lessons = [_lesson(text, embedder) for text in texts]
    encoder = ReferenceEmbedder(DEFAULT_MODEL).transformer.encoder
    layers = train(lessons, JudgeLayers(encoder.layer[LAYER:]))
    export(layers.eval(), arguments.output)
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1e6:.1f} MB")


def train(lessons: Sequence[Lesson], layers: JudgeLayers) -> JudgeLayers:
    """The layers after all epochs; the same lessons give the same layers."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 - an order of lessons, no secret
    scale = Scale()
    optimiser = torch.optim.AdamW(
        [
            {"params": layers.layers.parameters(), "lr": LEARNING_RATE},
            {"params": [*layers.gate.parameters(), layers.marker], "lr": LEARNING_RATE_NEW},
            {"params": scale.parameters(), "lr": LEARNING_RATE_SCALE},
        ],
        weight_decay=0.0,
    )
    steps = EPOCHS * (len(lessons) // ARTICLES_A_BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps),
    )
    started = time.monotonic()
    layers.train()
    for step, batch in enumerate(_batches(lessons, chance)):
        loss = _loss(batch, layers, scale, chance)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            print(
                f"{step}/{steps} loss {float(loss.detach()):.2f} {time.monotonic() - started:.0f} s"
            )
    return layers


def _batches(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    for _ in range(EPOCHS):
        order = chance.sample(lessons, len(lessons))
        for start in range(0, len(order) - ARTICLES_A_BATCH + 1, ARTICLES_A_BATCH):
            yield order[start : start + ARTICLES_A_BATCH]


def _loss(
    batch: Sequence[Lesson], layers: JudgeLayers, scale: Scale, chance: random.Random
) -> Tensor:
    """Of a batch: the right sentence first, and an answer told from what is none.

    None are: the surest sentence for a near miss, the surest of the same article that is not the
    answer, and the surest of the other articles. The first and the last two keep the judge from
    learning which questions are seldom answered instead of what answers them.
    """
    sentences = [states for lesson in batch for states in lesson.sentences]
    questions = [
        both[chance.random() < UNMARKED_SHARE] for lesson in batch for both in lesson.questions
    ]
    right = torch.block_diag(*[lesson.answers for lesson in batch]).bool()
    own = torch.block_diag(*[torch.ones_like(lesson.answers) for lesson in batch]).bool()
    relevance, answers = scale(
        layers.read(questions, asked=True), layers.read(sentences, asked=False)
    )
    has_answer = right.any(1)
    first = torch.logsumexp(relevance, 1) - torch.logsumexp(
        relevance.masked_fill(~right, -torch.inf), 1
    )

    def surest(allowed: Tensor, of: Tensor) -> Tensor:
        return answers.masked_fill(~allowed, -1e4).amax(1)[of]

    everyone = torch.ones_like(has_answer)
    return (
        first[has_answer].mean()
        + 1.2 * _cross_entropy(surest(right, has_answer), 1.0)
        + _cross_entropy(surest(own, ~has_answer), 0.0)
        + 0.4 * _cross_entropy(surest(own & ~right, has_answer), 0.0)
        + 0.4 * _cross_entropy(surest(~own, everyone), 0.0)
    )


def _cross_entropy(logits: Tensor, target: float) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def _lesson(lesson: LessonText, embedder: OnnxEmbedder) -> Lesson:
    texts = [spell_out(question.text) for question in lesson.questions]
    answers = torch.zeros(len(texts), len(lesson.sentences))
    for place, question in enumerate(lesson.questions):
        answers[place, sorted(question.answers)] = 1
    marked, unmarked = (
        _states(embedder, of) for of in (texts, [text.rstrip("?!. ") for text in texts])
    )
    return Lesson(
        _states(embedder, lesson.sentences), list(zip(marked, unmarked, strict=True)), answers
    )


def _states(embedder: OnnxEmbedder, texts: Sequence[str]) -> list[Tensor]:
    return [torch.from_numpy(np.array(states)) for states in embedder.states(texts)]


def export(layers: JudgeLayers, path: Path) -> None:
    """Write the layers as a graph whose weights are stored in half precision."""
    states, mask = torch.zeros(2, 8, layers.marker.shape[0]), torch.ones(2, 8)
    dynamic = {name: {0: "texts", 1: "tokens"} for name in ("states", "mask", "vectors", "weights")}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            layers,
            (states, mask, torch.zeros(1)),
            str(path),
            dynamo=False,
            opset_version=17,
            input_names=["states", "mask", "asked"],
            output_names=["vectors", "weights"],
            dynamic_axes=dynamic,
        )
    _store_in_half(path)


def _store_in_half(path: Path) -> None:
    """Halve the file: weights are stored as float16, and made float32 again when it is loaded."""
    model = onnx.load(str(path))
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > 1:
            name = f"{tensor.name}.half"
            casts.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


if __name__ == "__main__":
    main()
