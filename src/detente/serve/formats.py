"""The same answer for machines: JSON as it is, CSV that a spreadsheet can open safely, SVG, Markdown."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from fastapi.responses import JSONResponse, Response

from detente.answers.escape import safe_cell
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.answers import Answer, Table

FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


def answer_as(suffix: str, answer: Answer, name: str, table: str | None = None) -> Response:
    """Return an answer as ``json`` or ``csv``; ``table`` names the one that the CSV holds, else the first."""
    if suffix == "json":
        return json_of(answer.to_dict())
    tables = tables_of(answer)
    chosen = table or next(iter(tables))
    if chosen not in tables:
        raise UsageError(f"no table {chosen!r} here: write table={', table='.join(tables)}")
    return csv_of(tables[chosen], f"{name}-{chosen}")


def tables_of(answer: Answer) -> dict[str, Table]:
    """Return every table of an answer by name, its evidence included."""
    tables = dict(answer.tables)
    return tables if "evidence" in tables else tables | {"evidence": answer.evidence()}


def json_of(data: Mapping[str, Any]) -> Response:
    """Return data as JSON; unknown figures are null."""
    return JSONResponse(data)


def csv_of(table: Table, name: str) -> Response:
    """Return a table as a CSV file with a header; unknown figures are empty cells."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([safe_cell(value) for value in row.values()] for row in table)
    return Response(text.getvalue(), media_type=FORMATS["csv"], headers=_as_file(name, "csv"))


def svg_of(drawing: str) -> Response:
    """Return a chart as a file of its own."""
    return Response(drawing, media_type="image/svg+xml")


def markdown_of(text: str, name: str) -> Response:
    """Return a brief as Markdown."""
    return Response(text, media_type="text/markdown; charset=utf-8", headers=_as_file(name, "md"))


def _as_file(name: str, suffix: str) -> dict[str, str]:
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in name)
    return {"Content-Disposition": f'inline; filename="{safe}.{suffix}"'}
