"""What the short lines around an article say: byline, outlet, date, age, reading time, link, section head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.articles.blocks import ends_sentence, key, word_count
from detente.articles.dates import NAMED_AGES, date_span, read_age

MAX_HEADER_CHARS = 140
MAX_OUTLET_WORDS = 6
MAX_TITLE_CHARS = 240
MIN_TITLE_WORDS = 2
MAX_TITLE_WORDS = 40
MAX_NAME_WORDS = 6
MAX_SECTION_CHARS = 48
MAX_DATES = 3  # published, updated, and the page's own clock
MAX_NAMES = 2  # author and place
UPDATED_REACH = 16

SEPARATOR = re.compile(r"\s*[|·•●∙]\s*|\s+[–—-]\s+|\s{2,}")
LINK = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
SHORT_LINK = re.compile(r"^short\s*(?:link|url)\s*:?\s*(?P<url>https?://\S+)?\s*$", re.IGNORECASE)
MINUTES = re.compile(
    r"^(?:reading time:?\s*)?(?P<n>\d{1,3})\s*-?\s*min(?:ute)?s?\.?"
    r"(?:\s+(?:of\s+)?read(?:ing)?)?(?:\s+time)?$",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|words|analysis|opinion|"
    r"commentary)\s+)?by:?\s+(?P<who>\S.*)$",
    re.IGNORECASE,
)
DATE_WORDS = re.compile(
    r"\b(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|modified|date|on|at|in|edited|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|local time|time)\b[:.,]?",
    re.IGNORECASE,
)
CLOCK_ALONE = re.compile(
    r"^\(?(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*[ap]\.?m\.?)?(?:\s*\(?[\w+:-]+(?: time)?\)?)?$", re.IGNORECASE
)
UPDATED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
NAME = re.compile(
    r"^(?:[A-Z][\w.'’´-]*|al|bin|van|von|de|der|el|ibn|and|[&,])(?:\s+(?:[A-Z][\w.'’´-]*|al|bin|"
    r"van|von|de|der|el|ibn|and|&),?)*$"
)
LABELS = {
    "opinion": "opinion",
    "opinions": "opinion",
    "op ed": "opinion",
    "oped": "opinion",
    "commentary": "opinion",
    "comment": "opinion",
    "column": "opinion",
    "columns": "opinion",
    "editorial": "opinion",
    "viewpoint": "opinion",
    "views": "opinion",
    "analysis": "analysis",
    "news analysis": "analysis",
    "analyses": "analysis",
    "explainer": "analysis",
    "opinion analysis": "opinion",
    "analysis opinion": "opinion",
}
SECTIONS = {
    "related": re.compile(
        r"^(?:related(?: (?:articles?|stories|news|posts?|content|coverage|topics?))?|more (?:from|on|"
        r"in|about|news|stories)\b.*|"
        r"(?:you (?:may|might) also|recommended|read (?:more|next|also)|see also|also read|"
        r"most (?:read|popular|viewed)|"
        r"trending|latest (?:news|stories)|top stories|similar (?:articles|posts|stories)|up next|"
        r"editor'?s? picks?|"
        r"other (?:news|articles|stories)|elsewhere|keep reading|don'?t miss)\b.*)$"
    ),
    "comments": re.compile(
        r"^(?:\d+ )?(?:comments?|leave a (?:reply|comment)|join the (?:conversation|discussion)|"
        r"responses|discussion)(?: \d+)?$"
    ),
    "share": re.compile(
        r"^(?:share(?: this)?(?: (?:article|post|story|page|on|via)\b.*)?|follow us\b.*|facebook|"
        r"twitter|whatsapp|telegram|copy link|email this|print(?: this)?(?: page)?)$"
    ),
    "promo": re.compile(
        r"^(?:download (?:the|our) app|advertise?ments?|sponsored(?: content)?|newsletter|"
        r"(?:subscribe|sign up|get started|try our)\b.*|get (?:the|our) (?:app|newsletter)\b.*|"
        r".*\bai features?\b.*|cookies?(?: policy| notice)?|support us|donate)$"
    ),
}
FURNITURE = {
    "share": re.compile(
        r"^(?:share this (?:article|story|post|page)|the post .{1,200} (?:appeared first|"
        r"first appeared) on|short link|post views|tweet this|follow us on|click to share|share on)\b",
        re.IGNORECASE,
    ),
    "comments": re.compile(
        r"^(?:no comments yet|be the first to comment|your email address will not|log in to comment|"
        r"you must be logged in)",
        re.IGNORECASE,
    ),
    "promo": re.compile(
        r"\b(?:download (?:the|our|\w+) (?:\w+ )?app\b|app today|sign up (?:for|to)|subscribe (?:to|"
        r"now|for|today)|our newsletter|newsletter (?:and|to|every)|"
        r"get started now|we use cookies|uses cookies|cookie (?:policy|settings)|"
        r"accept (?:all )?cookies|preferred app store|unsubscribe at any|no spam\b|"
        r"in your inbox|download it now|try it (?:now |"
        r"today )?(?:for )?free|create a free account|"
        r"all rights reserved|©|terms of (?:use|service)|privacy policy|support our journalism|"
        r"turn on notifications|advertisement$)",
        re.IGNORECASE,
    ),
    "correction": re.compile(
        r"^(?:correction|clarification|editor['’]?s? note|this (?:article|story) (?:has been|"
        r"was) (?:updated|corrected|amended))\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Header:
    """What one short line says, each part as printed; ``None`` where it does not say it.

    ``name`` is a name beside a date of which the line does not say whose it is: author, outlet or place.
    """

    byline: str | None = None
    outlet: str | None = None
    date: str | None = None
    updated: str | None = None
    age: str | None = None
    minutes: int | None = None
    link: str | None = None
    name: str | None = None

    @property
    def says_when(self) -> bool:
        """Whether it dates an article."""
        return bool(self.age or self.date)


def read_header(text: str) -> Header | None:
    """Return what a header line says, or None where any part of it is something else.

    >>> header = read_header("By Aram Sarkis | October 2, 2020 | 3 Min Read")
    >>> header.byline, header.date, header.minutes
    ('Aram Sarkis', 'October 2, 2020', 3)
    >>> read_header("The talks went on until October 2, 2020, both sides said.") is None
    True
    """
    if len(text) > MAX_HEADER_CHARS:
        return None
    found: dict[str, object] = {}
    rest = _take_dates(text.strip(" \t|·•●-–—"), found)
    unread = []
    for part in [part.strip(" ,") for part in SEPARATOR.split(rest)]:
        said = _part(part) if part else {}
        if said is None:
            unread.append(part)
        for name, value in (said or {}).items():
            found.setdefault(name, value)
    if not found or (unread and not _is_name_rest(unread, found)):
        return None
    if unread:
        found.setdefault("outlet" if "age" in found else "name", unread[0])
    return Header(**found)  # type: ignore[arg-type]


def _take_dates(text: str, found: dict[str, object]) -> str:
    """Move the dates of a line to ``found`` and return the rest, a bar where each date stood."""
    rest = text
    for _ in range(MAX_DATES):
        span = date_span(rest)
        if span is None:
            break
        before, after = rest[: span[0]], rest[span[1] :]
        found.setdefault(
            "updated" if UPDATED.search(before[-UPDATED_REACH:]) else "date", rest[slice(*span)].strip(" ,")
        )
        rest = f"{before} | {after}"
    return DATE_WORDS.sub(" ", rest).strip(" ,.:()/") if found else rest


def _is_name_rest(unread: list[str], found: dict[str, object]) -> bool:
    """Short capitalised parts beside a date or age are who published or wrote it, and where."""
    names = all(is_name_like(part.strip("().")) for part in unread)
    return names and len(unread) <= MAX_NAMES and ("date" in found or "age" in found or "updated" in found)


def _part(text: str) -> dict[str, object] | None:
    if found := MINUTES.match(text):
        return {"minutes": int(found["n"])}
    if LINK.match(text):
        return {"link": text}
    if found := SHORT_LINK.match(text):
        return {"link": found["url"]} if found["url"] else {}
    if CLOCK_ALONE.match(text):
        return {}
    if text.lower().rstrip(".") in NAMED_AGES:
        return {"age": text}
    return _age_part(text) or _byline_part(text)


def _age_part(text: str) -> dict[str, object] | None:
    age = read_age(text)
    if age is None:
        return None
    outlet, count, unit = age
    said: dict[str, object] = {"updated" if UPDATED.search(outlet) else "age": f"{count} {unit} ago"}
    rest = DATE_WORDS.sub(" ", outlet).strip(" ,:")
    if rest and not is_name_like(rest):
        return None
    return said | ({"outlet": rest} if rest else {})


def _byline_part(text: str) -> dict[str, object] | None:
    found = BYLINE.match(text)
    if found is None or ends_sentence(text):
        return None
    who = found["who"].strip(" ,")
    return {"byline": who} if who.lower() == "admin" or is_name_like(who, words=3 * MAX_NAME_WORDS) else None


def is_name_like(text: str, words: int = MAX_OUTLET_WORDS) -> bool:
    """Whether a text looks like the name of a person or an outlet.

    >>> is_name_like("Asharq Al-Awsat"), is_name_like("no comments yet")
    (True, False)
    """
    return word_count(text) <= words and NAME.match(text) is not None


def is_title_like(text: str) -> bool:
    """Whether a line could be a headline: some words, no full stop, no header line or section head.

    >>> is_title_like("Ankara and Baku sign a gas deal"), is_title_like("By admin")
    (True, False)
    """
    if len(text) > MAX_TITLE_CHARS or not MIN_TITLE_WORDS <= word_count(text) <= MAX_TITLE_WORDS:
        return False
    if text.endswith((".", ":", ";", ",")) and not text.endswith("..."):
        return False
    return section_kind(text) is None and furniture(text) is None and read_header(text) is None


def section_kind(text: str) -> str | None:
    """Return what kind of section a line opens (related, comments, share, promo), or None.

    >>> section_kind("Related Articles"), section_kind("More from Baku"), section_kind("Talks resume")
    ('related', 'related', None)
    """
    if len(text) > MAX_SECTION_CHARS or text.endswith("."):
        return None
    line = text.lower().replace("’", "'").strip(" :•…!-–")
    return next((kind for kind, pattern in SECTIONS.items() if pattern.match(line)), None)


def furniture(text: str) -> str | None:
    """Return the role of a line that is plainly part of the site and not of the article, or None.

    >>> furniture("Download our app today!"), furniture("The app was downloaded in Baku.")
    ('promo', None)
    """
    if len(text) > VERY_LONG_FURNITURE:
        return None
    return next((role for role, pattern in FURNITURE.items() if pattern.search(text)), None)


# A cookie notice runs to three lines; longer texts that mention a newsletter are about something else.
VERY_LONG_FURNITURE = 320


def genre_label(text: str) -> str | None:
    """Return the genre that a label names, or None.

    >>> genre_label("OPINION"), genre_label("Opinion polls open")
    ('opinion', None)
    """
    return LABELS.get(key(text)) if len(text) <= MAX_SECTION_CHARS else None
