"""From records and answers to the output asked for."""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from detente.cli.output import STDOUT, Kind, kind_for, write_rows, write_text
from detente.cli.render import draw, markdown
from detente.errors import UnknownName
from detente.records import to_dict
from detente.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from rich.console import RenderableType

    from detente.answers import Answer, BriefAnswer

Record = TypeVar("Record")


class PageKind(StrEnum):
    """The formats of an analyst's page."""

    md = "md"
    html = "html"
    json = "json"


PAGE_SUFFIXES = {".html": PageKind.html, ".htm": PageKind.html, ".json": PageKind.json}


class _Counted:
    """Counts records on their way."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.count = 0
        self._records = records

    def __iter__(self) -> Iterator[Any]:
        for record in self._records:
            self.count += 1
            yield record


def emit_records(
    records: Iterable[Record],
    record: type,
    drawn: Callable[[Iterable[Record]], RenderableType],
    kind: Kind | None,
    out: Path | None,
) -> int:
    """Write records of one class, streaming but for tables; return how many."""
    counted = _Counted(records)
    if kind_for(kind, out) is Kind.table:
        draw(drawn(counted), out)
    else:
        write_rows((to_dict(each) for each in counted), schema_of(record), out=out, kind=kind)
    return counted.count


def emit_answer(
    answer: Answer,
    drawn: RenderableType,
    names: str,
    kind: Kind | None,
    out: Path | None,
    *,
    chosen: str | None,
) -> None:
    """Write an answer: drawn whole, as one JSON object, or one of its tables; `names` may list several."""
    format_ = kind_for(kind, out)
    tables = {"evidence": answer.evidence(), **answer.tables}
    if unknown := [name for name in names.split() if name not in tables]:
        raise UnknownName("table", unknown[0], tables)
    picked = [tables[name] for name in names.split()]
    if format_ is Kind.table:
        draw(drawn if chosen is None else picked, out)
    elif format_ is Kind.json and chosen is None:
        write_text(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2), out)
    else:
        rows = chain.from_iterable(picked)
        write_rows(rows, picked[0].to_arrow().schema, out=out, kind=format_)


def emit_page(answer: BriefAnswer, kind: PageKind | None, out: Path | None) -> None:
    """Write an analyst's page."""
    format_ = kind or PAGE_SUFFIXES.get(out.suffix.lower() if out else "", PageKind.md)
    if format_ is PageKind.html:
        write_text(answer.to_html(), out)
    elif format_ is PageKind.json:
        write_text(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2), out)
    elif kind is None and out in {None, STDOUT}:
        markdown(answer.to_markdown())
    else:
        write_text(answer.to_markdown(), out)
