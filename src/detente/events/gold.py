"""Gold data for the coder, and how what the coder found is held against it.

Two kinds of files: a table of marked pairs as PLV has it (``marked_sentence`` with ``<s>source</s>`` and
``<t>target</t>``, ``gold_root``, ``gold_penta``: Hu et al., ACL 2024), and items of our own, one JSON object
a line (``text``, ``published``, ``genre``, ``title``, ``events``: see ``evals/coder/README.md``). The figures
carry 95 % intervals from drawing the rows again.
Not for coding: what was found is given. Not for opening files either.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from detente.errors import SourceError, UsageError
from detente.events.label import YIELD, YIELD_QUAD, YIELD_TYPES, MarkedText
from detente.records import STATUSES, Article, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from detente.events.label import Label
    from detente.ontology import Ontology
    from detente.records import Event

Item = dict[str, Any]
Key = tuple[str, str, str]
Kind = Literal["pairs", "items"]

COLUMNS = ("marked_sentence", "gold_root")
TAG = re.compile(r"</?([st])>")
QUADS = {"1": 1, "2": 2, "3": 3, "4": 4}
CONFLICT = 3  # quad classes from here on
# Acts that the two sides do together: a pair asked in either direction holds them.
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
TOLLS = frozenset({"killed", "injured", "captured", "detained"})  # what the gold of our items counts
BINS = 10
DRAWS, SEED = 1000, 11
INTERVAL = (2.5, 97.5)
UNDATED = "2100-01-01"  # when an item without a date was fetched: nothing is dated later


class Figure(NamedTuple):
    """A figure with its interval; None where there was nothing to count."""

    value: float | None
    low: float | None
    high: float | None


class TypeRow(NamedTuple):
    """How one type was found: how often it stands in the gold data, and was said."""

    type: str
    gold: int
    found: int
    precision: float | None
    recall: float | None
    f1: float | None


class Fault(NamedTuple):
    """One wrong answer: what should have been said, and what was."""

    item: str
    gold: str
    found: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How the coder did on one gold file.

    ``unread`` is how many rows could not be asked: pairs among them count as wrong, items are left out.
    """

    gold: str
    kind: Kind
    n: int
    unread: int
    figures: Mapping[str, Figure]
    types: tuple[TypeRow, ...]
    faults: tuple[Fault, ...]

    def to_dict(self, errors: int = 0) -> dict[str, Any]:
        """Return one object with the figures at its top; it lists so many faults, the worst first."""
        return {
            "gold": self.gold,
            "kind": self.kind,
            "n": self.n,
            "unread": self.unread,
            **{name: figure.value for name, figure in self.figures.items()},
            "intervals": {name: [figure.low, figure.high] for name, figure in self.figures.items()},
            "types": [row._asdict() for row in self.types],
            "errors": [fault._asdict() for fault in self.faults[:errors]],
        }


class GoldPair(NamedTuple):
    """One row of a table of marked pairs; ``marked`` is a reason where it cannot be read."""

    marked: MarkedText | str
    root: str
    quad: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Gold:
    """What a gold file holds: pairs or items, and how many items could not be read."""

    kind: Kind
    pairs: tuple[GoldPair, ...] = ()
    items: tuple[Item, ...] = ()
    unread: int = 0


# Reading


def read_gold(name: str, data: bytes, ontology: Ontology) -> Gold:
    r"""Return what a gold file holds; raises `UsageError` where it is none, `SourceError` where it is empty.

    >>> from detente import ontology
    >>> table = b"marked_sentence\tgold_root\n<s>Oslo</s> met <t>Rome</t>.\tCONSULT\n"
    >>> read_gold("gold.tsv", table, ontology.load()).pairs[0].marked
    MarkedText(text='Oslo met Rome.', source=((0, 4),), target=((9, 13),))
    """
    text = data.decode("utf-8-sig", "replace")
    if not text.strip():
        raise SourceError(name, "empty file")
    gold = _items(text) if text.lstrip().startswith(("{", "[")) else _table(text, ontology)
    if gold is None or not (gold.pairs or gold.items):
        raise UsageError(
            f"{name}: not a gold file: neither a tab-separated table with the columns {' and '.join(COLUMNS)}"
            ' nor JSON lines with "text" and "events"'
        )
    return gold


def _table(text: str, ontology: Ontology) -> Gold | None:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            return None
        return Gold("pairs", pairs=tuple(_gold_pair(row, ontology) for row in reader))
    except csv.Error:
        return None


