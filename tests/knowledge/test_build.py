"""The generated rows of the knowledge tables are those that the script makes from the data folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT.parent / "shared" / "data" / "knowledge"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the data folder is not beside this checkout")
def test_the_script_would_change_no_table():
    script = PROJECT / "training" / "knowledge" / "build_tables.py"
    done = subprocess.run(
        [sys.executable, str(script), str(FOLDER), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
