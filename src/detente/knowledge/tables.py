"""The columns and the order of the tables in ``knowledge/data``, and how one is read.

Not for looking anything up: that is ``World``.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.errors import KnowledgeError
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS: dict[str, tuple[str, ...]] = {
    "states": ("code", "iso2", "cow", "name", "cited"),
    "codes": ("code", "kind", "name", "cited"),
    "aliases": ("alias", "kind", "code", "sector", "start", "end", "ambiguous", "cited"),
    "people": ("name", "also", "code", "role", "sector", "start", "end", "known_until", "alone", "cited"),
    "agents": ("noun", "kind", "sector", "cited"),
    "places": ("name", "country", "lat", "lon", "cited"),
}


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as they stand in the file.

    >>> read_table("states")[0]["code"]
    'AFG'
    """
    text = files("detente.knowledge").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    if tuple(header) != COLUMNS[name]:
        raise KnowledgeError(f"{name}.csv: columns are {header}, expected {list(COLUMNS[name])}")
    wrong = next((number for number, row in enumerate(rows, 2) if len(row) != len(header)), None)
    if wrong:
        raise KnowledgeError(f"{name}.csv, line {wrong}: {len(header)} cells expected")
    return [dict(zip(header, row, strict=True)) for row in rows]


def sort_key(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what rows are sorted by: the first cell without case and accents, then all cells."""
    return (fold(cells[0]), *cells)
