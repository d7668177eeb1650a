"""The network: one encoder pass a pair, both directions read from it by the same head.

With h the states of the two opening markers (the mean over mentions) and x those of all tokens, the direction
first -> second is read from ``MLP([h1; h2; sum_k softmax_k(q . x_k) x_k])`` with the query ``q = W[h1; h2]``,
and second -> first from the same with h1 and h2 exchanged. The weights of that sum say which words carried
it.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.events.marking import FIRST_OPEN, SECOND_CLOSE

WIDTH = 384
DROPOUT = 0.2


class Answers(NamedTuple):
    """Logits of a batch; all but ``mutual`` are (batch, 2, classes): first -> second, second -> first."""

    types: Tensor
    roots: Tensor
    statuses: Tensor
    modes: Tensor
    mutual: Tensor
    words: Tensor


class PairNetwork(nn.Module):
    """MiniLM with one head for both directions of a pair."""

    def __init__(
        self, encoder: nn.Module, markers: Tensor, *, types: int, roots: int, statuses: int, modes: int
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.markers = nn.Parameter(markers.detach().clone())  # (4, width), for token ids 1 to 4
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.body = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(3 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(DROPOUT)
        )
        self.types = nn.Linear(WIDTH, types)
        self.roots = nn.Linear(WIDTH, roots)
        self.statuses = nn.Linear(WIDTH, statuses)
        self.modes = nn.Linear(WIDTH, modes)
        self.mutual = nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> Answers:
        """Read a batch: ids and mask (batch, tokens), first and second the weights of the opening markers."""
        words = self.encoder.embeddings.word_embeddings(ids)
        is_marker = (ids >= FIRST_OPEN) & (ids <= SECOND_CLOSE)
        markers = functional.embedding((ids - FIRST_OPEN).clamp(0, len(self.markers) - 1), self.markers)
        words = torch.where(is_marker.unsqueeze(-1), markers, words)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        one = torch.einsum("bt,btw->bw", first, states)
        other = torch.einsum("bt,btw->bw", second, states)
        bodies, weights = [], []
        for pair in (torch.cat([one, other], 1), torch.cat([other, one], 1)):
            scores = torch.einsum("bw,btw->bt", self.query(pair), states) / WIDTH**0.5
            weight = torch.softmax(scores + (mask.to(scores.dtype) - 1) * 1e4, 1)
            bodies.append(self.body(torch.cat([pair, torch.einsum("bt,btw->bw", weight, states)], 1)))
            weights.append(weight)
        body = torch.stack(bodies, 1)
        return Answers(
            self.types(body),
            self.roots(body),
            self.statuses(body),
            self.modes(body),
            self.mutual(bodies[0] + bodies[1]).squeeze(1),
            torch.stack(weights, 1),
        )
