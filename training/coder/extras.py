"""The outside set that ``--extra DIR`` adds to our own annotations.

``plv_train.tsv``: PLV (Hu et al., ACL 2024), one act of a marked source toward a marked target in each
sentence.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from detente.events.marking import Span

TAGGED = re.compile(r"<([st])>(.*?)</\1>", re.DOTALL)


class PlvExample(NamedTuple):
    """One sentence of PLV: the spans of source and target, and the root type."""

    text: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    root: str


def read_plv(path: Path) -> list[PlvExample]:
    """Return the sentences of a PLV table, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_plv(row) for row in csv.DictReader(file, delimiter="\t")]


def _plv(row: dict[str, str]) -> PlvExample:
    marked, text, last = row["marked_sentence"], "", 0
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    for found in TAGGED.finditer(marked):
        text += marked[last : found.start()]
        inner = found[2]
        spans[found[1]].append((len(text), len(text) + len(inner)))
        text += inner
        last = found.end()
    text += marked[last:]
    return PlvExample(text, tuple(spans["s"]), tuple(spans["t"]), row["gold_root"])
