"""Which encoding fits bytes that are no UTF-8: each able one is tried and its text judged by its letters.

What a page declares has the better chance and loses only to a text that is clearly better: pages say
Latin-1 and hold Russian. The letters stand in ``data/letters.toml``.
"""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.pages.limits import SNIFF_BYTES

LETTERS = Path(__file__).parent / "data" / "letters.toml"
DEFAULT = "cp1252"  # what browsers take where nothing is said
# Names that pages use for an encoding that browsers read as its superset, or that Python calls otherwise.
SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "cp950",
    "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-8": "cp1255",
}  # fmt: skip
LABELS = {
    "x-sjis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp",
    "ks_c_5601-1987": "cp949", "ks_c_5601-1989": "cp949", "korean": "cp949", "windows-949": "cp949",
    "x-cp1251": "cp1251", "x-cp1252": "cp1252", "x-cp1254": "cp1254", "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874", "dos-874": "cp874", "x-x-big5": "cp950", "big5-hkscs": "big5hkscs",
    "logical": "cp1255", "visual": "cp1255",
}  # fmt: skip
# Read where a page declares them, but not looked for.
RARE = (
    "iso8859-3", "iso8859-4", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "cp1258",
    "mac_roman", "koi8_t", "big5hkscs", "iso2022_jp", "iso2022_kr", "cp850", "cp437", "cp852", "cp857",
    "ptcp154", "kz1048",
)  # fmt: skip
EASTERN = {
    "gb18030": ("chinese", "taiwan"),
    "cp950": ("chinese", "taiwan"),
    "cp932": ("japanese",),
    "euc_jp": ("japanese",),
    "cp949": ("korean",),
}
LATIN = frozenset({"west", "turkish", "central", "baltic"})
TWINS = {"iso8859-2": "cp1250"}
# A text in its own encoding shows half of its signs among the commonest; in another's next to none.
EASTERN_SHARE = 0.25
# All that follows is in parts of a score that is about 1 for a text in its encoding.
BONUS_DECLARED = 0.5  # a declared encoding loses only where its text is no text
BONUS_DEFAULT = 0.25  # Latin-1 is what servers say that know nothing
BONUS_LANGUAGE = 0.3  # the language that the page names, or the little words of one, stand behind it
BONUS_WINDOWS = 0.01  # of two that read the bytes alike, the one that more pages are in
RARE_LOSS = 0.8  # what the rarest letter of an alphabet counts less than the commonest
FOREIGN_LETTER, TYPOGRAPHIC = -0.7, 0.3
CLASH_LOSS = 1.5
DENSE_LOSS, MAX_LATIN_SHARE = 1.0, 0.4  # no text in Latin script has more of its letters beyond ASCII
LOUD_LOSS, MAX_CAPITALS = (
    0.2,
    0.5,
)  # a text all in capitals is rather one in small letters of another encoding
UNREADABLE = -2.0
MIN_SCORE = 0.25  # headlines of one line reach .35 in their encoding; bytes at random reach .2 in the best
# Fewer signs beyond ASCII than both of these are a page's fractions and quotation marks, not its letters.
MIN_BEYOND, FEW_SIGNS = 0.05, 8
MAX_BROKEN = 0.005  # characters that an encoding cannot read, in a text that is in it
SAMPLE_BYTES = 3000  # tells as much as ten times that; a decoding and a judging for each codec
MIN_SAMPLE = 200  # of text without markup; below it the markup's own words are looked at, too
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{3,30})""", re.IGNORECASE)
LANG = re.compile(rb"""<html[^>]{0,400}?\slang\s*=\s*["']?\s*([A-Za-z]{2})""", re.IGNORECASE)
ASCII_WORD = re.compile(rb"(?<![\x80-\xffa-z])[a-z]+(?![\x80-\xffa-z])")
MARKUP = re.compile(
    rb"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL
)
LONG_ASCII = re.compile(rb"[^\x80-\xff]{80,}")
GLUED_LATIN = re.compile("(?<=[A-Za-z])[\u1100-\uffff](?=[a-z])")
PAIR = re.compile(r"(?=(.)([^\x00-\x7f]))|(?=([^\x00-\x7f])([\x00-\x7f]))", re.DOTALL)
ORDINALS = frozenset("ªº")  # letters to Unicode, and signs in what is no Spanish
TYPOGRAPHY = frozenset("“”‘’„«»–—…№•·°©®€£§′″‚‹›\xa0،؛؟")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a page's encoding besides its letters.

    ``declared`` is the server's word or the page's own, ``likely`` the encoding that its language is in.
    """

    declared: str | None
    likely: str | None


@dataclass(frozen=True, slots=True)
class Alphabets:
    """The letters that a text in an encoding is made of: those of each of its languages, or common signs."""

    languages: tuple[str, ...] = ()
    signs: frozenset[str] = frozenset()
    latin: bool = False


def codec_of(label: str | None) -> str | None:
    """Return the codec that a charset's name means on a page; None for UTF-8 and for one that nobody knows.

    >>> codec_of("ISO-8859-9"), codec_of("x-sjis"), codec_of("utf-8"), codec_of("zlib")
    ('cp1254', 'cp932', None, None)
    """
    name = (label or "").strip().lower()
    if name in LABELS:
        return LABELS[name]
    try:
        name = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    name = SUPERSETS.get(name, name)
    # Python has other codecs, some of which are no encodings of text and raise.
    return name if name in _alphabets() or name in RARE else None


def best_codec(data: bytes, charset: str | None = None) -> str | None:
    """Return the codec that these bytes are in, or None where they are no text in any.

    ``charset`` is the server's word for it.

    >>> best_codec("Турция и Россия договорились о встрече".encode("cp1251"), "iso-8859-1")
    'cp1251'
    """
    sample = _sample(data)
    evidence = _evidence(data, charset, sample)
    if sample.isascii():
        return evidence.declared or DEFAULT
    names = {*_alphabets()} | ({evidence.declared} if evidence.declared else set())
    scores = {name: _score(sample, name, evidence) for name in names}
    best = max(sorted(scores), key=lambda name: (scores[name], name == DEFAULT))
    if scores[best] > MIN_SCORE:
        return best
    beyond = len(sample.translate(None, bytes(range(128))))
    return None if beyond > max(FEW_SIGNS, MIN_BEYOND * len(sample)) else evidence.declared or DEFAULT


@cache
def _letters() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads(LETTERS.read_text("utf-8"))


@cache
def _alphabets() -> dict[str, Alphabets]:
    """Return the alphabets of each encoding that is looked for."""
    data = _letters()
    found = {
        codec: Alphabets(languages=tuple(data["letters"][name]), latin=name in LATIN)
        for name, codecs_ in data["encodings"].items()
        for codec in codecs_
    }
    for codec, names in EASTERN.items():
        signs = frozenset("".join(str(data["signs"][name]) for name in names)) - {"\n"}
        found[codec] = Alphabets(signs=signs)
    return found


def _sample(data: bytes) -> bytes:
    """Return the front of the text without its markup; what is ASCII for long says nothing."""
    front = data[: 4 * SNIFF_BYTES]
    text = MARKUP.sub(b" ", front)
    if len(text) < MIN_SAMPLE:
        text = front
    return LONG_ASCII.sub(b" ", text)[:SAMPLE_BYTES]


def _evidence(data: bytes, charset: str | None, sample: bytes) -> Evidence:
    front = data[:SNIFF_BYTES]
    said, lang = DECLARED.search(front), LANG.search(front)
    declared = codec_of(charset) or codec_of(said[1].decode("ascii") if said else None)
    likely = _encodings_of_languages().get(lang[1].decode("ascii").lower()) if lang else None
    return Evidence(declared, likely or _by_little_words(sample))


@cache
def _encodings_of_languages() -> dict[str, str]:
    return {lang: codec for codec, langs in _letters()["languages"].items() for lang in langs}


def _by_little_words(sample: bytes) -> str | None:
    """Return the encoding of the languages whose little words stand most often between the others."""
    words = ASCII_WORD.findall(sample.lower())
    counts = {name: sum(word in own for word in words) for name, own in _little_words().items()}
    first, second, *_ = sorted(counts.values(), reverse=True)
    return max(counts, key=lambda name: counts[name]) if first > second else None


@cache
def _little_words() -> dict[str, frozenset[bytes]]:
    return {name: frozenset(str(own).encode().split()) for name, own in _letters()["little_words"].items()}


def _score(sample: bytes, name: str, evidence: Evidence) -> float:
    """Return how well a sample reads in a codec: about 1 where it is in it."""
    text = sample.decode(name, "replace")
    broken = text.count("\ufffd")
    if broken > max(1, MAX_BROKEN * len(text)) and name != evidence.declared:
        return UNREADABLE
    alphabets = _alphabets().get(name) or _alphabets()[DEFAULT]
    score = _eastern(text, alphabets.signs) if alphabets.signs else _alphabetic(text, alphabets)
    score += UNREADABLE * broken / max(1, sum(char > "\x7f" for char in text))
    if name == evidence.declared:
        score += BONUS_DEFAULT if name == DEFAULT else BONUS_DECLARED
    score += BONUS_WINDOWS * name.startswith("cp125")
    return score + BONUS_LANGUAGE * (evidence.likely == TWINS.get(name, name))


def _eastern(text: str, signs: frozenset[str]) -> float:
    """Return 1 for a text whose signs are the common ones, below 0 for one that shows hardly any."""
    beyond = [char for char in text if char > "\u00ff"]
    if not beyond:
        return -1.0
    share = sum(char in signs for char in beyond) / len(beyond)
    odd = sum("\ue000" <= char <= "\uf8ff" or "\uff61" <= char <= "\uff9f" for char in beyond)
    odd += len(GLUED_LATIN.findall(text))
    return min(1.0, share / EASTERN_SHARE / 2) - (share < EASTERN_SHARE / 2) - 2 * odd / len(beyond)


def _alphabetic(text: str, alphabets: Alphabets) -> float:
    """Return how well the letters beyond ASCII fit: common in one language, no two that never meet."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    counts = Counter(char.lower()[:1] for char in beyond)
    known = max(_known(counts, alphabet) for alphabet in alphabets.languages) / len(beyond)
    pairs = [(a or c, b or d) for a, b, c, d in PAIR.findall(text)]
    clashes = sum(_clash(first, second) for first, second in pairs) / max(1, len(pairs))
    letters = [char for char in beyond if char.isalpha()]
    dense = alphabets.latin and len(letters) > MAX_LATIN_SHARE * sum(char.isalpha() for char in text)
    loud = sum(char.isupper() for char in letters) > MAX_CAPITALS * len(letters)
    return known - CLASH_LOSS * clashes - DENSE_LOSS * dense - LOUD_LOSS * loud


