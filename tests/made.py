"""Hand-made records for tests: each function takes what a test is about and fills in the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.records import (
    Actor,
    Article,
    Attribution,
    Claim,
    Coded,
    DateRange,
    Event,
    PairEvent,
    Sentence,
    content_id,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2}
HOSTILE_VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
SCALES = {"CONSULT": 4.0, "SUPPORT": 5.0, "COOPERATE": 9.5, "AID": 10.0, "RETREAT": 6.5, "AGREE": 2.5}
HOSTILE_SCALES = {"REQUEST": -1.0, "ACCUSE": -2.0, "THREATEN": -3.5, "SANCTION": -6.0, "ASSAULT": -9.0}
LENGTHS = {4: "year", 7: "month", 10: "day"}
LAST_DAY = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}


def when(text: str | None) -> DateRange:
    """A date by prefix: "2020" is a year, "2020-09" a month, "2020-09-27" a day, None no date."""
    if text is None:
        return DateRange(start=None, end="2025-07-14", precision="unknown")
    first = text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text
    last = {
        4: f"{text}-12-31",
        7: f"{text}-{LAST_DAY.get(text[5:7], '31')}",
        10: text,
    }[len(text)]
    return DateRange(start=first, end=last, precision=LENGTHS[len(text)])


def scale(kind: str) -> float:
    return {**SCALES, **HOSTILE_SCALES}.get(kind, -5.0)


def quad(kind: str) -> int:
    return QUADS.get(kind, 3 if kind in HOSTILE_VERBAL else 4)


def attribution(**given: Any) -> Attribution:
    fields = {"speaker": None, "speaker_code": None, "outlet": None, "wire": None, "kind": "outlet"}
    return Attribution(**fields | given)


def report(source: str, target: str, kind: str = "ASSAULT", on: str | None = "2020-09-27", **given: Any):
    """One counted report of one pair; ``on`` as in `when`."""
    told_by = attribution(wire=given.pop("wire", None), **given.pop("told_by", {}))
    fields = {
        "event_id": content_id(source, target, kind, str(on), given.get("article_id", ""), str(given)),
        "occurrence": "",
        "source": source,
        "target": target,
        "type": kind,
        "mode": None,
        "quad": quad(kind),
        "scale": scale(kind),
        "status": "fact",
        "symmetric": False,
        "date": when(on),
        "article_id": "a1",
        "sentence": 1,
        "start": 0,
        "end": 10,
        "text": f"{source} {kind} {target}.",
        "title": "A headline",
        "outlet": "Steppe Review",
        "url": "https://steppe.example/1",
        "published": "2020-09-28T06:00:00Z",
        "genre": "news",
        "source_sector": None,
        "target_sector": None,
        "attribution": told_by,
        "confidence": 0.9,
        "coder": "hand",
    }
    fields["occurrence"] = fields["event_id"]
    return PairEvent(**fields | given)


def actor(code: str, **given: Any) -> Actor:
    fields = {
        "name": code.title(),
        "kind": "state",
        "sector": None,
        "text": code,
        "start": 0,
        "end": 3,
        "reason": "by hand",
    }
    return Actor(code=code, **fields | given)


def article(key: str, sentences: Sequence[str], **given: Any) -> Article:
    """An article whose first sentence is its title."""
    title, *body = sentences
    fields = {
        "id": content_id("article", key),
        "page_id": content_id("page", key),
        "location": f"{key}.html",
        "position": 0,
        "role": "main",
        "title": title,
        "outlet": "Steppe Review",
        "byline": "Ada Example",
        "published": "2020-09-28T06:00:00Z",
        "published_precision": "minute",
        "zone": None,
        "retrieved": "2025-07-14T12:00:00Z",
        "url": f"https://steppe.example/{key}",
        "lang": "en",
        "genre": "news",
        "minutes": 1,
        "paragraphs": tuple(body),
        "blocks": (),
    }
    return Article(**fields | given)


def sentences_of(one: Article) -> tuple[Sentence, ...]:
    """The title, and each paragraph as one sentence."""
    found = [Sentence(article_id=one.id, number=0, start=0, end=len(one.title), text=one.title)]
    at = 0
    for number, text in enumerate(one.paragraphs, start=1):
        found.append(Sentence(article_id=one.id, number=number, start=at, end=at + len(text), text=text))
        at += len(text) + 2
    return tuple(found)


def event(
    one: Article,
    sentence: int,
    source: str,
    target: str,
    kind: str = "ASSAULT",
    *,
    on: str | None = "2020-09-27",
    **given: Any,
) -> Event:
    """One event; several codes on a side are given as "ARM AZE"."""
    fields = {
        "id": content_id(one.id, str(sentence), source, target, kind, str(on)),
        "article_id": one.id,
        "sentence": sentence,
        "start": 0,
        "end": 10,
        "source": tuple(actor(code) for code in source.split()),
        "target": tuple(actor(code) for code in target.split()),
        "type": kind,
        "mode": None,
        "quad": quad(kind),
        "scale": scale(kind),
        "contexts": (),
        "status": "fact",
        "negated": False,
        "symmetric": False,
        "attribution": attribution(),
        "date": when(on),
        "place": None,
        "quantities": (),
        "confidence": 0.9,
        "coder": "hand",
        "occurrence": content_id(source, target, kind, str(on)),
    }
    return Event(**fields | given)


def claim(one: Article, sentence: int, holder: str, about: str, **given: Any) -> Claim:
    fields = {
        "id": content_id(one.id, str(sentence), holder, about, str(given)),
        "article_id": one.id,
        "sentence": sentence,
        "start": 0,
        "end": 10,
        "holder": actor(holder, reason="named with the verb of attitude 'fear'"),
        "about": tuple(actor(code) for code in about.split()),
        "kind": "stance",
        "polarity": -1,
        "probability": None,
        "words": "fears",
        "horizon": None,
        "grade": "D",
        "status": "open",
        "voiced": False,
    }
    return Claim(**fields | given)


def coded(one: Article, events: Sequence[Event] = (), claims: Sequence[Claim] = ()) -> Coded:
    return Coded(article=one, sentences=sentences_of(one), events=tuple(events), claims=tuple(claims))
