"""Zip and gzip: what a user gets from pages that are packed, and from packing that means harm."""

from __future__ import annotations

import gzip
import io
import os
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.pages import archives, document_pages, read_pages
from detente.records import Page, Rejected

WHEN = "2025-07-14T12:00:00Z"
PAGE = b"<p>They met in Baku."


def zipped(members, method=zipfile.ZIP_DEFLATED, date=(2025, 7, 1, 10, 0, 0)):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, date), data, method)
    return out.getvalue()


def pages_of(data, name="a.zip", **given):
    return list(document_pages(data, name, **({"retrieved": WHEN} | given)))


def told(found):
    return [item.reason if isinstance(item, Rejected) else item.content.decode() for item in found]


def test_zip_is_read_as_the_folder_that_it_is_of(tmp_path):
    members = {
        "news/a.html": PAGE,
        "news/b.txt": b"Talks resume",
        "news/rows.jsonl": b'{"title": "One"}\n{"title": "Two"}\n',
        "news/a_files/logo.png": b"\x89PNG",
        "__MACOSX/news/._a.html": b"\0",
        "news/.hidden.html": PAGE,
        "news/c.pdf": b"%PDF",
        "news/empty.html": b"",
    }
    (tmp_path / "saved.zip").write_bytes(zipped(members))
    found = list(read_pages([str(tmp_path)]))
    assert [item.location.removeprefix(f"{tmp_path}/") for item in found] == [
        "saved.zip#news/a.html",
        "saved.zip#news/b.txt",
        "saved.zip#news/rows.jsonl:1",
        "saved.zip#news/rows.jsonl:2",
        "saved.zip#news/c.pdf",
        "saved.zip#news/empty.html",
    ]
    assert told(found)[:2] == [PAGE.decode(), "Talks resume"]
    assert told(found)[-2:] == ["not a kind of file that is read (.pdf)", "empty file"]


def test_when_a_member_was_fetched(tmp_path):
    file = tmp_path / "saved.zip"
    listed = b"file,url,retrieved\n2020/a.html,https://a.example/,2020-10-05T12:00:00Z\nb.html,,last week\n"
    file.write_bytes(zipped({"x/2020/a.html": PAGE, "x/b.html": PAGE, "x/crawl.csv": listed}))
    broken, by_crawl, by_file = read_pages([str(file)])
    assert "last week" in broken.reason
    assert (by_crawl.retrieved, by_crawl.retrieved_from) == ("2020-10-05T12:00:00Z", "crawl record")
    assert by_crawl.url == "https://a.example/"
    assert (by_file.retrieved, by_file.retrieved_from) == ("2025-07-01", "file time")
    assert {page.retrieved for page in list(read_pages([str(file)], retrieved=WHEN))[1:]} == {WHEN}
    file.write_bytes(zipped({"a.html": PAGE}, date=(1980, 1, 1, 0, 0, 0)))
    os.utime(file, (1752494400, 1752494400))
    (page,) = read_pages([str(file)])
    assert page.retrieved == WHEN


def test_time_in_utc_is_taken_where_the_archive_has_it():
    info = zipfile.ZipInfo("a.html", time.gmtime(1752494400)[:6])
    info.extra = struct.pack("<HHBi", 0x5455, 5, 1, 1752494400)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, PAGE)
    (page,) = pages_of(out.getvalue(), retrieved="2026-01-01", retrieved_from="file time")
    assert page.retrieved == WHEN


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html.gz", gzip.compress(PAGE), "html"),
        ("a.txt.gz", gzip.compress(b"Talks") + gzip.compress(b" resume") + b"\0" * 512, "text"),
        ("a.jsonl.gz", gzip.compress(b'{"title": "Talks"}'), "row"),
        ("a.csv.gz", gzip.compress(b"title,text\nTalks,They met.\n"), "row"),
        (
            "feed.xml.gz",
            gzip.compress(b"<rss><channel><item><title>Talks</title></item></channel></rss>"),
            "row",
        ),
        ("a.gz", gzip.compress(PAGE), "html"),
        ("a.html", gzip.compress(PAGE), "html"),  # saved as it was sent
        ("a.html.gz", PAGE, "html"),  # unpacked on the way
        ("a.zip", zipped({"b.zip": zipped({"a.html": PAGE})}), "html"),
        ("a.zip", zipped({"b.html.gz": gzip.compress(PAGE)}), "html"),
        ("a.zip", zipped({"../../etc/passwd.html": PAGE}), "html"),
        ("a.zip", zipped({"": b"", "a.html": PAGE}), "html"),
        ("a.zip", b"MZ self-extracting" + zipped({"a.html": PAGE}), "html"),
    ],
)
def test_packed_page_is_the_page(tmp_path, name, data, kind):
    (tmp_path / name).write_bytes(data)
    (page,) = read_pages([str(tmp_path / name)])
    assert (page.kind, sorted(tmp_path.iterdir())) == (kind, [tmp_path / name])


