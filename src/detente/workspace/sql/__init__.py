"""Named SQL, one file each: what the workspace can be asked. Not for building SQL from text."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def named(name: str) -> str:
    """Return the text of one named query.

    >>> named("counts").startswith("SELECT")
    True
    """
    return resources.files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
