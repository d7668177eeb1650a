"""From a segment with its roles to an `Article`: title, outlet, byline, date, address, language, genre."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente.articles.ages import resolve_age
from detente.articles.bylines import is_outlet
from detente.articles.dated import COARSE, Dated
from detente.articles.dates import date_order, given, not_after, read_stamp, url_date
from detente.articles.facts import Facts, web_address
from detente.articles.headers import Header, genre_label, read_header
from detente.articles.language import language_of
from detente.articles.marks import genre_of, minutes_of
from detente.articles.names import is_name_like
from detente.articles.roles import bio_name, texts
from detente.articles.wires import site_wire, wire_of
from detente.articles.writers import writer_of
from detente.records import Article, Block, Rejected, content_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment
    from detente.records import Page, Role

# The longest reports of newspapers run to 100,000 characters; ten times that is a log or a book, not an
# article.
MAX_ARTICLE_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What one article is made of, however it was found; ``None`` where the page does not say."""

    position: int
    role: Role
    title: str
    labelled: Sequence[Labelled]
    headers: Sequence[Header] = ()
    outlet: str | None = None
    byline: str | None = None
    stamps: Sequence[str] = ()
    updates: Sequence[str] = ()
    url: str | None = None
    lang: str | None = None
    types: Sequence[str] = ()
    labels: Sequence[str] = ()
    minutes: int | None = None


def segment_parts(position: int, segment: Segment, labelled: Sequence[Labelled], facts: Facts) -> Parts:
    """Return the parts of one segment; what the page says of itself is the main article's only."""
    main = segment.role == "main"
    own = facts if main else Facts()
    stamps, changes = machine_times(_header_pieces(segment))
    headers = [_undated(h, changes) for h in (*segment.head.headers, *_headers(labelled))]
    name = segment.head.name
    if name and "," in name and name in texts(labelled, "byline"):  # "रमेश ठाकुर, काठमांडू" is no outlet
        name = None
    person = name if main and name and PERSON.fullmatch(name) else None
    outlet = (
        next((h.outlet for h in headers if h.outlet), None)
        or segment.head.outlet
        or (None if person else name)
    )
    outlet = own.publisher or outlet or own.outlet or _imprint(labelled, segment)
    names = (own.author, _byline(headers, labelled), person, own.byline)
    return Parts(
        position=position,
        role=segment.role,
        title=segment.head.title,
        labelled=labelled,
        headers=headers,
        outlet=outlet,
        byline=next(
            (name for name in names if name and not is_outlet(name, (outlet, *_sites(own.url)))), None
        ),
        stamps=[*own.stamps, *stamps],
        updates=[*own.updates, *changes, *_closing_updates(labelled)],
        url=own.url or next((h.link for h in headers if h.link), None) or _short_link(labelled),
        lang=facts.lang,
        types=own.types,
        labels=[*own.sections, *_labels(segment, labelled)],
        minutes=own.minutes,
    )


def _sites(url: str | None) -> list[str]:
    """Return the forms of a site's name in its address."""
    host = urlsplit(url or "").netloc.removeprefix("www.")
    return [host, host.replace(".", " ")] if host else []


def build(page: Page, parts: Parts) -> Article | Rejected:
    """Return the article of these parts, or why there is none."""
    paragraphs = tuple(texts(parts.labelled, "body"))
    size = sum(map(len, paragraphs))
    if size > MAX_ARTICLE_CHARS:
        return reject(page, f"text of {size} characters: no article is that long", parts.position)
    if not paragraphs and not parts.title:
        return reject(page, "no article text found", parts.position)
    text = "\n\n".join(paragraphs)
    lang = language_of(f"{parts.title}. {text}" if len(text) < MIN_LANGUAGE_CHARS else text, parts.lang)
    dated, updated = _times(page, parts, lang)
    address = _address(page, parts)
    wire = wire_of(
        parts.byline, paragraphs, texts(parts.labelled, "byline"), outlet=parts.outlet, url=address
    )
    return Article(
        id=content_id(page.id, str(parts.position)),
        page_id=page.id,
        location=page.location,
        position=parts.position,
        role=parts.role,
        title=parts.title,
        outlet=parts.outlet or site_wire(None, address),
        byline=parts.byline,
        published=dated.published if dated else None,
        published_precision=dated.precision if dated else "unknown",
        zone=dated.zone if dated else None,
        updated=updated,
        retrieved=page.retrieved,
        url=address,
        lang=lang,
        genre=genre_of(
            labels=parts.labels,
            types=parts.types,
            url=address,
            bios=texts(parts.labelled, "bio"),
            paragraphs=paragraphs,
            wire=wire,
            news_layout=bool(page.kind != "row" and parts.outlet and dated and paragraphs),
        ),
        minutes=minutes_of(next((h.minutes for h in parts.headers if h.minutes), parts.minutes), text),
        paragraphs=paragraphs,
        blocks=tuple(
            Block(role=role, text=piece.text, offset=piece.offset) for piece, role in parts.labelled
        ),
        wire=wire,
    )


