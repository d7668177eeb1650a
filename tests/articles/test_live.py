"""Live blogs in many manners: one article a post, what is pinned above them one of its own. Our own text."""

from __future__ import annotations

import pytest

from detente.articles import split_page
from detente.records import Page

NOON = "2025-07-14T12:00:00Z"
TEXTS = (
    "The envoys left the hall by the back door and got into three grey cars, our reporter at the lake says.",
    "The mediators handed out a new draft of nine pages, four fewer than the one that failed at noon today.",
    "Farmers have parked their tractors in front of the hotel and are handing out pears to the delegates.",
    "Both sides came back after lunch, and the doors of the hall were closed again a few minutes before two.",
)
TITLES = (
    "Envoys leave the hall",
    "Mediators hand out a new draft",
    "Farmers block the road to the hotel",
    "Doors are closed again after lunch",
)
CLOCKS = ("16:40", "15:25", "14:10", "13:55")
TOP = "River talks live: envoys argue over the last two sentences"
PINNED = "What the river talks are about, and why they take so long"
LONG = (
    (
        "The two river states have argued about the dam since the spring of last year, and about the "
        "water for "
        "much longer than either of their governments has existed."
    ),
    (
        "Three earlier rounds failed over the same two sentences, which say who may open the gates in a dry "
        "summer and who pays for the harvest that is lost below them."
    ),
    (
        "The mediators want a text by Friday; if there is none, the talks go on in November under "
        "another chair "
        "and with the budgets of both sides closed."
    ),
)
FOOT = "Most read\nThe price of wheat falls again\nA village without shade\n"


def read(text, kind):
    page = Page(
        id="1",
        location="page",
        kind=kind,
        content=text.encode(),
        retrieved=NOON,
        retrieved_from="given",
    )
    return split_page(page)


def titled_above(clock, title, text):
    return f"{title}\n{clock}\n{text}"


def titled_below(clock, title, text):
    return f"{clock}\n{title}\n{text}"


def titled_beside(clock, title, text):
    return f"{clock} – {title}\n{text}"


def named_beside(clock, title, text):
    return f"{clock} Mira Sand\n{title}\n{text}"


def named_before(clock, title, text):
    return f"Mira Sand, {clock}\n{title}\n{text}"


@pytest.mark.parametrize("zone", ["", " GMT", " Uhr"])
@pytest.mark.parametrize("post", [titled_above, titled_below, titled_beside, named_beside, named_before])
@pytest.mark.parametrize("pinned", [False, True])
def test_posts_of_a_dump_by_their_times(post, zone, pinned):
    posts = [
        post(clock + zone, title, text) for clock, title, text in zip(CLOCKS, TITLES, TEXTS, strict=True)
    ]
    above = "\n".join(["Pinned", PINNED, *LONG]) + "\n" if pinned else ""
    found = read(
        f"World\nPolitics\n{TOP}\nFollow what happens at the lake.\n{above}" + "\n".join(posts) + f"\n{FOOT}",
        "text",
    )
    assert [article.title for article in found] == [PINNED] * pinned + list(TITLES)
    assert [article.paragraphs for article in found] == [LONG] * pinned + [(text,) for text in TEXTS]


def flat(clock, title, text):
    return f"<h3>{clock} {title}</h3><p>{text}</p>"


def terms(clock, title, text):
    return f"<dt>{clock}</dt><dd><h4>{title}</h4><p>{text}</p></dd>"


def items(clock, title, text):
    return f"<li><div><span>{clock}</span></div><div><strong>{title}</strong><p>{text}</p></div></li>"


def sections(clock, title, text):
    return (
        f"<section><header><b>{clock} h</b> <i>Mira Sand</i></header><h3>{title}</h3><p>{text}</p></section>"
    )


def ages(clock, title, text):
    return f"<div><h3>{title}</h3><p>{clock[1]} min ago</p><p>{text}</p></div>"


@pytest.mark.parametrize("post", [flat, terms, items, sections, ages])
@pytest.mark.parametrize("days", [False, True])
def test_posts_in_any_markup(post, days):
    posts = [post(clock, title, text) for clock, title, text in zip(CLOCKS, TITLES, TEXTS, strict=True)]
    if days:
        posts = [
            f"<div><h2>Monday</h2>{''.join(posts[:2])}</div>",
            f"<div><h2>Sunday</h2>{''.join(posts[2:])}</div>",
        ]
    pinned = f"<div><h2>{PINNED}</h2>{''.join(f'<p>{text}</p>' for text in LONG)}</div>"
    found = read(
        f"<html><body><nav>World</nav><main><h1>{TOP}</h1><p>Follow what happens at the lake.</p>{pinned}"
        f"<div>{''.join(posts)}</div></main><footer>The River Post</footer></body></html>",
        "html",
    )
    assert [article.title for article in found] == [PINNED, *TITLES]
    assert [article.paragraphs for article in found] == [LONG, *((text,) for text in TEXTS)]
