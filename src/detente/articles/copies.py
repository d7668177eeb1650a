"""Copies: which articles are one text, and which are versions of one address.

    same address                        version            (kept, in order of time)
    same words                          exact copy
    at least `NEAR` of the runs shared  near copy
    `INSIDE` of the shorter in the longer   shortened copy
    any of these under another outlet, where a news agency is credited: wire copy

Candidates meet in a band of their MinHash signatures (rensa) or in rare runs of words; each is then compared
by its sketch. Nothing is deleted, and the order in which articles come makes no difference.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from detente.articles.prints import HASH_BITS, PERMUTATIONS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from detente.records import Fingerprint, StoryRole

# Share of the runs of both texts together. In the examples of tests/articles/test_copies.py a copy with each
# tenth word changed keeps .45, a lightly edited one .90; a follow-up with two of five paragraphs has .23.
NEAR = 0.4
# Share of the shorter text's runs that stand in the longer: the first two paragraphs of five have 1.0, one
# paragraph less .97, each tenth word changed .62, the follow-up .39.
INSIDE = 0.8
ALIKE = 0.7  # of both together: so much alike are two near copies, though one is a little shorter
# Days between two texts beyond which only the same words of some length, or one address, make a copy: reports
# from one template (weather, markets) are alike month after month, and so are headlines.
COPY_DAYS = 7
LASTING_RUNS = 40
MIN_RUNS = 12  # runs that a text must have to be compared at all: shorter ones are alike by chance
BANDS = 16
BAND_BYTES = 4 * PERMUTATIONS // BANDS
# In a band or run met by more articles than this, each is compared with so many before it in order of time:
# hundreds of texts from one template would otherwise be compared each with each.
NEIGHBOURS = 40
# Runs below this share of all hashes are looked up to find a text inside a longer one: a text of 25 runs has
# six of them, and at least `MEETINGS` must be shared.
LOOKED_UP = WHOLE // 4
MEETINGS = 2
COMMON_RUN = 60  # articles that share a run which is boilerplate: it is looked up no more

Kind = Literal["address", "same", "near", "inside"]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What one article is beside the others of its text; ``head`` is the first of them, maybe itself.

    ``of`` is the article that it comes nearest to among those before it, None for the head.
    """

    article_id: str
    head: str
    of: str | None
    role: StoryRole
    reason: str


@dataclass(frozen=True, slots=True)
class _Link:
    kind: Kind
    share: float


def find_copies(prints: Iterable[Fingerprint]) -> dict[str, Copy]:
    """Return for each article, by its id, what it is beside the others of its text.

    >>> from detente.articles.prints import fingerprint
    >>> from detente.articles.rows import article_of
    >>> text = "The two envoys signed the ferry accord in the old harbour hall on Monday."
    >>> given = [article_of(title=t, text=text, retrieved="2025-07-14") for t in ("Accord", "Signed")]
    >>> sorted(copy.role for copy in find_copies(map(fingerprint, given)).values())
    ['exact copy', 'original']
    """
    ordered = sorted(prints, key=first_first)
    links = _links(ordered)
    groups = _joined(len(ordered), links)
    versions = _versions(ordered)
    found = [_copy(ordered, group, place, links, versions) for group in groups for place in range(len(group))]
    return {copy.article_id: copy for copy in found}


def first_first(one: Fingerprint) -> tuple[str, bool, str, str]:
    """Return the order in which articles are taken for originals: by day, the agency's own first, by time."""
    return (one.day, not is_own_wire(one), one.time, one.article_id)


def is_own_wire(one: Fingerprint) -> bool:
    """Whether an agency published its own text."""
    return one.wire is not None and one.outlet is not None and one.wire.casefold() in one.outlet.casefold()


