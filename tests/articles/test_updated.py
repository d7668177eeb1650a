"""When an article was last changed: heads, marked times, lines in many languages. Our own text."""

from __future__ import annotations

import json

import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.articles import split_page
from detente.articles.calendars import rows
from detente.articles.headers import read_header
from detente.cli import main
from detente.pages import document_pages
from detente.records import Page

NOON = "2025-07-14T12:00:00Z"
TEXT = (
    (
        "The envoys of the two river states met at the lake on Monday and agreed to exchange prisoners "
        "before the winter, officials of both sides said."
    ),
    (
        "Neither side said how many people are held, and the mediators spoke of a good start for both after "
        "years of silence on the border."
    ),
)
BODY = "".join(f"<p>{text}</p>" for text in TEXT)
DUMP = "\n\n".join(TEXT)
PUBLISHED = '<meta property="article:published_time" content="2025-07-10T09:30:00+02:00">'


def read(text, kind="html", retrieved=NOON, published=None):
    page = Page(
        id="1",
        location="page",
        kind=kind,
        content=text.encode(),
        retrieved=retrieved,
        retrieved_from="given",
        published=published,
    )
    (article,) = split_page(page)
    return article.published, article.updated


def page(head="", line="", foot=""):
    return f"<html><head>{head}</head><body><h1>Envoys meet at the lake</h1>{line}{BODY}{foot}</body></html>"


def json_ld(**fields):
    item = {"@type": "NewsArticle", "headline": "Envoys meet at the lake"} | fields
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (json_ld(datePublished="2025-07-10T07:30:00Z", dateModified="2025-07-11T10:00:00+02:00"), ""),
        (PUBLISHED + '<meta property="article:modified_time" content="2025-07-11T08:00:00Z">', ""),
        (PUBLISHED + '<meta property="og:updated_time" content="2025-07-11T08:00:00Z">', ""),
        (PUBLISHED + '<meta itemprop="dateModified" content="2025-07-11T08:00:00Z">', ""),
        (PUBLISHED, '<p><span itemprop="dateModified" content="2025-07-11T08:00:00Z">Friday</span></p>'),
        (PUBLISHED, '<p>Updated <time datetime="2025-07-11T08:00:00Z">11 July 2025</time></p>'),
        (
            "",
            (
                '<p class="meta"><time class="updated" datetime="2025-07-11T08:00:00Z">11 July</time>'
                '<time class="published" datetime="2025-07-10T07:30:00Z">10 July</time></p>'
            ),
        ),
        (
            "",
            (
                '<div><time datetime="2025-07-10T07:30:00Z">10 July 2025</time> · Updated: '
                '<time datetime="2025-07-11T08:00:00Z">11 July 2025</time></div>'
            ),
        ),
        (
            "",
            (
                '<div class="meta"><time datetime="2025-07-10T07:30:00Z">10 July 2025</time></div>'
                '<div class="meta"><span class="last-modified"><time datetime="2025-07-11T08:00:00Z">'
                "11 July 2025</time></span></div>"
            ),
        ),
        # a broken script, told field by field
        (
            json_ld(datePublished="2025-07-10T07:30:00Z", dateModified="2025-07-11T08:00:00Z").replace(
                "{", "{ broken ", 1
            ),
            "",
        ),
    ],
)
def test_time_of_the_last_change_is_beside_that_of_publication(head, line):
    assert read(page(head, line)) == ("2025-07-10T07:30:00Z", "2025-07-11T08:00:00Z")


