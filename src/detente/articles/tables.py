"""Tables of data against the tables by which old sites lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece


def data_tables(pieces: Sequence[Piece]) -> frozenset[Node]:
    """Return the tables with several rows of several cells; others lay out the page."""
    cells: dict[Node, dict[Node, set[Node]]] = {}
    for piece in pieces:
        own = [node for node in piece.path if node.tag in ("table", "tr", "td", "th", "caption")]
        tables = [n for n, node in enumerate(own) if node.tag == "table"]
        inner = own[tables[-1] :] if tables else []
        if len(inner) >= CELL_DEPTH and inner[1].tag == "tr":
            cells.setdefault(inner[0], {}).setdefault(inner[1], set()).add(inner[2])
    return frozenset(
        table for table, rows in cells.items() if sum(len(row) > 1 for row in rows.values()) >= MIN_TABLE_ROWS
    )


CELL_DEPTH = 3  # a table, its row and the cell
MIN_TABLE_ROWS = 2
