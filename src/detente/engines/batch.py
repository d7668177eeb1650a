"""The seam: one function over Arrow batches of pages. A local process, and any cluster, calls just this.

Not for running it many times, nor for keeping what it gives: `local` and `shards` do that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from detente.records import Coded, Page, Rejected, from_dict, to_dict
from detente.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Result: TypeAlias = Coded | Rejected
PageWork: TypeAlias = Callable[[Page], Sequence[Result]]

COUNTS = ("articles", "sentences", "events", "claims", "rejects")
PAGES = schema_of(Page)
# One row a page. `places` are the positions of the rejected among all results of the page, so that their
# order comes back; the counts are for whoever wants no more than those.
RESULTS = pa.schema(
    [
        pa.field("page_id", pa.string()),
        pa.field("coded", pa.list_(pa.struct(list(schema_of(Coded))))),
        pa.field("rejected", pa.list_(pa.struct(list(schema_of(Rejected))))),
        pa.field("places", pa.list_(pa.int64())),
        *(pa.field(name, pa.int64()) for name in COUNTS),
    ]
)

log = logging.getLogger(__name__)


def page_batch(pages: Iterable[Page]) -> pa.RecordBatch:
    """Return pages as an Arrow batch, one column for each field of `Page`.

    Halves of characters, which a file's name may hold and Arrow cannot, become question marks.
    """
    rows = [{name: _whole(value) for name, value in to_dict(page).items()} for page in pages]
    return pa.RecordBatch.from_pylist(rows, schema=PAGES)


def _whole(value: object) -> object:
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def code_batch(pages: pa.RecordBatch, work: PageWork) -> pa.RecordBatch:
    """Return what ``work`` makes of each page, one row a page in the same order; raises nothing.

    What fails, in the work or in bringing its results into Arrow, fails for that page alone: its row then
    holds one `Rejected` with the reason.

    >>> page = Page(id="1", location="a.txt", kind="text", content=b"", retrieved="2025-07-14",
    ...             retrieved_from="given")
    >>> row = code_batch(page_batch([page]), lambda page: [1 / 0]).to_pylist()[0]
    >>> row["page_id"], row["rejects"], row["rejected"][0]["reason"]
    ('1', 1, 'ZeroDivisionError: division by zero')
    """
    rows = [_coded_row(pages.slice(number, 1), work) for number in range(pages.num_rows)]
    return pa.concat_batches(rows) if rows else _row_batch([])  # type: ignore[attr-defined]  # not in the stubs


def _coded_row(one: pa.RecordBatch, work: PageWork) -> pa.RecordBatch:
    given: dict[str, Any] = {}
    try:
        given = one.to_pylist()[0]
        page = from_dict(Page, given)
        return _row_batch([_row(page.id, work(page))])
    except Exception as fault:  # the one place where a page's failure in a batch becomes a value
        page_id, location = str(given.get("id", "")), str(given.get("location", ""))
        log.debug("%s: failed in a batch", location, exc_info=True)
        reason = str(_whole(f"{type(fault).__name__}: {fault}"))
        rejected = Rejected(id=page_id, stage="engines", reason=reason, location=location)
        return _row_batch([_row(page_id, [rejected])])


def _row_batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema=RESULTS)


def _row(page_id: str, results: Sequence[Result]) -> dict[str, Any]:
    coded = [one for one in results if isinstance(one, Coded)]
    rejected = [one for one in results if isinstance(one, Rejected)]
    return {
        "page_id": page_id,
        "coded": [to_dict(one) for one in coded],
        "rejected": [to_dict(one) for one in rejected],
        "places": [place for place, one in enumerate(results) if isinstance(one, Rejected)],
        "articles": len(coded),
        "sentences": sum(len(one.sentences) for one in coded),
        "events": sum(len(one.events) for one in coded),
        "claims": sum(len(one.claims) for one in coded),
        "rejects": len(rejected),
    }


def results_of(batch: pa.RecordBatch) -> Iterator[tuple[str, list[Result]]]:
    """Yield from what `code_batch` gave each page's id with its results, as records in their order.

    >>> list(results_of(code_batch(page_batch([]), list)))
    []
    """
    for row in batch.to_pylist():
        results: list[Result] = [from_dict(Coded, one) for one in row["coded"]]
        for place, one in zip(row["places"], row["rejected"], strict=True):
            results.insert(place, from_dict(Rejected, one))
        yield row["page_id"], results
