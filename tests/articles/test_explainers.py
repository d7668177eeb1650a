"""Explainers, reports of events, portals, local papers: what stands around the text. Our own text."""

from __future__ import annotations

import pytest

from detente.articles import split_page
from detente.records import Article, Page

RETRIEVED = "2025-12-14T12:00:00Z"
TITLE = "Why the river patrols begin now"
TALES = [
    "The two governments signed an agreement on Wednesday to patrol the river together from September on.",
    "“We do not settle the dispute, we keep people from dying over it,” the foreign minister said. She left.",
    "The opposition asked that the text go through parliament before it enters into force next spring.",
]


def article_of(kind, content):
    page = Page(
        id="1",
        location="page",
        kind=kind,
        content=content.encode(),
        retrieved=RETRIEVED,
        retrieved_from="given",
    )
    found = split_page(page)
    assert isinstance(found[0], Article), found
    return found[0]


def dump(*lines):
    return roles(article_of("text", "\n".join(lines)))


def roles(article):
    return {block.text: block.role for block in article.blocks}


def test_a_counter_of_comments_in_one_box_with_the_text_does_not_swallow_it():
    paragraphs = "".join(f"<p>{tale}</p>" for tale in TALES)
    page = (
        f"<html><body><div class='main'><h1>{TITLE}</h1><div><span>14 December 2025</span></div>"
        f"<div>Comments 218</div><div class='left'>{paragraphs}</div>"
        "<div><h3>Comments</h3><p>It should have been two cables, and not one alone, I think.</p></div>"
        "</div></body></html>"
    )
    article = article_of("html", page)
    assert list(article.paragraphs) == TALES
    assert roles(article)["It should have been two cables, and not one alone, I think."] == "comments"


ASKED = ("Where is it?", "Why does it matter?", "Who pays for the boats?")


def interleaved(title, *above):
    lines = [part for pair in zip(ASKED, TALES, strict=True) for part in pair]
    return dump(title, "By Mira Sand", "3 December 2025", *above, *lines)


def test_questions_of_an_explainer_are_subheadings_of_a_dump():
    assert {interleaved(TITLE)[line] for line in ASKED} == {"subheading"}


@pytest.mark.parametrize(
    ("title", "above"), [(TITLE, "Interview: Tom Orr"), ("“We keep people from dying over it”", "5 min read")]
)
def test_questions_of_an_interview_are_text(title, above):
    assert {interleaved(title, above)[line] for line in ASKED} == {"body"}


def test_a_contents_is_no_text():
    article = article_of(
        "text",
        "\n".join(
            [
                TITLE,
                "By Mira Sand",
                "3 December 2025",
                *ASKED,
                *(part for pair in zip(ASKED, TALES, strict=True) for part in pair),
            ]
        ),
    )
    assert [block.role for block in article.blocks if block.text in ASKED] == ["nav"] * 3 + ["subheading"] * 3


def test_a_timeline_is_a_list():
    lines = ["2015: the first boats", "May 2024: a treaty is drafted", "Oct. 2025 Patrols are agreed"]
    found = dump(TITLE, "By Mira Sand", "3 December 2025", *TALES, "Timeline", *lines)
    assert {found[line] for line in lines} == {"list"}


def test_speakers_are_a_list_and_no_headline():
    people = ["Professor Imra Vane, Chair in River Law, Wexholm", "Dr Lin Sholto, Centre for Lakes, Aldport"]
    found = dump("Past events", TITLE, "Speakers", *people, *TALES)
    assert found[TITLE] == "title"
    assert {found[line] for line in people} == {"list"}


@pytest.mark.parametrize(
    "line",
    [
        "Viewing deck, harbour gate: open daily 9 a.m. to 6 p.m.",
        "Sprechzeiten: dienstags 16 bis 18 Uhr",
        "Cofradía del puerto: 981 555 027 (de 8.00 a 14.00)",
        "Press office: press@lakes.example, +44 1632 960 144",
    ],
)
def test_lines_of_service_behind_the_text_are_none_of_it(line):
    assert dump(TITLE, "By Mira Sand", "3 December 2025", *TALES, "If you go", line)[line] == "unassigned"


def test_notes_of_a_dump_end_at_a_byline_a_head_and_a_note_on_people():
    notes = ["See the treaty of 2019, second protocol.", "The boats were built in 2004; two joined later."]
    bio = "Imra Vane has advised two governments on rivers."
    found = dump(
        TITLE,
        "3 December 2025",
        *TALES,
        "Notes",
        *notes,
        "Report by Pia Lang, student",
        "About the speakers",
        bio,
    )
    assert {found[line] for line in notes} == {"list"}
    assert (found["Report by Pia Lang, student"], found[bio]) == ("byline", "bio")


def test_pictures_of_a_gallery_have_captions():
    shown = ["The boats are launched in the morning", "Children wave at the first patrol"]
    found = dump(TITLE, "By Mira Sand", "3 December 2025", *TALES, "Photo gallery", *shown)
    assert {found[line] for line in shown} == {"caption"}


@pytest.mark.parametrize(
    "line",
    [
        "Boxes are sorted before the first bid. X. BALADO",
        "The reservoir in spring of last year Photo: Step-Info / Erlan Tas",
        "潮汁を受け取る子どもたち＝２５日、磯辺市の漁港",
        "부두에 도착한 컨테이너 [항만공사 제공. 재판매 및 DB 금지]",
    ],
)
def test_captions_by_their_credits(line):
    assert dump(TITLE, "By Mira Sand", "3 December 2025", line, *TALES)[line] == "caption"


@pytest.mark.parametrize(
    "line", ["Signe Falk and Matt Oduya", "Laurence Pettit-MeadeEuropean affairs reporter"]
)
def test_bylines_of_several_and_with_a_post_run_on(line):
    assert dump(TITLE, line, "3 December 2025", *TALES)[line] == "byline"


@pytest.mark.parametrize(
    "line", ["(Reporting by Signe Falk in Nuuk; Editing by Rowena Achter)", "mira.sand@lakes.example"]
)
def test_bylines_below_the_text(line):
    assert dump(TITLE, "3 December 2025", *TALES, line)[line] == "byline"


def test_the_first_question_in_html_is_a_subheading_like_the_others():
    parts = "".join(f"<h2>{asked}</h2><p>{tale}</p>" for asked, tale in zip(ASKED, TALES, strict=True))
    article = article_of("html", f"<html><body><article><h1>{TITLE}</h1>{parts}</article></body></html>")
    assert {roles(article)[line] for line in ASKED} == {"subheading"}


def test_sources_in_one_line_are_notes():
    line = "Sources: the treaty of 2019; the court of auditors; Vane institute"
    assert dump(TITLE, "By Mira Sand", "3 December 2025", *TALES, line)[line] == "list"
