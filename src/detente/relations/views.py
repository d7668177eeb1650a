"""How a third party sees a pair, in three lanes that are never merged: said, did, others say.

What a government says, what it does and what commentators think it thinks are different evidence; adding
them up would hide that most of it is usually the third. Not for the mood of a country's press.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.relations.counting import NO_STATE, Counting, is_official
from detente.relations.occurrences import group_occurrences
from detente.relations.series import Sums, sum_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import Claim, PairEvent
    from detente.relations.occurrences import Occurrence

Lane = Literal["said", "did", "others_say"]

# Acts that consist of saying something; meetings, agreements and concessions are done.
SPEECH_TYPES = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})

CLOSER_BY = 9.0  # one attack or one act of aid: a smaller difference of balances says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """A claim with the sentence and the article it stands in."""

    claim: Claim
    text: str
    title: str
    outlet: str | None
    url: str | None
    published: str | None
    genre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewItem:
    """One row of a lane: an event report or a claim, with the reason it stands in this lane."""

    lane: Lane
    about: str
    reason: str
    report: PairEvent | None = None
    claim: Voiced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """What X said, did, and is said to think about A and B; sums of what it did, side by side."""

    said: tuple[ViewItem, ...]
    did: tuple[ViewItem, ...]
    others_say: tuple[ViewItem, ...]
    toward_a: Sums
    toward_b: Sums

    @property
    def alignment(self) -> str:
        """Which of the two X's acts favour, in one of five words: a, b, both, neither, unknown."""
        a, b = self.toward_a.balance, self.toward_b.balance
        if a is None or b is None:
            return "unknown"
        if abs(a - b) >= CLOSER_BY:
            return "a" if a > b else "b"
        return "both" if a > 0 and b > 0 else "neither"


def view_lanes(
    x: str,
    pair: tuple[str, str],
    reports: Iterable[PairEvent],
    claims: Iterable[Voiced],
    counting: Counting | None = None,
) -> Lanes:
    """Sort what is known of X's view of A and B into its three lanes; each item stands in one lane only.

    said: X's own speech acts toward A or B, what X said of the two, claims X voiced. did: X's other acts
    toward A or B. others_say: claims that an author, an expert or a third state ascribes to X, and acts of
    X's that are only planned, possible or alleged on somebody else's word.

    >>> view_lanes("TUR", ("AZE", "RUS"), [], []).alignment
    'unknown'
    """
    counting = counting or Counting()
    a, b = pair
    sides = frozenset({a, b})
    items = [item for report in reports if (item := _event_item(x, sides, report, counting))]
    items += [item for voiced in claims if (item := _claim_item(x, sides, voiced))]
    did = [item.report for item in items if item.lane == "did" and item.report]
    occurrences = group_occurrences(did)
    weighed = {(r.event_id, r.source, r.target): r for o in occurrences for r in o.reports}
    return Lanes(
        said=_lane("said", items),
        did=tuple(_weighed(item, weighed) for item in _lane("did", items)),
        others_say=_lane("others_say", items),
        toward_a=sum_up(_between(occurrences, x, a)),
        toward_b=sum_up(_between(occurrences, x, b)),
    )


def third_parties(reports: Iterable[PairEvent], claims: Iterable[Voiced], pair: frozenset[str]) -> list[str]:
    """Return the codes of those with words or acts toward both sides, those with most toward both first.

    One with nothing toward one side has no view of the two. Regions and the unknown are left out.

    >>> third_parties([], [], frozenset({"AZE", "RUS"}))
    []
    """
    toward: Counter[tuple[str, str]] = Counter()
    for report in reports:
        codes = {report.source, report.target}
        toward.update((third, side) for third in codes - pair for side in codes & pair)
    for voiced in claims:
        holder, about = voiced.claim.holder.code, {actor.code for actor in voiced.claim.about}
        if holder not in pair and is_official(voiced.claim.holder.sector):
            toward.update((holder, side) for side in about & pair)
    least = {third: min(toward[third, side] for side in pair) for third, _ in toward}
    most = {third: sum(toward[third, side] for side in pair) for third in least}
    known = [third for third in least if least[third] and not third.startswith(NO_STATE)]
    return sorted(known, key=lambda third: (-least[third], -most[third], third))


def _lane(lane: Lane, items: Sequence[ViewItem]) -> tuple[ViewItem, ...]:
    return tuple(sorted((i for i in items if i.lane == lane), key=_by_time))


def _by_time(item: ViewItem) -> tuple[str, str, int]:
    if item.report:
        when = item.report.date.start or item.report.published or ""
        return (when, item.report.article_id, item.report.start)
    assert item.claim
    return (item.claim.published or "", item.claim.claim.article_id, item.claim.claim.start)


def _weighed(item: ViewItem, weighed: dict[tuple[str, str, str], PairEvent]) -> ViewItem:
    assert item.report
    report = weighed[item.report.event_id, item.report.source, item.report.target]
    return ViewItem(lane=item.lane, about=item.about, reason=item.reason, report=report)


def _between(occurrences: Iterable[Occurrence], x: str, other: str) -> list[Occurrence]:
    return [o for o in occurrences if {o.source, o.target} == {x, other}]


def _event_item(x: str, sides: frozenset[str], report: PairEvent, counting: Counting) -> ViewItem | None:
    parties = {report.source, report.target}
    if parties == sides:
        return _about_the_pair(x, report)
    own = report.source == x or (report.symmetric and report.target == x)
    other = parties - {x}
    if not own or not other <= sides:
        return None
    (about,) = other
    if counting.counts(report):
        if report.type in SPEECH_TYPES and not report.symmetric:
            return ViewItem(lane="said", about=about, reason=f"{x}'s own {report.type}", report=report)
        return ViewItem(lane="did", about=about, reason=f"{x}'s own {report.type}", report=report)
    return _uncounted(x, about, report)


def _about_the_pair(x: str, report: PairEvent) -> ViewItem | None:
    if report.attribution.speaker_code != x:
        return None
    about = f"{report.source}-{report.target}"
    return ViewItem(lane="said", about=about, reason=f"{x} is the speaker", report=report)


def _uncounted(x: str, about: str, report: PairEvent) -> ViewItem | None:
    """Plans, possibilities, denials: X's own words where X speaks, else what others say."""
    if report.status == "fact":
        return None  # a fact of people who do not act for the state: neither its word nor its deed
    if report.attribution.speaker_code == x:
        return ViewItem(lane="said", about=about, reason=f"{report.status}, on {x}'s word", report=report)
    reason = f"{report.status}, on the word of {report.attribution.speaker or 'the author'}"
    return ViewItem(lane="others_say", about=about, reason=reason, report=report)


def _claim_item(x: str, sides: frozenset[str], voiced: Voiced) -> ViewItem | None:
    claim = voiced.claim
    about = sorted({actor.code for actor in claim.about} & sides)
    if claim.holder.code != x or not about or not is_official(claim.holder.sector):
        return None  # its opposition and its former officials do not speak for it
    lane: Lane = "said" if claim.voiced else "others_say"
    return ViewItem(lane=lane, about="-".join(about), reason=claim.holder.reason, claim=voiced)
