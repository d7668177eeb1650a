"""The frozen records that flow through Detente; their field names are the contract everywhere.

    Page -> Article -> Sentence, Mention -> Resolution -> Event, Claim -> PairEvent

This room holds data and nothing else: no reading, no deciding, no clock.
Codes: states ISO 3166 alpha-3 (also PSE TWN XKX VAT), organisations ``IGO:EU``, armed groups
``ARM:HAMAS``, regions ``REG:WEST``, otherwise ``UNK``. Times are ISO 8601 UTC ending in ``Z``, a bare date
where only the day is known.
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PageKind = Literal["html", "text", "row"]
RetrievedFrom = Literal["given", "fetched", "crawl record", "file time"]
Role = Literal["main", "related", "post"]
Precision = Literal["minute", "hour", "day", "week", "month", "year", "unknown"]
PublishedPrecision = Literal["minute", "hour", "day", "month", "year", "unknown"]
Genre = Literal["news", "opinion", "analysis", "live", "unknown"]
Status = Literal["fact", "announced", "possible", "denied", "alleged"]
ActorKind = Literal["state", "igo", "group", "person", "region"]
MentionUse = Literal["actor", "modifier"]
AttributionKind = Literal["author", "outlet", "wire", "party", "third_party", "expert", "anonymous"]
Bound = Literal["exactly", "at_least", "at_most", "about"]
ClaimKind = Literal["stance", "forecast", "red_line", "analogy"]
StoryRole = Literal["original", "exact copy", "near copy", "shortened copy", "wire copy", "version"]
Stage = Literal["pages", "articles", "actors", "events", "claims", "outlook", "engines", "workspace"]

# Sectors whose acts are the state's own; others (opposition, media, business ...) are kept, not counted.
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
STATUSES: tuple[Status, ...] = typing.get_args(Status)
GENRES: tuple[Genre, ...] = typing.get_args(Genre)
# Genres that argue: shares of them stand beside every figure, and their "will" is a forecast.
OPINION_GENRES = frozenset({"opinion", "analysis"})
UNKNOWN_CODE = "UNK"

ID_LENGTH = 16  # hex digits: 64 bits, so a chance clash needs about four billion records

Record = TypeVar("Record")


def content_id(*parts: str | bytes) -> str:
    """Return the content hash that serves as an id; equal parts give equal ids on every machine.

    >>> content_id("a", "b") == content_id("a", b"b") != content_id("ab", "")
    True
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One bad input as a value: what it was, which stage gave up on it and why."""

    id: str
    stage: Stage
    reason: str
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of one page and where they came from.

    ``kind`` is ``html``, ``text`` (a dump) or ``row`` (an article given as fields, JSON-encoded).
    ``published`` is a date given by the user for pages that bear none.
    """

    id: str
    location: str
    kind: PageKind
    content: bytes
    retrieved: str
    retrieved_from: RetrievedFrom
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a page with its role; ``offset`` counts characters in the page's plain text."""

    role: str
    text: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a page. ``text`` is the paragraphs joined by two newlines and nothing else.

    ``updated`` is when it was last changed, later than ``published``; None where the page does not say.
    """

    id: str
    page_id: str
    location: str
    position: int
    role: Role
    title: str
    outlet: str | None
    byline: str | None
    published: str | None
    published_precision: PublishedPrecision
    zone: str | None
    updated: str | None = None  # with a default: records of older workspaces have no such field
    retrieved: str
    url: str | None
    lang: str
    genre: Genre
    minutes: int
    paragraphs: tuple[str, ...]
    text: str = field(init=False)
    blocks: tuple[Block, ...]
    story: str | None = None
    wire: str | None = None

    def __post_init__(self) -> None:
        """Derive the text, so that it cannot disagree with the paragraphs."""
        object.__setattr__(self, "text", "\n\n".join(self.paragraphs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; number 0 is the title, offsets count in ``Article.text`` (0: in ``title``)."""

    article_id: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a sentence that names somebody; offsets count as in `Sentence`."""

    article_id: str
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who a mention meant on that day, and the reason.

    ``sector`` is a PLOVER sector (GOV, MIL ...) or None where the mention is the state itself.
    ``use`` is ``actor`` where the phrase stands for one who can act, ``modifier`` where a state only
    qualifies a thing or its people ("a Russian jet", "Armenian villages"): those can be done to, not do.
    One phrase may have several resolutions: "both sides".
    """

    mention: Mention
    code: str
    name: str
    kind: ActorKind
    sector: str | None
    use: MentionUse
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One side of an event; ``start`` and ``end`` count as in the event's sentence."""

    code: str
    name: str
    kind: ActorKind
    sector: str | None
    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """On whose word: who spoke, who published, which wire, and their stake in the event."""

    speaker: str | None
    speaker_code: str | None
    outlet: str | None
    wire: str | None
    kind: AttributionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """When: first and last possible day. ``start`` is None where only an upper bound is known."""

    start: str | None
    end: str | None
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: degrees WGS 84 where known."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many, as the text says it: ``38 killed`` is value 38, unit ``people``, what ``killed``."""

    value: float
    low: float | None
    high: float | None
    unit: str
    what: str
    bound: Bound
    as_of: str | None
    speaker: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, with status, attribution, date, place and the clause that says so."""

    id: str
    article_id: str
    sentence: int
    start: int
    end: int
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    type: str
    mode: str | None
    quad: int
    scale: float
    contexts: tuple[str, ...]
    status: Status
    negated: bool
    symmetric: bool
    attribution: Attribution
    date: DateRange
    place: Place | None
    quantities: tuple[Quantity, ...]
    confidence: float
    coder: str
    occurrence: str
    recorded_from: str | None = None
    recorded_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A stance or prediction that somebody voiced.

    ``probability`` is the (low, high) range of its probability words; ``grade`` A..D how resolvable.
    ``voiced`` is whether the holder said it, rather than somebody ascribing it to the holder.
    """

    id: str
    article_id: str
    sentence: int
    start: int
    end: int
    holder: Actor
    about: tuple[Actor, ...]
    kind: ClaimKind
    polarity: int
    probability: tuple[float, ...] | None
    words: str
    horizon: str | None
    grade: Literal["A", "B", "C", "D"]
    status: Literal["open", "resolved", "unresolvable"]
    voiced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """All that the pipeline made of one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvent:
    """One report of an event, seen as one directed pair, with all that a figure must be able to show.

    ``weight`` is 1 over the number of reports of its occurrence that are counted, so that one happening
    told ten times counts once; ``value`` is weight times scale. Sums of ``value`` are the figures shown.
    """

    event_id: str
    occurrence: str
    source: str
    target: str
    type: str
    mode: str | None
    quad: int
    scale: float
    status: Status
    symmetric: bool
    date: DateRange
    article_id: str
    sentence: int
    start: int
    end: int
    text: str
    title: str
    outlet: str | None
    url: str | None
    published: str | None
    genre: Genre
    source_sector: str | None
    target_sector: str | None
    attribution: Attribution
    confidence: float
    coder: str
    weight: float = 1.0
    value: float = 0.0
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of an article to tell copies and stories by, so that no text has to be read again.

    ``day`` is that of publication, of retrieval where there is none (``dated`` says which); ``time`` orders
    articles. ``digest`` is of the text without case, signs and spaces, None where it is too short to tell;
    ``signature`` and ``sketch`` are hashes of its runs of words: see `detente.articles.copies`. ``actors``
    are codes, ``acts`` coded events as ``SOURCE>TARGET:TYPE``.
    """

    article_id: str
    day: str
    dated: bool
    time: str
    lang: str
    outlet: str | None
    wire: str | None
    title: str
    address: str | None
    digest: str | None
    signature: bytes
    sketch: bytes
    title_words: tuple[str, ...]
    lead_words: tuple[str, ...]
    names: tuple[str, ...]
    actors: tuple[str, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """One article in its story.

    ``of`` is the article that it is a copy or version of, None for an original. Articles of one ``origin``
    (``wire:reuters``, ``outlet:the herald``) are one independent origin. ``centrality`` (0 to 1) is how near
    its words are to those of the whole story.
    """

    article_id: str
    story: str
    role: StoryRole
    of: str | None
    origin: str
    centrality: float
    reason: str


def to_dict(record: object) -> dict[str, Any]:
    """Return a record as plain dicts and lists, in field order, ready for JSON.

    >>> to_dict(Rejected(id="1", stage="pages", reason="empty file", location="a.txt"))["reason"]
    'empty file'
    """
    return {f.name: _plain(getattr(record, f.name)) for f in dataclasses.fields(record)}  # type: ignore[arg-type]


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return to_dict(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def from_dict(kind: type[Record], data: dict[str, Any]) -> Record:
    """Build a record from `to_dict`'s form; derived fields are derived again.

    >>> row = Rejected(id="1", stage="pages", reason="empty file", location="a.txt")
    >>> from_dict(Rejected, to_dict(row)) == row
    True
    """
    readers = _readers(typing.cast("type", kind))
    return kind(
        **{
            name: data[name] if read is None or data[name] is None else read(data[name])
            for name, read in readers
            if name in data
        }
    )


@cache
def _readers(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Return the name of each field that the constructor takes, with what reads it; None for plain values."""
    hints = typing.get_type_hints(kind)
    return tuple((f.name, _reader(hints[f.name])) for f in dataclasses.fields(kind) if f.init)


def _reader(hint: Any) -> Callable[[Any], Any] | None:  # noqa: ANN401 - a type hint has no narrower type
    if isinstance(hint, types.UnionType):
        hint = next(arm for arm in typing.get_args(hint) if arm is not types.NoneType)
    if dataclasses.is_dataclass(hint):
        return partial(from_dict, typing.cast("type", hint))
    if typing.get_origin(hint) is not tuple:
        return None
    read = _reader(typing.get_args(hint)[0])
    return tuple if read is None else lambda items: tuple(map(read, items))
