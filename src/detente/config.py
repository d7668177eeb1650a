"""Settings that come from the environment, read once at the edge and passed on as values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DB_VARIABLE = "DETENTE_DB"
DEFAULT_DB = "detente-workspace"


def workspace_folder(given: str | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the workspace folder: the one given, else ``DETENTE_DB``, else ``detente-workspace``.

    >>> workspace_folder(None, {"DETENTE_DB": "caucasus"}).name
    'caucasus'
    """
    return Path(given or environ.get(DB_VARIABLE) or DEFAULT_DB)
