"""On whose word: speaker, code, kind and wire of what a sentence tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import knowledge
from detente.actors import resolve_mentions
from detente.articles import split_sentences
from detente.events.attribution import attribute
from detente.events.scenes import read_scene
from detente.records import Article

PARTIES = frozenset({"RUS", "UKR", "IRN"})


def article(text, **given):
    whole = Article(
        id="a",
        page_id="p",
        location="page.txt",
        position=0,
        role="main",
        title="A report",
        outlet="Outlet",
        byline=None,
        published="2025-07-11",
        published_precision="day",
        zone=None,
        retrieved="2025-07-14T12:00:00Z",
        url=None,
        lang="en",
        genre="news",
        minutes=1,
        paragraphs=(text,) if text else (),
        blocks=(),
    )
    return replace(whole, **given)


def scenes(told):
    sentences = split_sentences(told)
    mentions = resolve_mentions(told, sentences, knowledge.load())
    found, before = [], None
    for sentence in sentences:
        mine = [m for m in mentions if m.mention.sentence == sentence.number]
        found.append(read_scene(told, sentence, mine, before))
        before = found[-1].speeches[-1] if found[-1].speeches else None
    return found[1:]


# sentence -> (speaker, code, kind, wire), the two sides of the event being Russia, Ukraine or Iran
SPEAKERS = {
    "Kyiv said Russia had shelled Kharkiv.": ("Ukraine", "UKR", "party", None),
    "Russia had shelled Kharkiv, the United Nations said.": ("United Nations", "IGO:UN", "third_party", None),
    '"Russia attacked Ukraine," Nikol Pashinyan told reporters.': (
        "Nikol Pashinyan",
        "ARM",
        "third_party",
        None,
    ),
    "Officials said Russia struck Ukraine.": ("Officials", None, "anonymous", None),
    "A Ukrainian official said on condition of anonymity that Russia had shelled Kharkiv.": (
        "Ukrainian official",
        "UKR",
        "anonymous",
        None,
    ),
    "Analysts at a bank said Russia struck Ukraine.": ("Analysts at a bank", None, "expert", None),
    "Jonas Quill, an analyst at a bank, said Russia had attacked Ukraine.": (
        "Jonas Quill",
        None,
        "expert",
        None,
    ),
    "The Institute for Quiet Borders said Russia attacked Ukraine.": (
        "The Institute for Quiet Borders",
        None,
        "expert",
        None,
    ),
    # chains
    "Reuters reported that Russia attacked Ukraine.": ("Reuters", None, "wire", "Reuters"),
    "Reuters reported, citing Iranian state media, that Israel had bombed Iran.": (
        "Iranian state media",
        "IRN",
        "party",
        "Reuters",
    ),
    "Russia attacked Ukraine, according to Reuters, citing two people familiar with the matter.": (
        "two people familiar with the matter",
        None,
        "anonymous",
        "Reuters",
    ),
    "Vladimir Putin told TASS that Russia had attacked Ukraine.": (
        "Vladimir Putin",
        "RUS",
        "party",
        "TASS",
    ),
    "The paper quoted Sergei Lavrov as saying that Ukraine had attacked Russia.": (
        "Sergei Lavrov",
        "RUS",
        "party",
        None,
    ),
    "The Morning Herald reported that Iran attacked Israel.": ("The Morning Herald", None, "outlet", None),
}


@pytest.mark.parametrize(("sentence", "expected"), SPEAKERS.items())
def test_speaker_of_a_sentence(sentence, expected):
    told = article(sentence)
    (scene,) = scenes(told)
    found = attribute(told, scene.speeches[-1], PARTIES)
    assert (found.speaker, found.speaker_code, found.kind, found.wire) == expected
    assert found.outlet == "Outlet"


def test_without_a_speaker_the_text_itself_speaks():
    assert attribute(article(""), None, PARTIES).kind == "outlet"
    wired = attribute(article("", wire="AFP"), None, PARTIES)
    assert (wired.kind, wired.wire) == ("wire", "AFP")
    own = attribute(article("", genre="opinion", byline="A. Writer"), None, PARTIES)
    assert (own.kind, own.speaker) == ("author", "A. Writer")


def test_a_quotation_runs_on_over_sentences():
    told = article(
        'Zelensky spoke late. "They are tired," Zelensky said. "Russia attacked Ukraine. It lost. We won."'
    )
    *_, first, second, last = scenes(told)
    for scene in (first, second, last):
        (speech,) = scene.speeches
        assert attribute(told, speech, PARTIES).speaker_code == "UKR"
    assert (first.speeches[0].open, last.speeches[0].open) == (True, False)


def test_what_follows_a_closed_quotation_is_nobodys():
    *_, last = scenes(article('"Russia attacked Ukraine," Zelensky said. Turkey met Russia.'))
    assert last.speeches == []


SCRAPS = """
Reuters said told TASS citing as saying quoted , " “ ” . Putin Iran Turkey according to an analyst at the that
was who condition of anonymity source it he reported officials and
"""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS.split()), max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_breaks_the_speakers_and_reaches_hold(text):
    told = article(text)
    for scene in scenes(told):
        for speech in scene.speeches:
            assert 0 <= speech.start <= speech.end <= len(scene.tokens)
            assert attribute(told, speech, PARTIES).kind
