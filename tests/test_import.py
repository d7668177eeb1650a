from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[1] / "src")
HEAVY = (
    "duckdb",
    "pyarrow",
    "trafilatura",
    "lxml",
    "altair",
    "fastapi",
    "typer",
    "rich",
    "pandas",
    "numpy",
    "sqlite3",
)
LIMIT_MS = 150
TRIES = 5


def fresh(code: str) -> str:
    """Run code in a Python of its own and return what it printed."""
    environ = os.environ | {"PYTHONPATH": SOURCE}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout


def test_import_loads_nothing_heavy():
    loaded = set(fresh("import detente, sys; print(*sys.modules)").split())
    assert "detente" in loaded
    assert not {name.partition(".")[0] for name in loaded} & set(HEAVY)
    assert {name for name in loaded if name.startswith("detente.")} == set()


def test_import_is_quick():
    code = "import time; t = time.perf_counter(); import detente; print((time.perf_counter() - t) * 1000)"
    assert min(float(fresh(code)) for _ in range(TRIES)) < LIMIT_MS


def test_the_web_libraries_load_for_serve_only():
    loaded = fresh("import detente.cli, sys; print(*sys.modules)").split()
    assert "fastapi" not in loaded
    assert "altair" not in loaded


@pytest.mark.parametrize("name", ["read", "code", "open", "Session", "DetenteError"])
def test_public_names_come_when_asked_for(name):
    assert fresh(f"import detente; print(callable(detente.{name}))") == "True\n"
