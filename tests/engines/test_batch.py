"""The seam that a cluster calls: one row a page, whatever the pages are."""

from __future__ import annotations

import pyarrow as pa

from detente.engines import code_batch, page_batch, results_of
from detente.records import Page, Rejected
from engine_samples import FAIL, obey, text_page


def test_results_come_back_as_the_records_they_were_in_order():
    pages = [text_page(n) for n in range(7)]
    batch = code_batch(page_batch(pages), obey)
    assert list(results_of(batch)) == [(page.id, list(obey(page))) for page in pages]
    assert batch.column("articles").to_pylist() == [2, 1, 1, 1, 1, 2, 1]
    assert batch.column("rejects").to_pylist() == [1, 0, 0, 0, 0, 1, 0]


def test_a_page_that_fails_fails_alone():
    batch = code_batch(page_batch([text_page(1), text_page(2, f"{FAIL}:no verb"), text_page(3)]), obey)
    first, second, third = (results for _, results in results_of(batch))
    assert (first, third) == (obey(text_page(1)), obey(text_page(3)))
    bad = text_page(2)
    assert second == [
        Rejected(id=bad.id, stage="engines", reason="ValueError: no verb", location=bad.location)
    ]


def test_what_arrow_cannot_hold_is_a_rejected_page_too():
    half = "\ud800"
    odd = Rejected(id="1", stage="articles", reason=half, location="a.txt")
    batch = code_batch(page_batch([text_page(1), text_page(2)]), lambda _: [odd])
    assert [len(results) for _, results in results_of(batch)] == [1, 1]
    assert "surrogates not allowed" in batch.column("rejected").to_pylist()[0][0]["reason"]
    named = Page(
        id="1", location=f"{half}.txt", kind="text", content=b"", retrieved="2025", retrieved_from="given"
    )
    assert page_batch([named]).column("location").to_pylist() == ["?.txt"]


def test_a_batch_of_something_else_raises_nothing():
    batch = code_batch(pa.RecordBatch.from_pylist([{"id": "x"}, {"id": None}]), obey)
    assert batch.column("page_id").to_pylist() == ["x", "None"]
    assert batch.column("rejects").to_pylist() == [1, 1]


def test_no_page_is_a_batch_without_rows():
    batch = code_batch(page_batch([]), obey)
    assert batch.num_rows == 0
    assert batch.schema == code_batch(page_batch([text_page(1)]), obey).schema
