"""Small helpers for words on a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from detente.answers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from detente.events.gold import Evaluation, Figure
    from detente.workspace import AddReport

# The figures of an evaluation as people read them.
FIGURES = {
    "root_macro_f1": "macro-F1, types",
    "quad_macro_f1": "macro-F1, quad classes",
    "conflict_macro_f1": "macro-F1, conflict or cooperation",
    "accuracy": "type right",
    "direction": "direction right",
    "ece": "calibration error of the confidence",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "fact_precision": "precision of facts",
    "status": "status right, of pairs and types found",
    "date": "first day right, of those dated",
    "quantity": "counts right, of those that have some",
    "false_alarms": "items without an event in which a fact was found",
}


def plain(text: str) -> str:
    """Return text that cannot steer a terminal: names and sentences come from files of others.

    >>> plain("a" + chr(27) + "[31mb")
    'a [31mb'
    """
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cf"} else sign for sign in text)


def by_file_time_in_words(number: int) -> str:
    """Return the end of a closing line: how many pages rest on nothing but their file's modified time.

    >>> by_file_time_in_words(1), by_file_time_in_words(0)
    ("; 1 page dated by its file's modified time; give --retrieved", '')
    """
    whose = "its file's" if number == 1 else "their files'"
    said = f"; {counted(number, 'page')} dated by {whose} modified time; give --retrieved"
    return said if number else ""


def added_in_words(report: AddReport, folder: Path) -> str:
    """Say what a run of `add` did."""
    aside = ", ".join(
        f"{number} {word}"
        for number, word in (
            (report.undated, "without a date"),
            (report.not_coded, "in a language not coded"),
        )
        if number
    )
    articles = counted(report.articles, "article") + (f" ({aside})" if aside else "")
    superseded = f", {counted(report.superseded, 'event')} superseded" if report.superseded else ""
    return (
        f"{folder}: added {counted(report.pages, 'page')}: {articles}, {counted(report.events, 'event')},"
        f" {counted(report.claims, 'claim')}{superseded}; {report.unchanged} unchanged,"
        f" {report.rejected} rejected{by_file_time_in_words(report.by_file_time)}"
    )


def labelled_in_words(number: int, unanswered: int) -> str:
    """Say what a run of `label` did.

    >>> labelled_in_words(1, 0)
    'labelled 1 pair, 0 without an answer'
    """
    return f"labelled {counted(number, 'pair')}, {unanswered} without an answer"


def carried_in_words(words: Iterable[Mapping[str, Any]]) -> str:
    """Return words with what each carried.

    >>> carried_in_words([{"text": "condemned", "weight": 0.924}])
    'condemned 0.92'
    """
    return ", ".join(f"{word['text']} {word['weight']:.2f}" for word in words)


def evaluated_in_words(evaluation: Evaluation) -> str:
    """Say what was evaluated."""
    what = counted(evaluation.n, "marked pair" if evaluation.kind == "pairs" else "item")
    unread = "counted as wrong" if evaluation.kind == "pairs" else "left out"
    aside = f", {evaluation.unread} that could not be read and are {unread}" if evaluation.unread else ""
    return f"{evaluation.gold}: {what}{aside}"


def figure_in_words(figure: Figure) -> tuple[str, str]:
    """Return a figure and its interval; a share of nothing is no figure."""
    if figure.value is None:
        return "-", ""
    return f"{figure.value:.3f}", f"{figure.low:.3f} to {figure.high:.3f}"