@pytest.mark.parametrize(
    "line",
    [
        "July 10, 2025 | Updated: July 11, 2025",
        "Published 10 July 2025. Last updated 11 July 2025",
        "Publié le 10 juillet 2025, mis à jour le 11 juillet 2025",
        "Publicado el 10 de julio de 2025 · Actualizado el 11 de julio de 2025",
        "Veröffentlicht am 10. Juli 2025, zuletzt aktualisiert am 11. Juli 2025",
        "10 июля 2025 | Обновлено 11 июля 2025",
        "10 липня 2025 | Оновлено: 11 липня 2025",
        "10 Temmuz 2025 - Son güncelleme: 11 Temmuz 2025",
        "10.07.2025 - Güncelleme tarihi 11.07.2025",
        "Pubblicato il 10 luglio 2025 - Ultimo aggiornamento: 11 luglio 2025",
        "Publicado em 10 de julho de 2025 | Atualizado em 11 de julho de 2025",
        "10 lipca 2025 | Aktualizacja: 11 lipca 2025",
        "10 يوليو 2025 | آخر تحديث 11 يوليو 2025",
        "2025年7月10日 | 更新时间:2025年7月11日",
        "2025年7月10日 公開 / 2025年7月11日 更新",
        "2025년 7월 10일 | 수정 2025년 7월 11일",
    ],
)
def test_lines_of_many_languages(line):
    assert read(f"Envoys meet at the lake\n\n{line}\n\n{DUMP}", "text") == ("2025-07-10", "2025-07-11")


def test_every_word_of_the_tables_says_it():
    said = {row["words"] for row in rows("lines.csv") if row["kind"] == "updated"}
    lines = {word: read_header(f"10.07.2025 | {word}: 11.07.2025") for word in said}
    assert [word for word, line in lines.items() if line is None or line.updated != "11.07.2025"] == []


@pytest.mark.parametrize(
    ("line", "updated"),
    [
        ("Updated 10 minutes ago", "2025-07-14T11:50:00Z"),
        ("Last updated: 2 hours ago", "2025-07-14T10:00:00Z"),
        ("Mis à jour il y a 2 heures", "2025-07-14T10:00:00Z"),
        ("2時間前に更新", "2025-07-14T10:00:00Z"),
        ("Updated 3 days ago", "2025-07-11"),
        ("Updated a year ago", None),  # no day is known
    ],
)
def test_age_of_a_change_counts_back_from_retrieval(line, updated):
    assert read(page(PUBLISHED, f"<p>{line}</p>")) == ("2025-07-10T07:30:00Z", updated)


def test_line_under_the_text_says_when_it_was_changed():
    foot = "<p>Last updated: 11 July 2025</p>"
    assert read(page(PUBLISHED, foot=foot))[1] == "2025-07-11"
    later = "<h2>Related articles</h2><p>Tunnel reopens</p><p>Updated 1 hour ago</p>"
    assert read(page(PUBLISHED, foot=later))[1] is None


@pytest.mark.parametrize(
    ("modified", "updated"),
    [
        ("2025-07-10T09:30:00+02:00", None),  # the time of publication again
        ("2025-07-10T07:00:00Z", None),  # before it
        ("2025-07-10", None),  # its day says nothing new
        ("2025-07-14T12:30:00Z", None),  # after retrieval
        ("2025-07", None),  # no day is known
        ("soon", None),
        ("2025-07-14T11:59:00Z", "2025-07-14T11:59:00Z"),
    ],
)
def test_change_lies_between_publication_and_retrieval(modified, updated):
    head = PUBLISHED + f'<meta property="article:modified_time" content="{modified}">'
    assert read(page(head)) == ("2025-07-10T07:30:00Z", updated)


def test_first_time_that_can_be_is_taken():
    head = json_ld(dateModified="2025-07-20") + '<meta property="og:updated_time" content="2025-07-12">'
    assert read(page(PUBLISHED + head))[1] == "2025-07-12"


def test_marked_time_that_stands_alone_is_that_of_publication():
    """Older themes of blogs call their one date so, changed or not."""
    line = '<div class="meta"><time class="updated" datetime="2025-07-10T07:30:00Z">10 July 2025</time></div>'
    assert read(page(line=line)) == ("2025-07-10T07:30:00Z", None)
    assert read(page(json_ld(datePublished="2025-07-09"), line)) == ("2025-07-09", "2025-07-10T07:30:00Z")
    both = line.replace("updated", "entry-date published updated")
    assert read(page(line=both)) == ("2025-07-10T07:30:00Z", None)