def _gold_pair(row: Mapping[str, str | None], ontology: Ontology) -> GoldPair:
    marked, root = row["marked_sentence"] or "", (row["gold_root"] or "").strip().upper()
    penta = (row.get("gold_penta") or "").strip().removesuffix(".0")
    if root not in {YIELD, *ontology.types}:
        return GoldPair(f"unknown root {root!r}", root, None, marked)
    own = YIELD_QUAD if root in {YIELD, *YIELD_TYPES} else ontology.quad(root)
    return GoldPair(read_marked(marked), root, QUADS.get(penta, own), marked)


def read_marked(marked: str) -> MarkedText | str:
    """Return a tagged sentence as text with spans, or why it cannot be read.

    >>> read_marked("<s>Teachers</s> went on strike.")
    'no <t> is marked'
    """
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    opened: list[tuple[str, int]] = []
    text, last = "", 0
    for tag in TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        if not tag[0].startswith("</"):
            opened.append((tag[1], len(text)))
        elif opened and opened[-1][0] == tag[1]:
            spans[tag[1]].append((opened.pop()[1], len(text)))
        else:
            return "its tags do not pair"
    text += marked[last:]
    if opened:
        return "its tags do not pair"
    for name, found in spans.items():
        if not found:
            return f"no <{name}> is marked"
    return MarkedText(text, tuple(spans["s"]), tuple(spans["t"]))


def _items(text: str) -> Gold | None:
    items, unread = [], 0
    for line in text.split("\n"):
        if line.strip():
            item = _item(line)
            items += [item] if item else []
            unread += item is None
    return Gold("items", items=tuple(items), unread=unread)


def _item(line: str) -> Item | None:
    """Return an item that can be coded and scored, None where anything that needs is not there."""
    try:
        item: Item = json.loads(line)
        if item.get("published"):
            date.fromisoformat(item["published"])
        for event in item["events"]:
            _check(event)
        return item if item["text"].strip() else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _check(event: Item) -> None:
    """Fail on an event that could not be scored."""
    for name in ("source", "target"):
        if not isinstance(event[name], list):
            raise TypeError(name)
    sorted(keys_of(event))
    if event["status"] not in STATUSES:
        raise ValueError(event["status"])
    if event.get("date"):
        _ = event["date"]["start"]
    for quantity in event.get("quantities") or ():
        _ = float(quantity["value"]), quantity["what"]


def item_article(item: Item) -> Article:
    """Return an item as the article that the program codes: a headline where ``title`` is true."""
    is_title, text = bool(item.get("title")), item["text"]
    published = item.get("published") or None
    return Article(
        id=str(item.get("id") or content_id("gold", text)),
        page_id="gold",
        location="gold",
        position=0,
        role="main",
        title=text if is_title else "",
        outlet=None,
        byline=None,
        published=published,
        published_precision="day" if published else "unknown",
        zone=None,
        retrieved=f"{published or UNDATED}T23:00:00Z",
        url=None,
        lang="en",
        genre=item.get("genre") or "news",
        minutes=1,
        paragraphs=() if is_title else (text,),
        blocks=(),
    )


# Pairs


class _Rows(NamedTuple):
    """The rows of a table as numbers: classes by index, -1 for no answer, -2 for gold that names no class."""

    root: NDArray[np.intp]
    told_root: NDArray[np.intp]
    quad: NDArray[np.intp]
    told_quad: NDArray[np.intp]
    direction: NDArray[np.bool_]
    confidence: NDArray[np.float64]

    def drawn(self, at: NDArray[np.intp]) -> _Rows:
        return _Rows(
            self.root[at],
            self.told_root[at],
            self.quad[at],
            self.told_quad[at],
            self.direction[at],
            self.confidence[at],
        )


def evaluate_pairs(name: str, pairs: Sequence[GoldPair], labels: Iterable[Label]) -> Evaluation:
    """Hold labels of scheme ``plover`` against a table of pairs, row for row."""
    told = list(labels)
    merged = any(pair.root == YIELD for pair in pairs)
    answers = [_root_of(label, merged=merged) for label in told]
    roots = sorted({pair.root for pair in pairs if pair.quad} | {root for root in answers if root})
    at = {root: k for k, root in enumerate(roots)}
    rows = _Rows(
        np.array([at.get(pair.root, -2) if pair.quad else -2 for pair in pairs]),
        np.array([at.get(root, -1) if root else -1 for root in answers]),
        np.array([pair.quad or -2 for pair in pairs]),
        np.array([label.quad or -1 for label in told]),
        np.array([_is_right_way(pair, label) for pair, label in zip(pairs, told, strict=True)]),
        np.array([label.confidence for label in told]),
    )
    wrong = [
        (label.confidence if root else -1.0, k)
        for k, (root, pair, label) in enumerate(zip(answers, pairs, told, strict=True))
        if root != pair.root or not _is_right_way(pair, label)
    ]
    return Evaluation(
        gold=name,
        kind="pairs",
        n=len(pairs),
        unread=sum(label.reason is not None for label in told),
        figures=with_intervals(len(pairs), lambda drawn: _pair_figures(rows.drawn(drawn))),
        types=tuple(_pair_types(rows, roots)),
        faults=tuple(
            Fault(str(k + 1), f"{pairs[k].root} forward", _told(told[k]), pairs[k].text)
            for _, k in sorted(wrong, key=lambda one: (-one[0], one[1]))
        ),
    )


