"""Small helpers for words on a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from detente.answers.words import counted

if TYPE_CHECKING:
    from pathlib import Path

    from detente.workspace import AddReport


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
