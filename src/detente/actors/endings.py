"""How names change in sentences: case endings, clitics and compounds of fourteen languages, as rules.

    word of a name -> the forms it takes, and for the last word what may still be glued to it

Forms are written out where a language changes the word itself (Russian, German, Arabic), and a pattern says
what may follow where it only adds (Turkish, Armenian, Georgian). A form that no text holds does no harm.
Not for finding names in text: ``foreign``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

Table = tuple[tuple[str, str, str], ...]  # the word's end, what of it goes, what comes instead


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a word; ``ending`` says what may be glued to it, in small letters without accents.

    ``bare``: whether it is a word without such an ending.
    """

    text: str
    ending: re.Pattern[str] | None = None
    bare: bool = True


def forms(word: str, lang: str, *, first: bool, last: bool) -> list[Form]:
    """Return the forms of one word of a name, the word itself among them.

    >>> [form.text for form in forms("Россия", "ru", first=True, last=True)]
    ['Россия', 'России', 'Россию', 'Россией', 'Россиею']
    >>> forms("Bakı", "az", first=True, last=True)[1].ending.fullmatch("da") is not None
    True
    """
    makers = [_FIRST.get(lang) if first else None, (_LAST if last else _INNER).get(lang)]
    return [Form(word), *(form for maker in makers if maker for form in maker(word))]


def _replaced(word: str, table: Table) -> list[Form]:
    """Return the forms by the first row of the table that fits the word's end."""
    for end, cut, instead in table:
        if word.endswith(end):
            stem = word.removesuffix(cut)
            return [Form(stem + ending.replace("-", "")) for ending in instead.split()]
    return []


# --- Russian and Ukrainian: each word of a name is declined -----------------------------------------------

_RU_ADJECTIVES: Table = (
    ("ая", "ая", "ой ую ою"),
    ("яя", "яя", "ей юю ею"),
    ("ый", "ый", "ого ому ым ом"),
    ("ий", "ий", "ого его ому ему им ом ем"),
    ("ое", "ое", "ого ому ым ом"),
    ("ые", "ые", "ых ым ыми"),
    ("ие", "ие", "их им ими"),
    ("овы", "ы", "ых ым ыми"),
)
_RU_NOUNS: Table = (
    ("ия", "я", "и ю ей ею"),
    ("я", "я", "и е ю ей ёй"),
    ("трова", "а", "ов ам ами ах"),  # острова
    ("а", "а", "ы и е у ой ою ей"),
    ("й", "й", "я ю ем е"),
    ("ь", "ь", "я и ю ем ём ью е"),
    ("ово", "о", "а у ом е"),
    ("ево", "о", "а у ом е"),
    ("ипет", "ет", "та ту том те"),  # Египет
    ("ы", "ы", "- ов ам ами ах"),
)
_RU_CONSONANT = "а у ом ем е"
_RU_UNCHANGED = tuple("оиуеэюёї")  # Марокко, Тбилиси, Баку
_UK_ADJECTIVES: Table = (
    ("ий", "ий", "ого ому им ім"),
    ("ій", "ій", "ього ьому ім"),
    ("е", "е", "ого ому им"),
    ("і", "і", "их им ими"),
    ("а", "а", "ої ій у ою"),
    ("я", "я", "ьої ій ю ьою"),
)
_UK_NOUNS: Table = (
    ("ія", "я", "ї ю єю"),
    ("ея", "я", "ї ю єю"),
    ("я", "я", "і ю ею"),
    ("га", "га", "ги зі гу гою"),
    ("ка", "ка", "ки ці ку кою"),
    ("ха", "ха", "хи сі ху хою"),
    ("а", "а", "и і у ою ею"),
    ("Київ", "їв", "єва єву євом єві"),
    ("й", "й", "ю я єм ї єві"),
    ("русь", "ь", "і сю"),
    ("ідень", "ень", "ня ню нем ні"),  # Відень
    ("ь", "ь", "ю я і ем еві"),
    ("ово", "о", "а у ом і"),
    ("ево", "о", "а у ом і"),
    ("ипет", "ет", "ту том ті"),  # Єгипет
    ("и", "и", "ів - ам ами ах"),
)
_UK_CONSONANT = "у а ові ом ем і"
_UK_UNCHANGED = tuple("оіуеєюї")
_SHORTEST_PLURAL = 5  # Чили and Мали are no plurals, Емірати is


def _russian_inner(word: str) -> list[Form]:
    return _replaced(word, _RU_ADJECTIVES) + _russian(word)


def _russian(word: str) -> list[Form]:
    return _declined(word, _RU_NOUNS, _RU_CONSONANT, _RU_UNCHANGED)


