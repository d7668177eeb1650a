"""The workspace as web pages, JSON, CSV and SVG: every address is one question, and nothing else decides.

    /                               the newest articles and the pairs that changed most
    /pair/AZE-RUS                   how two parties stand
    /pair/AZE-RUS/week/2025-06-30   the evidence behind one point of it
    /view/TUR/AZE-RUS  /wedge/ARM-AZE  /brief/AZE-RUS  /article/ID  /search?q=  /rejects  /about

The same address with ``.json`` or ``.csv`` (``.svg`` for a pair's chart, ``.md`` for a brief) gives data.
Pages only read: there is nothing but GET and no request to another host; JavaScript is never needed.
Not for answering: each page calls one function of `detente.queries` and shows what it gives.
"""

from __future__ import annotations

from detente.serve.app import create_app
from detente.serve.run import run

__all__ = ["create_app", "run"]
