"""Which articles are one text: told by words, addresses and agencies, whatever order they come in."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles.copies import find_copies
from detente.articles.prints import address_of, fingerprint
from detente.articles.rows import article_of
from detente.articles.stories import group_stories

PARAGRAPHS = (
    (
        "Dockers in Port Alba returned to work on Monday after nine days of strike, and the first three "
        "freighters were unloaded before noon, the harbour office said."
    ),
    (
        "The new contract raises hourly pay by six percent from September and promises that no crane "
        "driver will be dismissed before the two new terminals open in spring."
    ),
    (
        "Union leader Mira Holt called the outcome fair and thanked the fishermen who had brought soup to "
        "the pickets every evening in spite of the rain."
    ),
    (
        "The shipping line had threatened to send its vessels to Westhaven for good, where a railway to "
        "the inland plains was finished last year and berths are cheap."
    ),
    (
        "Some forty thousand containers are still waiting on the quays; clearing them will take until the "
        "middle of the month, the office reckons."
    ),
)
FOLLOW_UP = (
    (
        "A week after the end of the strike the owners of Port Alba's largest warehouse announced that "
        "they would move a third of their goods to Westhaven all the same."
    ),
    (
        "Their spokesman named the price of land and the wait for customs papers, not the pay of the "
        "dockers, as the grounds for a decision that had been taken in winter."
    ),
    ("The mayor asked for a meeting and offered a plot beside the fish market free of rent for five years."),
    PARAGRAPHS[1],
    PARAGRAPHS[3],
)
TEXT = "\n\n".join(PARAGRAPHS)


def one(number, text=TEXT, *, title="Port Alba", day="2025-07-14", outlet=None, wire=None, url=None):
    article = article_of(title=title, text=text, retrieved="2025-07-20", published=day)
    return replace(
        article, id=f"{number:016d}", outlet=outlet or f"Paper {number}", wire=wire, url=url, lang="en"
    )


def copies(*articles):
    found = find_copies(map(fingerprint, articles))
    return [found[article.id] for article in articles]


def every_tenth_word_changed(text):
    words = text.split(" ")
    return " ".join(word if number % 10 else f"other{number}" for number, word in enumerate(words))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (TEXT, "exact copy"),
        (TEXT.upper().replace(",", " -"), "exact copy"),
        (TEXT.replace("nine days", "nine long days").replace("Monday", "Tuesday"), "near copy"),
        (every_tenth_word_changed(TEXT), "near copy"),
        ("\n\n".join((*PARAGRAPHS[:2], *PARAGRAPHS[3:])), "near copy"),
        ("\n\n".join((*PARAGRAPHS, "Correspondents in Westhaven added to this.")), "near copy"),
        ("\n\n".join(PARAGRAPHS[:2]), "shortened copy"),
        ("\n\n".join(FOLLOW_UP), "original"),
        ("\n\n".join(FOLLOW_UP[:3]), "original"),
        ("Read more.", "original"),
    ],
)
def test_a_copy_is_told_from_a_follow_up_that_takes_its_background_over(text, role):
    _, second = copies(one(1), one(2, text, day="2025-07-15"))
    assert second.role == role
    assert (second.of is None) == (role == "original")


def test_a_text_inside_a_longer_one_that_came_later_is_a_copy_too():
    longer = "\n\n".join((*FOLLOW_UP[:3], *PARAGRAPHS, FOLLOW_UP[3], "The fishermen will be invited. " * 3))
    assert copies(one(1), one(2, longer, day="2025-07-15"))[1].role == "near copy"


def test_short_and_long_texts_are_compared_by_samples_of_one_kind():
    words = random.Random(3)
    book = " ".join(f"w{words.randrange(5000)}" for _ in range(6000))
    start = " ".join(book.split()[:400])
    _, second = copies(one(1, book), one(2, start, day="2025-07-15"))
    assert second.role == "shortened copy"


def test_a_text_credited_to_an_agency_is_a_wire_copy_elsewhere_and_the_agencys_own_comes_first():
    agency = one(3, outlet="Blue Wire", wire="Blue Wire", day="2025-07-14T12:00:00Z")
    early = one(1, TEXT + " (BW)", day="2025-07-14T09:00:00Z", wire="Blue Wire")
    silent = one(2, day="2025-07-14T13:00:00Z")  # left the credit out
    first, second, third = copies(agency, early, silent)
    assert (first.role, second.role, third.role) == ("original", "wire copy", "wire copy")
    assert "credited to Blue Wire" in third.reason
    origins = {member.origin for member in group_stories(map(fingerprint, (agency, early, silent)))}
    assert origins == {"wire:blue wire"}


def test_what_stood_at_one_address_is_kept_as_versions_in_order():
    address = "https://paper.example/2025/07/14/port-alba-strike-ends"
    texts = (PARAGRAPHS[0], "\n\n".join(PARAGRAPHS[:3]), "The strike is over, and that is all we know. " * 4)
    days = ("2025-07-14T08:00:00Z", "2025-07-14T10:00:00Z", "2025-07-15T08:00:00Z")
    urls = (address, f"{address}?utm_source=feed", f"{address.replace('https://', 'http://www.')}/amp")
    stood = enumerate(zip(texts, days, urls, strict=True))
    found = copies(*(one(n, text, day=day, url=url, outlet="Paper") for n, (text, day, url) in stood))
    assert [each.role for each in found] == ["original", "version", "version"]
    assert "version 2 of 3 at paper.example/2025/07/14/port-alba-strike-ends" in found[1].reason
    assert "version 3 of 3" in found[2].reason


@pytest.mark.parametrize(
    "url", ["https://paper.example/", "https://paper.example/world/europe", None, "http://["]
)
def test_a_front_page_or_section_is_no_articles_own_address(url):
    assert address_of(url) is None


def test_the_order_in_which_articles_come_makes_no_difference():
    texts = [
        TEXT,
        TEXT.lower(),
        every_tenth_word_changed(TEXT),
        "\n\n".join(PARAGRAPHS[:2]),
        "\n\n".join(FOLLOW_UP),
    ]
    given_ = [one(n, text, day=f"2025-07-{14 + n % 3}") for n, text in enumerate(texts * 3)]
    expected = find_copies(map(fingerprint, given_))
    for seed in range(5):
        random.Random(seed).shuffle(given_)
        assert find_copies(map(fingerprint, given_)) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_whatever_the_text_each_article_has_one_place(texts):
    given_ = [one(n, text, title=text[:20]) for n, text in enumerate(texts, 1) if any(map(str.isalnum, text))]
    members = group_stories(map(fingerprint, given_))
    assert sorted(member.article_id for member in members) == [article.id for article in given_]
