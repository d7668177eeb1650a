"""Small records for the tests of the workspace: page n bears one article, two sentences, one event."""

from __future__ import annotations

from dataclasses import replace

from detente.records import (
    Actor,
    Article,
    Attribution,
    Block,
    Claim,
    Coded,
    DateRange,
    Event,
    Page,
    Sentence,
    content_id,
)

NOW = "2025-07-20T10:00:00Z"
LATER = "2025-08-01T10:00:00Z"
TITLE = "Ministers meet over the pipeline"


def page(
    n: int, *, retrieved: str = "2025-07-14T12:00:00Z", published: str | None = None, given: bool = False
) -> Page:
    content = f"page {n}".encode()
    return Page(
        id=content_id("text", content),
        location=f"pages/{n}.txt",
        kind="text",
        content=content,
        retrieved=retrieved,
        retrieved_from="given" if given else "file time",
        published=published,
    )


def body(n: int) -> str:
    return f"Envoy number {n} of Ruritania met the Sylvanian minister in Tbilisi."


def article(n: int, of: Page) -> Article:
    return Article(
        id=content_id(of.id, "0"),
        page_id=of.id,
        location=of.location,
        position=0,
        role="main",
        title=TITLE,
        outlet="Black Sea Monitor",
        byline=None,
        published=of.published,
        published_precision="day" if of.published else "unknown",
        zone=None,
        retrieved=of.retrieved,
        url=f"https://monitor.example/{n}",
        lang="en",
        genre="news",
        minutes=1,
        paragraphs=(body(n),),
        blocks=(Block(role="body", text=body(n), offset=0),),
    )


def actor(code: str) -> Actor:
    return Actor(
        code=code, name=code, kind="state", sector="GOV", text=code, start=0, end=3, reason="name of a state"
    )


def event(
    n: int, of: Article, *, source: str = "AZE", target: str = "RUS", start: str | None = None
) -> Event:
    day = start or of.published
    return Event(
        id=content_id(of.id, source, target, "CONSULT"),
        article_id=of.id,
        sentence=1,
        start=0,
        end=len(body(n)),
        source=(actor(source),),
        target=(actor(target),),
        type="CONSULT",
        mode="visit",
        quad=1,
        scale=4.0,
        contexts=("diplomatic",),
        status="fact",
        negated=False,
        symmetric=True,
        attribution=Attribution(speaker=None, speaker_code=None, outlet=of.outlet, wire=None, kind="author"),
        date=DateRange(start=day, end=day or of.retrieved, precision="day" if day else "unknown"),
        place=None,
        quantities=(),
        confidence=0.8,
        coder="rules-1",
        occurrence=content_id("occurrence", str(n)),
    )


def claim(of: Article) -> Claim:
    return Claim(
        id=content_id(of.id, "claim"),
        article_id=of.id,
        sentence=1,
        start=0,
        end=5,
        holder=actor("TUR"),
        about=(actor("AZE"), actor("RUS")),
        kind="forecast",
        polarity=-1,
        probability=(0.5, 0.8),
        words="is likely to",
        horizon=None,
        grade="B",
        status="open",
    )


def coded(n: int, of: Page | None = None) -> Coded:
    of = of or dated(n)
    one = article(n, of)
    return Coded(
        article=one,
        sentences=(
            Sentence(article_id=one.id, number=0, start=0, end=len(TITLE), text=TITLE),
            Sentence(article_id=one.id, number=1, start=0, end=len(body(n)), text=body(n)),
        ),
        events=(event(n, one),),
        claims=(claim(one),),
    )


def dated(n: int) -> Page:
    return page(n, published=f"2020-{n % 12 + 1:02d}-{n % 28 + 1:02d}")


def without_events(one: Coded) -> Coded:
    return replace(one, events=(), claims=())
