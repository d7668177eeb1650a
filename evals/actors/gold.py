"""The gold mentions: our own marked texts, and labels on texts that stay beside the project.

Readers mark ``[[surface words|CODE|kind]]`` in the text, several codes joined by ``+``; ``README.md`` has the
guide. Offsets are kept. Headlines and pages of others are held by the hash of their line or paragraph.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import pipeline
from detente.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
DATA = Path(__file__).parents[3] / "shared"
RETRIEVED = "2025-07-14T12:00:00Z"  # when the founding pages were fetched
MARK = re.compile(r"\[\[(?P<text>[^|\]]+)\|(?P<codes>[^|\]]+)\|(?P<kind>[a-z]+)\]\]")


@dataclass(frozen=True, slots=True)
class Gold:
    """One phrase and one code it stands for; ``part`` 0 is the title, 1 the first paragraph.

    An ``optional`` one may be read either way: it counts neither for nor against.
    """

    part: int
    start: int
    end: int
    code: str
    kind: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A text of a day with its gold mentions."""

    id: str
    published: str
    title: str
    paragraphs: tuple[str, ...]
    gold: tuple[Gold, ...]
    lang: str = "en"


def read_marks(text: str, part: int) -> tuple[str, list[Gold]]:
    """Return a text without a reader's marks, and the marks.

    >>> read_marks("[[Baku|AZE|capital]] agreed.", 1)[0]
    'Baku agreed.'
    """
    plain, marks, end = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[end : mark.start()]
        start = len(plain)
        plain += mark["text"]
        marks += [Gold(part, start, len(plain), code, mark["kind"]) for code in mark["codes"].split("+")]
        end = mark.end()
    return plain + text[end:], marks


def hash_of(text: str) -> str:
    """Return the key under which a text of others is held."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def own_items(split: str) -> list[Item]:
    """Return our own texts of a split (dev, test or tuning)."""
    return [
        Item(line["id"], line["published"], line["title"], tuple(line["paragraphs"]), _gold(line))
        for line in _lines(HERE / f"{split}.jsonl")
    ]


def foreign_items(split: str) -> list[Item]:
    """Return sentences of our own in fourteen other languages; all are ``test``."""
    if split != "test":
        return []
    return [
        Item(line["id"], line["published"], "", tuple(line["paragraphs"]), _gold(line), line["lang"])
        for line in _lines(HERE / "foreign.jsonl")
    ]


def headline_items(split: str) -> list[Item]:
    """Return the labelled headlines of a split; none where the data do not stand beside the project."""
    path = DATA / "data" / "news" / "headlines.jsonl"
    labels = HERE / f"headlines_{split}.jsonl"
    if not (path.exists() and labels.exists()):
        return []
    found = {hash_of(line["headline"]): line["headline"] for line in _lines(path)}
    return [
        Item(label["id"], label["published"], found[label["id"]], (), _gold(label))
        for label in _lines(labels)
    ]


def seed_items(split: str) -> list[Item]:
    """Return the articles of the two founding pages; both are looked at, so they are all ``dev``.

    Raises `LookupError` where the pages are no longer split as when they were read.
    """
    pages = sorted((DATA / "seeds").glob("*.txt"))
    if split != "dev" or not pages:
        return []
    read = (a for page in pages for a in pipeline.read([str(page)], retrieved=RETRIEVED))
    texts = {hash_of(text): text for a in read if isinstance(a, Article) for text in (a.title, *a.paragraphs)}
    items = []
    for label in _lines(HERE / "seeds.jsonl"):
        title, *paragraphs = (texts[key] for key in label["texts"])
        items.append(Item(label["id"], label["published"], title, tuple(paragraphs), _gold(label)))
    return items


def _gold(line: dict[str, Any]) -> tuple[Gold, ...]:
    return tuple(Gold(*mark) for mark in line["gold"])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
