"""Arrow schemas, derived from the records so that the two cannot drift apart.

Not for validation of foreign files: readers of those live with their stage.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any

import pyarrow as pa

from detente.errors import DetenteError

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
}


@cache
def schema_of(record: type) -> pa.Schema:
    """Return the Arrow schema of a record class, one field for each of its fields.

    >>> from detente.records import DateRange
    >>> schema_of(DateRange).names
    ['start', 'end', 'precision']
    """
    return pa.schema(_fields(record))


def _fields(record: type) -> list[pa.Field[Any]]:
    hints = typing.get_type_hints(record)
    return [_field(f.name, hints[f.name]) for f in dataclasses.fields(record)]


def _field(name: str, hint: Any) -> pa.Field[Any]:  # noqa: ANN401 - a type hint has no narrower type
    nullable = isinstance(hint, types.UnionType) and types.NoneType in typing.get_args(hint)
    return pa.field(name, _arrow_type(hint), nullable=nullable)


def _arrow_type(hint: Any) -> pa.DataType:  # noqa: ANN401 - a type hint has no narrower type
    if isinstance(hint, types.UnionType):
        return _arrow_type(next(a for a in typing.get_args(hint) if a is not types.NoneType))
    origin = typing.get_origin(hint)
    if origin is tuple:
        return pa.list_(_field("item", typing.get_args(hint)[0]))
    if origin is typing.Literal:
        return _SCALARS[type(typing.get_args(hint)[0])]
    if dataclasses.is_dataclass(hint):
        return pa.struct(_fields(typing.cast("type", hint)))
    if hint in _SCALARS:
        return _SCALARS[hint]
    msg = f"no Arrow type for {hint!r}"
    raise DetenteError(msg)
