"""A small net over the heads' states of a finding's word, source and target, beside its features.

What it gives of each outcome, as log-odds, goes to the trees as further features.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

_HIDDEN, _DROP, _DROP_FEATURES = 96, 0.4, 0.1
_EPOCHS, _BATCH, _RATE, _DECAY = 4, 64, 1.5e-3, 0.05

Floats = NDArray[np.float32]


class Glance(nn.Module):
    """States (n × width) and features (n × features) → log-odds of each outcome (n × outcomes)."""

    def __init__(self, width: int, features: Floats, outcomes: int) -> None:
        super().__init__()
        self.of_states = nn.Linear(width, _HIDDEN)
        self.of_features = nn.Linear(features.shape[1], _HIDDEN, bias=False)
        self.out = nn.Linear(_HIDDEN, outcomes)
        self.register_buffer("mean", torch.tensor(features.mean(0)))
        self.register_buffer("spread", torch.tensor(features.std(0) + 1e-3))

    def forward(self, states: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        features = (features - self.mean) / self.spread
        hidden = self.of_states(F.dropout(states, _DROP, self.training))
        hidden = hidden + self.of_features(F.dropout(features, _DROP_FEATURES, self.training))
        return self.out(F.dropout(F.relu(hidden), _DROP, self.training))

    def told(self, states: Floats, features: Floats) -> Floats:
        """Return the log-odds as an array."""
        with torch.no_grad():
            return np.asarray(self(torch.tensor(states), torch.tensor(features)).numpy())


def fit_glance(states: Floats, features: Floats, outcomes: Floats, known: Floats) -> Glance:
    """Return the net fitted to ``outcomes`` (n × outcomes, 0 or 1) where they are ``known`` (1 or 0)."""
    torch.manual_seed(0)
    net = Glance(states.shape[1], features, outcomes.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    tables = [torch.tensor(t) for t in (states, features, outcomes, known)]
    batches = len(states) // _BATCH
    for step in range(_EPOCHS * batches):
        if step % batches == 0:
            order = torch.randperm(len(states))
        chosen = order[step % batches * _BATCH :][:_BATCH]
        words, columns, wanted, counts = (t[chosen] for t in tables)
        each = F.binary_cross_entropy_with_logits(net(words, columns), wanted, reduction="none")
        optimizer.param_groups[0]["lr"] = _RATE * max(0.02, 1 - step / (_EPOCHS * batches))
        optimizer.zero_grad()
        ((each * counts).sum() / _BATCH).backward()
        optimizer.step()
    return net.eval()
