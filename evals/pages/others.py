"""The main text that extraction libraries take from the same pages, beside ours: what is kept, what gets in.

They give one text a page, so they are asked for no more: which share of the main article's sentences stands
in it, and which share of the sentences that are no part of that article (other articles, teasers, comments,
promotions, menus). Live blogs are left out: which post a library should give is a matter of taste.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from detente.articles import split_page
from detente.articles.blocks import key
from detente.records import Article
from evals.pages.gold import read_folder
from evals.pages.measure import NOT_TEXT, as_page, share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evals.pages.gold import GoldPage

FOREIGN_ROLES = NOT_TEXT | {"comments"}


def texts() -> Mapping[str, Callable[[GoldPage], str]]:
    """Return the readers, each from a page to one text."""
    return {
        "detente": _ours,
        "trafilatura fast": lambda gold: _trafilatura(gold, fast=True),
        "trafilatura": lambda gold: _trafilatura(gold, fast=False),
        "readability-lxml": _readability,
        "newspaper4k": _newspaper,
    }


def _ours(gold: GoldPage) -> str:
    found = split_page(as_page(gold, "as it is"))
    return next((item.text for item in found if isinstance(item, Article)), "")


def _source(gold: GoldPage) -> str:
    return gold.forms["as it is"][1].decode()


def _trafilatura(gold: GoldPage, *, fast: bool) -> str:
    import trafilatura  # noqa: PLC0415 - only where it is measured

    return trafilatura.extract(_source(gold), fast=fast, include_comments=False, deduplicate=False) or ""


def _readability(gold: GoldPage) -> str:
    from lxml import html  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415 - optional

    summary = Document(_source(gold)).summary()
    return str(html.fromstring(summary).text_content()) if summary.strip() else ""


def _newspaper(gold: GoldPage) -> str:
    import newspaper  # noqa: PLC0415 - optional

    article = newspaper.Article("https://page.example/", language="en" if gold.lang == "it" else gold.lang)
    article.download(input_html=_source(gold))
    article.parse()
    return str(article.text)


def compare(folder: str) -> dict[str, dict[str, tuple[float, float]]]:
    """Return for each shape and reader the shares (kept of the main text, let in of what is foreign)."""
    cells: dict[tuple[str, str], tuple[list[bool], list[bool]]] = defaultdict(lambda: ([], []))
    for gold in read_folder(folder):
        if gold.kind is not None or gold.shape == "live":
            continue
        own = {key(s.text) for s in gold.stretches if s.article == "0" and s.role not in FOREIGN_ROLES}
        for name, read in texts().items():
            found = _quietly(read, gold)
            if found is None:
                continue
            kept, let_in = _sentences(gold, own, key(found))
            for shape in (gold.shape, "all"):
                cells[shape, name][0].extend(kept)
                cells[shape, name][1].extend(let_in)
    result: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for (shape, name), (kept, let_in) in cells.items():
        result[shape][name] = (share(kept), share(let_in))
    return result


def _sentences(gold: GoldPage, own: set[str], text: str) -> tuple[list[bool], list[bool]]:
    """Return which sentences of the main text stand in a text, and which of those that should not."""
    kept, let_in = [], []
    for stretch in gold.stretches:
        words = key(stretch.text)
        foreign = stretch.article not in ("0", "-") or stretch.role in FOREIGN_ROLES
        if stretch.counts and stretch.article == "0" and stretch.role == "body":
            kept.append(words in text)
        elif stretch.counts and foreign and words not in own:
            let_in.append(words in text)
    return kept, let_in


def _quietly(read: Callable[[GoldPage], str], gold: GoldPage) -> str | None:
    """Return what a reader makes of a page; None where it lacks what the language needs."""
    logging.disable(logging.CRITICAL)
    try:
        return read(gold)
    except ImportError:
        return None
    except Exception as error:  # noqa: BLE001 - a library that fails on a page has no text for it
        print(f"{gold.name}: {type(error).__name__}: {error}")
        return ""
    finally:
        logging.disable(logging.NOTSET)


def print_others(folder: str) -> None:
    """Print a table: a line a shape, for each reader what is kept and what is let in."""
    found = compare(folder)
    names = list(texts())
    print(f"\n{'kept / let in':16}" + "".join(f"{name:>20}" for name in names))
    for shape, row in sorted(found.items()):
        cells = [row[name] for name in names]
        print(f"{shape:16}" + "".join(f"{f'{kept:.3f} / {let_in:.3f}':>20}" for kept, let_in in cells))
