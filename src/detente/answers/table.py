"""One table of an answer: Arrow underneath, pandas and Polars on request, HTML in a notebook.

Not a data frame library: it holds rows that are already right, and hands them over.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from detente.records import to_dict
from detente.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl

ROWS_SHOWN = 50  # in a notebook: enough to look at, few enough to scroll past


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of one kind under a title."""

    title: str
    arrow: pa.Table

    @classmethod
    def of(cls, title: str, kind: type, rows: Iterable[object]) -> Table:
        """Make a table of frozen records of one kind; an empty one keeps its columns.

        >>> from detente.records import DateRange
        >>> Table.of("dates", DateRange, []).columns
        ['start', 'end', 'precision']
        """
        return cls(title, pa.Table.from_pylist([to_dict(row) for row in rows], schema=schema_of(kind)))

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.arrow.column_names)

    def to_arrow(self) -> pa.Table:
        """Return the Arrow table itself."""
        return self.arrow

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas frame; needs pandas to be installed."""
        return self.arrow.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars frame; needs polars to be installed."""
        import polars as pl  # noqa: PLC0415 - loaded only by those who ask for it

        frame = pl.from_arrow(self.arrow)
        assert isinstance(frame, pl.DataFrame)
        return frame

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dicts, ready for JSON."""
        return self.arrow.to_pylist()

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    def __repr__(self) -> str:
        return f"Table({self.title!r}, {len(self)} rows, {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(_row_html(row) for row in self.arrow.slice(0, ROWS_SHOWN).to_pylist())
        more = len(self) - ROWS_SHOWN
        foot = f"<p>{more} more rows</p>" if more > 0 else ""
        caption = html.escape(self.title)
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>{foot}"


def _row_html(row: dict[str, Any]) -> str:
    cells = "".join(f"<td>{'' if cell is None else html.escape(str(cell))}</td>" for cell in row.values())
    return f"<tr>{cells}</tr>"
