"""What changed and what is to be done: old and new records in, decisions out.

Not for doing it: nothing here touches a disk, a database or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from detente.records import content_id, to_dict

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from detente.records import Article, Page, RetrievedFrom

LONG_VALUE = 400  # characters; longer values stand in `revisions` as a digest, their text in the article rows

Key = TypeVar("Key", bound="Hashable")
Item = TypeVar("Item")

PRECISION_END: dict[str, str] = {"month": "-31", "year": "-12-31"}
PRECISION_LENGTH: dict[str, int] = {"month": len("YYYY-MM"), "year": len("YYYY")}


# Who is believed on when and where a page was fetched. A file's time changes with every copy of it.
# A page that was fetched again without a change keeps the time of the first: it is the same page.
RANK: dict[RetrievedFrom, int] = {"file time": 0, "crawl record": 1, "fetched": 1, "given": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPage:
    """The inputs a page was last coded with."""

    location: str
    url: str | None
    retrieved: str
    retrieved_from: RetrievedFrom
    published: str | None
    recipe: str


def page_to_do(page: Page, held: HeldPage | None, recipe: str) -> Page | None:
    """Return the page to be coded, or None where it is held and nothing it depends on has changed.

    What is given now wins, then what was given earlier, then the crawl record, then the time of the file: so
    adding a folder again without ``--published`` (or after its files were touched) undoes nothing, and a
    crawl record that is added or corrected later counts.
    """
    if held is None:
        return page
    if not _better_time(page, held):
        page = replace(page, retrieved=held.retrieved, retrieved_from=held.retrieved_from)
    if held.url and page.location != held.location:
        page = replace(page, url=held.url)
    page = replace(page, url=page.url or held.url, published=page.published or held.published)
    now = (page.retrieved, page.url, page.published, recipe)
    return None if now == (held.retrieved, held.url, held.published, held.recipe) else page


def _better_time(page: Page, held: HeldPage) -> bool:
    """Whether the page's time is to replace the one held.

    Of two crawl records that of the same place does: a copy of the page elsewhere, with a record of its own,
    would else turn it to and fro with every run.
    """
    if page.retrieved_from == "crawl record" == held.retrieved_from:
        return page.location == held.location
    given = page.retrieved_from == "given"
    return given or RANK[page.retrieved_from] > RANK[held.retrieved_from]


def difference(held: Mapping[Key, Item], new: Mapping[Key, Item]) -> tuple[list[Key], list[Item]]:
    """Return the keys whose item no longer stands, and the items that are to be recorded.

    >>> difference({"a": 1, "b": 2}, {"b": 3, "c": 4})
    (['a', 'b'], [3, 4])
    """
    closed = [key for key, item in held.items() if new.get(key) != item]
    return closed, [item for key, item in new.items() if held.get(key) != item]


def changed_fields(old: Article, new: Article) -> list[tuple[str, str | None, str | None]]:
    """Return (field, old, new) for each field that differs between two versions of an article."""
    before, after = to_dict(old), to_dict(new)
    return [
        (name, _short(before[name]), _short(after[name])) for name in before if before[name] != after[name]
    ]


def _short(value: Any) -> str | None:  # noqa: ANN401 - as wide as JSON is
    if value is None:
        return None
    text = str(value)
    return text if len(text) <= LONG_VALUE else f"digest {content_id(text)}"


def known_on(article: Article) -> str:
    """Return the day from which the article was public for certain.

    That is the last day its publication date allows, and the day it was retrieved where that is earlier
    or where there is no date: what has been fetched was public.
    """
    retrieved = article.retrieved[: len("YYYY-MM-DD")]
    if article.published is None:
        return retrieved
    precision: str = article.published_precision
    length = PRECISION_LENGTH.get(precision, len("YYYY-MM-DD"))
    last_day: str = article.published[:length] + PRECISION_END.get(precision, "")
    return min(last_day, retrieved)
