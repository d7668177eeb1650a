"""Pages that once broke a rule: found by fuzzing, or written to break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.check import check_file, check_page

FINDS = sorted((Path(__file__).parents[1] / "data" / "finds").glob("*"))


@pytest.mark.parametrize("path", FINDS, ids=lambda path: path.name)
def test_find_is_read_or_refused(path):
    content = path.read_bytes()
    check_file(content, path.suffix)
    for kind in ("html", "text"):
        check_page(content.decode("utf-8", "replace").encode(), kind)
