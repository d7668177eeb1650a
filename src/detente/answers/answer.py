"""What every answer can do: tables in any shape, the sentences behind them, a picture, JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl
    import pyarrow as pa

    from detente.answers.asked import Asked
    from detente.answers.table import Table


class Answer(ABC):
    """The base of every answer; as one table it is its first, unless it says otherwise."""

    __slots__ = ()

    asked: Asked

    @property
    @abstractmethod
    def tables(self) -> Mapping[str, Table]:
        """Its tables by name."""

    @abstractmethod
    def evidence(self) -> Table:
        """Return the sentences behind it."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return all of it, ready for JSON."""

    @abstractmethod
    def plot(self) -> alt.TopLevelMixin:
        """Return its picture."""

    def as_table(self) -> Table:
        """Return the one table that stands for the answer."""
        return next(iter(self.tables.values()))

    def to_arrow(self) -> pa.Table:
        """Return the one table in Arrow."""
        return self.as_table().to_arrow()

    def to_pandas(self) -> pd.DataFrame:
        """Return the one table as a pandas frame; needs pandas to be installed."""
        return self.as_table().to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return the one table as a Polars frame; needs polars to be installed."""
        return self.as_table().to_polars()

    def _repr_html_(self) -> str:
        return "".join(table._repr_html_() for table in self.tables.values())
