"""What each block of an article is for. Only ``body`` blocks are text and get coded; the others are kept.

Roles: body title standfirst byline meta bio pull_quote correction caption list table tweet share comments
promo nav hidden subheading related_teaser unassigned. ``meta`` is a header line (outlet, date, age, reading
time, link).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence, key, word_count
from detente.articles.cuts import cut_body
from detente.articles.headers import (
    MAX_NAME_WORDS,
    furniture,
    genre_label,
    is_name_like,
    read_header,
    section_kind,
)
from detente.articles.sections import parent_of
from detente.articles.split import HEADER_TIME_CHARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece
    from detente.articles.split import Segment

Labelled = tuple["Piece", str]

# Words in class, id and role attributes; read from the inside out, so the nearest element decides.
MARK_ROLES = (
    ("hidden", r"sr-only|visually-hidden|screen-reader"),
    ("comments", r"comments?(?:-\w+)*|respond|disqus(?:-\w+)*|comment-list|responses"),
    (
        "related_teaser",
        (
            r"(?:\w+-)*related(?:-\w+)*|recommend\w*(?:-\w+)*|also-like|more-(?:from|news|"
            r"stories)(?:-\w+)*|read-(?:more|next|also)(?:-\w+)*|most-(?:read|popular)(?:-\w+)*|"
            r"trending(?:-\w+)*|teasers?(?:-\w+)*|yarpp(?:-\w+)*"
        ),
    ),
    ("share", r"(?:\w+-)*(?:share|sharing|sharedaddy|social)(?:-\w+)*|follow-us"),
    (
        "promo",
        (
            r"(?:\w+-)*(?:newsletter|subscribe|subscription|promo|promotion|advert\w*|cookies?|consent|"
            r"gdpr|paywall|banner|sponsor\w*|app-download|download-app|signup|sign-up|donate|"
            r"amp-ad)(?:-\w+)*|ads?|ad-(?:slot|box|unit|wrap\w*|container|placeholder)|adsbygoogle"
        ),
    ),
    (
        "bio",
        (
            r"(?:\w+-)*(?:author-(?:bio|box|info|card|description|about|details)|about-(?:the-)?author|"
            r"bio|writer-bio|contributor-bio)"
        ),
    ),
    ("pull_quote", r"(?:\w+-)*(?:pull-?quote|pullquote)(?:-\w+)*"),
    ("tweet", r"twitter-tweet|tweet|instagram-media"),
    ("correction", r"correction(?:-\w+)*|editors?-note|clarification"),
    ("caption", r"(?:\w+-)*(?:caption|credit|photo-credit)(?:-\w+)*"),
    (
        "standfirst",
        (
            r"(?:\w+-)*(?:standfirst|dek|deck|subtitle|sub-title|sub-?head(?:line)?|lede|lead-text|"
            r"excerpt|intro|summary|strapline)(?:-text)?"
        ),
    ),
    ("byline", r"(?:\w+-)*(?:byline|author|author-name|vcard)(?:-\w+)*"),
    (
        "meta",
        (
            r"(?:\w+-)*(?:entry-meta|post-meta|article-meta|meta|dateline-meta|timestamp|reading-time|"
            r"entry-date|published|kicker|category|cat-links|label|age|source|outlet)(?:-\w+)*"
        ),
    ),
    (
        "nav",
        (
            r"(?:\w+-)*(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|widget|footer|masthead|"
            r"site-header|toolbar|pagination|pager|tags?|tag-list|tags-links|skip-link|topbar|"
            r"site-branding|logo|copyright|colophon)(?:-\w+)*"
        ),
    ),
)
MARKS = tuple((role, re.compile(rf"\s(?:{words})(?=\s)")) for role, words in MARK_ROLES)
TAG_ROLES = {
    "figcaption": "caption",
    "td": "table",
    "th": "table",
    "caption": "table",
    "nav": "nav",
    "footer": "nav",
    "aside": "related_teaser",
    "form": "promo",
    "button": "nav",
    "option": "nav",
    "label": "nav",
    "select": "nav",
    "legend": "nav",
    "amp-sidebar": "nav",
    "amp-ad": "promo",
    "dialog": "promo",
    "address": "byline",
}
# Inside the article these words name its own parts; on the outside they decide too, but a "meta" wrapper
# around a whole column of text does not make the column furniture.
SHORT_ROLES = frozenset({"meta", "byline", "standfirst", "caption"})
SHORT_ROLE_CHARS = 400
# An element that holds this share of the text is the page's frame, whatever its class says ("has-sidebar").
FRAME_SHARE = 0.5
MIN_SENTENCE_WORDS = 4
LIST_SENTENCE_WORDS = 8
QUOTE_MIN_WORDS = 4
QUOTED_ROLES = frozenset({"body", "unassigned", "subheading", "list"})
# Words that open more paragraphs than this are a formula of the site, not a quotation.
MAX_HOLDERS = 20
BIO_REACH = 3
LINKED = 0.6
BIO = re.compile(
    r"^[\s•*·–—-]*(?:About the author:?\s*)?(?P<who>(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Amb|"
    r"Ambassador|Gen|Col)\.?\s+)?"
    r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|al|bin|van|de|der|von)){0,4})(?:,\s[^,]{3,80},)?\s+"
    r"(?:is|was|has been|writes|covers|works|teaches|reports)\s+(?:an?|the|about|on|for|at|as|"
    r"currently|based|from|senior|professor|director|chair|editor|author|formerly)\b"
)
BIO_WORDS = re.compile(
    r"\b(?:analyst|columnist|commentator|writer|author|journalist|correspondent|reporter|writes|"
    r"teaches|covers|fellow|professor|lecturer|researcher|"
    r"scholar|editor|expert|specializ|specialis|historian|former (?:ambassador|diplomat)|director|"
    r"Twitter|X:|@\w+|contributor)",
)
CREDIT = re.compile(
    r"^(?:photo|image|picture|file photo|credit|illustration)s?(?:\s*:|\s+by\b|\s+courtesy\b).{0,120}$|"
    r"^.{0,200}\((?:[^()]*(?:photo|getty|file|courtesy|(?:afp|ap|reuters)\s*/)[^()]*)\)$|"
    r"^.{0,200}\b(?:file|archive|stock) (?:picture|photo|image)\.?$|^.{0,200}[.!?] photo: .{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known of a segment before its blocks are looked at one by one.

    ``main_text`` is the letters of the main text that the extraction library found, None where it is not
    asked.
    """

    frames: frozenset[Node]
    main_text: str | None
    parents: frozenset[Node]
    description: str


