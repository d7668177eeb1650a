"""Whether a name found in a text of another language is meant as one, by what stands beside it.

«Москва» in quotation marks is a ship, Москва-Сити a quarter, 中国 in 发展中国家 chance. What words alone
tell stands in ``foreign.csv`` (kind ``not_state``). Not for finding names: ``finds``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.actors.endings import COMPOUNDING, adjectival, set_off
from detente.actors.finds import is_shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.actors.finds import Find, Word

DESCRIBES = "only describes what follows"
OF_A_PAIR = "named as one side of a pair"

SENTENCE_MARKS = frozenset('.!?:;…•«»"“”„—–-([')
OPENING, CLOSING = frozenset('«“„"”‹'), frozenset('»”“"›')
DASHES = frozenset("-–")
# Languages in which two capitalised words side by side are one name: Air France, Paris Saint-Germain.
ROMANCE = frozenset({"fr", "es", "pt", "it", "ca", "gl", "ro"})
# Languages in whose words an apostrophe may stand, so that what is left of it is no word.
INNER_APOSTROPHE = frozenset({"ru", "uk", "be"})
PERSIAN_ENDINGS = frozenset({"ای", "ی", "ها", "های", "هایی", "ایها", "الاصل"})  # "Russians", "Russian"
# Words before a state's name that make it a language or a people.
TONGUES = {
    "vi": frozenset({"tiếng", "người", "châu"}),
    "id": frozenset({"bahasa", "orang"}),
    "ms": frozenset({"bahasa", "orang"}),
}
# How a word for a national team begins that stands before the state's name.
TEAMS = ("сборн", "збірн", "équipe", "equipe", "selecci", "seleç", "nationalmannschaft", "منتخب")
OF_A_TEAM = "named with its team"
TEAM_REACH = 3  # words: "équipe d'Argentine", with "d" and its apostrophe between
DIAMETER = "قطر"  # Qatar, but before a measure a diameter
ROUND = frozenset({"متر", "دائرة", "دایره", "الدائرة", "سانتی", "سانتیمتر"})


class Side:
    """The words beside a name."""

    def __init__(self, words: Sequence[Word], find: Find, lang: str) -> None:
        self.words, self.find, self.lang = words, find, lang

    def word(self, i: int) -> str:
        """Return the text of a word, nothing outside the sentence."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def tight(self, i: int) -> bool:
        """Whether no space parts word i from the one before it."""
        return 0 < i < len(self.words) and self.words[i - 1].end == self.words[i].start


def opens_sentence(words: Sequence[Word], find: Find, lang: str) -> bool:
    """Whether a capital letter at this place tells nothing: first in its sentence, or all in capitals."""
    if lang == "tr" and find.last < len(words) and words[find.last].text == "'":
        return False  # only names take an apostrophe
    before = words[find.first - 1].text if find.first else ""
    return not before or before in SENTENCE_MARKS or is_shouted(words)


@dataclass(frozen=True, slots=True)
class Beside:
    """The finds next to one, which alone can touch it."""

    before: Find | None = None
    after: Find | None = None

    def ends(self, at: int, *, named: bool = False) -> bool:
        """Whether the one before ends at a place (and names something)."""
        find = self.before
        return find is not None and find.last == at and bool(find.meanings or not named)

    def begins(self, at: int, *, named: bool = False) -> bool:
        """Whether the one after begins at a place (and names something)."""
        find = self.after
        return find is not None and find.first == at and bool(find.meanings or not named)


def neighbours(finds: Sequence[Find]) -> Iterator[tuple[Find, Beside]]:
    """Yield each find of a sentence, in order, with those beside it."""
    for before, find, after in zip((None, *finds), finds, (*finds[1:], None), strict=False):
        yield find, Beside(before, after)


