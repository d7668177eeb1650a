"""The example pages, every one: nothing is lost, nothing undated, no furniture in the text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from detente.articles import split_page
from detente.pages import read_pages
from detente.records import Article

PAGES = Path(__file__).parents[2] / "examples" / "caucasus" / "pages"
FURNITURE = (
    "Related Articles",
    "Share This",
    "cookies",
    "newsletter",
    "Read more",
    "min ago",
    "appeared first on",
)


@pytest.fixture(scope="module")
def found():
    return [(page, split_page(page)) for page in read_pages([str(PAGES)])]


def test_every_page_is_read_whole(found):
    assert all(isinstance(item, Article) for _, items in found for item in items)
    assert all(
        article.title and article.outlet and article.paragraphs for _, items in found for article in items
    )
    assert all(article.published for _, items in found for article in items)


def test_aggregator_and_live_pages_give_several_articles(found):
    several = {Path(page.location).name.split("-")[0]: [] for page, _ in found}
    for page, items in found:
        several[Path(page.location).name.split("-")[0]].append(len(items))
    assert min(several["wirelane"]) >= 3
    assert min(several["live"]) >= 3
    assert set(several["caspian"] + several["steppe"] + several["bosphorus"] + several["ledger"]) == {1}


def test_no_furniture_and_no_double_text(found):
    paragraphs = [text for _, items in found for article in items for text in article.paragraphs]
    assert not [text for text in paragraphs if any(word in text for word in FURNITURE)]
    assert not [text for text, count in Counter(paragraphs).items() if count > 1]
