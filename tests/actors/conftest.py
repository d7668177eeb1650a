from __future__ import annotations

import pytest

from actor_samples import make_article, make_sentences
from detente.actors import resolve_mentions
from detente.knowledge import load


@pytest.fixture
def resolve():
    """Resolve paragraphs of text; `on` is the day of publication."""

    def run(*paragraphs, title="", on="2025-07-14"):
        article = make_article(*paragraphs, title=title, published=on)
        return resolve_mentions(article, make_sentences(article), load())

    return run


@pytest.fixture
def codes(resolve):
    """The (text, code, sector, use) of each resolution."""

    def run(*paragraphs, **options):
        return [(r.mention.text, r.code, r.sector, r.use) for r in resolve(*paragraphs, **options)]

    return run
