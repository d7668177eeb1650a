"""The one door to trafilatura: the main text of an ordinary page. Our own rules say which block is what."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Below this its fast mode is asked again in full (design section 4).
SHORT_CHARS = 250
# Its time grows with the elements: a tenth of a second for a large news page (3,000), about a second for this
# many, 18 seconds for 200,000. Beyond it our own rules decide alone.
MAX_ELEMENTS = 20_000
OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": False,
    "deduplicate": False,  # its memory of texts seen is global: the second run would differ from the first
    "with_metadata": True,
    # Else it dates a page from "in power since 2003". Even so it takes dates from the text and from teasers
    # (wrong on four of five variants of one page), so its date is not used at all.
    "date_extraction_params": {"extensive_search": False, "original_date": True},
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the library makes of a page: its main text, and author and site where it finds them."""

    text: str = ""
    byline: str | None = None
    outlet: str | None = None


def library_reading(content: bytes, root: HtmlElement) -> Reading:
    """Return what trafilatura reads in a UTF-8 page; an empty reading where it finds nothing or fails.

    ``root`` is the same page parsed: one of more elements than a news page has is left to our own rules.
    """
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        return Reading()
    import trafilatura  # noqa: PLC0415 - takes a third of a second; pages of text and rows need none of it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = content.decode("utf-8", "replace")
    best = Reading()
    for fast in (True, False):
        try:
            found: Any = trafilatura.bare_extraction(page, fast=fast, **OPTIONS)
        except Exception:  # noqa: BLE001 - its failure on a broken page leaves our own rules
            found = None
        if found and len(found.text or "") > len(best.text):
            best = Reading(found.text, found.author or None, found.sitename or None)
        if len(best.text) >= SHORT_CHARS:
            break
    return best