def judge(words: Sequence[Word], find: Find, beside: Beside, lang: str) -> str | None:
    """Return why the name only describes, an empty text where nothing is against it, None if it is none."""
    side = Side(words, find, lang)
    if _enclosed(side) or _in_address(side) or _measure(side) or _persian_ending(side, words):
        return None
    if side.word(find.first - 1).lower() in TONGUES.get(lang, ()):
        return None
    if lang in ROMANCE and _in_a_name(side, beside):
        return None
    notes = (_left(side, beside), _right(side, beside), _team(side))
    return None if None in notes else next((note for note in notes if note), "")


def _team(side: Side) -> str:
    first = side.find.first
    before = (side.word(i).lower() for i in range(first - TEAM_REACH, first))
    return OF_A_TEAM if any(word.startswith(TEAMS) for word in before) else ""


def _enclosed(side: Side) -> bool:
    return side.word(side.find.first - 1) in OPENING and side.word(side.find.last) in CLOSING


def _in_address(side: Side) -> bool:
    """Whether the word is part of an address or handle: @Russia, news.az, Россия.рф."""
    first, last = side.find.first, side.find.last
    if (
        side.word(first - 1) in {"@", "#", "/"}
        and side.tight(first)
        and side.word(first - 2) in {"", "/", ":"}
    ):
        return True
    if side.word(first - 1) in {"@", "#"} and side.tight(first):
        return True
    dotted = side.word(first - 1) == "." and side.tight(first) and side.tight(first - 1)
    return dotted or (
        side.word(last) == "." and side.tight(last) and side.tight(last + 1) and side.word(last + 1).islower()
    )


def _measure(side: Side) -> bool:
    if not side.word(side.find.last - 1).endswith(DIAMETER):
        return False
    after = side.word(side.find.last)
    return after in ROUND or after[:1].isdigit()


def _persian_ending(side: Side, words: Sequence[Word]) -> bool:
    last = side.find.last
    apart = last < len(words) and words[last].start == words[last - 1].end + 1 and side.lang == "fa"
    return apart and words[last].text in PERSIAN_ENDINGS


def _in_a_name(side: Side, beside: Beside) -> bool:
    """Whether a capitalised neighbour makes one name with it: "Crédit Suisse", "Madrid Arena"."""
    first, last = side.find.first, side.find.last
    before, after = side.word(first - 1), side.word(last)
    if _loose(before) and first > 1 and side.word(first - 2) not in SENTENCE_MARKS:
        return not beside.ends(first)
    capital = any(m.kind == "capital" for m in side.find.meanings)
    return capital and _loose(after) and not beside.begins(last)


