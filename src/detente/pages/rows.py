"""Articles given as rows: JSON, JSON Lines, CSV, TSV and Parquet, each row one page of kind ``row``.

Fields ``title text published updated outlet byline url lang`` (also ``html``, ``retrieved``); any may be
missing, and which column holds which is told in `detente.pages.columns`. The content of such a page is the
row's known fields as JSON with sorted keys, so that the same row has the same id wherever it stands.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from detente.pages.columns import fields_of, mended, missing_columns
from detente.pages.decode import UndecodableError, clean, encoding_of
from detente.pages.limits import MAX_PAGE_BYTES, SNIFF_BYTES
from detente.pages.sources import JSONL, PARQUET, TSV
from detente.pages.unpacking import with_front

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
DELIMITERS = (",", ";", "\t", "|")
BLANK = b" \t\r\n\xef\xbb\xbf"
# Rows of a Parquet file that are held at once. Few, for a text that they share stands in the file once and
# in memory as often as there are rows; fewer where rows are large.
PARQUET_BATCH_ROWS = 16
PARQUET_BATCH_BYTES = MAX_PAGE_BYTES
PARQUET_BUFFER_BYTES = 1024 * 1024  # of a column that is read ahead; without it whole columns are
TEXT_SCALARS = (pa.BinaryScalar, pa.StringScalar, pa.LargeBinaryScalar, pa.LargeStringScalar)

Row = dict[str, str]


class RowError(ValueError):
    """One row that cannot be used; its text says which and why."""


def jsonl_rows(
    lines: Iterable[bytes], columns: Mapping[str, str] = NO_COLUMNS
) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (line number, row or what is wrong with it); blank lines are passed over.

    >>> list(jsonl_rows([b'{"title": "Talks resume"}', b'[1]']))
    [(1, {'title': 'Talks resume'}), (2, RowError('line 2 is not a JSON object'))]
    """
    for number, line in enumerate(lines, start=1):
        if line.strip(BLANK):
            yield number, _json_row(number, line, columns)


def bounded_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file; one over the limit comes cut to just above it, its rest is passed over."""
    while line := file.readline(MAX_PAGE_BYTES + 1):
        rest = line
        while len(rest) > MAX_PAGE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_PAGE_BYTES + 1)
        yield line


def json_rows(data: object, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (number, row or what is wrong with it) of a JSON document: one article, or a list of them."""
    for number, item in enumerate(data if isinstance(data, list) else [data], start=1):
        if isinstance(item, dict):
            yield number, _checked(f"item {number}", item, columns)
        else:
            yield number, RowError(f"item {number} is not a JSON object")


def csv_rows(
    file: IO[bytes], columns: Mapping[str, str] = NO_COLUMNS, delimiter: str | None = None
) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (line number, row or what is wrong with it) of a CSV or TSV file with a header line."""
    front, file = with_front(file, SNIFF_BYTES)
    encoding = encoding_of(front)
    csv.field_size_limit(MAX_PAGE_BYTES)  # the library's own bound is below one long article
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    header = front.decode(encoding, "replace").partition("\n")[0]
    reader = csv.DictReader(_Lines(text), strict=True, delimiter=delimiter or _delimiter(header))
    try:
        names = list(reader.fieldnames or ())
    except csv.Error as error:
        yield 1, RowError(f"line 1 is not CSV: {error}")
        return
    if wrong := _wrong_header(names, columns):
        yield 1, RowError(f"line 1 {wrong}")
        return
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, RowError(f"line {reader.line_num} is not CSV: {error}")
        else:
            yield reader.line_num, _checked(f"line {reader.line_num}", row, columns)


@dataclass(slots=True)
class _Lines:
    """The lines of a text, none longer than a page may be: the rest of such a one is passed over."""

    text: io.TextIOWrapper

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.text.readline(MAX_PAGE_BYTES)
        if not line:
            raise StopIteration
        if len(line) < MAX_PAGE_BYTES:
            return line
        while line and not line.endswith("\n"):
            line = self.text.readline(MAX_PAGE_BYTES)
        raise csv.Error(f"larger than {MAX_PAGE_BYTES // 2**20} MB")


def _delimiter(header: str) -> str:
    """Return what stands between the names of a header line; many spreadsheets write semicolons."""
    return max(DELIMITERS, key=lambda mark: (header.count(mark), -DELIMITERS.index(mark)))


def looks_like_csv(header: str, columns: Mapping[str, str] = NO_COLUMNS) -> bool:
    """Whether a first line names columns of articles: two at least, one of them a title or text.

    >>> looks_like_csv("headline;pubDate"), looks_like_csv("Talks resume, ministers say")
    (True, False)
    """
    names = [name.strip(' "\ufeff') for name in header.strip().split(_delimiter(header))]
    found = fields_of(names, columns)
    return len(found) > 1 and bool({"title", "text", "html"} & found.keys())


def parquet_rows(
    file: IO[bytes], columns: Mapping[str, str] = NO_COLUMNS
) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (row number, row or what is wrong with it) of a Parquet file, in batches of bounded size."""
    try:
        number = 0
        with pq.ParquetFile(file, buffer_size=PARQUET_BUFFER_BYTES) as table:
            names = list(table.schema_arrow.names)
            if wrong := _wrong_header(names, columns):
                yield 0, RowError(wrong)
                return
            wanted = fields_of(names, columns).values()
            names = [name for name in names if name in wanted]
            for batch in _batches(table, names):
                for cells in zip(*batch.columns, strict=True):
                    number += 1
                    row = dict(zip(names, cells, strict=True))
                    yield number, _parquet_row(f"row {number}", row, columns)
    except (pa.ArrowException, OSError) as error:
        yield number, RowError(f"not a Parquet file: {str(error).splitlines()[0]}")


