"""Events with several actors a side become reports of one pair each."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from detente.records import PairEvent
from detente.relations.counting import is_official

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.records import Actor, Article, Event

COOPERATIVE_QUADS = frozenset({1, 2})


def expand_pairs(
    events: Iterable[Event],
    articles: Mapping[str, Article],
    texts: Mapping[tuple[str, int], str],
    origins: Mapping[str, str] | None = None,
) -> list[PairEvent]:
    """Return one report for each pair that an event names; a pair of one code with itself is dropped.

    A symmetric event gives one report per unordered pair, in order of code. Where it is cooperative (three
    leaders meet) that is every pair of those who took part; where it is hostile (two allies clash with a
    third) only those across the two sides. ``texts`` holds the sentence under (article id, number),
    ``origins`` whom an article's text goes back to, by article id, as far as that is known.

    >>> expand_pairs([], {}, {})
    []
    """
    found = [
        _report(event, source, target, articles[event.article_id], texts[event.article_id, event.sentence])
        for event in events
        for source, target in _sides(event)
    ]
    known = origins or {}
    return [replace(report, origin=known.get(report.article_id)) for report in found] if known else found


def _sides(event: Event) -> list[tuple[Actor, Actor]]:
    sources, targets = _by_code(event.source), _by_code(event.target)
    if not event.symmetric:
        return [(s, t) for s, t in product(sources, targets) if s.code != t.code]
    if event.quad in COOPERATIVE_QUADS:
        everyone = _by_code((*event.source, *event.target))
        return [_ordered(one, other) for one, other in combinations(everyone, 2)]
    across: dict[tuple[str, str], tuple[Actor, Actor]] = {}
    for one, other in product(sources, targets):
        if one.code != other.code:
            first, second = _ordered(one, other)
            across.setdefault((first.code, second.code), (first, second))
    return list(across.values())


def _by_code(actors: Iterable[Actor]) -> list[Actor]:
    """One actor a code: of a president and a newspaper of one state, the one who acts for it."""
    kept: dict[str, Actor] = {}
    for actor in actors:
        if actor.code not in kept or (is_official(actor.sector) and not is_official(kept[actor.code].sector)):
            kept[actor.code] = actor
    return list(kept.values())


def _ordered(one: Actor, other: Actor) -> tuple[Actor, Actor]:
    return (one, other) if one.code <= other.code else (other, one)


def published_as_known(article: Article) -> str | None:
    """Return when an article was published, no more exactly than is known: a month as ``2025-09``.

    >>> from detente.articles.rows import article_of
    >>> published_as_known(article_of(title="Talks", text="They met.", retrieved="2025-07-14")) is None
    True
    """
    lengths = {"year": 4, "month": 7}
    known = lengths.get(article.published_precision)
    return article.published[:known] if article.published else None


def _report(event: Event, source: Actor, target: Actor, article: Article, text: str) -> PairEvent:
    return PairEvent(
        event_id=event.id,
        occurrence=event.occurrence,
        source=source.code,
        target=target.code,
        type=event.type,
        mode=event.mode,
        quad=event.quad,
        scale=event.scale,
        status=event.status,
        symmetric=event.symmetric,
        date=event.date,
        article_id=event.article_id,
        sentence=event.sentence,
        start=event.start,
        end=event.end,
        text=text,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=published_as_known(article),
        genre=article.genre,
        source_sector=source.sector,
        target_sector=target.sector,
        attribution=event.attribution,
        confidence=event.confidence,
        coder=event.coder,
        weight=1.0,
        value=event.scale,
    )