# Below this the title is part of what the language is told from.
MIN_LANGUAGE_CHARS = 120


def reject(page: Page, reason: str, position: int = 0) -> Rejected:
    """Return the `Rejected` of this room for a page."""
    return Rejected(
        id=content_id(page.id, str(position)), stage="articles", reason=reason, location=page.location
    )


def _date(page: Page, parts: Parts, lang: str) -> Dated | None:
    """Return the first date of the page that is not after retrieval; the user's where it has none.

    One that is known to the month or year yields to any that says the day.
    """
    lines = [header.date for header in parts.headers if header.date]
    order = date_order([*parts.stamps, *lines, *(h.updated for h in parts.headers if h.updated)])
    found = [read_stamp(stamp, lang, order) for stamp in [*parts.stamps, *lines]]
    found += [resolve_age(header.age, page.retrieved, lang) for header in parts.headers if header.age]
    found.append(url_date(_address(page, parts)))
    able = [dated for item in found if (dated := not_after(item, page.retrieved))]
    able.sort(key=lambda dated: dated.precision in COARSE)
    return able[0] if able else not_after(given(page.published) if page.published else None, page.retrieved)


def _times(page: Page, parts: Parts, lang: str) -> tuple[Dated | None, str | None]:
    """Return when an article was published and when it was last changed.

    Where a page gives only the time of a change that stands for its date: events need one.
    """
    dated, changes = _date(page, parts, lang), _changes(page, parts, lang)
    if dated is None:
        changes.sort(key=lambda change: change.precision in COARSE)
        return next(iter(changes), None), None
    days = (change.published for change in changes if change.precision not in COARSE)
    return dated, next((day for day in days if day > dated.published), None)


def _changes(page: Page, parts: Parts, lang: str) -> list[Dated]:
    """Return the times of a change that are not after retrieval, in the order of the page."""
    lines = [header.updated for header in parts.headers if header.updated]
    said = [*parts.updates, *lines]
    order = date_order([*parts.stamps, *(h.date for h in parts.headers if h.date), *said])
    found = (read_stamp(text, lang, order) or resolve_age(text, page.retrieved, lang) for text in said)
    return [change for one in found if (change := not_after(one, page.retrieved))]


def _address(page: Page, parts: Parts) -> str | None:
    """Return the address of an article: its own, for the main article and for posts also the page's."""
    return web_address(parts.url) or (None if parts.role == "related" else web_address(page.url))