def column_names(file: IO[bytes], suffix: str) -> list[str]:
    """Return the columns of a table, or the keys of the first lines of a JSON Lines file."""
    if suffix in PARQUET:
        with pq.ParquetFile(file) as table:
            return list(table.schema_arrow.names)
    front = file.read(SNIFF_BYTES)
    if suffix in JSONL:
        rows = (_json_object(line) for line in front.splitlines())
        return list(dict.fromkeys(str(name) for row in rows if isinstance(row, dict) for name in row))
    header = front.decode(encoding_of(front), "replace").splitlines()[:1]
    delimiter = "\t" if suffix in TSV else _delimiter("".join(header))
    return next(csv.reader(header, delimiter=delimiter), [])


def _wrong_header(names: Sequence[str], columns: Mapping[str, str]) -> str | None:
    if wrong := missing_columns(names, columns):
        return f"has {wrong}"
    if not {"title", "text", "html"} & fields_of(names, columns).keys():
        return (
            f"names no column of titles or texts; there are: {', '.join(names)}"
            " (--column title=NAME --column text=NAME says which)"
        )
    return None


def _batches(file: pq.ParquetFile, names: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file; the mean size of the rows of a row group says how many at once."""
    for group in range(file.num_row_groups):
        facts = file.metadata.row_group(group)
        columns = [facts.column(i) for i in range(facts.num_columns)]
        size = sum(c.total_uncompressed_size for c in columns if c.path_in_schema.split(".")[0] in names)
        rows = PARQUET_BATCH_BYTES * facts.num_rows // max(size, 1)
        batch_size = max(1, min(rows, PARQUET_BATCH_ROWS))
        yield from file.iter_batches(batch_size=batch_size, row_groups=[group], columns=names)


def _parquet_row(where: str, cells: dict[str, pa.Scalar[Any]], columns: Mapping[str, str]) -> Row | RowError:
    """Return the row; its cells become text only where they are no more than a page may have."""
    values = [cell.value if isinstance(cell, pa.DictionaryScalar) else cell for cell in cells.values()]
    size = sum(_buffer_size(value) for value in values)
    if size > MAX_PAGE_BYTES:
        return RowError(f"{where} is larger than {MAX_PAGE_BYTES // 2**20} MB")
    row: dict[str, object] = {}
    for name, value in zip(cells, values, strict=True):
        try:
            row[name] = value.as_py()
        except (ValueError, ArithmeticError, LookupError) as error:  # no UTF-8, no such day, no such zone
            return RowError(f"{where}: {name!r} cannot be read: {error}")
    return _checked(where, row, columns)


def _buffer_size(value: pa.Scalar[Any]) -> int:
    buffer = value.as_buffer() if isinstance(value, TEXT_SCALARS) else None
    return buffer.size if buffer is not None else 0


def row_content(row: Row) -> bytes:
    """Return the content of the page that a row makes.

    >>> row_content({"title": "Talks", "lang": "en"})
    b'{"lang": "en", "title": "Talks"}'
    """
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _json_row(number: int, line: bytes, columns: Mapping[str, str]) -> Row | RowError:
    data = _json_object(line)
    if isinstance(data, str):
        return RowError(f"line {number} {data}")
    return _checked(f"line {number}", data, columns)


def _json_object(line: bytes) -> dict[Any, Any] | str:
    """Return the object of a line, or what is wrong with it."""
    if len(line) > MAX_PAGE_BYTES:
        return f"is larger than {MAX_PAGE_BYTES // 2**20} MB"
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "is not UTF-8"
    except json.JSONDecodeError as error:
        return f"is not JSON: {error.msg}"
    except (RecursionError, ValueError):  # nested beyond reason, a number with thousands of digits
        return "is not JSON that can be read"
    return data if isinstance(data, dict) else "is not a JSON object"


def _checked(where: str, data: dict[Any, Any], columns: Mapping[str, str]) -> Row | RowError:
    """Return the known fields as clean text, or what is wrong."""
    row: Row = {}
    names = [name for name in data if isinstance(name, str) and data[name] not in (None, "")]
    for field, column in fields_of(names, columns).items():
        value = _flat(data[column], field)
        if value is None:
            return RowError(f"{where}: {column!r} is not text")
        try:
            text = clean(value)
        except UndecodableError as error:
            return RowError(f"{where}: {column!r} is {error}")
        if text.strip():
            row[field] = text
    if not {"title", "text", "html"} & row.keys():
        return RowError(f"{where} has neither a title nor a text; it has: {', '.join(names) or 'nothing'}")
    return mended(row)


def _flat(value: object, field: str) -> str | None:
    """Return a value as text: names of several authors in a row, a source by its name; None for a nest."""
    if isinstance(value, list) and field == "byline":
        names = [_flat(one, "outlet") for one in value]
        return ", ".join(name for name in names if name)
    if isinstance(value, dict) and field in {"outlet", "byline"}:
        name = value.get("name") or ""
        return name if isinstance(name, str) else None
    if isinstance(value, dict | list):
        return None
    return value.isoformat() if isinstance(value, date | time) else str(value)
