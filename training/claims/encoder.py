"""The claim encoder: the lower layers of MPNet (Song et al. 2020), and the states of words it gives.

It reads the word pieces of the parser's tokenizer: MPNet's vocabulary is BERT's, four numbers higher,
with marks of its own for begin, end and mask, which take their places here.
"""

from __future__ import annotations

from pathlib import Path

import torch
from network import HEADS, Layer, fill, padding_bias
from safetensors.torch import load_file
from torch import Tensor, nn

from volteface.reading.parser.pieces import SHAPES

WIDTH, LAYERS, FROZEN = 768, 6, 1
_BUCKETS, _FAR = 32, 128
_MARKS = {0: 1, 101: 0, 102: 2, 103: 30526}  # padding, begin, end, mask: BERT's number → MPNet's
_PLACES = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "norm_attention": "attention.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_out": "output.LayerNorm",
}


class ClaimEncoder(nn.Module):
    """Word pieces → word states (batch × words × width), a learned mean of the layers.

    ``weights`` is MPNet's model.safetensors; without it the encoder is empty, to be filled from a
    checkpoint. Word vectors and the lowest layer stay frozen.
    """

    def __init__(self, weights: Path | None = None) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.near = nn.Embedding(_BUCKETS, HEADS)  # how far apart two pieces stand, by bucket
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.layers = nn.ModuleList(Layer(WIDTH, 1e-5) for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS - FROZEN))
        self.register_buffer("buckets", _buckets(), persistent=False)
        if weights:
            self._fill(load_file(weights))
        for part in (self.words, self.positions, self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(False)

    def _fill(self, state: dict[str, Tensor]) -> None:
        words = state["embeddings.word_embeddings.weight"]
        mine = words[4 : 4 + len(self.words.weight)].clone()
        for own, theirs in _MARKS.items():
            mine[own] = words[theirs]
        self.words.weight.data = mine
        self.positions.weight.data = state["embeddings.position_embeddings.weight"][2:].clone()
        self.near.weight.data = state["encoder.relative_attention_bias.weight"].clone()
        fill(self.norm, state, "embeddings.LayerNorm")
        for index, layer in enumerate(self.layers):
            for name, place in _PLACES.items():
                fill(getattr(layer, name), state, f"encoder.layer.{index}.{place}")

    def train(self, mode: bool = True) -> ClaimEncoder:
        """Set training mode, but keep the frozen layers without dropout."""
        super().train(mode)
        for layer in self.layers[:FROZEN]:
            layer.eval()
        return self

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """ids, mask, shapes: batch × pieces; first: batch × words, the first piece of each word."""
        steps = torch.arange(ids.shape[1])
        apart = (steps[None] - steps[:, None]).clamp(-_FAR, _FAR) + _FAR
        bias = self.near(self.buckets[apart]).permute(2, 0, 1)[None] + padding_bias(mask)
        x = self.norm(self.words(ids) + self.positions(steps)[None])
        outputs = []
        for number, layer in enumerate(self.layers):
            if number == FROZEN:
                x = x + self.shape(shapes)
            x = layer(x, bias)
            if number >= FROZEN:
                outputs.append(x)
        mixed = sum(w * o for w, o in zip(torch.softmax(self.mix, 0), outputs, strict=True))
        return mixed.gather(1, first[:, :, None].expand(-1, -1, WIDTH))


def _buckets() -> Tensor:
    """The bucket of each distance from −128 to 128, as T5 and MPNet count them."""
    apart = -torch.arange(-_FAR, _FAR + 1)
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    far = apart.abs().clamp(min=1).float()
    grown = (
        exact
        + (torch.log(far / exact) / torch.log(torch.tensor(_FAR / exact)) * (half - exact)).long()
    )
    near = torch.where(apart.abs() < exact, apart.abs(), grown.clamp(max=half - 1))
    return near + half * (apart < 0)