def encrypted():
    data = bytearray(zipped({"a.html": PAGE}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 no more", "not a zip archive that can be read"),
        (zipped({"a.html": PAGE})[:-30], "not a zip archive that can be read"),
        (zipped({}), "empty archive"),
        (zipped({"a.png": b"x"}), "archive holds no pages"),
        (encrypted(), "encrypted"),
        (zipped({"a.html": PAGE}, zipfile.ZIP_LZMA), "packed by a method that is not read"),
        (zipped({"a.html": PAGE}, zipfile.ZIP_STORED).replace(b"Baku", b"Bonn"), "Bad CRC"),
        (
            zipped({"b.zip": zipped({"c.zip": zipped({"a.html": PAGE})})}),
            "an archive in an archive in an archive",
        ),
        (zipped({"a.html": b"x" * 21_000_000}), "larger than 20 MB"),
        (zipped({"a.jsonl": b'{"title": "One"}\n' + b" " * 90_000_000}), "200 times its size"),
        (gzip.compress(PAGE)[:-9], "gzip data is cut off"),
        (gzip.compress(PAGE)[:10] + b"\xff" * 20, "gzip data is broken"),
        (gzip.compress(b""), "empty file"),
        (gzip.compress(gzip.compress(gzip.compress(PAGE))), "an archive in an archive in an archive"),
    ],
)
def test_packing_that_is_broken_or_means_harm_is_said(data, reason):
    found = pages_of(data, "a.gz" if data.startswith(b"\x1f") else "a.zip")
    assert reason in found[-1].reason


def test_rows_before_a_break_are_kept_and_the_half_one_is_not():
    rows = b"title,text\n" + b"".join(b"Talks %d,They met.\n" % number for number in range(5000))
    found = pages_of(gzip.compress(rows)[:-4000], "a.csv.gz")
    assert len(found) > 100
    assert all("They met." in said for said in told(found)[:-1])
    assert told(found)[-1] == "gzip data is cut off"


def test_list_of_members_is_bounded(monkeypatch):
    data = zipped({f"{number}.html": PAGE for number in range(50)})
    monkeypatch.setattr(archives, "MAX_ZIP_MEMBERS", 20)
    found = pages_of(data)
    assert [sum(isinstance(item, Page) for item in found), told(found)[-1]] == [
        20,
        "holds more than 20 files: the rest is not read",
    ]
    monkeypatch.setattr(archives, "MAX_ZIP_LIST_BYTES", 1000)
    assert "list of files is larger" in told(pages_of(data))[0]


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.html": data})])
def test_stdin_may_be_packed(monkeypatch, pack):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pack(PAGE))))
    (page,) = read_pages(["-"])
    assert page.content == PAGE


WHOLE = zipped({"a.html": PAGE, "b.jsonl": b'{"title": "One"}\n', "c.html.gz": gzip.compress(PAGE)})


@st.composite
def broken_archives(draw):
    """Return an archive with bytes changed, cut out and put in."""
    data = bytearray(draw(st.sampled_from([WHOLE, gzip.compress(PAGE * 20), gzip.compress(WHOLE)])))
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 20))] = draw(st.binary(max_size=9))
    return bytes(data)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data) | broken_archives())
def test_any_bytes_are_pages_or_rejected(data):
    assert all(isinstance(item, Page | Rejected) for item in pages_of(data))
