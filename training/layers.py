"""The judge's layers in torch, and how a question and a text are compared by them."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from retrieval.token_vectors import SHARPNESS

# Added to what a padded token is attended to with.
HIDDEN = -1e9
# Texts that are padded to one length.
READ_TOGETHER = 24


@dataclass(frozen=True, slots=True)
class Tokens:
    """A batch as the judge sees it: [texts, tokens, dimensions], and 0 for what does not count."""

    vectors: Tensor
    weights: Tensor


class JudgeLayers(nn.Module):  # type: ignore[misc]
    """The upper layers of the default model, to be trained, over the states of the lower ones."""

    def __init__(self, upper: Any) -> None:
        super().__init__()
        self.layers = copy.deepcopy(upper)
        dimensions = self.layers[0].output.dense.out_features
        # What a question's token counts, and what tells the layers that they see a question.
        self.gate = nn.Linear(dimensions, 1)
        nn.init.zeros_(self.gate.weight)
        nn.init.constant_(self.gate.bias, 0.55)
        self.marker = nn.Parameter(torch.zeros(dimensions))

    def forward(self, states: Tensor, mask: Tensor, asked: Tensor) -> tuple[Tensor, Tensor]:
        """Unit vectors and weights of the tokens; `asked` is 1 for questions, else 0."""
        hidden = states + self.marker * asked
        attention = (1 - mask)[:, None, None, :] * HIDDEN
        for layer in self.layers:
            hidden = layer(hidden, attention)
            hidden = hidden[0] if isinstance(hidden, tuple) else hidden
        weights = functional.softplus(self.gate(hidden).squeeze(-1)) + 1e-6
        return functional.normalize(hidden, dim=-1), weights

    def read(self, texts: Sequence[Tensor], asked: bool) -> Tokens:
        """A batch of texts, given by their states; special tokens and padding count 0."""
        # Texts alike in length are read together, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        runs = [
            order[start : start + READ_TOGETHER] for start in range(0, len(order), READ_TOGETHER)
        ]
        parts = [self._read([texts[place] for place in run], asked) for run in runs]
        longest = parts[-1].vectors.shape[1]
        back = torch.tensor(order).argsort()
        vectors = [_lengthened(part.vectors, longest) for part in parts]
        weights = [_lengthened(part.weights, longest) for part in parts]
        return Tokens(torch.cat(vectors)[back], torch.cat(weights)[back])

    def _read(self, texts: Sequence[Tensor], asked: bool) -> Tokens:
        states = nn.utils.rnn.pad_sequence([text.float() for text in texts], batch_first=True)
        lengths = torch.tensor([len(text) for text in texts])
        places = torch.arange(states.shape[1])
        mask = (places < lengths[:, None]).float()
        vectors, weights = self(states, mask, torch.tensor(float(asked)))
        inner = ((places > 0) & (places < lengths[:, None] - 1)).float()
        return Tokens(vectors, weights * inner if asked else inner)


def _lengthened(tokens: Tensor, length: int) -> Tensor:
    """With zeros behind the tokens of each text."""
    shape = (tokens.shape[0], length - tokens.shape[1], *tokens.shape[2:])
    return torch.cat([tokens, tokens.new_zeros(shape)], dim=1)


class Scale(nn.Module):  # type: ignore[misc]
    """From matches to logits: of being the sentence among others, and of answering at all."""

    def __init__(self) -> None:
        super().__init__()
        # Where matches of the untrained layers lie, so that training begins near the truth.
        self.relevance = nn.Parameter(torch.tensor([20.0, 4.0]))
        self.answers = nn.Parameter(torch.tensor([16.0, 4.0, -10.6]))

    def forward(self, questions: Tokens, texts: Tokens) -> tuple[Tensor, Tensor]:
        """Both logits, of shape [questions, texts]."""
        cosines = torch.einsum("qid,tjd->qtij", questions.vectors, texts.vectors)
        best = cosines.masked_fill(texts.weights[None, :, None, :] == 0, -1).amax(-1)
        weights = (questions.weights / questions.weights.sum(1, keepdim=True))[:, None, :]
        match = (best * weights).sum(-1)
        weakest = -torch.log((torch.exp(-SHARPNESS * best) * weights).sum(-1)) / SHARPNESS
        relevance = self.relevance[0] * match + self.relevance[1] * weakest
        answers = self.answers[0] * match + self.answers[1] * weakest + self.answers[2]
        return relevance, answers
