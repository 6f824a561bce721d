"""The judge's layers while they are trained."""

import pytest
import torch
from torch import nn
from transformers import BertConfig, BertModel

from training.layers import READ_TOGETHER, JudgeLayers


@pytest.fixture
def layers() -> JudgeLayers:
    torch.manual_seed(5)
    config = BertConfig(
        hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    upper: nn.ModuleList = BertModel(config).encoder.layer
    layers = JudgeLayers(upper)
    layers.eval()
    return layers


@pytest.mark.parametrize("asked", [True, False])
def test_texts_of_many_lengths_are_read_as_each_is_alone(layers: JudgeLayers, asked: bool) -> None:
    lengths = [3 + (7 * number) % 19 for number in range(2 * READ_TOGETHER + 5)]
    texts = [torch.randn(length, 16) for length in lengths]
    with torch.no_grad():
        together = layers.read(texts, asked)
        for place, text in enumerate(texts):
            alone = layers.read([text], asked)
            own = slice(len(text))
            counts = together.weights[place, own]
            assert torch.allclose(counts, alone.weights[0], atol=1e-5)
            assert torch.allclose(together.vectors[place, own], alone.vectors[0], atol=1e-4)
            assert float(together.weights[place, len(text) :].abs().sum()) == 0
