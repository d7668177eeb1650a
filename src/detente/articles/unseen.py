"""What a page shows to machines only: hidden, off the screen, of no size, in the colour of its ground.

Such text is kept with the role ``hidden`` and never coded: a page may use it to tell a program what readers
are not told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    Get = Callable[[str], str | None]

HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|"
    r"opacity\s*:\s*0?(?:\.0\d*)?%?\s*(?:;|!|$)|font-size\s*:\s*(?:0(?:\.\d+)?|1px|\.\d+)\s*(?:px|r?em|pt|%)?\s*(?:;|!|$)|"
    r"text-indent\s*:\s*-\d{3,}|(?:left|top|right|bottom|margin(?:-left|-top)?)\s*:\s*-(?:999|\d{4,})(?:px|r?em)|"
    r"clip\s*:\s*rect\(\s*[01](?:px)?\b|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0)|"
    r"transform\s*:\s*(?:scale\(\s*0(?:\.0\d*)?\s*[,)]|translate[XY]?\(\s*-\d{4,})|"
    r"(?:^|;)\s*color\s*:\s*(?:transparent|rgba\([^)]*,\s*0(?:\.0\d*)?\s*\)|#[0-9a-f]{6}00\b)|"
    r"position\s*:\s*(?:absolute|fixed).{0,200}z-index\s*:\s*-\d|z-index\s*:\s*-\d.{0,200}position\s*:\s*(?:absolute|fixed)|"
    r"(?:^|;)\s*(?:width|(?:max-)?height)\s*:\s*[01](?:px)?\s*;.{0,200}overflow\s*:\s*hidden|"
    r"overflow\s*:\s*hidden\s*;.{0,200}(?:^|;)\s*(?:width|(?:max-)?height)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE | re.DOTALL,
)
COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
GROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
WHITE = frozenset(
    {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "#fefefe", "#fdfdfd"}
)
NAMED = {"black": "#000000", "white": "#ffffff"}
MARKS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|visuallyhidden|hidden|d-none|u-hidden|is-hidden|offscreen|"
    r"off-screen|element-invisible|a11y-hidden|assistive-text)(?:\s|$)"
)
# A frame is never hidden by a mark of its own: scripts take that mark off.
FRAMES = frozenset({"body", "html", "main", "article"})
MAX_CSS = 200_000
MAX_STYLE = 2_000
SIMPLE = re.compile(r"\s*([.#][\w-]+)\s*$")
RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
AT_RULE = re.compile(r"@[^{};]{0,300}[{;]")


def is_hidden(element: Element, get: Get, names: frozenset[str] = frozenset()) -> bool:
    """Whether an element is there for machines and not for readers.

    ``get`` looks up its attributes; ``names`` are the classes and ids that the page's CSS hides.
    """
    if element.tag == "noscript":
        return True
    if element.tag in FRAMES:
        return False
    classes = get("class")
    if (classes and MARKS.search(classes)) or (names and _is_named(get("id"), classes, names)):
        return True
    if get("hidden") is not None or get("aria-hidden") == "true":
        return True
    style = (get("style") or "")[:MAX_STYLE]
    return bool(style) and (HIDING.search(style) is not None or _same_colour(element, style))


def _is_named(name: str | None, classes: str | None, names: frozenset[str]) -> bool:
    return (name is not None and f"#{name}" in names) or any(
        f".{word}" in names for word in (classes or "").split()
    )


def _same_colour(element: Element, style: str) -> bool:
    """Whether text has the colour of its ground, by its own style or the nearest one around that names it."""
    found = COLOUR.search(style)
    if found is None:
        return False
    colour = _plain_colour(found[1])
    ground = GROUND.search(style)
    for around in element.iterancestors():
        ground = ground or GROUND.search(around.get("style") or "")
        if ground or around.get("bgcolor"):
            return colour == _plain_colour(ground[1] if ground else around.get("bgcolor"))
        if around.get("class"):  # a style sheet may colour the ground: then nothing is known
            return False
    return colour in WHITE


def _plain_colour(value: str) -> str:
    value = value.strip().lower().replace(" ", "")
    if len(value) == 4 and value.startswith("#"):  # noqa: PLR2004 - #rgb
        value = "#" + "".join(2 * digit for digit in value[1:])
    return NAMED.get(value, value)


def hidden_names(root: Element) -> frozenset[str]:
    """Return the classes (".x") and ids ("#x") that the page's own style sheets hide on every screen.

    >>> from lxml import html
    >>> sheet = "<p><style>.a,.b{display:none} @media print{.c{display:none}}</style>"
    >>> sorted(hidden_names(html.fromstring(sheet)))
    ['.a', '.b']
    """
    found: set[str] = set()
    for style in root.iter("style"):
        sheet = (style.text or "")[:MAX_CSS]
        for rule in RULE.finditer(_without_at_rules(sheet)):
            if HIDING.search(rule[2]):
                found.update(simple[1] for part in rule[1].split(",") if (simple := SIMPLE.match(part)))
    return frozenset(found)


def _without_at_rules(sheet: str) -> str:
    """Return a style sheet without what holds on some screens only (@media ... { ... })."""
    kept: list[str] = []
    place = 0
    while (found := AT_RULE.search(sheet, place)) is not None:
        kept.append(sheet[place : found.start()])
        place = found.end()
        depth = int(found[0].endswith("{"))
        while depth and place < len(sheet):
            brace = BRACE.search(sheet, place)
            place = brace.end() if brace else len(sheet)
            depth += 1 if brace and brace[0] == "{" else -1
    return "".join([*kept, sheet[place:]])


BRACE = re.compile(r"[{}]")
