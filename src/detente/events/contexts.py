"""How and about what: PLOVER contexts read from the words of the sentence (`data/contexts.csv`)."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.tokens import Token

ALWAYS = {"ASSAULT": "military", "MOBILIZE": "military", "CONSULT": "diplomatic"}


@cache
def _cues() -> dict[str, str]:
    file = resources.files("detente.events") / "data" / "contexts.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {row["word"]: row["context"] for row in rows}


def read_contexts(tokens: Sequence[Token], event_type: str) -> tuple[str, ...]:
    """Return the contexts of an event, sorted; none is a fair answer.

    >>> from detente.events.tokens import Token
    >>> read_contexts([Token("gas", "gas", 0, 3)], "COOPERATE")
    ('natural_resource',)
    """
    cues = _cues()
    found = {cues[t.low] for t in tokens if t.low in cues}
    if event_type in ALWAYS:
        found.add(ALWAYS[event_type])
    return tuple(sorted(found))
