"""The one door to trafilatura: the main text of an ordinary page. Our own rules say which block is what."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from detente.articles.blocks import breadth

# Below this its fast mode is asked again in full (design section 4).
SHORT_CHARS = 250
# Its time grows with the elements: a tenth of a second for a large news page (3,000), about a second for this
# many, 18 seconds for 200,000. Beyond it our own rules decide alone.
MAX_LIBRARY_ELEMENTS = 20_000
OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": False,
    "deduplicate": False,  # its memory of texts seen is global: the second run would differ from the first
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


def library_reading(content: bytes, *, text: bool = True, metadata: bool = True) -> Reading:
    """Return what trafilatura reads in a UTF-8 page; an empty reading where it finds nothing or fails.

    ``text``: its main text; ``metadata``: author and site, which alone cost a third of that.
    """
    if not text:
        return _names(content) if metadata else Reading()
    import trafilatura  # noqa: PLC0415 - takes a third of a second; pages of text and rows need none of it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = content.decode("utf-8", "replace")
    best = Reading()
    for fast in (True, False):
        try:
            found: Any = trafilatura.bare_extraction(page, fast=fast, with_metadata=metadata, **OPTIONS)
        except Exception:  # noqa: BLE001 - its failure on a broken page leaves our own rules
            found = None
        if found and len(found.text or "") > len(best.text):
            best = Reading(found.text, found.author or None, found.sitename or None)
        if breadth(best.text) >= SHORT_CHARS:
            break
    return best


def _names(content: bytes) -> Reading:
    """Return author and site alone."""
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - as above

    try:
        found = extract_metadata(
            content.decode("utf-8", "replace"), date_config=OPTIONS["date_extraction_params"]
        )
    except Exception:  # noqa: BLE001 - as above
        return Reading()
    return Reading("", found.author or None, found.sitename or None) if found else Reading()
