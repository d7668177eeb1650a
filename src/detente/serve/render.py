"""Templates to pages: one Jinja environment that escapes everything and knows the words of the pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import detente
from detente.answers.escape import web_address
from detente.answers.rows import path_words
from detente.answers.wedge import direct_words
from detente.answers.words import counted, day_of
from detente.records import OPINION_GENRES
from detente.serve import addresses, words

if TYPE_CHECKING:
    from fastapi import Request


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401 - as wide as templates are
    """Return a page; whatever came from a workspace or an address is escaped by the template."""
    known: dict[str, Any] = {"request": request, "searched": "", "note": None, "formats": {}}
    return HTMLResponse(_templates().get_template(template).render(known | context), status_code=status)


def drawn(svg: str) -> Markup:
    """Return our own drawing as markup that needs no escaping."""
    return Markup(svg)  # noqa: S704 - made by `pictures` with an XML writer, which escapes text


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("detente.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "attribution": words.attribution_words,
        "counted": counted,
        "day": day_of,
        "name": words.name_of,
        "pairs": words.pairs_of,
        "percent": words.percent,
        "quantity": words.quantity_words,
        "range": words.range_words,
        "signed": words.with_minus,
        "snippet": words.snippet_parts,
        "stretches": words.stretches,
        "week": words.week_words,
        "web_address": web_address,
    }
    made.globals |= {
        "article_url": addresses.article_url,
        "date_words": words.date_words,
        "direct_words": direct_words,
        "page_url": addresses.page_url,
        "pair_slug": addresses.pair_slug,
        "path_words": path_words,
        "updated_words": words.updated_words,
        "OPINION_GENRES": OPINION_GENRES,
        "STATUS": words.STATUS_WORDS,
        "version": detente.__version__,
    }
    return made
