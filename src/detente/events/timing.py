"""Which of a sentence's dates is an event's, and what is known without one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from detente.events.dates import BACKGROUND_DAYS, shift_forward
from detente.events.grammar import RELATIVES
from detente.records import DateRange

if TYPE_CHECKING:
    from detente.events.dates import DateMention
    from detente.events.frames import Frame
    from detente.events.scenes import Scene
    from detente.events.tokens import Token
    from detente.records import Status

TIGHT = {"day": 0, "week": 1, "month": 2, "year": 3}  # of two dates equally near, the more exact


def date_event(scene: Scene, frame: Frame, status: Status) -> DateRange:
    """Return the date nearest to the trigger, else the article's own day, else only the upper bound."""
    start, end = (x - scene.sentence.start for x in scene.span(frame))
    found = _nearest_date(scene, start, end)
    published = scene.published
    if found is not None:
        return shift_forward(found, published) if status == "announced" and published else found
    if published is None:
        return DateRange(start=None, end=scene.article.retrieved[:10], precision="unknown")
    if status in {"announced", "possible"}:
        return DateRange(start=None, end=None, precision="unknown")
    # "admitted that it had shot down" is the plain past told again; alone, "had" points further back
    told = any(s.covers(frame.first) for s in scene.speeches)
    if frame.group is not None and frame.group.mood == "past_perfect" and not told:
        return DateRange(start=None, end=published.isoformat(), precision="unknown")
    if scene.article.genre in {"opinion", "analysis"}:
        first = published - timedelta(days=BACKGROUND_DAYS)
        return DateRange(start=first.isoformat(), end=published.isoformat(), precision="month")
    day = published.isoformat()
    return DateRange(start=day, end=day, precision="day")


def _nearest_date(scene: Scene, start: int, end: int) -> DateRange | None:
    """Return the date words inside or nearest to the frame, unless another frame stands between."""
    others = [
        (a - scene.sentence.start, b - scene.sentence.start)
        for f in scene.frames
        for a, b in [scene.span(f)]
        if (a - scene.sentence.start, b - scene.sentence.start) != (start, end)
    ]

    def distance(d: DateMention) -> tuple[int, int]:
        gap = max(d.start - end, start - d.end, 0)
        return gap, TIGHT.get(d.range.precision, len(TIGHT))

    for d in sorted(scene.dates, key=distance):
        if not _can_date(scene, d, start, end):
            continue
        low, high = sorted((d.start, start)) if d.end <= start else (end, d.start)
        between = [o for o in others if low <= o[0] and o[1] <= high and d.start > 0 and high > low]
        if not between:
            return d.range
    return None


def _can_date(scene: Scene, mention: DateMention, start: int, end: int) -> bool:
    """Whether date words and a frame may belong together, by what stands between them."""
    if mention.start >= end:
        if mention.range.start is None:  # "met two days after ...": dates what follows it
            return False
        low, high = end, mention.start
        return not any(t.low in RELATIVES for t in _between(scene, low, high))
    if mention.range.start is None:  # "Weeks after they left, X accused Y": dates the clause before the comma
        return not any(t.low == "," for t in _between(scene, mention.end, start))
    return True


def _between(scene: Scene, low: int, high: int) -> list[Token]:
    offset = scene.sentence.start
    return [t for t in scene.tokens if low <= t.start - offset < high and not t.who]
