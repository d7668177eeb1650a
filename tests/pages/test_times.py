"""Comments that programs leave in the pages that they save."""

from __future__ import annotations

import pytest

from detente.pages import document_pages
from detente.pages.times import file_time, saved_comment

WHEN = "2020-10-05T14:05:06Z"


MIRRORED = """<html>
<!-- Mirrored from lake.example/1.html by HTTrack Website Copier/3.x [XR], Mon, 05 Oct 2020 14:05:06 GMT -->
<p>They met.</p>"""
ARCHIVED = """<html><head><link href="/web/20201005140506cs_/https://lake.example/a/1"></head>
<p>They met.</p><!--
     FILE ARCHIVED ON 14:05:06 Oct 05, 2020 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 10:00:00 Jul 14, 2025. -->"""


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (MIRRORED, ("https://lake.example/1.html", WHEN)),
        (ARCHIVED, ("https://lake.example/a/1", WHEN)),
        ("<p>FILE ARCHIVED ON 14:05:06 Foo 05, 2020 AND RETRIEVED FROM</p>", (None, None)),
        ("<!-- saved from url=(0024)https://lake.example/a -->", ("https://lake.example/a", None)),
        ("<p>They met.</p>", (None, None)),
    ],
)
def test_where_and_when_a_page_was_saved(page, said):
    assert saved_comment(page) == said


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-10:00"])
def test_a_time_that_leaves_the_calendar_is_none_and_stops_nothing(time):
    lines = f'{{"title": "A", "retrieved": "{time}"}}\n{{"title": "B"}}\n'.encode()
    pages = list(document_pages(lines, "a.jsonl", retrieved=WHEN, retrieved_from="file time"))
    assert [page.retrieved for page in pages] == [WHEN, WHEN]
    saved = (
        b"<!-- Page saved with SingleFile url: https://a.example/"
        b" saved date: Mon Jan 01 0001 00:00:00 GMT+1400 -->"
    )
    (page,) = document_pages(saved + b"<p>They met.", "a.html", retrieved=WHEN, retrieved_from="file time")
    assert (page.url, page.retrieved) == ("https://a.example/", WHEN)


def test_a_file_of_the_far_future_has_the_last_time_there_is():
    assert file_time(1e13) == "9999-12-31T23:59:59Z"
