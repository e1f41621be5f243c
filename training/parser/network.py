"""The network: MiniLM encoder with heads for tags, lemma rules, entities and a biaffine tree.

Biaffine attention after Dozat & Manning (2017); the encoder is MiniLM-L6-H384 (Wang et al. 2020).
The two lowest layers stay frozen, so their output is computed once for each sentence.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from volteface.reading.parser.pieces import SHAPES

WIDTH, LAYERS, HEADS, FROZEN = 384, 6, 12, 2
WORD_HEADS = ("upos", "xpos", "feats", "lemma", "entities")


class Dropout(nn.Module):
    """Dropout with masks cut from a long table drawn once; drawing anew takes a quarter of the training."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.table = (torch.rand(_MASKS) >= share).to(torch.bfloat16) / (1 - share)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        size = x.numel()
        if size > _MASKS:
            return F.dropout(x, self.share)
        begin = int(torch.randint(_MASKS - size + 1, ()))
        return x * self.table[begin : begin + size].view(x.shape).to(x.dtype)


_MASKS = 1 << 23


class Layer(nn.Module):
    """One BERT layer: attention and feed-forward, each added and normalised."""

    def __init__(self, width: int = WIDTH, eps: float = 1e-12) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm_attention, self.norm_out = (nn.LayerNorm(width, eps=eps) for _ in range(2))
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: batch × pieces × width; bias: added to the scores, −inf at padding."""
        q, k, v = (self._split(m(x)) for m in (self.query, self.key, self.value))
        weights = torch.softmax(q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5 + bias, -1)
        mixed = (weights @ v).transpose(1, 2).flatten(2)
        x = self.norm_attention(x + self.drop(self.out(mixed)))
        return self.norm_out(x + self.drop(self.down(F.gelu(self.up(x)))))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (HEADS, -1)).transpose(1, 2)


class Encoder(nn.Module):
    """Embeddings and six layers, filled from the published MiniLM weights."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        state = load_file(weights)
        self.words = nn.Embedding.from_pretrained(state["embeddings.word_embeddings.weight"])
        self.positions = nn.Embedding.from_pretrained(
            state["embeddings.position_embeddings.weight"]
        )
        self.register_buffer("kind", state["embeddings.token_type_embeddings.weight"][0])
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        fill(self.norm, state, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for index, layer in enumerate(self.layers):
            for name, place in _PLACES.items():
                fill(getattr(layer, name), state, f"encoder.layer.{index}.{place}")
        for part in (self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(False)

    def lower(self, ids: Tensor, bias: Tensor) -> Tensor:
        """Return the output of the frozen part: batch × pieces × width."""
        x = self.words(ids) + self.positions(torch.arange(ids.shape[1]))[None] + self.kind
        x = self.norm(x)
        for layer in self.layers[:FROZEN]:
            x = layer(x, bias)
        return x


_PLACES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_out": "output.LayerNorm",
}


def fill(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    module.load_state_dict({k: state[f"{name}.{k}"] for k in ("weight", "bias")})


def _projection(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), Dropout(0.25))


class Parser(nn.Module):
    """All heads on one encoder; ``sizes`` gives the number of labels of each head and of ``rel``."""

    def __init__(
        self, weights: Path, sizes: dict[str, int], arc: int = 256, rel: int = 128
    ) -> None:
        super().__init__()
        self.encoder = Encoder(weights)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.mix = nn.Parameter(torch.zeros(2, LAYERS - FROZEN))  # tags, tree
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.05)
        self.heads = nn.ModuleDict({k: nn.Linear(WIDTH, sizes[k]) for k in WORD_HEADS})
        self.arc_dependent, self.arc_head = _projection(arc), _projection(arc)
        self.rel_dependent, self.rel_head = _projection(rel), _projection(rel)
        self.arc = nn.Parameter(torch.randn(arc + 1, arc + 1) / arc)
        self.rel = nn.Parameter(torch.randn(sizes["rel"], rel + 1, rel + 1) / rel)
        self.drop = Dropout(0.25)

    def train(self, mode: bool = True) -> Parser:
        """Set training mode, but keep the frozen layers without dropout."""
        super().train(mode)
        for layer in self.encoder.layers[:FROZEN]:
            layer.eval()
        return self

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.encoder.lower(ids, padding_bias(mask))

    def forward(
        self, low: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, words: Tensor
    ) -> dict[str, Tensor]:
        """Scores of every head; ``arc``: batch × words × (words + 1), column 0 the root."""
        tags, tree = self.states(low, mask, shapes, first)
        out = {name: head(self.drop(tags)) for name, head in self.heads.items()}
        tree = self.drop(tree)
        with_root = torch.cat([self.root.expand(tree.shape[0], 1, -1), tree], 1)
        arcs = (
            _ones(self.arc_dependent(tree))
            @ self.arc
            @ _ones(self.arc_head(with_root)).transpose(1, 2)
        )
        absent = F.pad(words, (1, 0), value=1)[:, None, :] == 0
        out["arc"] = arcs.maskedfill(absent, -1e9)
        out["rel_dependent"] = self.rel_dependent(tree)
        out["rel_head"] = self.rel_head(with_root)
        return out

    def rel_scores(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Relation scores (batch × words × labels) for the given heads (batch × words)."""
        index = heads[:, :, None].expand(-1, -1, out["rel_head"].shape[-1])
        head = _ones(out["rel_head"].gather(1, index))
        dependent = _ones(out["rel_dependent"])
        return torch.einsum(
            "bloj,blj->blo", torch.einsum("bli,oij->bloj", dependent, self.rel), head
        )

    def states(self, low: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> list[Tensor]:
        """Return the word states (batch × words × width) for tags and for the tree."""
        x, outputs = low + self.shape(shapes), []
        for layer in self.encoder.layers[FROZEN:]:
            x = layer(x, padding_bias(mask))
            outputs.append(x)
        index = first[:, :, None].expand(-1, -1, WIDTH)
        mixed = (
            sum(w * o for w, o in zip(torch.softmax(m, 0), outputs, strict=False)) for m in self.mix
        )
        return [m.gather(1, index) for m in mixed]


def _ones(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def padding_bias(mask: Tensor) -> Tensor:
    return (1.0 - mask[:, None, None, :].float()) * -1e9