def _root_of(label: Label, *, merged: bool) -> str | None:
    return YIELD if merged and label.type in YIELD_TYPES else label.type


def _is_right_way(pair: GoldPair, label: Label) -> bool:
    return label.direction == "forward" or (label.direction == "both" and pair.root in TOGETHER)


def _told(label: Label) -> str:
    if label.reason:
        return f"- ({label.reason})"
    return f"{label.type} {label.direction} {label.confidence:.2f}" if label.type else "no act"


def _pair_figures(rows: _Rows) -> dict[str, float]:
    right = rows.root == rows.told_root
    conflict, told = rows.quad >= CONFLICT, np.where(rows.told_quad > 0, rows.told_quad >= CONFLICT, -1)
    answered = rows.told_root >= 0
    return {
        "root_macro_f1": macro_f1(rows.root, rows.told_root),
        "quad_macro_f1": macro_f1(rows.quad, rows.told_quad),
        "conflict_macro_f1": macro_f1(np.where(rows.quad > 0, conflict, -2), told),
        "accuracy": float(right.mean()),
        "direction": float(rows.direction.mean()),
        "ece": ece(rows.confidence[answered], right[answered]),
    }


def macro_f1(gold: NDArray[np.intp], told: NDArray[np.intp]) -> float:
    """Return the mean F1 of the classes that the gold data holds; below 0 is no class.

    >>> macro_f1(np.array([0, 0, 1]), np.array([0, 1, 1])).__round__(3)
    0.667
    """
    classes = int(max(gold.max(initial=0), told.max(initial=0))) + 1
    held, said = (np.bincount(side[side >= 0], minlength=classes) for side in (gold, told))
    right = np.bincount(gold[(gold == told) & (gold >= 0)], minlength=classes)
    there = held > 0
    return float((2 * right[there] / (held + said)[there]).mean()) if there.any() else float("nan")