def _loose(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _left(side: Side, beside: Beside) -> str | None:
    """Return what a hyphen before the name says of it."""
    first = side.find.first
    mark = side.word(first - 1)
    if mark == "'" and side.lang in INNER_APOSTROPHE and side.tight(first) and side.tight(first - 1):
        return None
    if mark not in DASHES or not (side.tight(first) and side.tight(first - 1)):
        return ""
    if beside.ends(first - 1, named=True):
        return OF_A_PAIR
    if side.lang in COMPOUNDING and side.word(first - 2).isupper():  # EU-Türkei-Abkommen, but Nord-Irland
        return DESCRIBES
    return "" if mark == "–" else None


def _right(side: Side, beside: Beside) -> str | None:
    """Return what a hyphen or apostrophe after the name says of it."""
    last, lang = side.find.last, side.lang
    mark, after = side.word(last), side.word(last + 1)
    if not (side.tight(last) and side.tight(last + 1)):
        return ""
    if mark == "'":
        if lang in INNER_APOSTROPHE:
            return None
        return DESCRIBES if adjectival(after, lang) else ""
    if mark not in DASHES or set_off(after, lang):
        return ""
    if beside.begins(last + 1, named=True):
        return OF_A_PAIR
    if lang in COMPOUNDING:
        return DESCRIBES
    return "" if mark == "–" else None


# --- texts without spaces ------------------------------------------------------------------------------

# What makes a people, a language or a team of a state's name, and where that letter begins a word.
_PEOPLE = {
    "zh": re.compile("人(?![民大权權均员員质質口工类類事道士])|[语語裔籍队隊]"),
    "ja": re.compile("人(?![民権口類道工])|[語系製籍]"),
}
# Letters beside a Chinese name that show another cut: 其中|国家, 上海|地铁, 今日|本报.
_CUTS = {
    "中国": "其集展", "中國": "其集展", "法国": "立司非合宪违", "法國": "立司非合憲違", "德国": "道",
    "德國": "道", "泰国": "国安", "泰國": "國安", "日本": "今昨明近即往当當每节節假生次翌",
    "中方": "其集空当當之", "美方": "优優完", "朝方": "今明", "印度": "西东東",
    "海地": "上东東南北黑红紅渤青珠沿近出临臨里裏深",
}  # fmt: skip
_WAY = "法案向面式便舱艙圆圓言程形块塊格略针針"  # 方 begins another word
_CUT_AFTER = {
    "中方": _WAY,
    "美方": _WAY,
    "韩方": _WAY,
    "韓方": _WAY,
    "俄方": _WAY,
    "海地": "区區铁鐵方产產带帶图圖面形质質理位",
    "印度": "支",
    "古巴": "比",
    "加纳": "利",
}
_BEFORE_PAIRS = {
    "中": "其集空当當之心",
    "日": "今昨明近即往当當每节節假生次翌毎",
    "以": "可所加予得足难難",
    "朝": "今明",
}
_NATION = re.compile("[际際]|家(?![庭长長族禽电電乡鄉具居])")  # 美|国际, 法|国家
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc-\u30fe]")
_LETTER = re.compile(r"[A-Za-z]")
_JOINING = frozenset("・·＝=")
_THAI_VOWELS = frozenset("ะาำ")
_THAI_PEOPLE = ("คน", "ภาษา", "ชาว")


def judge_letters(source: str, find: Find, beside: Beside, lang: str) -> bool:
    """Whether a name in a text without spaces is one, by the letters beside it.

    >>> from detente.actors.finds import Find
    >>> [judge_letters(text, Find(0, 2, ()), (), "zh") for text in ("中国人来了", "中国人民")]
    [False, True]
    """
    name = source[find.first : find.last]
    before, after = source[: find.first][-_WINDOW:], source[find.last : find.last + _WINDOW]
    people = _PEOPLE.get("ja" if lang == "ja" else "zh")
    if find.pair and before[-1:] in _BEFORE_PAIRS.get(name[0], "") and before:
        return False
    if _cut_inside(before, name, after) or _joined(find, beside, before, after):
        return False
    if lang in _SOUTHEAST:
        goes_on = after[:1] in _THAI_VOWELS or unicodedata.category(after[:1] or " ").startswith("M")
        return not (goes_on or before.endswith(_THAI_PEOPLE))
    if people and people.match(after):
        return False
    return after[:1] != "州" and (lang == "ja" or not _other_cut(before, name, after))


_WINDOW = 4  # letters beside a name that are looked at
_SOUTHEAST = frozenset({"th", "lo", "km", "my"})


def _cut_inside(before: str, name: str, after: str) -> bool:
    """Whether a run of katakana or Latin letters goes on beside the name."""
    return any(
        (run.match(name[0]) and run.match(before[-1:])) or (run.match(name[-1]) and run.match(after[:1]))
        for run in (_KATAKANA, _LETTER)
    )


def _joined(find: Find, beside: Beside, before: str, after: str) -> bool:
    """Whether a dot ties the name to one that is no state's: "Jordan Pickford" as Japanese writes it."""
    if before[-1:] in _JOINING and before:
        return not beside.ends(find.first - 1, named=True)
    if after[:1] not in _JOINING or not after:
        return False
    capital = any(m.kind == "capital" or m.doubt for m in find.meanings)
    return capital and not beside.begins(find.last + 1, named=True)


def _other_cut(before: str, name: str, after: str) -> bool:
    if name[-1] in "国國" and _NATION.match(after):
        return True
    return bool(before and before[-1] in _CUTS.get(name, "")) or bool(
        after and after[0] in _CUT_AFTER.get(name, "")
    )
