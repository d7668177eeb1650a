"""Acts between named parties, one row an act of one source toward one target on one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import SourceError, UsageError
from detente.records import Event, Rejected, content_id, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.outlook.ranking.arrays import Ints


HOURS = 24  # a benchmark whose times are all multiples of it counts hours
MOST_DIGITS = 12  # of a whole number; a longer one is no place and no time
LEAST_FIELDS = 4  # source, relation, target, time; a fifth is not read
SPLITS = ("train", "valid", "test")


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Acts in order of their days.

    ``rows`` has the shape (acts, 4): source, relation, target, day, all whole numbers; the first three are
    places in ``entities`` and ``relations``, the day counts from any fixed one. Where the facts are ``dated``
    it is that of the calendar (``date.toordinal``).

    >>> facts = Facts(np.array([[0, 0, 1, 5]]), ("AZE", "RUS"), ("ACCUSE",))
    >>> len(facts), facts.until
    (1, 5)
    """

    rows: Ints
    entities: tuple[str, ...]
    relations: tuple[str, ...]
    dated: bool = False

    def __len__(self) -> int:
        """Return the number of acts."""
        return len(self.rows)

    @property
    def until(self) -> int:
        """The last day with an act."""
        return int(self.rows[-1, 3])

    def day_of(self, day: int | str | date) -> int:
        """Return a day as these facts count it: a number, or where they are dated a date or its ISO text.

        Raises:
            UsageError: it is no day, or a date where only numbers are known.

        >>> Facts(np.empty((0, 4), np.int64), (), (), dated=True).day_of("2025-07-08")
        739440
        """
        if isinstance(day, int | np.integer):
            return int(day)
        try:
            when = day if isinstance(day, date) else date.fromisoformat(day)
        except ValueError as error:
            raise UsageError(f"{day!r} is no day: write 2025-07-08") from error
        if not self.dated:
            raise UsageError(f"days are numbers here, up to {self.until}; there is no {when}")
        return when.toordinal()

    def name_day(self, day: int) -> int | str:
        """Return a day as its ISO text where the facts are dated, else as its number."""
        return date.fromordinal(day).isoformat() if self.dated else day

    def before(self, day: int) -> Facts:
        """Return the acts before a day."""
        return replace(self, rows=self.rows[: np.searchsorted(self.rows[:, 3], day)])

    def both_ways(self) -> Ints:
        """Return each act twice: from its source, and turned, with another relation, from its target.

        A question for the source of an act is so a question for the target of the turned one.
        """
        return turned(self.rows, len(self.relations))


def turned(rows: Ints, relations: int) -> Ints:
    """Return rows followed by the same rows seen from their targets.

    >>> turned(np.array([[0, 0, 1, 5]]), relations=3).tolist()
    [[0, 0, 1, 5], [1, 3, 0, 5]]
    """
    back = rows[:, [2, 1, 0, 3]]
    back[:, 1] += relations
    return np.concatenate([rows, back])


@dataclass(frozen=True, slots=True, eq=False)
class Benchmark:
    """A folder in the temporal-graph format: its splits by name, and the rows that could not be read."""

    splits: Mapping[str, Facts]
    rejected: tuple[Rejected, ...]


def read_folder(path: str | Path) -> Benchmark:
    """Read ``train.txt valid.txt [test.txt] entity2id.txt relation2id.txt``.

    A row is source, relation, target and time, with tabs or spaces between, a fifth column or none. Times are
    hours where all of train are multiples of 24, else days. A row that is not four whole numbers of known
    parties is rejected and the rest is read.

    Raises:
        SourceError: a file is missing, or holds nothing that can be read.
    """
    folder = Path(path)
    entities, relations = (_read_names(folder / f"{what}2id.txt") for what in ("entity", "relation"))
    rejected: list[Rejected] = []
    rows = {
        split: _read_rows(folder / f"{split}.txt", len(entities), len(relations), rejected)
        for split in SPLITS
        if split != "test" or (folder / "test.txt").exists()
    }
    unit = HOURS if np.gcd.reduce(rows["train"][:, 3]) % HOURS == 0 else 1
    for one in rows.values():
        one[:, 3] //= unit
    return Benchmark(
        {split: Facts(in_order(one), entities, relations) for split, one in rows.items()}, tuple(rejected)
    )


