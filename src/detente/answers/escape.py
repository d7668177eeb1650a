"""Text from pages made harmless for Markdown and for spreadsheets, and addresses for links."""

from __future__ import annotations

import re
from urllib.parse import quote

# All that CommonMark gives a meaning within a line, and what begins a block or HTML.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_BLOCK_START = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)|^(\s*)([-+=:])", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_WEB = ("http://", "https://")
# A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Verbatim(str):
    """Markdown that we wrote ourselves and that must not be escaped."""

    __slots__ = ()


def plain_markdown(value: object) -> str:
    r"""Return text that Markdown shows as it is, on one line.

    >>> print(plain_markdown("*Deal* <b>done</b>"))
    \*Deal\* \<b\>done\</b\>
    """
    if isinstance(value, Verbatim):
        return value
    text = _SPACE.sub(" ", str(value))
    return _BLOCK_START.sub(_escape_start, _MARKS.sub(r"\\\1", text))


def _escape_start(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[1]}{found[2]}\\{found[3]}"
    return f"{found[4]}\\{found[5]}"


def safe_cell(value: object) -> object:
    """Return what stands in a cell of a CSV: text that a spreadsheet would run gets an apostrophe before it.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell(-9.0)
    ("'=HYPERLINK(1)", -9.0)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def web_address(url: str | None) -> Verbatim | None:
    """Return an http(s) address that ends neither a link nor an attribute; None for any other.

    >>> web_address("javascript:alert(1)") is None
    True
    >>> web_address("https://a.example/x y>")
    'https://a.example/x%20y%3E'
    """
    if not url or not url.lower().startswith(_WEB):
        return None
    return Verbatim(quote(url, safe="/:?#@!$&*+,;=%-._~"))
