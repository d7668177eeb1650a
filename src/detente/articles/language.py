"""Which language a text is in (ISO 639-1)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE_CHARS = 500  # what the classifier was measured on
# A headline alone tells the classifier little; then what the page declares is the better evidence.
SHORT_CHARS = 80
CODE_CHARS = 2
# Codes of three letters and older ones that pages declare; "fil" has none of two letters.
OLD_CODES = {
    "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "deu": "de", "ger": "de", "ita": "it",
    "rus": "ru", "ukr": "uk", "tur": "tr", "aze": "az", "ara": "ar", "fas": "fa", "per": "fa", "heb": "he",
    "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "hin": "hi", "hye": "hy", "arm": "hy", "kat": "ka",
    "geo": "ka", "pol": "pl", "ind": "id", "ell": "el", "gre": "el", "iw": "he", "in": "id", "ji": "yi",
    "nb": "no", "nn": "no", "english": "en", "french": "fr", "russian": "ru", "turkish": "tr", "arabic": "ar",
    "cn": "zh", "jp": "ja", "kr": "ko", "ua": "uk", "gr": "el", "cz": "cs", "dk": "da",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = "the of to and in a that is for on with by said has was were from at its will"
ENGLISH = frozenset(_ENGLISH.split())
# Those that news is written in. The classifier knows more, and takes a headline for one of them.
_LANGUAGES = """
af am ar az be bg bn bs ca cs da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km
kn ko ku ky lo lt lv mk ml mn mr ms my ne nl no or pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk
tl tr ug uk ur uz vi xh yue zh zu
"""
LANGUAGES = _LANGUAGES.split()
_LATIN = """
af az bs ca cs da de en es et eu fi fr ga gl ha hr hu id is it ku lt lv ms nl no pl pt ro sk sl so sq sr sv
sw tk tl tr uz vi xh zu
"""
LATIN_LANGUAGES = frozenset(_LATIN.split())
# Letters of one language among those of its script (or, in the last lines, a script of one language).
OWN_LETTERS = {
    "uk": "їєґ", "be": "ў", "sr": "ђћ", "mk": "ѓќѕ", "az": "ə", "ur": "ٹڈڑںے", "hu": "őű", "pl": "łęąśź",
    "cs": "řěů", "ro": "țșţ", "vi": "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "ka": "ა-ჿ",
    "hy": "ա-և",
    "el": "α-ώ", "th": "ก-๎", "ko": "가-힣", "ja": "ぁ-ヿ", "he": "א-ת", "bn": "অ-৹",
}  # fmt: skip
# Hardly a line of Serbian or Macedonian is without one of these.
SERBIAN_LANGUAGES = frozenset({"sr", "mk"})
SERBIAN_LETTERS = re.compile("[јљњћђџѓќѕa-z]")
MIN_OWN_WORDS = 2
# Of the letters of a text are its language's own at least; a name ("Łódź", "Gjadër") shows a few as well.
WHOLE_SCRIPT = 0.3
OWN_LETTERS_SHARE = {
    "uk": 0.01, "be": 0.01, "sr": 0.01, "mk": 0.01, "az": 0.03, "ur": 0.02, "hu": 0.02, "pl": 0.03,
    "cs": 0.03,
    "ro": 0.03, "vi": 0.1, "ja": 0.1,
}  # fmt: skip
# A headline is taken for another language than English only where the classifier is this sure: of 1,500
# English headlines it errs on few.
_GUESSED = "cs da de es fi fr hu id it nb nl no pl pt ro sv tr"
GUESSED = frozenset(_GUESSED.split())
SURE = 0.8
SURE_OF_ENGLISH_WORDS = 0.9999
# The texts of the example pages have at least .19 of these words, headlines half of that.
# No other language has a tenth of them together with one of those that are English only.
ENGLISH_ONLY = frozenset({"the", "has", "were", "said", "with", "from", "that"})
ENGLISH_SHARE = 0.1


def declared_language(text: str) -> str | None:
    """Return the ISO 639-1 code of what a page declares as its language, or None where it declares none.

    >>> [declared_language(text) for text in ("tr-TR", "eng", "iw", "fil")]
    ['tr', 'en', 'he', None]
    """
    name = re.split(r"[-_,;\s]", text.strip().lower())[0]
    code = OLD_CODES.get(name, name)
    return code if len(code) == CODE_CHARS and code.isascii() and code.isalpha() else None


def language_of(text: str, declared: str | None = None) -> str:
    """Return the language of a text; ``declared`` is what its page says and decides where the text is short.

    Letters that only one language has are the best evidence, a page's declaration the worst: templates say
    English and hold Russian.

    >>> language_of("The two foreign ministers met in Baku on Monday and said that talks will go on.")
    'en'
    >>> language_of("Посланці зустрілися біля озера", "en"), language_of("Envoys meet", "fr")
    ('uk', 'fr')
    """
    sample = text[:SAMPLE_CHARS]
    words = [word.lower() for word in WORD.findall(sample)]
    english = sum(word in ENGLISH for word in words)
    if ENGLISH_ONLY.intersection(words) and english >= ENGLISH_SHARE * len(words):
        return "en"
    if not words:
        return declared or "en"
    if own := _by_letters(sample.lower()):
        return own
    if len(sample) >= SHORT_CHARS:
        return _classified(sample)
    return _short(sample, words, declared)


def _short(sample: str, words: list[str], declared: str | None) -> str:
    """Return the language of a headline: the declared one where the script allows it, else a sure guess."""
    latin = any("a" <= char <= "z" for char in sample.lower())
    if declared and (declared in LATIN_LANGUAGES) == latin:
        return declared
    if not latin:
        return _classified(sample)
    found, sure = _ranked(sample)[0]
    is_english = bool(ENGLISH.intersection(words)) and sample.isascii()
    needed = SURE_OF_ENGLISH_WORDS if is_english or found not in GUESSED else SURE
    return _plain(found) if sure >= needed else "en"


def _by_letters(sample: str) -> str | None:
    """Return the language whose own letters a text in small letters shows, or None where none does."""
    counts: dict[str, int] = {}
    for lang, pattern in _own_letters():
        if found := len(pattern.findall(sample)):
            counts[lang] = found
    if not counts:
        return None
    lang = max(counts, key=lambda name: counts[name])
    letters = sum(char.isalpha() for char in sample)
    words = sum(any(char in OWN_LETTERS[lang] for char in word) for word in WORD.findall(sample))
    if lang in LATIN_LANGUAGES and words < MIN_OWN_WORDS:  # "Łódź hosts envoys"
        return None
    return lang if counts[lang] >= OWN_LETTERS_SHARE.get(lang, WHOLE_SCRIPT) * letters else None


@cache
def _own_letters() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((lang, re.compile(f"[{letters}]")) for lang, letters in OWN_LETTERS.items())


def _classified(sample: str) -> str:
    return _plain(_ranked(sample)[0][0])


def _ranked(sample: str) -> list[tuple[str, float]]:
    """Return the languages that a text may be in, likeliest first."""
    ranked = _classifier()(sample)
    if SERBIAN_LETTERS.search(sample.lower()):
        return ranked
    return [one for one in ranked if one[0] not in SERBIAN_LANGUAGES]


def _plain(lang: str) -> str:
    return {"yue": "zh", "nb": "no", "nn": "no"}.get(lang, lang)


@cache
def _classifier() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import (  # noqa: PLC0415 - loads a model, and English text needs none
        MODEL_FILE,
        LanguageIdentifier,
    )

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([lang for lang in LANGUAGES if lang in set(identifier.labels)])
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank
