from __future__ import annotations

import time

import pytest

import made
from detente.claims import find_claims
from detente.claims.lexicon import estimates, verbs
from detente.records import Mention, Resolution, Sentence

NAMES = {
    "Turkey": "TUR",
    "Ankara": "TUR",
    "Turkish": "TUR",
    "Azerbaijan": "AZE",
    "Baku": "AZE",
    "Russia": "RUS",
    "Moscow": "RUS",
    "the Kremlin": "RUS",
    "Iran": "IRN",
    "Armenia": "ARM",
}


def claims_in(text, *, genre="analysis", byline="Ada Example"):
    """The claims of one sentence in which the names above are resolved; adjectives only qualify."""
    one = made.article("one", ["A headline", text], genre=genre, byline=byline)
    named = []
    for name, code in NAMES.items():
        at = text.find(name)
        while at >= 0:
            named.append(resolution(one, name, code, at))
            at = text.find(name, at + 1)
    sentence = Sentence(article_id=one.id, number=1, start=0, end=len(text), text=text)
    return find_claims(one, [sentence], sorted(named, key=lambda r: r.mention.start))


def resolution(one, name, code, at):
    mention = Mention(article_id=one.id, sentence=1, start=at, end=at + len(name), text=name)
    use = "modifier" if name.endswith("ish") else "actor"
    return Resolution(
        mention=mention, code=code, name=name, kind="state", sector=None, use=use, reason="by hand"
    )


def summed(claims):
    return sorted((c.kind, c.holder.code, " ".join(a.code for a in c.about), c.voiced) for c in claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ankara fears a break between Moscow and Baku.", [("stance", "TUR", "RUS AZE", False)]),
        ("Turkey prefers quiet ties with Russia.", [("stance", "TUR", "RUS", False)]),
        (
            "Iran and Russia, which fear the road, buy nothing from Turkey.",
            [("stance", "IRN", "TUR", False), ("stance", "RUS", "TUR", False)],
        ),
        (
            "The railway is regarded as a threat by both Moscow and Iran, but not by Baku.",
            [("stance", "IRN", "AZE", False), ("stance", "RUS", "AZE", False)],
        ),
        (
            "Ankara said it wants good ties with Moscow and Baku.",
            [("stance", "TUR", "RUS AZE", True)],
        ),
        ("Moscow said it would be open for talks with Baku at noon.", []),
        (
            "Turkey, back from talks in Baku, warned Iran of the risks and fears.",
            [("stance", "TUR", "IRN", True)],
        ),
        (
            "An airfield there is unacceptable to Russia, as Turkey knows.",
            [("red_line", "RUS", "TUR", False)],
        ),
        (
            "Baku and Moscow could follow a similar path.",
            [
                ("analogy", "UNK", "AZE RUS", True),
                ("forecast", "UNK", "AZE RUS", True),
            ],
        ),
        ("It matters how Ankara sees the quarrel of Moscow and Baku.", []),
        ("Tired of Armenia, Turkey said it supports Baku.", [("stance", "TUR", "AZE", True)]),
        (
            "Moscow said that Turkey supports Baku.",
            [
                ("stance", "RUS", "TUR AZE", True),
                ("stance", "TUR", "AZE", False),
            ],
        ),
        ("Iran, Turkey and Russia welcomed the news.", []),
        (
            "Turkey and Russia condemned the raid on Baku.",
            [("stance", "RUS", "AZE", True), ("stance", "TUR", "AZE", True)],
        ),
        ("The raid on Baku was condemned by Turkey.", [("stance", "TUR", "AZE", True)]),
        (
            '"Baku must hold its fire," Moscow said on Sunday.',
            [("stance", "RUS", "AZE", True)],
        ),
        ("How could Ankara see a break between Moscow and Baku?", []),
        ("Why Turkey fears Russia", []),
        ("In May the Turkish press wrote of Armenia.", []),
        ("The dam may break.", []),
    ],
)
def test_whose_claim_it_is_of_whom_and_whether_he_voiced_it(text, expected):
    assert summed(claims_in(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "probability", "polarity", "grade"),
    [
        ("Such a deal will certainly upset Moscow.", (0.95, 0.99), 1, "C"),
        ("Baku and Moscow are unlikely to cut all ties.", (0.2, 0.45), -1, "C"),
        ("Turkey is likely to stay careful.", (0.55, 0.8), 1, "C"),
        ("The quarrel may part Turkey from Russia.", (0.2, 0.6), 1, "D"),
        ("Baku may not send anyone to Moscow.", (0.4, 0.8), -1, "D"),
        ("The damage between Baku and Moscow will not heal.", (0.0, 0.1), -1, "C"),
        ("Armenia could sign with Baku by the end of 2026.", (0.2, 0.6), 1, "A"),
        ("Armenia is expected to sign with Baku in the coming weeks.", (0.55, 0.95), 1, "B"),
        ("Moscow will probably return within a year.", (0.55, 0.8), 1, "A"),
    ],
)
def test_probability_words_become_a_range_and_a_grade(text, probability, polarity, grade):
    (claim,) = claims_in(text)
    assert claim.kind == "forecast"
    assert claim.probability == pytest.approx(probability)
    assert (claim.polarity, claim.grade, claim.status) == (polarity, grade, "open")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey " + "repeatedly " * 60 + "x Russia said",
        "Turkey " + "reportedly also only " * 400 + "fears Russia",
        "Turkey" + " , " * 3000 + "said Russia",
        "Turkey " + " " * 20_000 + "and said Russia",
        "Turkey of " + "A" * 20_000 + " said Russia",
        "Turkey and Russia, " * 300 + "said said said",
        "Turkey said " * 1000,
        '" ' * 5000 + "said Turkey",
        "viewed seen by " * 1500 + "Turkey",
        "by the end of " * 1500 + "Turkey may",
        "in the coming " * 1500 + "Turkey may",
        "similar to next week within a " * 800 + "Turkey",
        "unacceptable to both " * 1000 + "Turkey and Russia",
    ],
)
def test_no_sentence_takes_long(text):
    started = time.process_time()
    claims_in(text)
    assert time.process_time() - started < 2.0


