"""Which of a sentence's dates is an event's, and what is known without one."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.events.dates import BACKGROUND_DAYS, published_range, shift_forward
from detente.events.frames import TYPES_WITH_CONTENT
from detente.events.grammar import HAVE, RELATIVES
from detente.records import OPINION_GENRES, DateRange

if TYPE_CHECKING:
    from detente.events.dates import DateMention
    from detente.events.frames import Frame
    from detente.events.scenes import Scene
    from detente.events.tokens import Token
    from detente.records import Status

LATELY = frozenset({"perfect", "present", "progressive", "base"})
COUNTED_FROM = ("after", "before", "since")
POSSESSIVES = ("'s", "’s", "´s")
TO_COME = frozenset({"future", "modal", "infinitive"})
POSSESSIVE_GAP = 4  # characters between "December" and "shooting" in "December's shooting down"
TIGHT = {"day": 0, "week": 1, "month": 2, "year": 3}  # of two dates equally near, the more exact


def date_event(scene: Scene, frame: Frame, status: Status) -> DateRange:
    """Return the date told of the frame, else the article's own day, else only the upper bound."""
    found = _told_date(scene, frame, status)
    published = scene.published
    if found is not None and status == "fact" and published and (found.start or "") > published.isoformat():
        found = DateRange(start=None, end=published.isoformat(), precision="unknown")  # no fact is to come
    if found is not None:
        return shift_forward(found, published) if published and _lies_ahead(scene, frame, status) else found
    known = published_range(scene.article)
    if known is None:
        return DateRange(start=None, end=scene.article.retrieved[:10], precision="unknown")
    if published is None:
        return known
    if status in {"announced", "possible"}:
        return DateRange(start=None, end=None, precision="unknown")
    # "admitted that it had shot down" is the plain past told again; alone, "had" points further back
    told = any(s.covers(frame.first) for s in scene.speeches)
    if frame.group is not None and frame.group.mood == "past_perfect" and not told:
        return DateRange(start=None, end=published.isoformat(), precision="unknown")
    if scene.article.genre in OPINION_GENRES:
        # an argument goes back and forth in time: only what it says of the present is lately
        if frame.group is None or frame.group.mood not in LATELY:
            return DateRange(start=None, end=published.isoformat(), precision="unknown")
        first = published - timedelta(days=BACKGROUND_DAYS)
        return DateRange(start=first.isoformat(), end=published.isoformat(), precision="month")
    day = published.isoformat()
    return DateRange(start=day, end=day, precision="day")


def _lies_ahead(scene: Scene, frame: Frame, status: Status) -> bool:
    """Whether the act is still to come: a plan, or what may happen, not what "may have" happened."""
    if status == "announced":
        return True
    group = frame.group
    if status != "possible" or group is None or group.mood not in TO_COME:
        return False
    return not any(t.low in HAVE for t in scene.tokens[group.start : group.head])


def _told_date(scene: Scene, frame: Frame, status: Status) -> DateRange | None:
    """Return the date of the frame's own words, else of the opening of the sentence, else of who tells it.

    A date belongs to the last verb before it ("shot down a jet in 2015 and apologised in 2016"); one before
    every verb dates them all ("On Monday ...").
    """
    at = _position(scene, frame.first)
    dates = [d for d in scene.dates if _may_be_of(scene, frame, status, d)]
    own = [d for d in dates if _owner(scene, d) == at and _may_date(scene, d, at)]
    if frame.kind == "noun":  # "last December's shooting down"
        own += [d for d in dates if 0 <= at - d.end <= POSSESSIVE_GAP]
    if own:
        return min(own, key=lambda d: (abs(d.start - at), TIGHT.get(d.range.precision, len(TIGHT)))).range
    opening = [d for d in dates if _owner(scene, d) is None and _opens(scene, d) and _may_date(scene, d, at)]
    planned = status in {"announced", "possible"} and any(s.covers(frame.first) for s in scene.speeches)
    if opening and not planned:  # "Late on Sunday X said it would send": Sunday is the day of the word
        return max(opening, key=lambda d: d.start).range
    if status in {"announced", "possible"}:  # the day of a promise is not the day of the deed
        return None
    return next(
        (
            d.range
            for speech in scene.speeches
            if speech.covers(frame.first)
            for d in dates
            if _owner(scene, d) == _position(scene, speech.verb) and d.range.start is not None
        ),
        None,
    )


def _may_be_of(scene: Scene, frame: Frame, status: Status, mention: DateMention) -> bool:
    """Whether a date to come may date the frame: "agreed to pull out within a year" was agreed today."""
    if status in {"announced", "possible"}:
        return True
    if frame.trigger.type in TYPES_WITH_CONTENT and scene.published is not None:
        return not mention.ahead and (mention.range.start or "") <= scene.published.isoformat()
    return not mention.ahead


def _position(scene: Scene, token: int) -> int:
    return scene.tokens[token].start - scene.sentence.start


def _owner(scene: Scene, mention: DateMention) -> int | None:
    """Return where the last trigger or verb of saying before a date stands, None where there is none."""
    marks = [_position(scene, f.first) for f in scene.frames]
    marks += [_position(scene, s.verb) for s in scene.speeches]
    return max((mark for mark in marks if mark < mention.start), default=None)


def _opens(scene: Scene, mention: DateMention) -> bool:
    """Whether a date stands before every clause: "On Monday Turkey ...", not "Iran, which ... in 2018"."""
    if _owner(scene, mention) is not None:
        return False
    before = [t for t in scene.tokens if t.start - scene.sentence.start < mention.start]
    return not any(t.low in RELATIVES for t in before)


def _may_date(scene: Scene, mention: DateMention, at: int) -> bool:
    """Whether what stands between a date and a trigger lets them belong together."""
    text = scene.sentence.text
    if mention.start > at:
        if text[mention.end :].startswith(POSSESSIVES):  # "freed soldiers taken in May's fighting"
            return False
        if mention.range.start is None and text[mention.start : mention.end].lower().endswith(COUNTED_FROM):
            return False  # "met two days after ...": dates what follows it
        between = _between(scene, at, mention.start)
        joined = any(a.low == "," and b.low in {"and", "but"} for a, b in pairwise(between))
        return not joined and not any(t.low in RELATIVES for t in between)
    if mention.range.start is None:  # "Weeks after they left, X accused Y": dates the clause before the comma
        return not any(t.low == "," for t in _between(scene, mention.end, at))
    return True


def _between(scene: Scene, low: int, high: int) -> list[Token]:
    offset = scene.sentence.start
    return [t for t in scene.tokens if low <= t.start - offset < high and not t.who]
