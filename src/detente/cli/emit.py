"""From records and answers to the output asked for."""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from detente.cli.output import STDOUT, Kind, kind_for, write_rows, write_text
from detente.cli.render import draw, markdown
from detente.errors import UnknownName
from detente.events.explain import Word
from detente.events.label import FIELDS
from detente.records import to_dict
from detente.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from detente.answers import Answer, BriefAnswer
    from detente.events.gold import Evaluation

Record = TypeVar("Record")


class PageKind(StrEnum):
    """The formats of an analyst's page."""

    md = "md"
    html = "html"
    json = "json"


WORDS = pa.list_(pa.field("item", pa.struct(schema_of(Word)), nullable=False))
LABELS: dict[str, pa.DataType] = {
    "type": pa.string(),
    "quad": pa.int64(),
    "direction": pa.string(),
    "status": pa.string(),
    "confidence": pa.float64(),
    "reason": pa.string(),
    "words": WORDS,
}
INTEGER_BITS = 64
FIGURE_COLUMNS: dict[str, pa.DataType] = {
    "figure": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
}
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
    *,
    words: Mapping[str, Sequence[Word]] | None = None,
) -> int:
    """Write records of one class, streaming but for tables; return how many.

    ``words`` are those that carried each record, by its id, where they are wanted.
    """
    counted, schema = _Counted(records), schema_of(record)
    if kind_for(kind, out) is Kind.table:
        draw(drawn(counted), out)
    elif words is None:
        write_rows((to_dict(each) for each in counted), schema, out=out, kind=kind)
    else:
        rows = (to_dict(each) | {"words": [to_dict(word) for word in words[each.id]]} for each in counted)
        write_rows(rows, schema.append(pa.field("words", WORDS)), out=out, kind=kind)
    return counted.count


def emit_labels(
    rows: Iterable[dict[str, Any]],
    drawn: Callable[[Iterable[dict[str, Any]]], RenderableType],
    kind: Kind | None,
    out: Path | None,
) -> int:
    """Write labelled rows, streaming as JSON; return how many.

    CSV and Parquet have one column for each key that any row brought along, then the answer.
    """
    counted, format_ = _Counted(rows), kind_for(kind, out)
    if format_ is Kind.table:
        draw(drawn(counted), out)
    elif format_ in {Kind.csv, Kind.parquet}:
        held = [{_whole(name): value for name, value in row.items()} for row in counted]
        schema = _schema(held)
        write_rows(_even(held, schema), schema, out=out, kind=format_)
    else:
        write_rows(counted, pa.schema([]), out=out, kind=format_)
    return counted.count


def _schema(rows: Sequence[Mapping[str, Any]]) -> pa.Schema:
    """Return the columns of labelled rows in order of first appearance, the answer last."""
    brought = [name for name in dict.fromkeys(chain(FIELDS, *rows)) if name not in LABELS]
    shown = [name for name in LABELS if name != "words" or any(name in row for row in rows)]
    columns = [(name, _type_of(row.get(name) for row in rows)) for name in brought]
    return pa.schema(columns + [(name, LABELS[name]) for name in shown])


def _type_of(values: Iterable[object]) -> pa.DataType:
    """Return the column type that holds all values as they are; text where there is none."""
    held = [value for value in values if value is not None]
    kinds = {type(value) for value in held}
    if kinds == {bool}:
        return pa.bool_()
    if kinds == {int} and all(value.bit_length() < INTEGER_BITS for value in held if isinstance(value, int)):
        return pa.int64()
    return pa.float64() if kinds == {float} else pa.string()


def _even(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {field.name: _cell(row.get(field.name), field.type) for field in schema}


def _cell(value: object, kind: pa.DataType) -> object:
    if kind != pa.string() or value is None:
        return value
    return _whole(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _whole(text: str) -> str:
    """Return text without halves of characters, which JSON may hold and no file."""
    return text.encode("utf-8", "replace").decode()


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


def emit_evaluation(
    evaluation: Evaluation, drawn: RenderableType, errors: int, kind: Kind | None, out: Path | None
) -> None:
    """Write an evaluation: drawn whole, as one JSON object, or its figures as rows."""
    format_ = kind_for(kind, out)
    if format_ is Kind.table:
        draw(drawn, out)
    elif format_ in {Kind.json, Kind.jsonl}:
        indent = 2 if format_ is Kind.json else None
        write_text(json.dumps(evaluation.to_dict(errors), ensure_ascii=False, indent=indent), out)
    else:
        rows = ({"figure": name, **figure._asdict()} for name, figure in evaluation.figures.items())
        write_rows(rows, pa.schema(FIGURE_COLUMNS), out=out, kind=format_)