def assign_roles(
    segment: Segment, *, main_text: str | None = None, description: str | None = None
) -> list[Labelled]:
    """Return the blocks of a segment in order, each with its role; mixed blocks come cut in parts."""
    guide = _guide(segment, main_text, description)
    labelled = [(piece, _role(i, piece, segment, guide)) for i, piece in enumerate(segment.pieces)]
    labelled = _tail(_promo_tail(segment, labelled))
    labelled = _pull_quotes(labelled)
    labelled = _bios(labelled)
    labelled = _standfirst(labelled, segment, guide)
    return cut_body(labelled)


def bio_name(text: str) -> str | None:
    """Return whom a bio line introduces, or None where it is none.

    >>> bio_name("• Dr. Leyla Aras is a political analyst who writes about the Caucasus.")
    'Dr. Leyla Aras'
    """
    found = BIO.match(text)
    return found["who"].strip() if found and BIO_WORDS.search(text) else None


def _guide(segment: Segment, main_text: str | None, description: str | None) -> Guide:
    weights: dict[Node, int] = {}
    total = 0
    for piece in segment.pieces:
        if piece.is_long and not piece.hidden:
            total += len(piece.text)
            for node in piece.path:
                weights[node] = weights.get(node, 0) + len(piece.text)
    frames = {node for node, weight in weights.items() if weight >= FRAME_SHARE * total}
    head = segment.head
    if head.end > head.start:
        frames |= set(segment.pieces[head.start].path[:-1])
    parents: dict[Node, int] = {}
    for piece in segment.pieces:
        parent = parent_of(piece)
        text = piece.is_long or (not total and _is_sentence(piece))
        if parent and text and not piece.hidden and _in_main(piece, main_text):
            parents[parent] = parents.get(parent, 0) + 1
    most = max(parents.values(), default=0)
    return Guide(
        frozenset(frames),
        main_text,
        frozenset(n for n, count in parents.items() if count * 2 > most),
        key(description or ""),
    )


def _in_main(piece: Piece, main_text: str | None) -> bool:
    return main_text is None or key(piece.text) in main_text