def _headers(labelled: Sequence[Labelled]) -> list[Header]:
    """Return what the header lines above the second paragraph say; later ones are about something else."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    reach = bodies[0] if bodies else len(labelled)
    found = []
    for piece, role in labelled[:reach]:
        if role in ("byline", "meta"):
            found += [_credit(kind, words) for kind, words in piece.credits]
            found += [header] if (header := read_header(piece.text.lstrip("•·- "))) else []
        if role == "byline" and (name := _name_in(piece.text)):
            found.append(Header(byline=name))
    return found


def _closing_updates(labelled: Sequence[Labelled]) -> list[str]:
    """Return the times of change that the lines right under the text give."""
    last = max((i for i, (_, role) in enumerate(labelled) if role == "body"), default=len(labelled))
    found = []
    for piece, role in labelled[last + 1 :]:
        if role not in ("byline", "meta"):
            break
        header = read_header(piece.text.lstrip("•·- "))
        found += [header.updated] if header and header.updated else []
    return found


def _short_link(labelled: Sequence[Labelled]) -> str | None:
    """Return the short link that a page prints under its text."""
    headers = (read_header(piece.text) for piece, role in labelled if role in ("share", "meta"))
    return next((header.link for header in headers if header and header.link), None)


def _credit(kind: str, words: str) -> Header:
    return Header(byline=_who(words)) if kind == "byline" else Header(outlet=_who(words))


def _who(words: str) -> str:
    """Return the name in a byline without its "By"."""
    header = read_header(words)
    return (header.byline if header else None) or words


def _name_in(line: str) -> str | None:
    """Return whom a byline names, without post, place or address."""
    return _who(line) if is_name_like(_who(line)) else writer_of(line)


def _byline(headers: Sequence[Header], labelled: Sequence[Labelled]) -> str | None:
    """Return who wrote it: the byline, else whom the bio line introduces, else a person named by the date."""
    named = next((h.byline for h in headers if h.byline), None)
    below = (name for text in texts(labelled, "byline") if (name := writer_of(text)))
    named = named or next(below, None)
    named = named or next((name for text in texts(labelled, "bio") if (name := bio_name(text))), None)
    return named or next((h.name for h in headers if h.name and PERSON.fullmatch(h.name)), None)


# Two or three words; one word beside a date is a place, more are an office. An outlet's name says what it is.
PERSON = re.compile(
    r"(?!.*\b(?:News|Times|Post|Courier|Daily|Agency|Press|Review|Journal|Monitor|Dispatch|Ledger|"
    r"Herald|Tribune|Today|The|Staff)\b)"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,2}"
)
MASTHEAD = re.compile(
    r"(?i:the) (?:[A-Z][\w'’-]*(?: |$)){1,4}$|(?:[A-Z][\w'’-]* ){1,4}(?:News|Times|Post|Courier|"
    r"Review|Journal|Monitor|Dispatch|Herald|Tribune)$"
)
SLOGAN = re.compile(r"\s+[|–—-]\s+")
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|Copyright)"
    r"\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s+)?(?P<who>(?:[A-Z][\w'’&-]*|of|and|"
    r"the)(?: (?:[A-Z][\w'’&-]*|of|and|the)){0,5})"
)


def _imprint(labelled: Sequence[Labelled], segment: Segment) -> str | None:
    """Return the outlet of the page's copyright line or masthead; a dump has no better word on it."""
    if segment.role != "main":
        return None
    others = [piece.text for piece, role in labelled if role in ("promo", "nav", "unassigned")]
    found = [match["who"] for text in others if (match := COPYRIGHT.search(text))]
    for piece in segment.pieces[: segment.head.start]:
        name = SLOGAN.split(piece.text)[0].removesuffix(" logo")
        found += [name] if MASTHEAD.match(name) else []
    return found[0] if found else None


def _header_pieces(segment: Segment) -> Sequence[Piece]:
    """Return the blocks of the header: those of the title's group, else above the text."""
    head = segment.head
    reach = next((i for i, p in enumerate(segment.pieces) if i >= head.end and p.is_long), head.end)
    return segment.pieces[head.start : reach]


def machine_times(pieces: Sequence[Piece]) -> tuple[list[str], list[str]]:
    """Return the machine-readable times of publication in these blocks, and those of changes.

    Where times marked as those of a change are all there is, and no line says so in words, they are of
    publication: older themes of blogs mark their one date so.
    """
    timed = [piece for piece in pieces if piece.time]
    changes = [piece.changed for piece in timed if piece.changed]
    stamps = [piece.time for piece in timed if piece.time and piece.time != piece.changed]
    worded = [header for piece in timed if (header := read_header(piece.text)) and header.updated]
    return stamps if stamps or worded else changes, changes


def _undated(header: Header, changes: Sequence[str]) -> Header:
    """Return a header whose date is not that of a change."""
    return replace(header, date=None, updated=header.date) if header.date in changes else header


def _labels(segment: Segment, labelled: Sequence[Labelled]) -> list[str]:
    """Return the genre labels beside the title: in its group, or right above it and not part of a menu."""
    found = []
    head = segment.head
    for i, (piece, role) in enumerate(labelled[: head.end + 1]):
        beside = i >= head.start or (i == head.start - 1 and (piece.gap or piece.path))
        listed = any(node.tag == "li" for node in piece.path)  # "Opinion" in a menu
        marked = piece.path and role == "meta" and not listed
        if role != "nav" and genre_label(piece.text) and (beside or marked):
            found.append(piece.text)
    return [*found, *TITLE_LABEL.findall(head.title)]


TITLE_LABEL = re.compile(r"^(\w+(?:-\w+)?)\s*[:|]\s")
