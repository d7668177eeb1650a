"""A small workspace for the tests of the pages: four states, good and bad years, and one hostile page."""

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
    Rejected,
    Sentence,
    content_id,
)

NOW = "2025-08-01T10:00:00Z"
NOTE = "illustrative: made for a test"
NAMES = {"ARM": "Armenia", "AZE": "Azerbaijan", "RUS": "Russia", "TUR": "Türkiye", "IRN": "Iran"}
SCALES = {"ASSAULT": (4, -9.0), "AID": (2, 10.0), "CONSULT": (1, 4.0), "ACCUSE": (3, -2.0), "AGREE": (1, 5.0)}
VERBS = {
    "ASSAULT": "shelled a post of",
    "AID": "sent tents to",
    "CONSULT": "met the envoy of",
    "ACCUSE": "accused",
    "AGREE": "signed a protocol with",
}
SCRIPT = "<script>alert('x')</script>"
HOSTILE = f'Russia {SCRIPT} met <b onmouseover=alert(1)>Azerbaijan</b> & "friends"'


def actor(code: str, text: str) -> Actor:
    return Actor(
        code=code,
        name=NAMES[code],
        kind="state",
        sector=None,
        text=NAMES[code],
        start=max(text.find(NAMES[code]), 0),
        end=max(text.find(NAMES[code]), 0) + len(NAMES[code]),
        reason="name of a state",
    )


def article(title: str, text: str, *, outlet: str, published: str | None, url: str | None) -> Article:
    key = content_id(title, text, outlet)
    return Article(
        id=key,
        page_id=content_id("page", key),
        location=f"pages/{key}.txt",
        position=0,
        role="main",
        title=title,
        outlet=outlet,
        byline=None,
        published=published,
        published_precision="day" if published else "unknown",
        zone=None,
        retrieved=NOW,
        url=url,
        lang="en",
        genre="news",
        minutes=1,
        paragraphs=(text, "Nothing else was said."),
        blocks=(
            Block(role="nav", text="Home | World | <i>Sport</i>", offset=0),
            Block(role="body", text=text, offset=30),
            Block(role="body", text="Nothing else was said.", offset=200),
        ),
    )


def event(
    of: Article, *, source: str, target: str, kind: str, when: DateRange, text: str, status: str
) -> Event:
    quad, scale = SCALES[kind]
    return Event(
        id=content_id(of.id, source, target, kind),
        article_id=of.id,
        sentence=1,
        start=0,
        end=len(text) - 1,
        source=(actor(source, text),),
        target=(actor(target, text),),
        type=kind,
        mode=None,
        quad=quad,
        scale=scale,
        contexts=(),
        status=status,  # type: ignore[arg-type]
        negated=False,
        symmetric=False,
        attribution=Attribution(speaker=None, speaker_code=None, outlet=of.outlet, wire=None, kind="author"),
        date=when,
        place=None,
        quantities=(),
        confidence=0.8,
        coder="rules-1",
        occurrence=content_id(source, target, kind, when.start or of.id),
    )


def coded(
    source: str,
    kind: str,
    target: str,
    day: str | None,
    *,
    outlet: str = "Black Sea Monitor",
    precision: str = "day",
    status: str = "fact",
    text: str | None = None,
    title: str | None = None,
    url: str | None = "https://monitor.example/story?id=1",
    claim: bool = False,
) -> Coded:
    text = text or f"{NAMES[source]} {VERBS[kind]} {NAMES[target]} near the bridge, {outlet} wrote on {day}."
    one = article(
        title or f"{NAMES[source]} and {NAMES[target]}", text, outlet=outlet, published=day, url=url
    )
    end = {"day": day, "year": f"{(day or '')[:4]}-12-31"}.get(precision, day)
    when = DateRange(start=day, end=end or NOW, precision=precision if day else "unknown")  # type: ignore[arg-type]
    last = "Nothing else was said."
    sentences = (
        Sentence(article_id=one.id, number=0, start=0, end=len(one.title), text=one.title),
        Sentence(article_id=one.id, number=1, start=0, end=len(text), text=text),
        Sentence(article_id=one.id, number=2, start=len(text) + 2, end=len(one.text), text=last),
    )
    events = (event(one, source=source, target=target, kind=kind, when=when, text=text, status=status),)
    return Coded(
        article=one, sentences=sentences, events=events, claims=(_claim(one, text),) if claim else ()
    )


def _claim(of: Article, text: str) -> Claim:
    return Claim(
        id=content_id(of.id, "claim"),
        article_id=of.id,
        sentence=1,
        start=0,
        end=9,
        holder=actor("TUR", text),
        about=(actor("AZE", text), actor("RUS", text)),
        kind="forecast",
        polarity=-1,
        probability=(0.55, 0.8),
        words="is likely to",
        horizon="by 2030",
        grade="B",
        status="open",
    )


HOSTILE_PAGE = coded(
    "RUS",
    "CONSULT",
    "AZE",
    "2025-07-02",
    text=HOSTILE,
    title=f"{SCRIPT} summit",
    outlet="<img src=x onerror=alert(1)>",
    url="javascript:alert(document.cookie)",
)
UNDATED = coded("AZE", "ACCUSE", "RUS", None, outlet="Undated Gazette")
_ACCUSED = coded("TUR", "ACCUSE", "RUS", "2025-06-20")
UPDATED = replace(_ACCUSED, article=replace(_ACCUSED.article, updated="2025-06-22T08:00:00Z"))
CORPUS: tuple[Coded | Rejected, ...] = (
    coded("RUS", "AID", "AZE", "2023-03-01"),
    coded("AZE", "AGREE", "RUS", "2023-03-02", precision="year", outlet="Yearbook"),
    coded("RUS", "ASSAULT", "AZE", "2024-12-25"),
    coded("RUS", "ASSAULT", "AZE", "2024-12-25", outlet="Caspian Wire"),
    coded("AZE", "ACCUSE", "RUS", "2024-12-26"),
    coded("AZE", "ACCUSE", "RUS", "2025-07-01", claim=True),
    coded("AZE", "ASSAULT", "ARM", "2025-06-03"),
    coded("ARM", "ASSAULT", "AZE", "2025-06-10"),
    coded("TUR", "AID", "AZE", "2025-06-04"),
    coded("TUR", "AGREE", "AZE", "2025-06-12"),
    coded("RUS", "AID", "ARM", "2025-06-05"),
    coded("RUS", "AGREE", "ARM", "2025-06-13"),
    UPDATED,
    coded("TUR", "CONSULT", "RUS", "2025-06-21"),
    coded("TUR", "AID", "RUS", "2025-07-20", status="possible"),
    HOSTILE_PAGE,
    UNDATED,
    Rejected(id="feed0000feed0000", stage="pages", reason="empty <file>", location="pages/empty.html"),
)
