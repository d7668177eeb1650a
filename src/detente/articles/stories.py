"""Stories: which articles tell of one happening within days, who of them speaks for himself, and why.

Articles are near by the words of title and lead, the actors and the coded acts that they share, rare ones
most, and by their days. The nearest are joined first; two groups are joined only where all their members are
near on average and their days are few, so that no chain of neighbours runs from one happening to the next.
Copies of one text are one from the start. Nothing is deleted: an article alone is a story of its own.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from datetime import date
from heapq import nsmallest
from typing import TYPE_CHECKING

from detente.articles.copies import COPY_DAYS, Copy, days_between, find_copies, first_first
from detente.articles.vectors import ACT_MARK, ACTOR_MARK, Vector, dot, stem, total, unit, vectors_of
from detente.records import StoryMember, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.records import Fingerprint

# Likeness (0 to 1) from which two articles are neighbours, and which two groups must have on average. Swept
# on the tuning half of evals/stories: F1 is 1 for neighbours from .06 to .18 with .12 to .14 on average, .96
# with .10 on average, and .91 for neighbours from .28.
NEAR = 0.18
ON_AVERAGE = 0.14
SHARED = 2  # terms at least: one rare word in two headlines is chance
GAP_COST = 0.03  # of likeness for each day between two articles
MAX_GAP = 3  # days between neighbours: news of a happening comes within days
MAX_SPAN = 8  # days from the first to the last article of a story, copies aside
# Days around new articles that are grouped again with them, beside the whole of each story met there.
REACH = max(MAX_GAP, COPY_DAYS)
# A term in more than so many articles of the days looked at finds no neighbours (it still counts).
COMMON_TERM = 150
HOPE = 0.05  # likeness by the terms looked up below which the whole is not worked out
NEIGHBOURS = 25  # of each article: the most alike by the terms looked up
SAME_DAY_COPY = 1  # days within which two texts credited to one agency are its one report
WORDS_SHOWN = 4
ACTORS_SHOWN = 3


@dataclass(slots=True)
class _Group:
    """Articles on the way to become a story; used only while joining."""

    places: list[int]
    sum: Vector
    first: int
    last: int


def group_stories(prints: Iterable[Fingerprint]) -> list[StoryMember]:
    """Return each article with its story, its role and the reason, by story and time.

    >>> from detente.articles.prints import fingerprint
    >>> from detente.articles.rows import article_of
    >>> given = [article_of(title=t, text=t, retrieved="2025-07-14") for t in
    ...          ("Ferry crews at Port Alba end strike", "Port Alba ferry strike over", "Bank lifts rate")]
    >>> members = group_stories(map(fingerprint, given))
    >>> len(members), len({member.story for member in members})
    (3, 2)
    """
    ordered = sorted({one.article_id: one for one in prints}.values(), key=first_first)
    copies = find_copies(ordered)
    heads = [one for one in ordered if copies[one.article_id].head == one.article_id]
    vectors = vectors_of(heads)
    held: dict[str, list[Fingerprint]] = defaultdict(list)
    for one in ordered:
        held[copies[one.article_id].head].append(one)
    members: list[StoryMember] = []
    for places in _clusters(heads, vectors):
        texts = [(heads[place], vectors[place]) for place in places]
        members += _members(texts, held, copies)
    return members


def _clusters(heads: Sequence[Fingerprint], vectors: Sequence[Vector]) -> list[list[int]]:
    """Return the places of the heads of each story, in order."""
    days = [date.fromisoformat(one.day).toordinal() for one in heads]
    root = list(range(len(heads)))
    groups = {place: _Group([place], vectors[place], days[place], days[place]) for place in range(len(heads))}
    for _, one, other in sorted(_neighbours(vectors, days), key=lambda edge: (-edge[0], edge[1], edge[2])):
        a, b = sorted((root[one], root[other]))
        if a == b or not _may_join(groups[a], groups[b]):
            continue
        joined, added = groups[a], groups.pop(b)
        for place in added.places:
            root[place] = a
        groups[a] = _Group(
            joined.places + added.places,
            total((joined.sum, added.sum)),
            min(joined.first, added.first),
            max(joined.last, added.last),
        )
    return [sorted(group.places) for _, group in sorted(groups.items())]


def _may_join(one: _Group, other: _Group) -> bool:
    if max(one.last, other.last) - min(one.first, other.first) > MAX_SPAN:
        return False
    return dot(one.sum, other.sum) / (len(one.places) * len(other.places)) >= ON_AVERAGE


def _neighbours(vectors: Sequence[Vector], days: Sequence[int]) -> list[tuple[float, int, int]]:
    """Return (likeness less the days between, place, later place) of the articles that are near.

    The places are in order of day; of the terms looked up those held longest ago are let go.
    """
    held: dict[str, deque[tuple[int, float]]] = defaultdict(deque)
    found: list[tuple[float, int, int]] = []
    for place, vector in enumerate(vectors):
        near: defaultdict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            entries = held[term]
            while entries and days[place] - days[entries[0][0]] > MAX_GAP:
                entries.popleft()
            if len(entries) <= COMMON_TERM:
                for other, its_weight in entries:
                    near[other] += weight * its_weight
            entries.append((place, weight))
        hopeful = [(-likeness, other) for other, likeness in near.items() if likeness >= HOPE]
        for _, other in nsmallest(NEIGHBOURS, hopeful):
            likeness = dot(vector, vectors[other]) - GAP_COST * (days[place] - days[other])
            if likeness >= NEAR and len(vector.keys() & vectors[other].keys()) >= SHARED:
                found.append((likeness, other, place))
    return found


def _members(
    texts: Sequence[tuple[Fingerprint, Vector]],
    held: Mapping[str, Sequence[Fingerprint]],
    copies: Mapping[str, Copy],
) -> list[StoryMember]:
    """Return the members of one story: its texts in order, each with its copies."""
    story = content_id("story", texts[0][0].article_id)
    middle = unit(total(vector for _, vector in texts))
    members: list[StoryMember] = []
    agencies: dict[str, Fingerprint] = {}
    for head, vector in texts:
        origin = _origin(held[head.article_id])
        reason = _reason(head, vector, texts)
        first = StoryMember(
            article_id=head.article_id, story=story, role="original", of=None, origin=origin,
            centrality=dot(vector, middle), reason=reason,
        )  # fmt: skip
        told = agencies.setdefault(origin, head) if origin.startswith("wire:") else head
        if told is not head and days_between(told, head) <= SAME_DAY_COPY and told.outlet != head.outlet:
            credit = f"credited to {head.wire}, as is {told.title!r} ({told.outlet or 'no outlet'})"
            first = replace(first, role="wire copy", of=told.article_id, reason=f"{credit}; {reason}")
        members.append(first)
        for one in held[head.article_id][1:]:
            copy = copies[one.article_id]
            members.append(
                replace(first, article_id=one.article_id, role=copy.role, of=copy.of, reason=copy.reason)
            )
    return members


def _origin(texts: Sequence[Fingerprint]) -> str:
    """Return who a text goes back to: the agency credited in any of its copies, else its first outlet."""
    wire = next((one.wire for one in texts if one.wire), None)
    if wire:
        return f"wire:{wire.casefold()}"
    return f"outlet:{texts[0].outlet.casefold()}" if texts[0].outlet else f"article:{texts[0].article_id}"


def _reason(head: Fingerprint, vector: Vector, texts: Sequence[tuple[Fingerprint, Vector]]) -> str:
    """Say why an article is in its story: what it shares with the others, and their days."""
    others = [(one, each) for one, each in texts if one is not head]
    if not others:
        return "no other article of these days is near enough"
    rest = total(each for _, each in others)
    shared = sorted(
        ((weight * rest[term], term) for term, weight in vector.items() if term in rest),
        key=lambda item: (-item[0], item[1]),
    )
    plain = {stem(word, head.lang): word for word in (*head.lead_words, *head.title_words)}
    words = [plain[term] for _, term in shared if term in plain][:WORDS_SHOWN]
    actors = [term[1:] for _, term in shared if term.startswith(ACTOR_MARK)][:ACTORS_SHOWN]
    acts = [term[1:] for _, term in shared if term.startswith(ACT_MARK)][:1]
    days = sorted({one.day for one, _ in texts})
    when = f"all of {days[0]}" if len(days) == 1 else f"days {days[0]} to {days[-1]}"
    parts = [f"{name} {', '.join(found)}" for name, found in
             (("words", words), ("actors", actors), ("act", acts)) if found]  # fmt: skip
    return f"shares {'; '.join(parts)}; {when}" if parts else when
