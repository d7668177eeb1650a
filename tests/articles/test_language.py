from __future__ import annotations

from pathlib import Path

import pytest

from detente.articles.language import declared_language, language_of

TITLES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "titles.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_language_of_a_headline_that_stands_alone():
    wrong = [(lang, title) for lang, title in TITLES if language_of(title) != lang]
    assert len(wrong) <= 0.1 * len(TITLES), wrong


@pytest.mark.parametrize(("lang", "title"), TITLES)
def test_language_of_a_headline_whose_page_says_it(lang, title):
    assert language_of(title, lang) == lang


@pytest.mark.parametrize("title", [title for lang, title in TITLES if lang in ("ru", "ar", "zh", "ka", "hi")])
def test_template_that_says_english_does_not_hide_another_script(title):
    assert language_of(title, "en") != "en"


@pytest.mark.parametrize(
    "title",
    [
        "Caracas rally: 'Give us back Nicolás'",
        "Erdoğan hurts Assad worse than any rebel did",
        "Łódź hosts envoys",
        "Brussels fines firm €1.8bn",
        "Pyongyang frees 13",
        "London: 5",
        "",
    ],
)
def test_english_headline_with_foreign_names_is_english(title):
    assert language_of(title) == "en"


@pytest.mark.parametrize(
    ("said", "code"),
    [("tr-TR", "tr"), ("eng", "en"), ("zh_Hans", "zh"), ("fil", None), ("x", None), ("", None)],
)
def test_declared_language(said, code):
    assert declared_language(said) == code
