# ruff: noqa: INP001 - a script, no package
"""What the writers of all tables share: rows, reading them, names of sources, spans of office.

Not for writing: that is ``build_tables.py``.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, str]
# Rows by hand of every table and, of the tables that are written already, all rows.
Tables = dict[str, list[Row]]

HERE = Path(__file__).parent
FACTBOOK = "CIA World Factbook, snapshot {} (public domain)"
FACTBOOK_LAST = FACTBOOK.format("2026-01")

# The end of an office that goes on, for comparing.
NEVER = "9999"


def read(path: Path, delimiter: str = ",") -> Iterator[Row]:
    """Yield the rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def by_code(rows: list[Row]) -> dict[str, list[Row]]:
    """Return the rows of ``people.csv`` of each state and organisation."""
    found = defaultdict(list)
    for row in rows:
        found[row["code"]].append(row)
    return found


def same_person(one: Row, other: Row) -> bool:
    """Whether two rows of a state speak of one person at one time.

    >>> row = {"name": "John R. Bolton", "start": "2005", "end": ""}
    >>> same_person(row, {"name": "John Bolton", "start": "2005-08-01", "end": "2006"})
    True
    """
    alike = initials(one) == initials(other) or bool(names(one) & names(other))
    return alike and overlap(one, other)


def initials(row: Row) -> str:
    """Return the surname with the first letters of the name: what two spellings mostly share.

    >>> initials({"name": "Kolinda Grabar-Kitarović"})
    'kokitarovic'
    """
    return fold(row["name"])[:2] + last_word(row)


def overlap(one: Row, other: Row) -> bool:
    """Whether two spans of office share a day."""
    return one["start"] < (other["end"] or NEVER) and other["start"] < (one["end"] or NEVER)


def last_word(row: Row) -> str:
    """Return what is compared of a surname."""
    return re.split(r"[ -]", fold(row["name"]))[-1]


def names(row: Row) -> set[str]:
    """Return all spellings of a name."""
    return {fold(name) for name in (row["name"], *row.get("also", "").split("|")) if name}
