"""The trained encoder: marked pairs in, probabilities out. The one door to onnxruntime.

What the classes are, the thresholds and the calibration stand in ``model/card.json`` beside the weights; both
are written by ``training/coder``. MiniLM-L6, int8; a branch of its last layers knows PLV's names of acts and
is run where those are asked for.
"""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from detente.events.marking import MarkedPair
    from detente.records import Status

BATCH = 32  # pairs of like length that go through together
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of one pair: arrays of (2, classes), first -> second and second -> first.

    ``words`` are the weights of the tokens in each direction, ``mutual`` the probability that an act told of
    both was done together; ``roots`` are empty where they were not asked for.
    """

    types: NDArray[np.float32]
    roots: NDArray[np.float32]
    statuses: NDArray[np.float32]
    modes: NDArray[np.float32]
    mutual: float
    words: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Card:
    """What the weights were made for: the classes in their order, thresholds, calibration, version."""

    version: str
    types: tuple[str, ...]
    roots: tuple[str, ...]
    statuses: tuple[Status, ...]
    modes: tuple[tuple[str, str], ...]
    temperature: float
    root_temperature: float
    status_temperature: float
    threshold: float


@cache
def load_card() -> Card:
    """Return the model's card.

    >>> load_card().types[0], len(load_card().types)
    ('NONE', 17)
    """
    data: dict[str, Any] = json.loads((files("detente.events") / "model" / "card.json").read_text("utf-8"))
    data["modes"] = [tuple(pair) for pair in data["modes"]]
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()}
    return Card(**fields)


@cache
def session(name: str = "pairs") -> InferenceSession:
    """Return the encoder, or its branch ``roots``, as onnxruntime runs it; loaded when it is first asked.

    It runs on all cores, but on one in a worker process: the others have workers of their own.
    """
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - takes 0.1 s

    options = SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others share the machine
    options.enable_cpu_mem_arena = False  # else the longest batch is kept for good
    options.log_severity_level = 3
    if multiprocessing.parent_process() is not None:
        options.intra_op_num_threads = 1
    with as_file(files("detente.events") / "model" / f"{name}.onnx") as path:
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_pairs(pairs: Sequence[MarkedPair], *, roots: bool = False) -> list[Reading]:
    """Return what the encoder says of each pair, in their order; also its PLV root if ``roots``."""
    found: list[Reading | None] = [None] * len(pairs)
    order = iter(sorted(range(len(pairs)), key=lambda k: len(pairs[k].ids)))
    while chunk := list(islice(order, BATCH)):
        for k, reading in zip(chunk, _read_batch([pairs[k] for k in chunk], roots=roots), strict=True):
            found[k] = reading
    return [reading for reading in found if reading is not None]


def _read_batch(pairs: Sequence[MarkedPair], *, roots: bool) -> Iterator[Reading]:
    card, fed = load_card(), inputs(pairs)
    types, statuses, modes, mutual, words, below = session().run(None, fed)
    types, statuses = _softmax(types / card.temperature), _softmax(statuses / card.status_temperature)
    together, named = 1 / (1 + np.exp(-mutual)), np.empty((len(pairs), 0, 0), dtype=np.float32)
    if roots:
        asked = {name: fed[name] for name in ("mask", "first", "second")}
        named = _softmax(session("roots").run(None, asked | {"below": below})[0] / card.root_temperature)
    for k, pair in enumerate(pairs):
        yield Reading(
            types[k], named[k], statuses[k], modes[k], float(together[k]), words[k, :, : len(pair.ids)]
        )


def inputs(pairs: Sequence[MarkedPair]) -> dict[str, NDArray[Any]]:
    """Return a batch as the encoder takes it: ids and mask (pairs, tokens), weights of opening markers."""
    length = max(len(pair.ids) for pair in pairs)
    ids = np.zeros((len(pairs), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    first = np.zeros((len(pairs), length), dtype=np.float32)
    second = np.zeros_like(first)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        mask[row, : len(pair.ids)] = 1
        first[row, pair.first] = 1 / len(pair.first)
        second[row, pair.second] = 1 / len(pair.second)
    return {"ids": ids, "mask": mask, "first": first, "second": second}


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    raised: NDArray[np.float32] = shifted / shifted.sum(-1, keepdims=True)
    return raised
