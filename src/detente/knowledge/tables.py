"""The columns and the order of the tables in ``knowledge/data``, and how one is read.

Not for looking anything up: that is ``World``.
"""

from __future__ import annotations

import csv
import gc
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import KnowledgeError
from detente.knowledge.rows import (
    Agent,
    Alias,
    Claimant,
    Code,
    ForeignName,
    Member,
    PlaceRow,
    State,
    Succession,
    Tenure,
    Tie,
)
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DATA = Path(__file__).parent / "data"
ROWS: dict[str, type[Any]] = {
    "states": State,
    "succession": Succession,
    "codes": Code,
    "members": Member,
    "claimants": Claimant,
    "ties": Tie,
    "aliases": Alias,
    "people": Tenure,
    "agents": Agent,
    "foreign": ForeignName,
    "places": PlaceRow,
}
COLUMNS: dict[str, tuple[str, ...]] = {table: row._fields for table, row in ROWS.items()}


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


# Columns that hold something else than text.
READ_AS: dict[str, Callable[[str], object]] = {
    "also": _list,
    "within": _list,
    "sector": lambda cell: cell or None,
    "ambiguous": lambda cell: cell == "yes",
}


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as they stand in the file.

    >>> read_table("states")[0]["code"]
    'AFG'
    """
    return [dict(zip(COLUMNS[name], row, strict=True)) for row in read_cells(name)]


def read_rows(name: str) -> list[Any]:
    """Return the rows of a table as values of their class in ``rows``; for towns see `PlaceRow.of`.

    >>> read_rows("states")[0].name
    'Afghanistan'
    """
    row_class = ROWS[name]
    readers = [(i, READ_AS[column]) for i, column in enumerate(COLUMNS[name]) if column in READ_AS]
    with no_collection():
        rows = read_cells(name)
        for cells in rows:
            for i, reader in readers:
                cells[i] = reader(cells[i])  # type: ignore[call-overload]
        return list(map(row_class._make, rows))


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, over rows that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_cells(name: str) -> list[list[str]]:
    """Return the rows of a table as lists of cells; raises `KnowledgeError` where one does not fit."""
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    if tuple(header) != COLUMNS[name]:
        raise KnowledgeError(f"{name}.csv: columns are {header}, expected {list(COLUMNS[name])}")
    if set(map(len, rows)) - {len(header)}:
        wrong = next(number for number, row in enumerate(rows, 2) if len(row) != len(header))
        raise KnowledgeError(f"{name}.csv, line {wrong}: {len(header)} cells expected")
    return rows


def sort_key(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what rows are sorted by: the first cell without case and accents, then all cells."""
    return (fold(cells[0]), *cells)