def in_order(rows: Ints) -> Ints:
    """Return rows by day, then source, relation, target: the order of the file decides nothing."""
    return rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0], rows[:, 3]))]


def join(parts: Sequence[Facts]) -> Facts:
    """Return the acts of all parts, which share their parties and relations, in order of their days."""
    return replace(parts[0], rows=in_order(np.concatenate([part.rows for part in parts])))


def of_events(events: Iterable[Event | Mapping[str, Any]]) -> Facts:
    """Return the facts that our own events tell: `Event` records, or rows of an event table as dictionaries.

    The parties are the codes of the actors, the relation is the type. Only what is told as fact, of one
    party toward another, with a day, counts; an act of several is one for each pair, a mutual one goes both
    ways. They are dated.

    >>> event = {"source": [{"code": "AZE"}], "target": [{"code": "RUS"}], "type": "ACCUSE",
    ...          "status": "fact", "symmetric": False, "date": {"start": "2025-07-08"}}
    >>> facts = of_events([event])
    >>> facts.entities, facts.relations, facts.rows.tolist()
    (('AZE', 'RUS'), ('ACCUSE',), [[0, 0, 1, 739440]])
    """
    told = sorted(
        {act for event in events for act in _acts(to_dict(event) if isinstance(event, Event) else event)}
    )
    entities = tuple(sorted({name for _, source, _, target in told for name in (source, target)}))
    relations = tuple(sorted({relation for _, _, relation, _ in told}))
    entity, relation = ({name: i for i, name in enumerate(names)} for names in (entities, relations))
    rows = [(entity[s], relation[r], entity[t], day) for day, s, r, t in told]
    ordered = in_order(np.array(rows, dtype=np.int64).reshape(-1, 4))
    return Facts(ordered, entities, relations, dated=True)


def _acts(event: Mapping[str, Any]) -> Iterable[tuple[int, str, str, str]]:
    when = event["date"]
    start = when and when["start"]
    if event["status"] != "fact" or not start or when.get("end", start) not in {start, None}:
        return
    try:
        day = date.fromisoformat(str(start)[:10]).toordinal()
    except ValueError:  # a month or a year: no day
        return
    sources, targets = ([actor["code"] for actor in event[side]] for side in ("source", "target"))
    for source in sources:
        for target in targets:
            if source != target and "UNK" not in {source, target}:
                yield day, source, event["type"], target
                if event["symmetric"]:
                    yield day, target, event["type"], source


def _read_names(path: Path) -> tuple[str, ...]:
    names: dict[int, str] = {}
    for number, line in _lines(path):
        *words, last = line.split()
        if not _is_whole(last):
            raise SourceError(str(path), f"line {number} does not end in a number: {line.strip()[:60]!r}")
        names[int(last)] = " ".join(words).replace("_", " ")
    if sorted(names) != list(range(len(names))):
        raise SourceError(str(path), f"its {len(names)} numbers do not run from 0 to {len(names) - 1}")
    return tuple(names[i] for i in range(len(names)))


def _read_rows(path: Path, entities: int, relations: int, rejected: list[Rejected]) -> Ints:
    rows = []
    for number, line in _lines(path):
        fields = line.split()[:LEAST_FIELDS]
        if len(fields) == LEAST_FIELDS and all(map(_is_whole, fields)):
            row = [int(field) for field in fields]
            if row[0] < entities and row[1] < relations and row[2] < entities:
                rows.append(row)
                continue
        where = f"{path}:{number}"
        reason = "not source, relation, target and time, or an unknown party or relation"
        rejected.append(Rejected(id=content_id(where, line), stage="outlook", reason=reason, location=where))
    if not rows:
        raise SourceError(str(path), "holds no row of source, relation, target and time")
    return np.array(rows, dtype=np.int64)


def _is_whole(field: str) -> bool:
    return field.isdecimal() and len(field) <= MOST_DIGITS


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, with their numbers in the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read: {error}") from error
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
