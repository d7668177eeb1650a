from __future__ import annotations

import inspect
import tomllib
from pathlib import Path

import pytest

import detente
from detente.cli import app
from detente.session import Bounds, Session


def test_all_is_what_is_public():
    for name in detente.__all__:
        assert getattr(detente, name) is not None
    assert dir(detente) == sorted(detente.__all__)
    named = {"DetenteError", "Session", "__version__"}
    assert set(detente.__all__) == named | {"actor", "code", "evaluate_coder", "label", "open", "read"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        _ = detente.raed


def test_the_version_is_that_of_the_project():
    settings = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert detente.__version__ == settings["project"]["version"]


def test_python_and_the_command_line_say_the_same_words():
    questions = {"pair", "view", "wedge", "brief", "search", "stories"}
    verbs = {command.callback.__name__ for command in app.registered_commands}
    others = {"actor", "read", "code", "label", "add", "watch", "export", "evaluate", "doctor", "demo"} | {
        "serve"
    }
    assert questions | others == verbs
    assert questions | {"add"} <= {name for name, _ in inspect.getmembers(Session, inspect.isfunction)}
    assert {"read", "code", "label", "evaluate_coder"} <= set(detente.__all__)
    for name in questions:
        bounds = set(Bounds.__annotations__)
        verb = next(
            command.callback for command in app.registered_commands if command.callback.__name__ == name
        )
        assert bounds <= set(inspect.signature(verb).parameters)
        assert "bounds" in inspect.signature(getattr(Session, name)).parameters


def test_every_public_function_says_what_it_is():
    for name in set(detente.__all__) - {"__version__"}:
        assert inspect.getdoc(getattr(detente, name))
    for name, member in inspect.getmembers(Session, inspect.isfunction):
        assert name.startswith("_") or inspect.getdoc(member), name
        assert name.startswith("_") or f"desk.{name}(" in inspect.getdoc(Session), name  # shown, and run