def test_change_alone_stands_for_the_date_of_publication():
    """Else the events of such a page had no date."""
    assert read(page(line="<p>Updated: 11 July 2025</p>")) == ("2025-07-11", None)
    assert read(page(json_ld(dateModified="2025-07-11T08:00:00Z"))) == ("2025-07-11T08:00:00Z", None)
    assert read(page(line="<p>Updated a year ago</p>"))[0] == "2024-01-01"  # precision: year
    assert read(page(line="<p>Updated: 11 July 2025</p>"), published="2025-07-12") == ("2025-07-12", None)


def test_change_of_one_article_is_not_that_of_another():
    related = "".join(
        f"<article><h2>{title}</h2><p>River Post, 9 July 2025</p>{BODY * 3}</article>"
        for title in ("Tunnel under the pass reopens", "Fishing fleet waits for a ruling")
    )
    head = json_ld(datePublished="2025-07-10", dateModified="2025-07-11")
    source = page(head, foot=f"{BODY * 2}<h2>Related articles</h2>{related}")
    given = Page(
        id="1",
        location="page",
        kind="html",
        content=source.encode(),
        retrieved=NOON,
        retrieved_from="given",
    )
    assert [(a.published, a.updated) for a in split_page(given)] == [
        ("2025-07-10", "2025-07-11"),
        ("2025-07-09", None),
        ("2025-07-09", None),
    ]


def test_posts_of_a_live_blog_have_their_own():
    posts = "".join(
        f'<div class="live-post"><h2>Envoys speak, part {n}</h2>'
        f"<time datetime=2025-07-14T0{n}:00:00Z>0{n}:00</time>"
        f"<p>Updated: <time datetime=2025-07-14T0{n}:30:00Z>0{n}:30</time></p>{BODY}</div>"
        for n in (1, 2, 3)
    )
    source = f"<html><head>{json_ld(dateModified=NOON)}</head><body><h1>Live: envoys meet</h1>{posts}"
    given = Page(
        id="1", location="page", kind="html", content=source.encode(), retrieved=NOON, retrieved_from="given"
    )
    assert [(a.published, a.updated) for a in split_page(given)] == [
        (f"2025-07-14T0{n}:00:00Z", f"2025-07-14T0{n}:30:00Z") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("column", ["updated", "dateModified", "date_modify", "updatedAt", "last modified"])
def test_column_of_a_table_says_it(column):
    row = {"title": "Talks", "text": "They met.", "published": "2025-07-10", column: 1752220800}
    (given,) = document_pages(json.dumps(row).encode(), "a.jsonl", retrieved=NOON)
    assert split_page(given)[0].updated == "2025-07-11T08:00:00Z"


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_every_output_says_it_and_can_be_read_again(tmp_path, kind):
    file, out = tmp_path / "a.html", tmp_path / f"out.{kind}"
    file.write_text(page(json_ld(datePublished="2025-07-10", dateModified="2025-07-11T08:00:00Z")))
    with pytest.raises(SystemExit) as left:
        main(["read", str(file), "--retrieved", NOON, "-o", str(out)])
    assert left.value.code == 0
    if kind == "jsonl":
        rows = [json.loads(line) for line in out.read_text().splitlines()]
    else:
        table = pq.read_table(out) if kind == "parquet" else pyarrow.csv.read_csv(out)
        rows = table.to_pylist()
    assert len(rows) == 1
    assert str(rows[0]["updated"]).startswith("2025-07-11")
    again = detente.read([str(out)], retrieved=NOON).to_arrow().to_pylist()
    assert [(row["published"], row["updated"]) for row in again] == [("2025-07-10", "2025-07-11T08:00:00Z")]


STAMPS = st.sampled_from(
    ["2025-07-10", "2025-07-10T07:30:00Z", "2025-07-14T23:00:00+09:00", "2026", "1 July 2025", "2 days ago"]
)


@settings(max_examples=60, deadline=None)
@given(STAMPS, STAMPS, STAMPS)
def test_never_before_publication_and_never_after_retrieval(published, modified, printed):
    head = json_ld(datePublished=published, dateModified=modified)
    first, last = read(page(head, f"<p>Updated: {printed}</p>"))
    assert last is None or ((first is None or first < last) and last <= NOON)
