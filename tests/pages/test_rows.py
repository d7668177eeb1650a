"""Tables of articles: columns as the user names them or as other tools do, and their values."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.articles import split_page
from detente.errors import UsageError
from detente.pages import document_pages, named_columns, read_pages
from detente.pages.columns import plain_date
from detente.records import Page, Rejected

WHEN = "2025-07-14T12:00:00Z"


def rows_of(data, name, **given):
    pages = document_pages(data, name, retrieved=WHEN, **given)
    return [json.loads(item.content) if isinstance(item, Page) else item.reason for item in pages]


@pytest.mark.parametrize(
    "row",
    [
        {"headline": "Talks", "body": "They met.", "pubDate": "2025-07-01", "link": "https://a.example/1"},
        {
            "Headline": "Talks",
            "Content": "They met.",
            "Date Published": "2025-07-01",
            "URL": "https://a.example/1",
        },
        {
            "title": "Talks",
            "maintext": "They met.",
            "date_publish": "2025-07-01",
            "source": "https://a.example/1",
        },
        {
            "title": "Talks",
            "text": "They met.",
            "body": "other",
            "date": "20250701",
            "url": "https://a.example/1",
        },
    ],
)
@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "tsv", "semicolons", "parquet"])
def test_columns_of_other_tools_are_known_in_every_kind_of_table(tmp_path, row, kind):
    file = tmp_path / f"rows.{kind}"
    if kind in {"jsonl", "json"}:
        file.write_text(json.dumps(row if kind == "jsonl" else [row]))
    elif kind == "parquet":
        pq.write_table(pa.Table.from_pylist([row]), file)
    else:
        mark = {"csv": ",", "tsv": "\t", "semicolons": ";"}[kind]
        file = tmp_path / ("rows.tsv" if kind == "tsv" else "rows.csv")
        file.write_text("\n".join(mark.join(cells) for cells in (row.keys(), row.values())) + "\n")
    (page,) = read_pages([str(file)])
    assert json.loads(page.content) == {
        "title": "Talks", "text": "They met.", "published": "2025-07-01", "url": "https://a.example/1",
    }  # fmt: skip


def test_article_of_an_api_with_nested_names():
    row = {
        "source": {"id": "lake", "name": "Lake Monitor"},
        "author": "Ann",
        "title": "Talks",
        "content": "<p>They met.</p>",
        "publishedAt": "2025-07-01T10:00:00Z",
        "authors": ["Ann", {"name": "Bob"}],
    }
    (found,) = rows_of(json.dumps(row).encode(), "a.jsonl")
    assert (found["outlet"], found["byline"], found["html"]) == ("Lake Monitor", "Ann", "<p>They met.</p>")
    del row["author"]
    assert rows_of(json.dumps(row).encode(), "a.jsonl")[0]["byline"] == "Ann, Bob"


def test_named_column_counts_more_than_a_usual_name(tmp_path):
    (tmp_path / "a.csv").write_text("title,kop,text\nno,Talks,They met.\n")
    (page,) = read_pages([str(tmp_path)], columns={"title": "kop"})
    assert json.loads(page.content) == {"title": "Talks", "text": "They met."}


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.tsv"])
def test_column_that_no_table_has_is_a_usage_error_that_lists_those_there_are(tmp_path, name):
    file = tmp_path / name
    row = {"kop": "Talks", "tekst": "They met."}
    if name.endswith("parquet"):
        pq.write_table(pa.Table.from_pylist([row]), file)
    elif name.endswith("jsonl"):
        file.write_text(json.dumps(row) + "\n")
    else:
        mark = "\t" if name.endswith("tsv") else ","
        file.write_text("\n".join(mark.join(cells) for cells in (row.keys(), row.values())))
    with pytest.raises(UsageError, match=r"no column 'headline' \(for title\); there are: kop, tekst"):
        read_pages([str(file)], columns={"title": "headline"})
    (page,) = read_pages([str(file)], columns={"title": "kop", "text": "tekst"})
    assert json.loads(page.content) == {"title": "Talks", "text": "They met."}


def test_one_table_of_several_without_the_column_is_rejected_alone(tmp_path):
    (tmp_path / "a.csv").write_text("kop,text\nTalks,They met.\n")
    (tmp_path / "b.csv").write_text("title,text\nTalks,They met.\n")
    files = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    page, rejected = read_pages(files, columns={"title": "kop"})
    assert isinstance(page, Page)
    assert rejected.reason == "line 1 has no column 'kop' (for title); there are: title, text"


@pytest.mark.parametrize("words", ["title", "=x", "titel=kop", "title="])
def test_mapping_that_says_nothing_is_a_usage_error(words):
    with pytest.raises(UsageError, match="--column"):
        read_pages(["-"], columns=named_columns([words]))


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (1752480000, "2025-07-14T08:00:00Z"),
        (1752480000.5, "2025-07-14T08:00:00Z"),
        (1752480000123, "2025-07-14T08:00:00Z"),
        ("1752480000", "2025-07-14T08:00:00Z"),
        (20250714, "2025-07-14"),
        ("2025-07-14 10:00:00+02:00", "2025-07-14T08:00:00Z"),
        ("2025-07-14 10:00:00.123456+02:00", "2025-07-14T08:00:00Z"),
        ("20250714T080000Z", "2025-07-14T08:00:00Z"),
        ("Mon, 14 Jul 2025 10:00:00 +0200", "2025-07-14T08:00:00Z"),
        ("2025/07/14", "2025-07-14"),
        ("07/14/2025", "2025-07-14"),
        ("14/07/2025 10:00", "2025-07-14"),
        ("2025-07-14T10:00:00", "2025-07-14"),  # no zone
        (7, None),
        ("soon", None),
    ],
)
def test_dates_of_other_forms(value, published):
    (page,) = document_pages(json.dumps({"title": "T", "date": value}).encode(), "a.jsonl", retrieved=WHEN)
    assert split_page(page)[0].published == published


def test_date_that_can_be_read_in_two_ways_is_left_as_it_is():
    assert plain_date("05/03/2025") == "05/03/2025"


def test_row_says_when_it_was_fetched():
    data = (
        b'{"title": "T", "date_download": "2020-10-05 12:00:00+00:00"}\n{"title": "U", "retrieved": "once"}\n'
    )
    found = list(document_pages(data, "a.jsonl", retrieved=WHEN, retrieved_from="file time"))
    assert [(page.retrieved, page.retrieved_from) for page in found] == [
        ("2020-10-05T12:00:00Z", "crawl record"),
        (WHEN, "file time"),
    ]
    (given,) = document_pages(data.splitlines()[0], "a.jsonl", retrieved=WHEN, retrieved_from="given")
    assert given.retrieved == WHEN


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"headline,date,body\nTalks,2025-07-01,They met.\n", 1),
        (b'[{"title": "A"}, {"title": "B"}]', 2),
        (b'{\n  "title": "A"\n}', 1),
        (b'{"title": "A"}\n{"title": "B"}', 2),
        (b'{"title": "' + b"x" * 100_000 + b'"}\n{"title": "B"}', 2),
        (b"Talks resume, ministers say\n\nThey met, and left.", 0),
    ],
)
def test_stdin_shows_what_it_is(monkeypatch, data, count):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert sum(page.kind == "row" for page in read_pages(["-"])) == count


def test_parquet_from_a_pipe(monkeypatch):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{"title": "Talks"}]), out)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Pipe(out.getvalue())))
    assert [page.kind for page in read_pages(["-"])] == ["row"]


def test_line_without_an_end_costs_only_itself():
    data = b"title,text\nOne,They met.\nTwo," + b"x" * 21_000_000 + b"\nThree,They left.\n"
    found = rows_of(data, "a.csv")
    assert [row["title"] for row in found if isinstance(row, dict)] == ["One", "Three"]
    assert any("larger than 20 MB" in row for row in found if isinstance(row, str))


def test_json_that_is_no_article_is_said():
    found = list(document_pages(b'[{"title": "A"}, 7, {"size": 1}]', "a.json", retrieved=WHEN))
    assert [item.reason for item in found if isinstance(item, Rejected)] == [
        "item 2 is not a JSON object",
        "item 3 has neither a title nor a text; it has: size",
    ]
    assert rows_of(b"{", "a.json") == ["not JSON that can be read"]


FAR = pa.array([2**31 - 1], pa.date32())
NO_UTF8 = pa.Array.from_buffers(
    pa.utf8(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")]
)
NO_ZONE = pa.array([1_752_494_400_000], pa.timestamp("ms", "Nowhere/Land"))


@pytest.mark.parametrize("cell", [FAR, NO_UTF8, NO_ZONE])
def test_a_cell_that_cannot_be_read_costs_its_row_alone(tmp_path, cell):
    pq.write_table(pa.table({"title": ["Talks"], "date": cell}), tmp_path / "a.parquet")
    (tmp_path / "b.txt").write_text("They met.")
    broken, page = read_pages([str(tmp_path)])
    assert broken.reason.startswith("row 1: 'date' cannot be read")
    assert isinstance(page, Page)


def test_columns_named_hold_for_a_table_without_a_name():
    named = {"title": "Kop", "text": "Tekst"}
    assert rows_of(b"Kop,Tekst\nTalks,They met.\n", "-", columns=named) == [
        {"title": "Talks", "text": "They met."}
    ]
