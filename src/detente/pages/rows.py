"""Articles given as rows: JSON Lines, CSV and Parquet files, each row one page of kind ``row``.

Columns ``title text published outlet url lang``; any may be missing, others are ignored. The content of such
a page is the row's known fields as JSON with sorted keys, so that the same row has the same id wherever it
stands.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from detente.pages.decode import UndecodableError, clean, encoding_of
from detente.pages.limits import MAX_PAGE_BYTES, SNIFF_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COLUMNS = ("title", "text", "html", "published", "outlet", "byline", "url", "lang")
# Rows of a Parquet file that are held at once. Few, for a text that they share stands in the file once and
# in memory as often as there are rows; fewer where rows are large.
PARQUET_BATCH_ROWS = 16
PARQUET_BATCH_BYTES = MAX_PAGE_BYTES
PARQUET_BUFFER_BYTES = 1024 * 1024  # of a column that is read ahead; without it whole columns are
TEXT_SCALARS = (pa.BinaryScalar, pa.StringScalar, pa.LargeBinaryScalar, pa.LargeStringScalar)

Row = dict[str, str]


class RowError(ValueError):
    """One row that cannot be used; its text says which and why."""


def jsonl_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (line number, row or what is wrong with it); blank lines are passed over.

    >>> list(jsonl_rows([b'{"title": "Talks resume"}', b'[1]']))
    [(1, {'title': 'Talks resume'}), (2, RowError('line 2 is not a JSON object'))]
    """
    for number, line in enumerate(lines, start=1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, _json_row(number, line)


def csv_rows(path: Path) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (line number, row or what is wrong with it) of a CSV file with a header line."""
    with path.open("rb") as raw:
        encoding = encoding_of(raw.read(SNIFF_BYTES))
    csv.field_size_limit(MAX_PAGE_BYTES)  # the library's own bound is below one long article
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        if not set(COLUMNS) & {_name(column) for column in reader.fieldnames or ()}:
            yield 1, RowError(f"line 1 names none of the columns {' '.join(COLUMNS)}")
            return
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield reader.line_num, RowError(f"line {reader.line_num} is not CSV: {error}")
            else:
                yield reader.line_num, _checked(f"line {reader.line_num}", row)


def parquet_rows(path: Path) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (row number, row or what is wrong with it) of a Parquet file, in batches of bounded size."""
    try:
        number = 0
        with pq.ParquetFile(path, buffer_size=PARQUET_BUFFER_BYTES) as file:
            names = [name for name in file.schema_arrow.names if _name(name) in COLUMNS]
            for batch in _batches(file, names):
                for cells in zip(*batch.columns, strict=True):
                    number += 1
                    yield number, _parquet_row(f"row {number}", dict(zip(names, cells, strict=True)))
    except (pa.ArrowException, OSError) as error:
        yield 0, RowError(f"not a Parquet file: {str(error).splitlines()[0]}")


def _batches(file: pq.ParquetFile, names: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file; the mean size of the rows of a row group says how many at once."""
    for group in range(file.num_row_groups):
        facts = file.metadata.row_group(group)
        columns = [facts.column(i) for i in range(facts.num_columns)]
        size = sum(c.total_uncompressed_size for c in columns if c.path_in_schema.split(".")[0] in names)
        rows = PARQUET_BATCH_BYTES * facts.num_rows // max(size, 1)
        batch_size = max(1, min(rows, PARQUET_BATCH_ROWS))
        yield from file.iter_batches(batch_size=batch_size, row_groups=[group], columns=names)


def _parquet_row(where: str, cells: dict[str, pa.Scalar[Any]]) -> Row | RowError:
    """Return the row; its cells become text only where they are no more than a page may have."""
    values = [cell.value if isinstance(cell, pa.DictionaryScalar) else cell for cell in cells.values()]
    buffers = [value.as_buffer() for value in values if isinstance(value, TEXT_SCALARS)]
    if sum(buffer.size for buffer in buffers if buffer is not None) > MAX_PAGE_BYTES:
        return RowError(f"{where} is larger than {MAX_PAGE_BYTES // 2**20} MB")
    plain = [[] if pa.types.is_nested(v.type) and v.is_valid else v.as_py() for v in values]
    return _checked(where, dict(zip(cells, plain, strict=True)))


def row_content(row: Row) -> bytes:
    """Return the content of the page that a row makes.

    >>> row_content({"title": "Talks", "lang": "en"})
    b'{"lang": "en", "title": "Talks"}'
    """
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _json_row(number: int, line: bytes) -> Row | RowError:
    if len(line) > MAX_PAGE_BYTES:
        return RowError(f"line {number} is larger than {MAX_PAGE_BYTES // 2**20} MB")
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return RowError(f"line {number} is not UTF-8")
    except json.JSONDecodeError as error:
        return RowError(f"line {number} is not JSON: {error.msg}")
    except (RecursionError, ValueError):  # nested beyond reason, a number with thousands of digits
        return RowError(f"line {number} is not JSON that can be read")
    if not isinstance(data, dict):
        return RowError(f"line {number} is not a JSON object")
    return _checked(f"line {number}", data)


def _checked(where: str, data: dict[Any, Any]) -> Row | RowError:
    """Return the known fields as clean text, or what is wrong."""
    row: Row = {}
    for key, value in data.items():
        name = _name(key)
        if name not in COLUMNS or value is None:
            continue
        if isinstance(value, dict | list):
            return RowError(f"{where}: {name!r} is not text")
        try:
            text = clean(value.isoformat() if hasattr(value, "isoformat") else str(value))
        except UndecodableError as error:
            return RowError(f"{where}: {name!r} is {error}")
        if text.strip():
            row[name] = text
    if not {"title", "text", "html"} & row.keys():
        return RowError(f"{where} has neither a title nor a text")
    return row


def _name(column: object) -> str:
    return str(column).strip().lower()
