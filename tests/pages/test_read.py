"""What a user meets at the front door: every kind of source, and every bad one with its reason."""

from __future__ import annotations

import io
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.errors import SourceError, UsageError
from detente.pages import read_pages, rows
from detente.records import Page, Rejected

WHEN = "2025-07-14T12:00:00Z"


def read(*sources, **given):
    return list(read_pages([str(source) for source in sources], **given))


def reasons(found):
    return [item.reason for item in found if isinstance(item, Rejected)]


def test_folder_glob_and_file_give_the_same_page(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    file = tmp_path / "deep" / "er" / "a.html"
    file.write_text("<p>They met.</p>")
    by = [read(tmp_path), read(f"{tmp_path}/**/*.html"), read(file)]
    assert by[0] == by[1] == by[2]
    moved = file.rename(tmp_path / "b.html")
    assert read(moved)[0].id == by[0][0].id


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.html", b"", "empty file"),
        ("blank.txt", b" \n\n", "empty file"),
        ("binary.html", b"\x7fELF\x00\x01\x02", "not text"),
        ("noise.txt", bytes(range(1, 32)) * 50, "not text"),
        ("big.html", b"<p>x</p>" * 6_700_000, "larger than 20 MB"),
        ("list.xml", b"<?xml version='1.0'?><opml/>", "no feed, sitemap or OPML list"),
        ("empty.xml", b"<rss version='2.0'><channel></channel></rss>", "feed without entries"),
        (
            "rows.csv",
            b"fact,date\na,b\n",
            "names no column of titles or texts; there are: fact, date (--column title=NAME",
        ),
        ("rows.parquet", b"PAR1 no more", "not a Parquet file"),
        ("pages.zip", b"PK", "not a zip archive that can be read"),
        ("notes.md", b"# notes", "not a kind of file that is read"),
        ("pages.tar.gz", b"x", "not a kind of file that is read (.tar)"),
    ],
)
def test_bad_file_is_rejected_and_the_rest_unharmed(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text("They met.")
    found = read(tmp_path)
    assert reason in reasons(found)[0]
    assert [item.content for item in found if isinstance(item, Page)] == [b"They met."]


def test_missing_source_stops_the_run_only_where_nothing_else_is_left(tmp_path):
    (tmp_path / "a.txt").write_text("They met.")
    with pytest.raises(SourceError, match="no such file"):
        read_pages(["nowhere.html"])
    found = read("nowhere.html", tmp_path)
    assert reasons(found) == ["no such file or folder"]
    assert len(found) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(tmp_path):
    (tmp_path / "a.txt").write_text("They met.")
    (tmp_path / "a.txt").chmod(0)
    assert "cannot be read" in reasons(read(tmp_path))[0]


def test_loop_of_links_and_pipe_do_not_hang(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self.html").symlink_to(tmp_path / "self.html")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("They met.")
    found = read(tmp_path)
    assert len([item for item in found if isinstance(item, Page)]) == 1
    assert len(reasons(found)) == 2


def test_broken_jsonl_row_names_its_line(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_bytes(
        b'{"title": "One"}\n{broken\n\n[1]\n{"outlet": "x"}\n'
        b'{"text": ["a"]}\n\xff\n{"TITLE": "Two", "x": 1}\n'
    )
    found = read(file, retrieved=WHEN)
    assert [item.content for item in found if isinstance(item, Page)] == [
        b'{"title": "One"}',
        b'{"title": "Two"}',
    ]
    assert [reason.split(" is ")[0].split(" has ")[0].split(":")[0] for reason in reasons(found)] == [
        "line 2", "line 4", "line 5", "line 6", "line 7",
    ]  # fmt: skip
    assert found[0].location == f"{file}:1"


def test_rows_of_every_format_are_the_same_page(tmp_path):
    row = {"title": "Talks", "text": "They met.\nAnd left.", "published": "2025-07-01"}
    (tmp_path / "a.jsonl").write_text(
        '{"title": "Talks", "text": "They met.\\nAnd left.", "published": "2025-07-01"}\n'
    )
    (tmp_path / "b.csv").write_text('title,text,published\nTalks,"They met.\nAnd left.",2025-07-01\n')
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "c.parquet")
    assert len({page.id for page in read(tmp_path)}) == 1


def test_parquet_row_larger_than_a_page_is_rejected_and_the_rest_unharmed(tmp_path):
    texts = ["They met.", "x" * (21 * 1024 * 1024), None, "They left."]
    table = pa.table({"text": texts, "title": ["One", "Two", "Three", None], "n": [1, 2, 3, 4]})
    pq.write_table(table, tmp_path / "a.parquet")
    found = read(tmp_path)
    assert [getattr(item, "reason", item.location.rsplit(":")[-1]) for item in found] == [
        "1",
        "row 2 is larger than 20 MB",
        "3",
        "4",
    ]


@pytest.mark.parametrize("shared", [True, False])
def test_parquet_rows_are_held_a_few_at_a_time(tmp_path, monkeypatch, shared):
    monkeypatch.setattr(rows, "PARQUET_BATCH_BYTES", 1_000_000)
    texts = ["x" * 200_000 if shared else f"{n:04}" * 50_000 for n in range(200)]
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": texts}), file, use_dictionary=shared, write_batch_size=1)
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in read_pages([str(file)])]
    assert len(held) == 200
    assert max(held) < 10_000_000  # of 40 million


def test_nested_parquet_column_is_not_text(tmp_path):
    pq.write_table(pa.table({"text": [["They met."], None], "title": ["One", "Two"]}), tmp_path / "a.parquet")
    found = read(tmp_path)
    assert reasons(found) == ["row 1: 'text' is not text"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Erdoğan şöyle dedi".encode("cp1254"), None),
        (b'<meta charset="windows-1254"><p>' + "Erdoğan şöyle dedi".encode("cp1254"), "Erdoğan şöyle dedi"),
        (b'<meta charset="utf-8"><p>' + "Erdoğan’ın “sözü”".encode(), "Erdoğan’ın “sözü”"),
        (b'<meta charset="iso-8859-1"><p>' + "Türkiye’s “word”".encode("cp1252"), "Türkiye’s “word”"),
        ("Турция и Россия договорились о встрече министров в Москве".encode("cp1251"), "Турция и Россия"),
        ("Türkiye".encode("utf-16"), "Türkiye"),
        (
            b'<meta charset="no-such"><p>' + "Türkiye ve Rusya, İdlib için anlaştı".encode(),
            "Türkiye ve Rusya, İdlib",
        ),
        ("e\u0301te\u0301\r\nx".encode(), "été\nx"),
        (b"They met in Baku. " * 200 + b"\xe2\x80", "They met in Baku."),
    ],
)
def test_encodings(tmp_path, content, text):
    (tmp_path / "a.html").write_bytes(content)
    (page,) = read(tmp_path)
    assert isinstance(page, Page)
    assert text is None or text in page.content.decode()


