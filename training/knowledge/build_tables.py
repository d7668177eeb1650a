# ruff: noqa: INP001 - a script, no package: it says what it did
"""Writes the generated rows of ``src/detente/knowledge/data`` again, from the project's data folder.

    python training/knowledge/build_tables.py ../shared/data/knowledge
    python training/knowledge/build_tables.py ../shared/data/knowledge --check

Five tables have generated rows: aliases, people, members, ties and places; the others are kept by hand. A
row is generated if its ``cited`` is the name of a source and nothing else (``GENERATED``); every other row
is by hand, stays as it is, and wins over a generated one that says the same. So a generated row is
corrected by changing it and writing ``hand:`` before what it cites; one that is wrong in the source is
kept out by a line in the tables beside this script:

- ``judged.csv``: heads of state and government; ``removed``, or ``no surname`` that stands alone
- ``terms.csv``: other officials; ``removed``, or the true start and end
- ``offices.csv``: the offices whose holders are taken
- ``not_towns.csv``, ``spellings.csv``: towns not looked up by their name; other spellings of towns

With ``--check`` nothing is written: the exit status is 1 if a table would change.
Only facts are taken over (a name, a date, a code, a coordinate), each with the name of its origin.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aliases
import leaders
import members
import officials
import places

from detente.knowledge.tables import COLUMNS, DATA, read_table, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sources import Row, Tables

GENERATED = re.compile(
    r"CIA World Factbook, snapshot \d{4}-\d\d \(public domain\)"
    r"|Unicode CLDR 46 \(Unicode licence\)"
    r"|Wikidata Q\d+(; (dates|end) by hand)?"
    r"|Thompson Sakuwa and Suhas: strategic rivalries #\d+"
    r"|GeoNames \d+"
)

MOST_SHOWN = 40  # rows of a table that come or go


def people(folder: Path, tables: Tables) -> list[Row]:
    """Return heads of state and government, then other officials."""
    found = list(leaders.generated(folder, tables))
    return [*found, *officials.generated(folder, tables, found)]


# In this order: whether a town is taken depends on the aliases.
WRITERS: dict[str, Callable[[Path, Tables], Iterable[Row]]] = {
    "aliases": aliases.generated,
    "people": people,
    "members": members.generated,
    "ties": members.rivalries,
    "places": places.generated,
}


def main() -> int:
    """Write the tables, or say which would change."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the data folder: ../shared/data/knowledge")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a table would change")
    given = parser.parse_args()
    changed = False
    for table, rows in built(given.folder).items():
        path, text = DATA / f"{table}.csv", as_csv(table, rows)
        if text.encode() == path.read_bytes():
            continue
        changed = True
        print(f"{table}: {difference(table, rows)}")
        if not given.check:
            path.write_text(text, encoding="utf-8", newline="")
    return int(changed and given.check)


def built(folder: Path) -> Tables:
    """Return the tables with generated rows as they should be: rows by hand, then generated ones."""
    tables = {
        table: [row for row in read_table(table) if table not in WRITERS or not generated(row)]
        for table in COLUMNS
    }
    for table, write in WRITERS.items():
        tables[table] += list(write(folder, tables))
    return {table: tables[table] for table in WRITERS}


def generated(row: Row) -> bool:
    """Whether a row of a table was written by this script, not by hand."""
    return GENERATED.fullmatch(row["cited"]) is not None


def as_csv(table: str, rows: Iterable[Row]) -> str:
    """Return the text of a table: sorted, each row once."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[table])
    in_order = sorted({cells(table, row) for row in rows}, key=sort_key)
    writer.writerows(in_order)
    return text.getvalue()


def cells(table: str, row: Row) -> tuple[str, ...]:
    """Return a row as it stands in the table; what is left out is empty."""
    return tuple(row.get(column, "") for column in COLUMNS[table])


def difference(table: str, rows: list[Row]) -> str:
    """Return the rows that come and go: how many, and the first of them in order."""
    new, old = ({cells(table, row) for row in each} for each in (rows, read_table(table)))
    shown = [*(f"\n  - {row}" for row in sorted(old - new)), *(f"\n  + {row}" for row in sorted(new - old))]
    left_out = f"\n  and {len(shown) - MOST_SHOWN} more" * (len(shown) > MOST_SHOWN)
    return f"{len(new - old)} rows come, {len(old - new)} go" + "".join(shown[:MOST_SHOWN]) + left_out


if __name__ == "__main__":
    sys.exit(main())
