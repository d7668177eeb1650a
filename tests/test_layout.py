from __future__ import annotations

import re
import tomllib
import typing
from pathlib import Path

import detente
from detente.pipeline import STAGES
from detente.records import Stage

ROOT = Path(__file__).parents[1]
PACKAGE = Path(detente.__file__).parent


def layers() -> list[list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    return [re.findall(r"\w+", line) for line in contract["layers"]]


def test_the_stages_stand_in_the_order_of_the_flow():
    (line,) = [line for line in layers() if "pages" in line]
    flow = list(reversed(line))
    assert tuple(room for room in flow if room in STAGES) == STAGES
    assert set(typing.get_args(Stage)) == {*STAGES, "outlook", "engines", "workspace"}


def test_every_room_has_a_floor_and_every_floor_a_room():
    optional = {"engines"}
    named = {room for line in layers() for room in line}
    there = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert there - {"__init__", "__main__"} == named - optional | (there & optional)


def test_the_docstring_shows_the_flow():
    flow = detente.__doc__.split("\n\n")[1].split("\n")[0]
    assert re.findall(r"\w+", flow)[:5] == ["pages", "articles", "actors", "events", "relations"]
