"""Level how far the inputs of each product reach, so that 8 bits lose less (SmoothQuant, Xiao et al. 2023).

A few of MPNet's channels reach thirty times as far as the rest; rounded together with them, the rest
lose their detail. Each input channel is divided by a scale that the weights are multiplied by: what
comes out is the same, and the scale of the channels is shared between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import torch
from encoder import ClaimEncoder
from network import Layer
from tokenizers import Tokenizer
from torch import Tensor, nn

from volteface.reading.parser.pieces import to_pieces

SHARE = 0.75  # of an input's reach that goes over to the weights
LEAST = 0.7  # of the scale: a channel that is silent here may yet speak elsewhere
# The products of a layer, those that take the same input together.
_PRODUCTS = (("query", "key", "value"), ("out",), ("up",), ("down",))


class Levelled(nn.Module):
    """A linear layer whose input is divided by ``scale`` (one a channel), its weights multiplied by it."""

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("inverse", 1 / scale)
        self.linear = linear
        self.linear.weight.data *= scale

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.inverse)


def level(encoder: ClaimEncoder, tokenizer: Tokenizer, sentences: Iterable[Sequence[str]]) -> None:
    """Level the layers of the encoder, in place, by how far their inputs reach in ``sentences``."""
    reach = _reach(encoder, tokenizer, sentences)
    for layer in encoder.layers:
        for names in _PRODUCTS:
            products = [getattr(layer, name) for name in names]
            weights = torch.stack([p.weight.abs().amax(0) for p in products]).amax(0)
            scale = reach[products[0]] ** SHARE / weights ** (1 - SHARE)
            scale = (scale / scale.median()).clamp(min=LEAST)
            for name, product in zip(names, products, strict=True):
                setattr(layer, name, Levelled(product, scale))


def _reach(
    encoder: ClaimEncoder, tokenizer: Tokenizer, sentences: Iterable[Sequence[str]]
) -> dict[nn.Module, Tensor]:
    """Return the largest absolute input of each channel of each product."""
    reach: dict[nn.Module, Tensor] = {}

    def watch(product: nn.Module) -> Callable[[nn.Module, tuple[Tensor]], None]:
        def note(_: nn.Module, inputs: tuple[Tensor]) -> None:
            largest = inputs[0].abs().flatten(0, -2).amax(0)
            reach[product] = torch.maximum(reach.get(product, largest), largest)

        return note

    hooks = [
        product.register_forward_pre_hook(watch(product))
        for layer in encoder.layers
        for product in _firsts(layer)
    ]
    with torch.no_grad():
        for words in sentences:
            pieces = to_pieces(tokenizer, words)
            ids, shapes, first = (
                torch.tensor([n]) for n in (pieces.ids, pieces.shapes, pieces.first)
            )
            encoder(ids, torch.ones_like(ids), shapes, first)
    for hook in hooks:
        hook.remove()
    return reach


def _firsts(layer: Layer) -> list[nn.Module]:
    return [getattr(layer, names[0]) for names in _PRODUCTS]