def _links(prints: Sequence[Fingerprint]) -> dict[Pair, _Link]:
    """Return how each pair of one text is alike, the surest reason of each."""
    links: dict[Pair, _Link] = {}
    for pair in _sharing(one.address for one in prints):
        links[pair] = _Link("address", _share(prints, pair))
    for pair in _same_words(prints):
        links.setdefault(pair, _Link("same", 1.0))
    hung = {later for (_, later), link in links.items() if link.kind == "same"}
    for pair in sorted(_band_pairs(prints, hung) | _run_pairs(prints, hung)):
        if pair not in links and (link := _compared(prints[pair[0]], prints[pair[1]])):
            links[pair] = link
    return links


def _sharing(keys: Iterable[str | None]) -> Iterator[Pair]:
    """Yield each place whose key came before, with the first that has it."""
    first: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key is not None and (before := first.setdefault(key, place)) != place:
            yield before, place


def _same_words(prints: Sequence[Fingerprint]) -> Iterator[Pair]:
    """Yield each place whose words came before, with the first that has them; of short texts within days."""
    first: dict[str, int] = {}
    for place, one in enumerate(prints):
        if one.digest is None:
            continue
        before = first.setdefault(one.digest, place)
        if before == place:
            continue
        if _runs(one) < LASTING_RUNS and days_between(prints[before], one) > COPY_DAYS:
            first[one.digest] = place
        else:
            yield before, place


def days_between(one: Fingerprint, other: Fingerprint) -> int:
    """Return how many days lie between two articles."""
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)


def _band_pairs(prints: Sequence[Fingerprint], hung: Collection[int]) -> set[Pair]:
    """Return pairs that meet in a band; an exact copy hangs on its first already."""
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for place, one in enumerate(prints):
        if place in hung:
            continue
        for start in range(0, len(one.signature), BAND_BYTES):
            bands[start, one.signature[start : start + BAND_BYTES]].append(place)
    return {pair for places in bands.values() if len(places) > 1 for pair in _near_by(places)}


def _near_by(places: Sequence[int]) -> Iterator[Pair]:
    if len(places) <= NEIGHBOURS:
        yield from combinations(places, 2)
        return
    for number, place in enumerate(places):
        yield from ((before, place) for before in places[max(0, number - NEIGHBOURS) : number])


def _run_pairs(prints: Sequence[Fingerprint], hung: Collection[int]) -> set[Pair]:
    """Return pairs that share some of the runs looked up."""
    held: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(prints):
        if place in hung:
            continue
        for run in _kept(one.sketch)[1]:
            if run >= LOOKED_UP:
                break
            held[run].append(place)
    meetings: dict[Pair, int] = defaultdict(int)
    for places in held.values():
        if 1 < len(places) <= COMMON_RUN:
            for pair in combinations(places, 2):
                meetings[pair] += 1
    return {pair for pair, number in meetings.items() if number >= MEETINGS}


@lru_cache(maxsize=4096)
def _kept(sketch: bytes) -> tuple[int, list[int]]:
    """Return the limit and the hashes of a sketch, in order."""
    values = array("I", sketch)
    return (1 << values[0], list(values[1:])) if values else (1 << HASH_BITS, [])


@lru_cache(maxsize=4096)
def _kept_set(sketch: bytes, limit: int) -> frozenset[int]:
    return frozenset(each for each in _kept(sketch)[1] if each < limit)


def shared_runs(one: bytes, other: bytes) -> tuple[float, float]:
    """Return the share of runs that two sketches have in common: of both together, and of the shorter.

    >>> from array import array
    >>> shared_runs(array("I", [32, 1, 2, 3]).tobytes(), array("I", [32, 2, 3, 4, 5]).tobytes())
    (0.4, 0.6666666666666666)
    """
    limit = min(_kept(one)[0], _kept(other)[0])
    a, b = _kept_set(one, limit), _kept_set(other, limit)
    if min(len(a), len(b)) < 1:
        return 0.0, 0.0
    both = len(a & b)
    return both / len(a | b), both / min(len(a), len(b))