def _role(i: int, piece: Piece, segment: Segment, guide: Guide) -> str:
    """Return the first role that one block's own looks and place give it."""
    if piece.hidden:
        return "hidden"
    head = segment.head
    if piece.time and len(piece.text) <= HEADER_TIME_CHARS:
        return "meta"
    if i < head.end and head.title and key(piece.text) == key(head.title):
        return "title"
    marked = _marked(piece, guide)
    if head.start < i < head.end:
        return marked or _header_role(piece) or "meta"
    return (
        _zone_role(segment.zones[i], piece, guide)
        or marked
        or furniture(piece.text)
        or _line_role(piece)
        or _text_role(i, piece, segment, guide)
    )


def _zone_role(zone: str | None, piece: Piece, guide: Guide) -> str | None:
    if zone is None:
        return None
    if zone == "comments":
        return "comments"
    if furniture(piece.text) or section_kind(piece.text) == "promo":
        return "promo"
    return "unassigned" if piece.is_long else _marked(piece, guide) or "related_teaser"


def _marked(piece: Piece, guide: Guide) -> str | None:
    """Return the role that the elements around a block give it, the nearest first; frames say nothing."""
    for node in reversed(piece.path):
        if node in guide.frames:
            break
        if role := _marks_role(node, piece) or TAG_ROLES.get(node.tag):
            return "unassigned" if role == "related_teaser" and piece.is_long else role
        if node.tag == "header" and not piece.is_heading and not piece.is_long:
            return _header_role(piece) or "nav"
    return None


def _marks_role(node: Node, piece: Piece) -> str | None:
    """Return the role that the words in one element's class and id name."""
    for role, pattern in MARKS:
        if pattern.search(node.marks) and not (role in SHORT_ROLES and len(piece.text) > SHORT_ROLE_CHARS):
            return role
    return None


def _header_role(piece: Piece) -> str | None:
    header = read_header(piece.text.lstrip("•·- "))
    if header is None:
        return None
    return "byline" if header.byline and not header.says_when else "meta"


def _line_role(piece: Piece) -> str | None:
    """Return the role of a short line that says what it is."""
    if role := _header_role(piece):
        return role
    if genre_label(piece.text):
        return "meta"
    if kind := section_kind(piece.text):
        return "related_teaser" if kind == "related" else kind
    if piece.links > LINKED:
        return "nav" if word_count(piece.text) < LIST_SENTENCE_WORDS else "related_teaser"
    return "caption" if len(piece.text) <= SHORT_ROLE_CHARS and CREDIT.match(piece.text) else None


def _text_role(i: int, piece: Piece, segment: Segment, guide: Guide) -> str:
    """Return the role of a block that is text: body where it is running text of the article."""
    if i < segment.head.start:
        return "unassigned"
    if piece.is_heading:
        return "subheading"
    if not _is_sentence(piece):
        return "list" if piece.tag == "li" else _short_role(i, segment)
    if piece.tag == "li" and word_count(piece.text) < LIST_SENTENCE_WORDS:
        return "list"
    return "body" if _belongs(piece, guide) else "unassigned"


def _is_sentence(piece: Piece) -> bool:
    return (
        piece.is_long
        or (ends_sentence(piece.text) and word_count(piece.text) >= MIN_SENTENCE_WORDS)
        or _is_utterance(piece)
    )


def _is_utterance(piece: Piece) -> bool:
    """Short paragraphs of a text end with a stop too: "He declined."."""
    return (
        piece.text.endswith((".", "!", "?", ".”", '."', ".'"))
        and piece.tag in ("p", "")
        and word_count(piece.text) > 1
    )


def _short_role(i: int, segment: Segment) -> str:
    """A short line between two paragraphs is a sub-heading, elsewhere nothing that is known."""
    pieces = segment.pieces
    between = 0 < i < len(pieces) - 1 and pieces[i - 1].is_long and pieces[i + 1].is_long
    open_ = between and segment.zones[i + 1] is None and segment.zones[i - 1] is None
    return "subheading" if open_ and not is_name_like(pieces[i].text, words=1) else "unassigned"


def _belongs(piece: Piece, guide: Guide) -> bool:
    """Whether running text is of the main run: the library found it, or it stands where that text stands."""
    if not piece.path or parent_of(piece) in guide.parents:
        return True
    return guide.main_text is not None and _in_main(piece, guide.main_text)