def ece(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten bins (Naeini et al. 2015).

    >>> ece(np.array([0.75, 0.75]), np.array([True, False]))
    0.25
    """
    if not len(confidence):
        return float("nan")
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, confidence - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(confidence))


def _pair_types(rows: _Rows, roots: Sequence[str]) -> Iterator[TypeRow]:
    for k, root in enumerate(roots):
        gold, found = rows.root == k, rows.told_root == k
        yield _type_row(root, int((gold & found).sum()), int(gold.sum()), int(found.sum()))


def _type_row(name: str, right: int, gold: int, found: int) -> TypeRow:
    precision = round(right / found, 4) if found else None
    recall = round(right / gold, 4) if gold else None
    return TypeRow(name, gold, found, precision, recall, round(2 * right / (gold + found), 4))


# Items


def keys_of(event: Item) -> set[Key]:
    """Return the (source, target, type) of each pair of a gold event; symmetric pairs in order of code."""
    if event.get("symmetric"):
        everyone = sorted({*event["source"], *event["target"]})
        return {(a, b, event["type"]) for i, a in enumerate(everyone) for b in everyone[i + 1 :]}
    return {(a, b, event["type"]) for a in event["source"] for b in event["target"] if a != b}


def found_keys(event: Event) -> set[Key]:
    """Return the same of a coded event."""
    return keys_of(
        {
            "source": [actor.code for actor in event.source],
            "target": [actor.code for actor in event.target],
            "type": event.type,
            "symmetric": event.symmetric,
        }
    )


def _matched(item: Item, events: Iterable[Event]) -> tuple[dict[Key, Item], dict[Key, Event]]:
    """Return gold and coded events by their keys."""
    gold = {key: event for event in item["events"] for key in keys_of(event)}
    return gold, {key: event for event in events for key in found_keys(event)}


def score_item(item: Item, events: Iterable[Event]) -> dict[str, int]:
    """Return the counts of one item: keys right, missed and wrong; statuses, dates and counts right."""
    gold, found = _matched(item, events)
    right = gold.keys() & found.keys()
    dated = [key for key in right if gold[key].get("date")]
    counted = [key for key in right if gold[key].get("quantities")]
    facts = [key for key in found if found[key].status == "fact"]
    return {
        "right": len(right),
        "missed": len(gold.keys() - right),
        "wrong": len(found.keys() - right),
        "status": sum(gold[key]["status"] == found[key].status for key in right),
        "fact_wrong": sum(key not in gold or gold[key]["status"] != "fact" for key in facts),
        "fact_found": len(facts),
        "dated": len(dated),
        "date": sum(gold[key]["date"]["start"] == found[key].date.start for key in dated),
        "counted": len(counted),
        "quantity": sum(
            {(float(q["value"]), q["what"]) for q in gold[key]["quantities"]}
            == {(q.value, q.what) for q in found[key].quantities if q.what in TOLLS}
            for key in counted
        ),
        "empty": int(not gold),
        "alarm": int(not gold and bool(facts)),
    }


def figures(scores: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Return the figures of a list of item scores; a share of nothing is no number."""
    return _item_figures({name: sum(score[name] for score in scores) for name in scores[0]})


def _item_figures(total: Mapping[str, float]) -> dict[str, float]:
    precision = _share(total["right"], total["right"] + total["wrong"])
    recall = _share(total["right"], total["right"] + total["missed"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": _share(2 * total["right"], 2 * total["right"] + total["wrong"] + total["missed"]),
        "fact_precision": 1 - _share(total["fact_wrong"], total["fact_found"]),
        "status": _share(total["status"], total["right"]),
        "date": _share(total["date"], total["dated"]),
        "quantity": _share(total["quantity"], total["counted"]),
        "false_alarms": _share(total["alarm"], total["empty"]),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def evaluate_items(
    name: str, items: Sequence[Item], events: Iterable[Sequence[Event]], unread: int
) -> Evaluation:
    """Hold the events coded of each item against those that its gold says, item for item."""
    coded = list(events)
    scores = [score_item(item, found) for item, found in zip(items, coded, strict=True)]
    names = list(scores[0])
    counts = np.array([[score[each] for each in names] for score in scores])
    return Evaluation(
        gold=name,
        kind="items",
        n=len(items) + unread,
        unread=unread,
        figures=with_intervals(
            len(items),
            lambda at: _item_figures(dict(zip(names, counts[at].sum(0).tolist(), strict=True))),
        ),
        types=tuple(_item_types(items, coded)),
        faults=tuple(_item_faults(items, coded)),
    )


def _item_types(items: Sequence[Item], coded: Sequence[Sequence[Event]]) -> Iterator[TypeRow]:
    held: Counter[str] = Counter()
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for item, events in zip(items, coded, strict=True):
        gold, found = _matched(item, events)
        held.update(kind for *_, kind in gold)
        said.update(kind for *_, kind in found)
        right.update(kind for *_, kind in gold.keys() & found.keys())
    for kind in sorted({*held, *said}):
        yield _type_row(kind, right[kind], held[kind], said[kind])


def _item_faults(items: Sequence[Item], coded: Sequence[Sequence[Event]]) -> list[Fault]:
    """Return the items that are not wholly right: those with the most keys wrong or missed first."""
    faults = []
    for number, (item, events) in enumerate(zip(items, coded, strict=True), 1):
        gold, found = _matched(item, events)
        told = {key: event.status for key, event in found.items()}
        wanted = {key: event["status"] for key, event in gold.items()}
        if told != wanted:
            fault = Fault(str(item.get("id", number)), _in_words(wanted), _in_words(told), item["text"])
            faults.append((-len(gold.keys() ^ found.keys()), number, fault))
    return [fault for *_, fault in sorted(faults)]


def _in_words(statuses: Mapping[Key, str]) -> str:
    """Return events in a line.

    >>> _in_words({("NOR", "TCD", "ACCUSE"): "fact"})
    'NOR ACCUSE TCD fact'
    """
    told = (f"{source} {kind} {target} {status}" for (source, target, kind), status in statuses.items())
    return "; ".join(sorted(told)) or "nothing"


def with_intervals(
    n: int, figures_of: Callable[[NDArray[np.intp]], Mapping[str, float]]
) -> dict[str, Figure]:
    """Return each figure of n rows with its 95 % interval: the rows are drawn again, the figures made anew.

    >>> with_intervals(2, lambda at: {"mean": float(np.array([1.0, 1.0])[at].mean())})
    {'mean': Figure(value=1.0, low=1.0, high=1.0)}
    """
    dice = np.random.default_rng(SEED)
    drawn = [figures_of(dice.integers(n, size=n)) for _ in range(DRAWS)]
    result = {}
    for name, value in figures_of(np.arange(n)).items():
        values = np.array([one[name] for one in drawn])
        values = values[~np.isnan(values)]  # a share of nothing is no number
        if np.isnan(value) or not len(values):
            result[name] = Figure(None, None, None)
        else:
            low, high = np.percentile(values, INTERVAL).tolist()
            result[name] = Figure(round(value, 4), round(low, 4), round(high, 4))
    return result
