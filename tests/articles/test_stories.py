"""Which articles tell of one happening, and how many of them speak for themselves."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from detente.articles.prints import fingerprint
from detente.articles.rows import article_of
from detente.articles.stories import MAX_SPAN, group_stories


def one(number, title, text, day, *, outlet=None, wire=None, acts=()):
    article = article_of(title=title, text=text, retrieved="2025-12-31", published=day)
    named = replace(article, id=f"{number:016d}", outlet=outlet or f"Paper {number}", wire=wire, lang="en")
    return fingerprint(named, acts)


PAIR = [("NOR", "TCD", "ACCUSE")]
BORDER = (
    one(
        1,
        "Norwegian guard hurt at Tesalit post",
        "A guard was hit by gravel at the Tesalit post on Monday, Oslo said, and blamed a Chadian lorry.",
        "2025-05-05",
        acts=PAIR,
    ),
    one(
        2,
        "Chad denies its lorry hurt guard",
        "Ndjamena said no lorry of its army had passed the Tesalit post "
        "where a Norwegian guard was hit by gravel.",
        "2025-05-05",
        acts=PAIR,
    ),
    one(
        3,
        "Tesalit guard out of hospital",
        "The guard hit by gravel at the Tesalit post left hospital on Wednesday; "
        "Oslo wants the lorry's number.",
        "2025-05-07",
    ),
)
COD = (
    one(
        4,
        "Norway and Chad quarrel over cod duty",
        "Oslo accused Chad of taxing dried cod twice at the harbour of Douala and asked for refunds.",
        "2025-05-06",
        acts=PAIR,
    ),
    one(
        5,
        "Refunds asked for dried cod",
        "Exporters of dried cod want their second duty back, which Chad levies on goods that land in Douala.",
        "2025-05-06",
    ),
)


def stories(*prints):
    found = {}
    for member in group_stories(prints):
        found.setdefault(member.story, set()).add(int(member.article_id))
    return sorted(map(sorted, found.values()))


def test_one_pair_with_two_happenings_has_two_stories_and_a_follow_up_joins_its_own():
    assert stories(*BORDER, *COD) == [[1, 2, 3], [4, 5]]


def test_each_member_says_why_it_stands_there():
    (first, *_) = [m for m in group_stories([*BORDER, *COD]) if int(m.article_id) == 1]
    assert "tesalit" in first.reason
    assert "days 2025-05-05 to 2025-05-07" in first.reason
    (alone,) = group_stories(COD[:1])
    assert (alone.role, alone.reason) == ("original", "no other article of these days is near enough")


def test_the_same_words_months_apart_are_two_stories():
    later = one(
        6,
        "Norwegian guard hurt at Tesalit post again",
        "A guard was hit by gravel at the Tesalit post, Oslo said, and blamed a Chadian lorry once more.",
        "2025-09-05",
        acts=PAIR,
    )
    assert stories(*BORDER, later) == [[1, 2, 3], [6]]


def test_no_chain_of_neighbours_runs_through_the_weeks():
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{a}{b}o{a}r" for a in letters for b in "aeu"]
    days = [date(2025, 5, 1) + timedelta(days=n) for n in range(24)]
    told = [
        one(n, " ".join(words[n : n + 4]), " ".join(words[n : n + 14]), day.isoformat())
        for n, day in enumerate(days, 1)
    ]
    found = stories(*told)
    assert len(found) > 1
    assert max(numbers[-1] - numbers[0] for numbers in found) <= MAX_SPAN


def test_what_is_credited_to_one_agency_is_one_origin_and_so_is_one_outlet():
    wired = [
        one(
            11,
            "Guard hurt at Tesalit",
            "Oslo blames a Chadian lorry for the gravel that hit a guard at the Tesalit post.",
            "2025-05-05",
            outlet="Paper A",
            wire="Blue Wire",
        ),
        one(
            12,
            "Gravel hits Norwegian guard",
            "At the Tesalit post a guard was hit by gravel, and Norway blames a lorry from Chad.",
            "2025-05-05",
            outlet="Paper B",
            wire="Blue Wire",
        ),
        one(
            13,
            "Tesalit: what we know of the lorry",
            "Our reporter saw the lorry and the gravel at the Tesalit post after the guard was hit.",
            "2025-05-05",
            outlet="Paper C",
        ),
        one(
            14,
            "Tesalit lorry found",
            "The lorry that threw gravel at the guard stands behind the Tesalit post.",
            "2025-05-06",
            outlet="Paper C",
        ),
    ]
    members = group_stories(wired)
    assert len({member.story for member in members}) == 1
    roles = {int(member.article_id): (member.role, member.origin) for member in members}
    assert roles[12] == ("wire copy", "wire:blue wire")
    assert {origin for _, origin in roles.values()} == {"wire:blue wire", "outlet:paper c"}


def test_the_order_in_which_articles_come_makes_no_difference():
    given = [*BORDER, *COD]
    expected = group_stories(given)
    for seed in range(5):
        random.Random(seed).shuffle(given)
        assert group_stories(given) == expected


def test_other_scripts_are_grouped_too():
    day = "2025-05-05"
    russian = [
        article_of(
            title="Паром сел на мель у Порт-Альбы",
            text="Паром «Чайка» сел на мель у входа в гавань Порт-Альбы, пассажиров сняли катера.",
            retrieved="2025-12-31",
            published=day,
        ),
        article_of(
            title="Пассажиров парома «Чайка» сняли катерами",
            text="У Порт-Альбы на мели стоит паром «Чайка»; катера сняли всех пассажиров.",
            retrieved="2025-12-31",
            published=day,
        ),
        article_of(
            title="Банк поднял ставку",
            text="Центральный банк поднял ставку на полпункта из-за роста аренды.",
            retrieved="2025-12-31",
            published=day,
        ),
    ]
    chinese = [
        article_of(
            title="渡轮在阿尔巴港搁浅",
            text="渡轮海鸥号周一在阿尔巴港入口搁浅，乘客由小艇接走。",
            retrieved="2025-12-31",
            published=day,
        ),
        article_of(
            title="海鸥号渡轮乘客获救",
            text="在阿尔巴港搁浅的海鸥号渡轮上的乘客已由小艇接走。",
            retrieved="2025-12-31",
            published=day,
        ),
    ]
    given = [
        fingerprint(replace(a, id=f"{n:016d}", lang=lang))
        for n, (a, lang) in enumerate([*((a, "ru") for a in russian), *((a, "zh") for a in chinese)], 1)
    ]
    assert stories(*given) == [[1, 2], [3], [4, 5]]
