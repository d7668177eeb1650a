"""What a reader of one sentence would code: the pair, the type and the status, through the real actors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import knowledge, ontology
from detente.actors import resolve_mentions
from detente.articles import split_sentences
from detente.events import code_events
from detente.records import Article

PUBLISHED = "2025-07-11"


def article(text, *, title="A report", published=PUBLISHED, genre="news"):
    return Article(
        id="a",
        page_id="p",
        location="page.txt",
        position=0,
        role="main",
        title=title,
        outlet="Outlet",
        byline=None,
        published=published,
        published_precision="day",
        zone=None,
        retrieved="2025-07-14T12:00:00Z",
        url=None,
        lang="en",
        genre=genre,
        minutes=1,
        paragraphs=(text,) if text else (),
        blocks=(),
    )


def code(text, least=None, **given):
    told = article(text, **given)
    sentences = split_sentences(told)
    world = knowledge.load()
    mentions = resolve_mentions(told, sentences, world)
    events = code_events(told, sentences, mentions, ontology=ontology.load(), world=world, confidence=least)
    return [e for e in events if e.source and e.target]


def told(event):
    """An event in one line: who does what to whom, with its status."""
    source, target = ("+".join(sorted(a.code for a in side)) for side in (event.source, event.target))
    return f"{source} {event.type} {target} {event.status}"


FACTS = {
    # active
    "Turkey accused Russia of breaking the truce.": "TUR ACCUSE RUS fact",
    "France, a member of NATO, has sanctioned Iran.": "FRA SANCTION IRN fact",
    "Russia last week sharply criticised Israel.": "RUS ACCUSE ISR fact",
    "Aliyev, who spoke in Baku, thanked Turkey for its help.": "AZE SUPPORT TUR fact",
    "Russian warplanes bombed a Ukrainian town.": "RUS ASSAULT UKR fact",
    "Iran called on Armenia to keep the road open.": "IRN REQUEST ARM fact",
    "Pakistan demanded that India return the land.": "PAK REQUEST IND fact",
    # passive and reduced
    "A Russian bomber was shot down by Turkey.": "TUR ASSAULT RUS fact",
    "Heavy sanctions were imposed on Iran by the European Union.": "IGO:EU SANCTION IRN fact",
    "The jet, downed by Turkish F-16s, was Russian.": "TUR ASSAULT RUS fact",
    "Ukraine, invaded by Russia in 2022, wants more help.": "RUS ASSAULT UKR fact",
    # nominal
    "The shooting down of a Russian jet by Turkey shocked the world.": "TUR ASSAULT RUS fact",
    "Israel's attack on Iran began at dawn.": "ISR ASSAULT IRN fact",
    "Talks between Armenia and Azerbaijan were held in Geneva.": "ARM CONSULT AZE fact",
    "After days of heavy fighting between Sudan and Chad, the border closed.": "SDN ASSAULT TCD fact",
    # coordination and mutual acts
    "Turkey urged Russia and Azerbaijan to keep calm.": "TUR REQUEST AZE+RUS fact",
    "China and India signed a border agreement.": "CHN SUPPORT IND fact",
    "Japan recalled its envoy from Russia and condemned Iran.": "JPN ACCUSE IRN fact|JPN SANCTION RUS fact",
    "Egypt sent aid to Sudan, and Qatar sold gas to China.": "EGY AID SDN fact|QAT COOPERATE CHN fact",
    # direction of a visit
    "Emmanuel Macron was received by Vladimir Putin in Moscow.": "FRA CONSULT RUS fact",
    # status
    "Turkey may send weapons to Azerbaijan.": "TUR AID AZE possible",
    "Turkey will supply weapons to Azerbaijan.": "TUR AID AZE announced",
    "Iran did not attack Israel.": "IRN ASSAULT ISR denied",
    "If Armenia attacks Azerbaijan, Turkey will help.": "ARM ASSAULT AZE possible",
    "Azerbaijan said Armenia had shelled its villages.": "ARM ASSAULT AZE alleged",
    "Azerbaijan admitted that its forces had shot down a Russian helicopter.": "AZE ASSAULT RUS fact",
    "The Kremlin said Vladimir Putin had met Aliyev.": "AZE CONSULT RUS fact",
    # no event, or not that one
    "The war between Armenia and Azerbaijan may divide Turkey and Russia.": None,
    "Turkish soldiers in the region would be unacceptable to Russia.": None,
    "A thaw may follow between Baku and Moscow.": None,
    "Baku and Moscow are unlikely to cut all ties.": None,
    "Turkey condemned the attack on Azerbaijan.": None,
    "Turkey threatened to attack Syria.": "TUR THREATEN SYR fact",
    "Russia refused to meet Ukraine in Istanbul.": "RUS REJECT UKR fact",
    "Attempts to split Moscow from Beijing have failed.": None,
    "Brazil beat Argentina in the final.": None,
    "Azerbaijan told Russia to close its centre.": "AZE REQUEST RUS fact",
    "Two missiles went off beside the airliner, Putin told Aliyev in Dushanbe.": "AZE CONSULT RUS fact",
    "Macron told reporters that he would wait.": None,
    # denied, conditional, told by nobody, invented, a match, a figure of speech
    "Neither China nor Russia imposed sanctions on Myanmar.": "CHN+RUS SANCTION MMR denied",
    "There is no evidence that Rwanda shelled Burundi.": "RWA ASSAULT BDI possible",
    "The myth that Poland attacked Germany lives on.": "POL ASSAULT DEU possible",
    "Cairo denied that it was preparing to attack Ethiopia.": "EGY ASSAULT ETH denied",
    "Talks between Serbia and Kosovo never took place.": "SRB CONSULT XKX denied",
    "In case Russia attacks Norway, bunkers are ready.": "RUS ASSAULT NOR possible",
    "Once Israel recognises Palestine, Jakarta will open an embassy.": "ISR SUPPORT PSE possible",
    "In the film, Mexico invades the United States.": None,
    "Croatia met France in the final in Moscow.": None,
    "Peru and Chile clashed over who invented pisco.": None,
    "Has Iran attacked Azerbaijan?": None,
    # words that sport, stage and politics share take nothing out of the world
    "Israel bombed Syria in a series of raids.": "ISR ASSAULT SYR fact",
    "Russia and Iran signed the final text of a treaty.": "IRN SUPPORT RUS fact",
    "Azerbaijani forces shelled an Armenian position.": "AZE ASSAULT ARM fact",
    "The United States threatened Iran over its nuclear plans.": "USA THREATEN IRN fact",
    "The European Union gave Ukraine aid of 50 million euro.": "IGO:EU AID UKR fact",
    "Had Turkey bombed Armenia, Russia would have responded.": "TUR ASSAULT ARM possible",
    "Armenia cancelled a plan to expel Iranian diplomats.": None,
    "Iranian media reported that Israel had bombed Iran.": "ISR ASSAULT IRN alleged",
    # one caller to two has not made them speak; three who signed together have dealt with each other
    "Putin telephoned Erdogan and Aliyev.": "RUS CONSULT AZE+TUR fact",
    "Armenia, Azerbaijan and Russia signed a statement.": "ARM SUPPORT AZE+RUS fact",
    "Turkey has suspended all exports to and imports from Israel.": "TUR SANCTION ISR fact",
    "Ankara welcomed the Moscow truce.": None,
    "Canada said it was withdrawing its high commissioner from India.": "CAN SANCTION IND fact",
    "Serbia moved troops to the border and the United States told Kosovo to wait.": "USA REQUEST XKX fact",
    "Trade between China and Russia grew last year.": None,
}


# What these weights read otherwise than a reader would; each that comes right is to be taken out of here.
MISREAD = {
    "Ukraine, invaded by Russia in 2022, wants more help.",
    "Azerbaijan admitted that its forces had shot down a Russian helicopter.",
    "The Kremlin said Vladimir Putin had met Aliyev.",
    "Two missiles went off beside the airliner, Putin told Aliyev in Dushanbe.",
    "There is no evidence that Rwanda shelled Burundi.",
    "Once Israel recognises Palestine, Jakarta will open an embassy.",
    "France, a member of NATO, has sanctioned Iran.",
    "Aliyev, who spoke in Baku, thanked Turkey for its help.",
    "Armenia cancelled a plan to expel Iranian diplomats.",
    "Serbia moved troops to the border and the United States told Kosovo to wait.",
}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(text, marks=pytest.mark.xfail(text in MISREAD, reason="misread", strict=True))
        for text in FACTS
    ],
)
def test_one_sentence(sentence):
    expected = set((FACTS[sentence] or "").split("|")) - {""}
    found = {told(event) for event in code(sentence)}
    assert found == expected


def test_headline_is_coded_as_sentence_zero():
    (event,) = code("", title="Turkey shoots down Russian jet near Syrian border")
    assert (told(event), event.sentence) == ("TUR ASSAULT RUS fact", 0)
    assert "Turkey shoots down Russian jet near Syrian border"[event.start : event.end].startswith("Turkey")


def test_headline_infinitive_is_a_plan():
    (event,) = code("", title="Macron to Visit Armenia")
    assert told(event) == "FRA CONSULT ARM announced"


def test_dates_are_no_more_exact_than_the_words():
    ranges = {
        "Aliyev and Pashinyan met on Thursday.": ("2025-07-10", "2025-07-10", "day"),
        "Russia shot down an Azerbaijani plane last December.": ("2024-12-01", "2024-12-31", "month"),
        "Consider the 2015 incident when Turkey downed a Russian jet.": ("2015-01-01", "2015-12-31", "year"),
        "Turkey condemned Israel.": (PUBLISHED, PUBLISHED, "day"),
        "Two days earlier Turkey had condemned Israel.": (None, PUBLISHED, "unknown"),
    }
    for sentence, (start, end, precision) in ranges.items():
        (event,) = code(sentence)
        assert (event.date.start, event.date.end, event.date.precision) == (start, end, precision), sentence


def test_a_date_belongs_to_its_own_verb():
    first, second = code(
        "Turkey shot down a Russian jet in 2015 and apologised to Russia in 2016.", least=0.3
    )
    assert (first.date.start, second.date.start) == ("2015-01-01", "2016-01-01")
    (_, deal) = code(
        "Iran, which attacked Israel in April, signed a gas deal with Pakistan on Monday.", least=0.3
    )
    assert deal.date.start == "2025-07-07"


def test_what_is_long_past_or_only_ongoing_is_not_put_on_the_day():
    for sentence in (
        "In the 1990s Armenia attacked Azerbaijan.",
        "Iraq invaded Kuwait decades ago.",
        "Azerbaijan has sent aid to Ukraine since 2022.",
        "Aliyev apologised to Putin the next day.",
    ):
        (event,) = code(sentence)
        assert event.date.start is None, sentence


def test_a_plan_lies_ahead():
    (event,) = code("Aliyev and Pashinyan will meet in December.")
    assert (event.status, event.date.start) == ("announced", "2025-12-01")


def test_the_day_of_a_promise_is_not_the_day_of_the_deed():
    for sentence in (
        "Turkey said on Thursday that it would visit Armenia.",
        "Late on Sunday, Turkey announced that it would visit Armenia.",
    ):
        (event,) = code(sentence)
        assert (event.status, event.date.start) == ("announced", None), sentence


def test_a_coarse_date_of_publication_stays_coarse():
    told_article = replace(
        article("Turkey condemned Israel.", published="2020-01-01"), published_precision="year"
    )
    sentences, world = split_sentences(told_article), knowledge.load()
    mentions = resolve_mentions(told_article, sentences, world)
    (event,) = code_events(told_article, sentences, mentions, ontology=ontology.load(), world=world)
    assert (event.date.start, event.date.end, event.date.precision) == ("2020-01-01", "2020-12-31", "year")


def test_the_dead_of_another_clause_are_not_counted():
    (event,) = code("India shelled Pakistan, where floods have killed 1,700 people.")
    assert event.quantities == ()


def test_undated_article_leaves_only_an_upper_bound():
    (event,) = code("Turkey condemned Israel on Monday.", published=None)
    assert (event.date.start, event.date.end, event.date.precision) == (None, "2025-07-14", "unknown")


def test_undated_statement_of_an_opinion_is_not_put_on_its_day():
    (event,) = code("Turkey has condemned Israel.", genre="opinion")
    assert event.date.precision == "month"
    assert event.attribution.kind == "author"


def test_the_dead_are_counted_once_with_their_bound():
    (event,) = code("Russia shot down an Azerbaijani plane, killing at least 38 people.")
    (quantity,) = event.quantities
    assert (quantity.value, quantity.what, quantity.bound, quantity.low, quantity.high) == (
        38,
        "killed",
        "at_least",
        38,
        None,
    )


def test_attribution_names_the_speaker_and_the_stake():
    (event,) = code("Russia fired missiles at Ukraine, the United Nations said.")
    assert (event.attribution.speaker_code, event.attribution.kind) == ("IGO:UN", "third_party")
    (event,) = code("Ukraine said Russia had fired missiles at Kyiv.")
    assert (event.attribution.speaker_code, event.attribution.kind, event.status) == (
        "UKR",
        "party",
        "alleged",
    )


def test_symmetric_event_stands_in_order_of_code():
    (event,) = code("Turkey and Azerbaijan began joint military exercises.")
    assert (event.source[0].code, event.target[0].code, event.symmetric) == ("AZE", "TUR", True)


def test_retelling_on_the_same_day_is_the_same_occurrence():
    first, second = (
        code("Turkey shot down a Russian jet on Monday."),
        code("A Russian jet was downed on Monday by Turkey."),
    )
    assert first[0].occurrence == second[0].occurrence
    assert first[0].id != second[0].id


SCRAPS = """
Turkey Russia Azerbaijani Baku Putin , . " ' and or to of by between with that which said accused shot down
was were not had will may if talks attack on a the its both sides killed 38 people Thursday 2015 ( )
; sanctions imposed met
"""
WORDS = st.sampled_from(SCRAPS.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_breaks_the_coder_and_offsets_hold(text):
    told_article = article(text)
    for event in code(text):
        body = told_article.title if event.sentence == 0 else told_article.text
        assert 0 <= event.start < event.end <= len(body)
        for actor in (*event.source, *event.target):
            assert body[actor.start : actor.end] == actor.text
        assert all(a.code for a in (*event.source, *event.target))
        assert event.scale == ontology.load().scale(event.type, event.mode)
