"""Crawls: what a user gets from a WARC, whole or broken, packed or not."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.pages import document_pages, read_pages
from detente.records import Page, Rejected

WHEN = "2025-07-14T12:00:00Z"
PACKED = "Content-Encoding: gzip\r\n"
DATE = "2020-10-05T12:00:00Z"


def answer(body, *, kind="text/html", status="200 OK", headers=""):
    front = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n"
    return front.encode() + (body if isinstance(body, bytes) else body.encode())


def record(payload, *, sort="response", number=1, date=DATE, headers="", length=None):
    size = len(payload) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Record-ID: <urn:uuid:record-{number}>\r\n"
        f"WARC-Date: {date}\r\nWARC-Target-URI: https://a.example/{number}\r\n{headers}"
        f"Content-Type: application/http\r\nContent-Length: {size}\r\n\r\n"
    ).encode() + payload + b"\r\n\r\n"  # fmt: skip


def chunks(*parts):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))


def pages_of(*records, name="a.warc", **given):
    return list(document_pages(b"".join(records), name, **({"retrieved": WHEN} | given)))


def texts(found):
    return [item.content.decode() for item in found if isinstance(item, Page)]


def reasons(found):
    return [item.reason for item in found if isinstance(item, Rejected)]


ONE, TWO, THREE = (record(answer(f"<p>They met {n} times."), number=n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("name", "pack"), [("a.warc", bytes), ("CC-NEWS-20201005120000-1.warc.gz", gzip.compress)]
)
def test_page_of_a_crawl_has_its_address_and_the_time_of_the_crawl(tmp_path, name, pack):
    file = tmp_path / "crawl-data" / "CC-NEWS" / "2020" / "10" / name
    file.parent.mkdir(parents=True)
    info = record(b"software: x", sort="warcinfo")
    asked = record(b"GET / HTTP/1.1\r\n\r\n", sort="request")
    file.write_bytes(b"".join(pack(part) for part in (info, asked, ONE, TWO)))
    first, second = read_pages([str(tmp_path)])
    assert (first.url, first.kind, first.content) == ("https://a.example/1", "html", b"<p>They met 1 times.")
    assert (first.retrieved, first.retrieved_from) == (DATE, "crawl record")
    assert first.location == f"{file}#record-1"
    assert second.url == "https://a.example/2"
    (given, _) = read_pages([str(file)], retrieved=WHEN)
    assert (given.retrieved, given.retrieved_from) == (WHEN, "given")


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: deflate\r\n", zlib.compress),
        ("Content-Encoding: deflate\r\n", lambda data: zlib.compress(data)[2:-4]),
        ("Content-Encoding: br\r\n", brotli.compress),
        ("Content-Encoding: gzip\r\n", bytes),  # the crawler unpacked it and kept the header
        ("Content-Encoding: br\r\n", bytes),
        ("Transfer-Encoding: chunked\r\n", bytes),
        ("Transfer-Encoding: chunked\r\n", lambda data: chunks(data[:8], data[8:])),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            lambda data: chunks(gzip.compress(data)),
        ),
    ],
)  # fmt: skip
def test_packed_answer_is_unpacked(headers, pack):
    body = b"<p>They met in Baku."
    assert texts(pages_of(record(answer(pack(body), headers=headers)))) == [body.decode()]


def test_charset_of_the_server_is_believed():
    body = "<p>Министры встретились в Баку".encode("cp1251")
    found = pages_of(record(answer(body, kind="text/html; charset=windows-1251")))
    assert texts(found) == ["<p>Министры встретились в Баку"]


def test_what_is_no_page_is_counted_in_one_line():
    found = pages_of(
        record(answer("gone", status="404 Not Found")),
        record(answer("x", kind="image/png")),
        record(answer("y", kind="image/png")),
        record(answer("z", kind="text/html", status="301 Moved")),
        ONE,
    )
    assert len(texts(found)) == 1
    assert reasons(found) == ["4 of 5 answers are no pages: 2 image/png, 1 status 404, 1 status 301"]


def test_feed_text_and_crawl_without_pages():
    feed = "<rss version='2.0'><channel><item><title>Talks</title></item></channel></rss>"
    found = pages_of(
        record(answer(feed, kind="application/rss+xml")),
        record(answer("They met.", kind="text/plain"), number=2),
    )
    assert [(page.kind, page.location) for page in found] == [
        ("row", "a.warc#record-1:1"),
        ("text", "a.warc#record-2"),
    ]
    assert reasons(pages_of(record(b"x", sort="warcinfo"))) == ["holds no pages"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (record(b"no HTTP here at all", number=2), "HTTP"),
        (record(answer("<p>half"), number=2, headers="WARC-Truncated: length\r\n"), "cut off by the crawler"),
        (record(answer(gzip.compress(b"x" * 999)[:-9], headers=PACKED)), "too early"),
        (record(answer(b"ff\r\nThey", headers="Transfer-Encoding: chunked\r\n")), "cut off"),
        (record(answer("x" * 21_000_000), number=2), "larger than 20 MB"),
        (record(answer(gzip.compress(b"x" * 60_000_000), headers=PACKED)), "more than 20 MB"),
        (record(answer("x", headers="X-A: " + "y" * 100_000 + "\r\n")), "headers"),
        (b"no record\r\nat all", "broken here"),
        (TWO.replace(b"Content-Length", b"Content-Lungth"), "broken here"),
        (record(answer("<p>They met and"), number=2, length=70), "broken here"),
        (record(answer("<p>They met and"), number=2, length=99), "broken here"),
        (TWO[:-30], "broken here"),
    ],
)  # fmt: skip
def test_broken_record_is_said_and_the_next_is_read(broken, reason):
    found = pages_of(ONE, broken, THREE)
    assert texts(found)[0] == "<p>They met 1 times."
    assert texts(found)[-1] == "<p>They met 3 times."
    assert any(reason in said for said in reasons(found))


def test_page_shorter_than_the_site_said_is_no_page_where_the_crawl_breaks_behind_it():
    whole = answer("<p>They met in Baku.", headers="Content-Length: 20\r\n")
    found = pages_of(record(whole, length=len(whole) - 8), TWO)
    assert texts(found) == ["<p>They met 2 times."]
    assert reasons(found)[0] == "cut off: shorter than the site said"


def test_broken_member_of_a_packed_crawl_costs_no_more_than_itself():
    bodies = [record(answer("<p>" + f"They met {n}. " * 500), number=n) for n in range(5)]
    packed = [bytearray(gzip.compress(body)) for body in bodies]
    packed[2][60:80] = b"\xff" * 20
    found = pages_of(*packed, name="a.warc.gz")
    assert [page.url[-1] for page in found if isinstance(page, Page)] == ["0", "1", "3", "4"]
    assert any("gzip data is broken" in reason for reason in reasons(found))


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_truncated_crawl_keeps_what_came_before(kept):
    bodies = [record(answer(f"<p>They met {n} times. {n * 977}"), number=n) for n in range(40)]
    whole = b"".join(gzip.compress(body) for body in bodies)
    found = pages_of(whole[: int(len(whole) * kept)], name="a.warc.gz")
    count = len(texts(found))
    assert texts(found) == texts(pages_of(*bodies))[:count]
    assert abs(count - 40 * kept) <= 2
    assert any("cut off" in reason for reason in reasons(found))


def test_bomb_is_refused_and_what_came_before_is_kept():
    bomb = record(answer("\n" * 90_000_000), number=2)
    found = pages_of(gzip.compress(ONE), gzip.compress(bomb, 9), gzip.compress(THREE), name="a.warc.gz")
    assert texts(found)[0] == "<p>They met 1 times."
    assert any("200 times its size" in reason for reason in reasons(found))


def test_stdin_may_be_a_crawl(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(ONE + TWO))))
    assert len(texts(read_pages(["-"]))) == 2


@st.composite
def broken_crawls(draw):
    """Return a crawl with bytes changed, cut out and doubled, packed or not."""
    data = bytearray(
        ONE + record(answer(b"4\r\nThey\r\n0\r\n\r\n", headers="Transfer-Encoding: chunked\r\n")) + TWO
    )
    if draw(st.booleans()):
        data = bytearray(gzip.compress(ONE) + gzip.compress(TWO) + gzip.compress(THREE))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 30))] = draw(
            st.binary(max_size=9)
            | st.sampled_from([b"\r\n", b"WARC/1.0\r\n", b"Content-Length: 99999999999999999999\r\n"])
        )
    return bytes(data)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300)
    | st.binary(max_size=99).map(lambda data: b"WARC/1.0\r\n" + data)
    | broken_crawls()
)
def test_any_bytes_are_pages_or_rejected(data):
    assert all(isinstance(item, Page | Rejected) for item in pages_of(data))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br", "no-such"]))
def test_any_packed_body_is_a_page_or_rejected(data, packing):
    headers = f"Content-Encoding: {packing}\r\nTransfer-Encoding: chunked\r\n"
    found = pages_of(record(answer(data, headers=headers)), TWO)
    assert texts(found)[-1] == "<p>They met 2 times."