def test_when_a_page_was_fetched(tmp_path):
    page = tmp_path / "2020" / "a.html"
    page.parent.mkdir()
    page.write_text("<p>They met.</p>")
    os.utime(page, (1752494400, 1752494400))
    (by_file,) = read(page)
    assert (by_file.retrieved, by_file.retrieved_from) == ("2025-07-14T12:00:00Z", "file time")
    (tmp_path / "crawl.csv").write_text(
        "file,url,retrieved\n2020/a.html,https://a.example/,2020-10-05T12:00:00Z\n"
    )
    (by_crawl,) = read(tmp_path)
    assert (by_crawl.retrieved, by_crawl.retrieved_from) == ("2020-10-05T12:00:00Z", "crawl record")
    assert by_crawl.url == "https://a.example/"
    (given,) = read(page, retrieved="2021-01-01T02:00:00+02:00")
    assert (given.retrieved, given.retrieved_from) == ("2021-01-01T00:00:00Z", "given")


def test_comment_of_a_page_saver_is_a_crawl_record(tmp_path):
    saved = (
        "<!--\n Page saved with SingleFile \n url: https://a.example/x \n"
        " saved date: Mon Jul 14 2025 14:00:00 GMT+0200 (CEST)\n-->"
    )
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html><html>{saved}<p>They met.</p>")
    (page,) = read(tmp_path)
    assert (page.retrieved, page.retrieved_from, page.url) == (WHEN, "crawl record", "https://a.example/x")


def test_broken_crawl_record_is_said_and_passed_over(tmp_path):
    (tmp_path / "a.txt").write_text("They met.")
    (tmp_path / "crawl.csv").write_text("file,url,retrieved\na.txt,,last week\n")
    page, broken = read(tmp_path)
    assert page.retrieved_from == "file time"
    assert "last week" in broken.reason


@pytest.mark.parametrize(
    "given",
    [
        {"retrieved": "yesterday"},
        {"retrieved": "2025-13-01"},
        {"published": "5 October"},
        {"published": "2020-13"},
        {"published": "2025-07-15", "retrieved": "2025-07-14"},
    ],
)
def test_time_that_is_none_is_a_usage_error(given):
    with pytest.raises(UsageError, match=r"--(retrieved|published)"):
        read_pages(["-"], **given)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Talks resume\n\nThey met.", "text"),
        (b"<!doctype html><p>They met.", "html"),
        (b'{"title": "Talks resume"}\n', "row"),
        (
            (
                b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>Talks</title></item>"
                b"</channel></rss>"
            ),
            "row",
        ),
    ],
)
def test_stdin_is_told_by_its_looks(monkeypatch, content, kind):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    (page,) = read("-", retrieved=WHEN)
    assert (page.kind, page.location.split(":")[0]) == (kind, "-")


def test_feed_entries_are_rows_with_html(tmp_path):
    (tmp_path / "feed.xml").write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Lake Monitor</title><entry><title>Talks</title>"
        "<link href='https://lake.example/1'/><published>2025-07-14T10:00:00+02:00</published>"
        "<content type='html'>&lt;p&gt;They met.&lt;/p&gt;</content></entry></feed>"
    )
    (page,) = read(tmp_path)
    assert (page.kind, page.url) == ("row", "https://lake.example/1")
    assert b'"html": "<p>They met.</p>"' in page.content
    assert b'"outlet": "Lake Monitor"' in page.content