def _ukrainian_inner(word: str) -> list[Form]:
    return _replaced(word, _UK_ADJECTIVES) + _ukrainian(word)


def _ukrainian(word: str) -> list[Form]:
    if word.endswith("и") and len(word) < _SHORTEST_PLURAL:
        return []
    return _declined(word, _UK_NOUNS, _UK_CONSONANT, _UK_UNCHANGED)


def _declined(word: str, nouns: Table, consonant: str, unchanged: tuple[str, ...]) -> list[Form]:
    if word.isupper():
        return []
    made = _replaced(word, nouns)
    if made or word.endswith(unchanged):
        return made
    return [Form(word + ending) for ending in consonant.split()]


# --- German: adjectives, the genitive, the dative plural ---------------------------------------------------

_DE_ADJECTIVE = re.compile(r"(?P<stem>.{4,}?)e[snr]?")


def _german_inner(word: str) -> list[Form]:
    adjective = _DE_ADJECTIVE.fullmatch(word)
    if adjective:
        return [Form(adjective["stem"] + ending) for ending in ("e", "en", "er", "es", "em")]
    return _german(word)


def _german(word: str) -> list[Form]:
    made = [] if word.endswith(("s", "x", "z", "ei")) else [Form(word + "s")]
    return [*made, Form(word + "n")] if word.endswith("e") else made


# --- Turkish and Azerbaijani: endings follow the last vowel -------------------------------------------------

_BACK, _FRONT = "aıouAIOU", "eəiöüEƏİÖÜ"
# {a}: a or e, {i}: i or u; accents are folded, so that ı is i, ü is u and ə is a.
_TR_ENDINGS = (
    "n{i}n|y{i}|n{i}|y{a}|n{a}|n?[dt]{a}(?:n|ki|kil{a}r[a-z]*|yd{i}|ym{i}s|d{i}r|yken)?|yl{a}|{i}n|l{a}|d{i}r"
)
_AZ_ENDINGS = (
    "n{i}n|n{i}|y{a}|n{a}|n?d{a}(?:n|k{i}|k{i}l{a}r[a-z]*|d{i}r|yd{i}|ym{i}s)?|{i}n|{i}|{a}|"
    "(?:y)?la|(?:y)?l{a}|n?d{i}r"
)


@cache
def _turkic(pattern: str, vowel: str) -> re.Pattern[str]:
    back = vowel in _BACK
    wide = "a" if back else "[ea]"
    narrow = "[iu]"
    return re.compile(pattern.replace("{a}", wide).replace("{i}", narrow))


def _last_vowel(word: str) -> str:
    return next((letter for letter in reversed(word) if letter in _BACK + _FRONT), "e")


def _turkish(word: str) -> list[Form]:
    return _glued(word, _TR_ENDINGS, ("k", "ğ"))


def _azerbaijani(word: str) -> list[Form]:
    return _glued(word, _AZ_ENDINGS, ("q", "ğ"))


def _glued(word: str, endings: str, softened: tuple[str, str]) -> list[Form]:
    if word.isupper():
        return []
    pattern = _turkic(endings, _last_vowel(word))
    hard, soft = softened
    made = [Form(word, pattern)]
    if word.endswith(hard):  # Krallık, Krallığın
        made.append(Form(word.removesuffix(hard) + soft, pattern, bare=False))
    return made


# --- Armenian ------------------------------------------------------------------------------------------

_HY_ENDING = re.compile("յ?(?:ի|ին|ինը|իս|ից|իցն|ով|ովն|ում|ումն)|ը|ն")
_HY_U_ENDING = re.compile("ի|ին|ից|ով|ում")  # Բաքու, Բաքվի


def _armenian(word: str) -> list[Form]:
    made = [Form(word, _HY_ENDING)]
    if word.endswith("ություն"):
        made.append(Form(word.removesuffix("ուն") + "ան", _HY_ENDING))
    if word.endswith("ու"):
        made.append(Form(word.removesuffix("ու") + "վ", _HY_U_ENDING, bare=False))
    return made


# --- Georgian ------------------------------------------------------------------------------------------

_ALSO = "(?:ც|ვე)?"  # "also" and "the very" may close any form
_KA_ALSO = re.compile("ც|ვე")
_KA_CONSONANT = re.compile(
    f"(?:მა?|ს|სა|ის|ისა|ით|ად|ში|ზე|თან|თანაც|იდან|ისგან|ისთვის|ისკენ|ამდე|ივით|ისა|ისთანა|ისეულ){_ALSO}"
)
_KA_A = re.compile(f"(?:ა|ამ|ას|ასა|ის|ისა|ით|ად|აში|აზე|ასთან|იდან|ისგან|ისთვის|ისკენ|ამდე|ასავით){_ALSO}")
_KA_VOWEL = re.compile(f"(?:მ|ს|სა|თი|თ|დ|ში|ზე|სთან|დან|სგან|სთვის|სკენ|მდე|სავით){_ALSO}")