def test_the_horizon_is_kept_in_the_words_of_the_text():
    (claim,) = claims_in("Armenia is expected to sign with Baku in the coming weeks.")
    assert claim.horizon == "in the coming weeks"


def test_what_nobody_is_named_to_hold_is_the_authors():
    (claim,) = claims_in("The quarrel may part Turkey from Russia.")
    assert (claim.holder.code, claim.holder.kind, claim.holder.name) == ("UNK", "person", "Ada Example")
    (claim,) = claims_in("The quarrel may part Turkey from Russia.", byline=None)
    assert claim.holder.name == "Steppe Review"
    (claim,) = claims_in("I assume Ankara may mediate for Moscow.")
    assert claim.holder.name == "Ada Example"


def test_a_plan_told_as_news_is_no_forecast():
    assert claims_in("Turkey will send a delegation to Baku on Monday.", genre="news") == []


def test_a_denied_attitude_turns_round():
    (claim,) = claims_in("Ankara does not want a break with Moscow.")
    assert (claim.words, claim.polarity) == ("not want", -1)


def test_a_year_that_was_over_is_no_horizon():
    (claim,) = claims_in("Baku, which bought arms in 2017, is likely to turn from Moscow by 2030.")
    assert (claim.horizon, claim.grade) == ("by 2030", "A")


def test_ids_do_not_change_between_runs_and_offsets_are_the_sentence():
    text = "Ankara fears a break between Moscow and Baku."
    (claim,) = claims_in(text)
    assert claims_in(text) == [claim]
    assert (claim.start, claim.end) == (0, len(text))


def test_every_range_of_the_lexicon_is_one_and_every_form_is_of_one_verb():
    assert all(0.0 <= e.low < e.high <= 1.0 for e in estimates().values())
    assert all(verb.polarity in {-1, 0, 1} for verb in verbs().values())