def _promo_tail(segment: Segment, labelled: list[Labelled]) -> list[Labelled]:
    """After the last paragraphs a line such as "Download the app" opens a box that goes on to the end."""
    behind: list[int] = []
    for i in range(len(labelled) - 1, segment.head.end, -1):
        piece, role = labelled[i]
        if role == "body":
            behind.append(i)
        if len(behind) > 1:  # text goes on: the line was a box in mid-text
            break
        if role == "promo" and section_kind(piece.text) == "promo":
            for n in behind:
                labelled[n] = (labelled[n][0], "promo")
            behind.clear()
    return labelled


def _tail(labelled: list[Labelled]) -> list[Labelled]:
    """Behind a break after the last paragraph of a dump, short lines are the site's.

    An HTML page says with its elements what belongs together.
    """
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    broken = False
    for i in range(long[-1] + 1, len(labelled)) if long else ():
        piece, role = labelled[i]
        broken = broken or role != "body"
        if broken and not piece.path and role in ("body", "subheading"):
            labelled[i] = (piece, "unassigned")
    return labelled


def _pull_quotes(labelled: list[Labelled]) -> list[Labelled]:
    """A block whose words stand in a longer body block is a pull quote; so is the name line below it."""
    bodies = {i: key(piece.text) for i, (piece, role) in enumerate(labelled) if role == "body"}
    starts = _word_runs(bodies)
    for i, (piece, role) in enumerate(labelled):
        words = key(piece.text)
        if role not in QUOTED_ROLES or len(words.split()) < QUOTE_MIN_WORDS:
            continue
        holders = starts.get(_first_run(words), ())
        if any(n != i and len(bodies[n]) > len(words) and words in bodies[n] for n in holders):
            labelled[i] = (piece, "pull_quote")
            _quote_speaker(labelled, i + 1)
    return labelled


def _word_runs(bodies: dict[int, str]) -> dict[str, list[int]]:
    """Return in which blocks each run of a few words occurs: no block is compared with every other."""
    found: dict[str, list[int]] = {}
    for i, text in bodies.items():
        words = text.split()
        for run in {
            " ".join(words[n : n + QUOTE_MIN_WORDS]) for n in range(len(words) - QUOTE_MIN_WORDS + 1)
        }:
            holders = found.setdefault(run, [])
            if len(holders) < MAX_HOLDERS:
                holders.append(i)
    return found


def _first_run(words: str) -> str:
    return " ".join(words.split()[:QUOTE_MIN_WORDS])


def _quote_speaker(labelled: list[Labelled], i: int) -> None:
    if i < len(labelled):
        piece, role = labelled[i]
        if role in ("unassigned", "subheading", "body") and is_name_like(
            piece.text.lstrip("—–- "), MAX_NAME_WORDS
        ):
            labelled[i] = (piece, "pull_quote")


def _bios(labelled: list[Labelled]) -> list[Labelled]:
    """Among the last blocks of the text, a line that introduces its author is a bio."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    if len(bodies) < 2:  # noqa: PLR2004 - the only paragraph is the text
        return labelled
    for i in range(bodies[-BIO_REACH:][0], min(len(labelled), bodies[-1] + BIO_REACH + 1)):
        if labelled[i][1] in ("body", "unassigned", "list", "subheading") and bio_name(labelled[i][0].text):
            labelled[i] = (labelled[i][0], "bio")
    return labelled


def _standfirst(labelled: list[Labelled], segment: Segment, guide: Guide) -> list[Labelled]:
    """A line between title and byline is a standfirst, so is a first block equal to the description."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    if len(bodies) < 2:  # noqa: PLR2004 - the only paragraph is the text
        return labelled
    first = bodies[0]
    piece = labelled[first][0]
    bylines = [
        i for i, (_, role) in enumerate(labelled) if role in ("byline", "meta") and i >= segment.head.end
    ]
    for i in range(first):
        if labelled[i][1] == "subheading":
            labelled[i] = (labelled[i][0], "standfirst")
    above = any(first < i < bodies[1] for i in bylines)
    if above or (
        len(piece.text) <= SHORT_ROLE_CHARS and key(piece.text) == guide.description and piece.tag != "p"
    ):
        labelled[first] = (piece, "standfirst")
    return labelled


def texts(labelled: Sequence[Labelled], role: str) -> list[str]:
    """Return the texts of one role, in order."""
    return [piece.text for piece, found in labelled if found == role]