def _georgian_inner(word: str) -> list[Form]:
    stem = word[:-1]
    return [Form(stem), Form(stem + "მა")] if word.endswith("ი") else []


def _georgian(word: str) -> list[Form]:
    stem = word[:-1]
    if word.endswith("ი"):
        return [Form(stem, _KA_CONSONANT, bare=False), Form(word, _KA_ALSO)]
    if word.endswith("ა"):
        return [Form(stem, _KA_A, bare=False)]
    return [Form(word, _KA_VOWEL)]


# --- others: clitics before a word, particles after it ----------------------------------------

_AR_BEFORE = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")
_HE_BEFORE = ("ו", "ב", "ל", "מ", "ש", "ה", "וב", "ול", "ומ", "שב", "של")
_ARTICLE = "ال"
_FA_ENDING = re.compile("ي")
_UZ_ENDING = re.compile("ning|ni|ga|da|dan|dagi|cha|dir")
_KO_ENDING = re.compile(
    "(?:에서|에게|으로|로|에|까지|부터|측)?(?:은|는|이|가|을|를|의|와|과|도|만|선|라는|라고)?"
)


def _arabic(word: str) -> list[Form]:
    made = []
    for before in _AR_BEFORE:
        if before.endswith("ل") and word.startswith(_ARTICLE):  # li-al- is written lil-
            made.append(Form(before + "ل" + word.removeprefix(_ARTICLE)))
        else:
            made.append(Form(before + word))
    return made


def _hebrew(word: str) -> list[Form]:
    return [Form(before + word) for before in _HE_BEFORE]


def _persian(word: str) -> list[Form]:
    return [Form(word, _FA_ENDING)] if word.endswith(("ا", "و")) else []


def _korean(word: str) -> list[Form]:
    return [Form(word, _KO_ENDING)]


def _scandinavian(word: str) -> list[Form]:
    return [] if word.endswith(("s", "x", "z")) else [Form(word + "s")]


def _uzbek(word: str) -> list[Form]:
    return [Form(word, _UZ_ENDING)]


Maker = Callable[[str], list[Form]]
_FIRST: Mapping[str, Maker] = {"ar": _arabic, "he": _hebrew}
_INNER: Mapping[str, Maker] = {
    "de": _german_inner,
    "ka": _georgian_inner,
    "ru": _russian_inner,
    "uk": _ukrainian_inner,
}
_LAST: Mapping[str, Maker] = {
    "az": _azerbaijani,
    "da": _scandinavian,
    "de": _german,
    "fa": _persian,
    "hy": _armenian,
    "ka": _georgian,
    "ko": _korean,
    "nb": _scandinavian,
    "nn": _scandinavian,
    "no": _scandinavian,
    "ru": _russian,
    "sv": _scandinavian,
    "tr": _turkish,
    "uk": _ukrainian,
    "uz": _uzbek,
}

# --- what stands after a hyphen -------------------------------------------------------------------------

UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "wuu", "yue"})

# Languages that join nouns by a hyphen: in "Russland-Sanktionen" the state only describes.
COMPOUNDING = frozenset({"de", "nl", "sv", "da", "no", "nb", "nn", "af", "fi", "et", "lb", "fy"})
# Languages that set an ending off by a hyphen (ABŞ-ın, აშშ-ის) or a colon (USA:n).
SET_OFF = frozenset({"az", "hy", "ka", "kk", "ky", "uz", "tt", "tg", "fi", "et", "sv", "be", "tk", "mn"})
_LONGEST_ENDING = 6


def set_off(ending: str, lang: str) -> bool:
    """Whether a word after a hyphen is only the ending of the name before it.

    >>> set_off("ում", "hy"), set_off("Սիթի", "hy"), set_off("Sanktionen", "de")
    (True, False, False)
    """
    return lang in SET_OFF and len(ending) <= _LONGEST_ENDING and ending == ending.lower()


def adjectival(ending: str, lang: str) -> bool:
    """Whether what stands after an apostrophe makes an adjective of the name: Turkish "ABD'li".

    >>> adjectival("li", "tr"), adjectival("nin", "tr")
    (True, False)
    """
    return lang == "tr" and re.match(r"l[iu]", fold(ending)) is not None
