"""Text dumps in the manner of sites of many countries: what stands where, without a mark. Our text."""

from __future__ import annotations

import pytest

from detente.articles import split_page
from detente.records import Article, Page

RETRIEVED = "2025-12-14T12:00:00Z"
TITLE = "Patrols on the river begin"
TALES = [
    "The two governments signed an agreement on Wednesday to patrol the river together from September on.",
    "“We do not settle the dispute, we keep people from dying over it,” the foreign minister said. She left.",
    "The opposition asked that the text go through parliament before it enters into force next spring.",
]


def article_of(kind, lines):
    page = Page(
        id="1",
        location="page",
        kind=kind,
        content="\n".join(lines).encode(),
        retrieved=RETRIEVED,
        retrieved_from="given",
    )
    (found,) = split_page(page)
    assert isinstance(found, Article), found
    return found


def dump(*lines):
    return article_of("text", lines)


def roles(article):
    return {block.text: block.role for block in article.blocks}


@pytest.mark.parametrize(
    ("above", "byline"),
    [
        (["By Hester Lang", "3 July 2025"], "Hester Lang"),
        (["Hester Lang, Europe correspondent", "3 July 2025, 10:31"], "Hester Lang"),
        (["dal nostro inviato Sandro Bevilacqua", "3 luglio 2025"], "Sandro Bevilacqua"),
        (["Мария Сатарова3 июля 2025, 12:30Прочитали 812 раз"], "Мария Сатарова"),
        (["울란바토르=박서준 특파원", "2025.07.03"], "박서준"),
    ],
)
def test_headline_is_the_first_line_said_above_the_byline(above, byline):
    title = "River states agree on joint patrols after three incidents"
    standfirst = "The pact comes a year after fishermen were shot at on both banks"
    menu = ["Search Sign in Subscribe", "World", "Opinion", "Home > World > Rivers"]
    found = dump(*menu, title, standfirst, *above, *TALES, "World", "© 2025 The River Post")
    assert (found.title, found.byline) == (title, byline)
    assert roles(found)[standfirst] == "standfirst"
    assert found.paragraphs == tuple(TALES)


def test_what_is_no_headline_above_one():
    title = "Patrols on the river"
    lines = ["An official website of the Republic of Karsland", "Ministry of Rivers", "Home", "Visas"]
    lines += [
        "PRESS RELEASE No. 62/25",
        "14:20 Euro above 36 13:55 Hotel hit",
        "3 July 2025, 10:31 Read 12 times",
    ]
    assert dump(*lines, title, *TALES).title == title


def test_button_for_comments_above_the_text_opens_no_comments():
    found = dump(TITLE, "3 July 2025", "Comments 4", *TALES, "Comments: 4", "Ana", "At last.")
    assert found.paragraphs == tuple(TALES)
    assert roles(found)["At last."] == "comments"


def test_last_paragraph_behind_an_advertisement_is_text():
    last = "A joint commission meets in the port on 18 July. It will count the boats. (dpa/hk)"
    found = dump(TITLE, "3 July 2025", *TALES, "ADVERTISEMENT", last, "Tags: river, boats")
    assert found.paragraphs == (*TALES, last)


def test_foot_of_a_text():
    foot = {
        "Reporting by Tom Orr and Ada Lind; Editing by Ros Hadley": "byline",
        "How to cite": "meta",
        "Orr, Tom. The river. The River Post, 2025.": "meta",
        "Ada Lind": "bio",
        "Ada Lind covers the delta from the southern port, where she was born.": "bio",
        "Discussion about this post": "comments",
        "Somebody": "comments",
    }
    found = dump(TITLE, "By Tom Orr and Ada Lind", "3 July 2025", *TALES, *foot)
    assert {text: role for text, role in roles(found).items() if text in foot} == foot
    assert found.paragraphs == tuple(TALES)


def test_captions_by_their_credit():
    captions = [
        "A patrol boat in the delta on Tuesday. EFE/Byron Caal",
        "The bridge at the southern port, in June 2025. ADA LIND / AFP",
        "A boat waits at the landing. Фото автора",
        "Table 2: Boats on the river, by year",
    ]
    found = dump(TITLE, "3 July 2025", *TALES[:2], *captions, *TALES[2:], TALES[0] + " Again.")
    assert [roles(found)[text] for text in captions] == ["caption"] * len(captions)


def test_points_below_their_head():
    points = ["Patrols start in September.", "Each side sends two boats.", "The court decides next year."]
    long = (
        "A boat came down the river at dawn. It carried two flags and nobody on the bank waved at it at all."
    )
    found = dump(TITLE, "3 July 2025", "Key Takeaways", *points, long, *TALES)
    assert found.paragraphs == (long, *TALES)
    assert {roles(found)[point] for point in points} == {"list"}


def test_linked_name_beside_a_date_is_the_byline_and_a_linked_section_is_not():
    def page(name, date):
        paragraphs = [f"<p>{text}</p>" for text in TALES]
        link = f"<div><a href='/x'>{name}</a></div>"
        return article_of("html", ["<main><h1>" + TITLE + "</h1>", link, date, *paragraphs, "</main>"])

    assert page("Ada Lind", "<div>3 July 2025</div>").byline == "Ada Lind"
    assert page("Middle East", "<div>Share this</div>").byline is None


@pytest.mark.parametrize(
    "header",
    [
        "{title}\nBy {name}July 10, 2025 at 4:05 p.m. EDT6 min",
        "Europe\n{title}\nBy {name}\nJuly 10, 2025",
        "{title}\nThe pact comes a year after fishermen were shot at on both banks\nBy {name}\nJuly 10, 2025",
        "10 July 2025, 13:02\n{title}",
    ],
)
def test_articles_below_the_first_are_told_by_their_headers(header):
    titles = [
        "River states agree on joint patrols",
        "A tunnel under the pass is open",
        "Fishermen wait for a ruling",
    ]
    names = ["Hester Lang", "Tom Orr", "Ada Lind"]
    tale = "\n".join([*TALES, *TALES])
    page = "\n".join(
        f"{header.format(title=title, name=name)}\n{tale}" for title, name in zip(titles, names, strict=True)
    )
    assert [article.title for article in split_all(page)] == titles
    closed = page.replace(titles[1], f"{titles[1]}. They wait")  # a headline of two sentences
    assert len(split_all(closed)) == len(titles)


def split_all(text):
    page = Page(
        id="1",
        location="page",
        kind="text",
        content=text.encode(),
        retrieved=RETRIEVED,
        retrieved_from="given",
    )
    return split_page(page)
