"""The networks: one encoder pass a pair, both directions read from it by the same head.

With h the states of the two opening markers (the mean over mentions) and x those of all tokens, the direction
first -> second is read from ``MLP([h1; h2; sum_k softmax_k(q . x_k) x_k])`` with the query ``q = W[h1; h2]``,
and second -> first from the same with h1 and h2 exchanged. The weights of that sum say which words carried
it.

PLV names acts in its own way. Its roots are read by a branch: the last layers of the encoder again, with a
head of their own, fed with what the layers below make of the pair; so learning them changes nothing else.
"""

from __future__ import annotations

import copy
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.events.marking import FIRST_OPEN, SECOND_CLOSE

WIDTH = 384
DROPOUT = 0.2
# Layers that the branch has of its own: two of six, for all the weights are to stay below 30 MB.
BRANCH_LAYERS = 2
FAR = 1e4  # logits that far below the others count for nothing


class Answers(NamedTuple):
    """Logits of a batch; all but ``mutual`` are (batch, 2, classes): first -> second, second -> first."""

    types: Tensor
    roots: Tensor
    statuses: Tensor
    modes: Tensor
    mutual: Tensor
    words: Tensor
    below: Tensor


class PairHead(nn.Module):
    """What both directions of a pair are read by: a query for the words that count, and a hidden layer."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.hidden = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(3 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(DROPOUT)
        )

    def forward(self, states: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> tuple[Tensor, Tensor]:
        """Return what is read of each direction (batch, 2, width), and the weights of the words."""
        one = torch.einsum("bt,btw->bw", first, states)
        other = torch.einsum("bt,btw->bw", second, states)
        bodies, weights = [], []
        for pair in (torch.cat([one, other], 1), torch.cat([other, one], 1)):
            scores = torch.einsum("bw,btw->bt", self.query(pair), states) / WIDTH**0.5
            weight = torch.softmax(scores + (mask.to(scores.dtype) - 1) * FAR, 1)
            bodies.append(self.hidden(torch.cat([pair, torch.einsum("bt,btw->bw", weight, states)], 1)))
            weights.append(weight)
        return torch.stack(bodies, 1), torch.stack(weights, 1)


class PairNetwork(nn.Module):
    """MiniLM with one head for both directions of a pair."""

    def __init__(
        self, encoder: nn.Module, markers: Tensor, *, types: int, roots: int, statuses: int, modes: int
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.markers = nn.Parameter(markers.detach().clone())  # (4, width), for token ids 1 to 4
        self.head = PairHead()
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
        layers = self.encoder(
            inputs_embeds=words, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        body, weights = self.head(layers[-1], mask, first, second)
        return Answers(
            self.types(body),
            self.roots(body),
            self.statuses(body),
            self.modes(body),
            self.mutual(body.sum(1)).squeeze(1),
            weights,
            layers[max(0, len(layers) - 1 - BRANCH_LAYERS)],
        )


class RootBranch(nn.Module):
    """The last layers and a head for PLV's roots, fed by a network that stays as it is."""

    def __init__(self, base: PairNetwork, *, fresh: bool) -> None:
        """Start as a copy of the network's own layers and head; of a head that knows nothing if ``fresh``."""
        super().__init__()
        self.base = copy.deepcopy(base).requires_grad_(requires_grad=False)
        self.encoder = copy.deepcopy(base.encoder.encoder).requires_grad_()
        self.encoder.layer = self.encoder.layer[-BRANCH_LAYERS:]
        self.head = PairHead() if fresh else copy.deepcopy(base.head)
        self.roots = nn.Linear(WIDTH, base.roots.out_features) if fresh else copy.deepcopy(base.roots)

    def read(self, below: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> Tensor:
        """Return the logits of the roots, (batch, 2, roots), from the states below the branch."""
        far = (mask[:, None, None, :].to(below.dtype) - 1) * FAR
        states = self.encoder(below, attention_mask=far).last_hidden_state
        return self.roots(self.head(states, mask, first, second)[0])

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> Answers:
        """Read a batch as `PairNetwork` does, the roots by the branch."""
        with torch.no_grad():
            found = self.base(ids, mask, first, second)
        return found._replace(roots=self.read(found.below, mask, first, second))