def _known(counts: Counter[str], alphabet: str) -> float:
    """Return what the letters of a text are worth as those of one language."""
    ranks = {char: n for n, char in enumerate(alphabet)}
    return sum(count * _weight(char, ranks) for char, count in counts.items())


def _weight(char: str, ranks: dict[str, int]) -> float:
    rank = ranks.get(char)
    if rank is None:
        return TYPOGRAPHIC if char in TYPOGRAPHY else FOREIGN_LETTER
    return 1.0 - RARE_LOSS * rank / len(ranks)


def _clash(first: str, second: str) -> bool:
    """Whether no word has these two side by side: a small letter before a capital, a sign between letters."""
    if "\x80" <= first <= "\x9f" or "\x80" <= second <= "\x9f":
        return True
    one, other = _is_letter(first), _is_letter(second)
    if one and other:
        return (first.islower() and second.isupper()) or _script(first) != _script(second)
    sign = second if one else first
    return (one or other) and sign > "\x7f" and sign not in TYPOGRAPHY and not unicodedata.combining(sign)


def _is_letter(char: str) -> bool:
    return char.isalpha() and char not in ORDINALS


def _script(char: str) -> str:
    """Return the first word of a letter's name, which is that of its script."""
    return unicodedata.name(char, "").partition(" ")[0]