def _compared(one: Fingerprint, other: Fingerprint) -> _Link | None:
    if min(_runs(one), _runs(other)) < MIN_RUNS or days_between(one, other) > COPY_DAYS:
        return None
    together, of_shorter = shared_runs(one.sketch, other.sketch)
    if of_shorter >= INSIDE and together < ALIKE:
        return _Link("inside", of_shorter)
    return _Link("near", together) if together >= NEAR else None


def _runs(one: Fingerprint) -> int:
    """Return about how many runs a text has."""
    limit, kept = _kept(one.sketch)
    return len(kept) * (WHOLE // limit)


def _share(prints: Sequence[Fingerprint], pair: Pair) -> float:
    return shared_runs(prints[pair[0]].sketch, prints[pair[1]].sketch)[0]


def _joined(number: int, links: Iterable[Pair]) -> list[list[int]]:
    """Return the groups of places that links join, each in order."""
    root = list(range(number))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for one, other in links:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(number):
        groups[find(place)].append(place)
    return list(groups.values())


def _versions(prints: Sequence[Fingerprint]) -> dict[str, list[str]]:
    """Return the articles of each address that has several, oldest first."""
    held: dict[str, list[Fingerprint]] = defaultdict(list)
    for one in prints:
        if one.address:
            held[one.address].append(one)
    return {
        address: [each.article_id for each in sorted(found, key=lambda each: (each.time, each.article_id))]
        for address, found in held.items()
        if len(found) > 1
    }


def _copy(
    prints: Sequence[Fingerprint],
    group: Sequence[int],
    place: int,
    links: dict[Pair, _Link],
    versions: dict[str, list[str]],
) -> Copy:
    one, head = prints[group[place]], prints[group[0]]
    if place == 0:
        number = len(group) - 1
        reason = "the first with this text" if number else "no other article has this text"
        return Copy(article_id=one.article_id, head=head.article_id, of=None, role="original", reason=reason)
    before, link = _nearest(prints, group, place, links)
    agency = next((prints[each].wire for each in group if prints[each].wire), None)
    return Copy(
        article_id=one.article_id,
        head=head.article_id,
        of=before.article_id,
        role=_role(one, before, link, agency),
        reason=_reason(one, before, link, agency, versions),
    )


def _nearest(
    prints: Sequence[Fingerprint], group: Sequence[int], place: int, links: dict[Pair, _Link]
) -> tuple[Fingerprint, _Link]:
    """Return the one before it that an article is most like, the head where only later ones join them."""
    rank = {"address": 2, "same": 1, "near": 0, "inside": 0}
    mine = group[place]
    found = [(links[pair], each) for each in group[:place] if (pair := (each, mine)) in links]
    if not found:
        head = group[0]
        return prints[head], _Link("near", _share(prints, (head, mine)))
    link, each = max(found, key=lambda item: (rank[item[0].kind], item[0].share, -item[1]))
    return prints[each], link


def _role(one: Fingerprint, before: Fingerprint, link: _Link, agency: str | None) -> StoryRole:
    if link.kind == "address":
        return "version"
    if agency and one.outlet != before.outlet:
        return "wire copy"
    if link.kind == "same":
        return "exact copy"
    return "shortened copy" if link.kind == "inside" and _runs(one) <= _runs(before) else "near copy"


def _reason(
    one: Fingerprint, before: Fingerprint, link: _Link, agency: str | None, versions: dict[str, list[str]]
) -> str:
    whose = f"{before.title!r} ({before.outlet or 'no outlet'}, {before.day})"
    share = f"{link.share:.0%}"
    if link.kind == "address":
        order = versions[one.address or ""]
        place = f"version {order.index(one.article_id) + 1} of {len(order)} at {one.address}"
        return f"{place}; {share} of its runs of words as in {whose}"
    said = {
        "same": f"the same words as {whose}",
        "near": f"{share} of its runs of words shared with {whose}",
        "inside": f"{share} of the shorter text stands in the longer: {whose}",
    }[link.kind]
    return f"{said}; the text is credited to {agency}" if agency and one.outlet != before.outlet else said
