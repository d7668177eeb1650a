"""Fitting the network: batches of like length, one pass of the loss over what each item knows."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own name for it
from training.coder.disguise import disguise, names_of
from training.coder.items import MODES, ROOTS, STATUSES, TYPES, UNKNOWN
from training.coder.network import PairNetwork

from detente.events.marking import load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

from training.coder.items import Item, Soft

BATCH = 24
POOL = 50  # batches that are sorted by length together
# What the markers begin as: BERT never trained the vectors of its unused words.
MARKERS_LIKE = ("first", ">", "second", "<")
HEADS_FASTER = 3  # the heads start from nothing, the encoder from what it has read
WARM_UP = 0.06
WEIGHT_DECAY = 0.01
# of the losses: the type is what is asked for
STATUS_WEIGHT, MODE_WEIGHT, MUTUAL_WEIGHT = 0.7, 0.3, 0.2
NO_FACT_WEIGHT = 2.5


def new_network(folder: str) -> PairNetwork:
    """Return an untrained network over an encoder; its word vectors stay, the markers' are learnt."""
    from transformers import AutoModel  # noqa: PLC0415 - only training knows it

    encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    words = encoder.embeddings.word_embeddings.weight
    words.requires_grad_(requires_grad=False)
    markers = torch.stack([words[load_tokenizer().token_to_id(word)] for word in MARKERS_LIKE])
    return PairNetwork(
        encoder, markers, types=len(TYPES), roots=len(ROOTS), statuses=len(STATUSES), modes=len(MODES)
    )


def batches(items: Sequence[Item], dice: random.Random | None) -> Iterator[list[Item]]:
    """Yield batches of like length; shuffled where dice are given."""
    order = list(items)
    if dice is None:
        order.sort(key=lambda item: len(item.ids))
        yield from (order[k : k + 64] for k in range(0, len(order), 64))
        return
    dice.shuffle(order)
    packs = []
    for k in range(0, len(order), BATCH * POOL):
        pool = sorted(order[k : k + BATCH * POOL], key=lambda item: len(item.ids))
        packs += [pool[j : j + BATCH] for j in range(0, len(pool), BATCH)]
    dice.shuffle(packs)
    yield from packs


def inputs(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return a batch as tensors: ids, mask, weights of the first and of the second actor's markers."""
    length = max(len(item.ids) for item in items)
    ids = torch.zeros(len(items), length, dtype=torch.long)
    mask = torch.zeros(len(items), length, dtype=torch.long)
    first, second = torch.zeros(len(items), length), torch.zeros(len(items), length)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1
        first[row, item.first] = 1 / len(item.first)
        second[row, item.second] = 1 / len(item.second)
    return ids, mask, first, second


def _soft_loss(logits: Tensor, wanted: Sequence[tuple[Soft, Soft]], weights: Tensor) -> Tensor:
    target = torch.zeros_like(logits)
    for row, sides in enumerate(wanted):
        for side, soft in enumerate(sides):
            for index, share in soft.items():
                target[row, side, index] = share
    losses = -(target * torch.log_softmax(logits, -1)).sum(-1)
    known = target.sum(-1)
    return (losses * weights[:, None]).sum() / (known * weights[:, None]).sum().clamp(min=1)


def _hard_loss(logits: Tensor, wanted: Sequence[tuple[int, int]]) -> Tensor:
    target = torch.tensor(list(wanted))
    if (target == UNKNOWN).all():
        return logits.sum() * 0
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=UNKNOWN)


def loss_of(network: PairNetwork, items: Sequence[Item]) -> Tensor:
    """Return the loss of a batch."""
    found = network(*inputs(items))
    weights = torch.tensor([item.weight for item in items])
    loss = _soft_loss(found.types, [item.types for item in items], weights)
    loss = loss + _soft_loss(found.roots, [item.roots for item in items], weights)
    rare = torch.tensor([_rarity(item) for item in items])
    loss = loss + STATUS_WEIGHT * _soft_loss(found.statuses, [item.statuses for item in items], rare)
    loss = loss + MODE_WEIGHT * _hard_loss(found.modes, [item.modes for item in items])
    mutual = torch.tensor([item.mutual for item in items])
    known = mutual != UNKNOWN
    if known.any():
        wanted = mutual[known].to(found.mutual.dtype)
        loss = loss + MUTUAL_WEIGHT * F.binary_cross_entropy_with_logits(found.mutual[known], wanted)
    return loss


def _rarity(item: Item) -> float:
    """Return what an item weighs in the loss of the status: six of seven are facts."""
    return 1.0 if all(set(side) <= {STATUSES.index("fact")} for side in item.statuses) else NO_FACT_WEIGHT


def fit(
    network: PairNetwork,
    items: Sequence[Item],
    *,
    epochs: int,
    rate: float,
    seed: int,
    disguised: bool = True,
    watch: Callable[[int, int, float], None] | None = None,
) -> None:
    """Fit the network in place; the learning rate rises over a few steps and falls to nothing.

    ``disguised`` items are seen with their names hidden or exchanged, otherwise as they are.
    """
    dice = random.Random(seed)  # noqa: S311 - seeded on purpose
    torch.manual_seed(seed)
    steps = epochs * sum(1 for _ in batches(items, random.Random(0)))  # noqa: S311
    warm = max(1, int(steps * WARM_UP))
    trained = [p for p in network.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    body = [p for name, p in network.named_parameters() if name.startswith("encoder.") and p.requires_grad]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": rate * HEADS_FASTER}]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))
    )
    network.train()
    names = names_of(items)
    done, running = 0, 0.0
    for _ in range(epochs):
        seen = [disguise(item, names, dice) for item in items] if disguised else items
        for batch in batches(seen, dice):
            with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast where the processor knows it
                loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            running = 0.95 * running + 0.05 * float(loss.detach()) if done > 1 else float(loss.detach())
            if watch:
                watch(done, steps, running)
    network.eval()


def predict(network: PairNetwork, items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return the probabilities of each item, in order."""
    place = {id(item): k for k, item in enumerate(items)}
    found: list[dict[str, Any]] = [{} for _ in items]
    with torch.inference_mode():
        for batch in batches(items, None):
            out = network(*inputs(batch))
            types, roots = out.types.softmax(-1), out.roots.softmax(-1)
            statuses, modes, mutual = out.statuses.softmax(-1), out.modes, out.mutual.sigmoid()
            for k, item in enumerate(batch):
                found[place[id(item)]] = {
                    "types": types[k].numpy(),
                    "roots": roots[k].numpy(),
                    "statuses": statuses[k].numpy(),
                    "modes": modes[k].numpy(),
                    "mutual": float(mutual[k]),
                }
    return found
