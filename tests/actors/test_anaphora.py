from __future__ import annotations

import time

import pytest


def named(codes, phrase, *paragraphs):
    return [code for text, code, *_ in codes(*paragraphs) if text.lower() == phrase]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "A quarrel between Yerevan and Tbilisi grew. Iran asked both sides to stop.",
            "both sides",
            ["ARM", "GEO"],
        ),
        ("Greek-Turkish ties sank, yet the two countries traded.", "the two countries", ["GRC", "TUR"]),
        ("Greece and Turkey met. The two leaders smiled.", "the two leaders", ["GRC", "TUR"]),
        ("Greece and Turkey met. Greece asked both sides to stop.", "both sides", []),
        ("Greece, Turkey and Iran met. Both sides smiled.", "both sides", []),
        ("Greece met Turkey. Both sides of the street were full.", "both sides", []),
        ("Both sides smiled.", "both sides", []),
    ],
)
def test_both_sides_are_the_pair_named_before(codes, text, phrase, expected):
    assert named(codes, phrase, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia drifted away from Russia. Moscow had meddled in the country's affairs.", ["GEO"]),
        ("Georgia held a vote. Observers said the country was calm.", ["GEO"]),
        ("Georgia accused Russia. The country denied it.", []),
        ("In Georgia, Russia lost ground. The country denied it.", []),
        ("The country denied it.", []),
    ],
)
def test_the_country_is_what_the_sentence_before_is_about(codes, text, expected):
    assert named(codes, "the country", text) == expected


def test_a_new_paragraph_begins_anew(codes):
    assert named(codes, "both sides", "Greece and Turkey met.", "Both sides smiled.") == []
    assert named(codes, "the country", "Georgia held a vote.", "Observers said the country was calm.") == []


def test_its_neighbour_is_the_only_other_state(codes):
    assert named(codes, "its neighbour", "Greece spoke. Turkey blamed its neighbour.") == ["GRC"]
    assert named(codes, "its neighbour", "Greece and Iran spoke. Turkey blamed its neighbour.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Ilham Aliyev landed. He was late.", ["AZE"]),
        ("President Ilham Aliyev met Vladimir Putin. He was late.", []),
        ("President Ilham Aliyev met Jane Roe. He was late.", []),
        ("President Ilham Aliyev met a driver. He was late.", []),
        ('President Ilham Aliyev spoke. "I know he was late."', []),
    ],
)
def test_he_is_the_only_person_named(codes, text, expected):
    assert named(codes, "he", text) == expected


@pytest.mark.parametrize(
    "again",
    [
        "He met them. ",
        "Both sides smiled. ",
        "The country denied it. ",
        "he met its neighbour and both sides ",
    ],
)
def test_a_long_paragraph_takes_time_in_step_with_its_length(resolve, again):
    start = time.perf_counter()
    resolve("President Ilham Aliyev spoke. " + again * 4_000)
    assert time.perf_counter() - start < 5  # half a second where each word is read once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin met Aliyev in Dushanbe. Aliyev thanked him.", ["RUS"]),
        ("Putin met Aliyev and Erdogan. Aliyev thanked him.", []),
        ("Putin spoke. The driver thanked him.", []),
        ("Aliyev thanked him.", []),
    ],
)
def test_him_is_the_only_other_person(codes, text, expected):
    assert named(codes, "him", text) == expected
