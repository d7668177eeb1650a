"""The documentation cannot drift: what the program has is named in it, and what it names exists."""

from __future__ import annotations

import contextlib
import doctest
import importlib.util
import io
import re
import shlex
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer.main

import detente
from detente.cli import app, demo
from detente.pipeline import STAGES
from detente.serve import questions, readings
from detente.session import Session

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "evals").rglob("*.md")])
IMAGE_LIMIT = 250_000  # bytes: the README opens quickly on a slow line
FENCE = re.compile(r"```(?P<lang>\w*)\n(?P<body>.*?)```", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# Variables are looked for in the source, so that a new one cannot be forgotten.
VARIABLE = re.compile(r"\bDETENTE_[A-Z_]+\b")


def build_reference():
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "docs" / "build_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


def prose():
    """All pages but the generated one: to be listed is not to be explained."""
    return "\n".join(text_of(path) for path in PAGES if path.name != "reference.md")


def commands_of(path):
    """The lines of a page's console and shell blocks that call the program."""
    for block in FENCE.finditer(text_of(path)):
        if block["lang"] in {"sh", "console", ""}:
            for line in block["body"].splitlines():
                if found := re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )?detente (.+)", line):
                    yield found[1].partition("  ")[0]


def heading_ids(path):
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_reference_is_not_stale():
    assert text_of(ROOT / "docs" / "reference.md") == build_reference().reference(), "run make docs"


def test_the_examples_of_the_generator_hold():
    assert doctest.testmod(build_reference()).failed == 0


def test_the_check_fails_on_a_stale_file_and_names_it(monkeypatch, tmp_path, capsys):
    module = build_reference()
    stale = tmp_path / "docs" / "reference.md"
    stale.parent.mkdir()
    stale.write_text("old")
    (tmp_path / "README.md").write_text("no output shown here")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "REFERENCE", stale)
    monkeypatch.setattr(module, "README", tmp_path / "README.md")
    (tmp_path / "examples").mkdir()
    assert module.main(["--check"]) == 1
    assert "docs/reference.md is stale" in capsys.readouterr().err
    assert stale.read_text() == "old"
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0


def test_every_command_and_option_is_in_the_reference():
    reference = text_of(ROOT / "docs" / "reference.md")
    for name, command in typer.main.get_command(app).commands.items():
        section = reference.partition(f"### detente {name}\n")[2].partition("\n#")[0]
        assert section, name
        for option in (option for param in command.params for option in param.opts):
            assert option == "--help" or f"`{option}" in section or not option.startswith("-"), (name, option)


def test_every_command_is_explained():
    for name in typer.main.get_command(app).commands:
        assert re.search(rf"(`|detente ){name}\b", prose()), name


def test_every_environment_variable_is_explained():
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src" / "detente").rglob("*.py"))
    variables = {name for source in sources for name in VARIABLE.findall(source)}
    assert "DETENTE_DB" in variables
    for name in variables:
        assert f"`{name}`" in text_of(ROOT / "docs" / "reference.md"), name
        assert name in prose(), name


def test_every_stage_is_explained():
    for stage in STAGES:
        assert re.search(rf"\*\*[\w, ]*\b{stage}\b", text_of(ROOT / "docs" / "index.md")), stage
        assert f"`detente.{stage}`" in text_of(ROOT / "docs" / "reference.md"), stage


def test_every_public_name_is_in_the_reference():
    reference = text_of(ROOT / "docs" / "reference.md")
    for name in detente.__all__:
        assert re.search(rf"`detente\.{name}\b", reference), name
    for name in (name for name in vars(Session) if not name.startswith("_")):
        assert f"`{name}(" in reference, name


def test_every_address_is_explained():
    explained = text_of(ROOT / "docs" / "serve.md")
    suffix = re.compile(r"\.(json|csv|svg|md)$")
    for path in {suffix.sub("", route.path) for route in [*readings.router.routes, *questions.router.routes]}:
        assert f"`{path}`" in explained or path in {"/index", "/go"}, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_a_file(page):
    for link in LINK.findall(FENCE.sub("", text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert ROOT in target.parents, link
        assert not heading or target.suffix != ".md" or heading in heading_ids(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_shown_are_understood(page):
    group = typer.main.get_command(app)
    for shown in commands_of(page):
        verb, *arguments = shlex.split(shown.replace("...", "x"))
        assert verb in group.commands or verb == "--version", shown
        if verb in group.commands:
            context = group.commands[verb].make_context(verb, arguments)  # leaves where an option is unknown
            assert context.params, shown


def test_the_readme_shows_the_questions_with_their_output():
    shown = [body for lang, body in FENCE.findall(text_of(ROOT / "README.md")) if lang == "console"]
    for verb in ("demo", "code", "pair", "view", "wedge", "brief", "search"):
        (block,) = [body for body in shown if body.startswith(f"$ detente {verb}")]
        assert len(block.splitlines()) > 1, verb


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    """It reads the example pages and asks the workspace that the demo leaves."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    with detente.open(tmp_path / ".demo" / "caucasus", create=True) as desk:
        desk.add([page for page in demo.corpus().glob("*-202*") if re.search("-202[0145]-", page.name)])
    (block,) = [body for lang, body in FENCE.findall(text_of(ROOT / "README.md")) if lang == "python"]
    printed = io.StringIO()
    names = {}
    with contextlib.redirect_stdout(printed):
        exec(compile(block, "README.md", "exec"), names)
    assert printed.getvalue().startswith("AZE-RUS in 2025: balance")
    total = names["behind"]["value"].sum()
    last = names["years"].to_dicts()[-1]
    assert last["period"] == "2025"
    assert total == pytest.approx(last["balance"])
    assert (tmp_path / "aze-rus.svg").stat().st_size > 0


def test_pictures_are_small():
    pictures = list((ROOT / "docs" / "images").iterdir())
    assert ROOT / "docs" / "images" / "pair.png" in pictures
    assert max(picture.stat().st_size for picture in pictures) < IMAGE_LIMIT
