"""Fingerprints: what is kept of an article, so that copies and stories are told without its text.

Not for comparing: `copies` and `stories` do that.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from detente.articles.wordlists import stop_words
from detente.records import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import Article, Event

# Another number here, or another release of the hash, and the fingerprints held are made again.
METHOD = 1

SHINGLE = 4  # words in a run: three are met by chance in news prose, five miss lightly edited copies
PERMUTATIONS = 64  # 16 bands of 4: two texts that share .7 of their runs meet in a band in .99 of cases, less
# alike ones by the runs that `copies` looks up
SEED = 4
# Up to so many runs are kept whole, so that short texts are compared exactly; of a longer text every second,
# fourth ... by its hash, which tells the share to about .03.
SKETCH = 256
HASH_BITS = 32
WHOLE = 1 << HASH_BITS
LEAD_WORDS = 60  # two or three sentences: what a report is about stands there
MIN_DIGEST_WORDS = 8  # "Read more" under two articles makes them no copies
DAY = len("YYYY-MM-DD")

# Writing without spaces: each character is a word there.
_WORD = re.compile(r"[぀-ヿ㐀-鿿]|[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = '.!?…:"“”'
# What an address carries to tell where the reader came from, not what is read.
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|yclid|cmpid|ref|ref_src|source|from|share|amp|output)$")
_FACADE = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
# An address of one article has a long last part, a number in it, or hangs below a section.
_ARTICLE_PATH = re.compile(r"\d{4,}|[^/]*(?:[-_][^/-]+){3}")


def recipe() -> str:
    """Return what fingerprints depend on; those of another recipe are made again.

    >>> recipe().startswith("1 ")
    True
    """
    return f"{METHOD} rensa {_minhash().ALGORITHM_VERSION}"


def fingerprint(article: Article, acts: Iterable[tuple[str, str, str]] = ()) -> Fingerprint:
    """Return the fingerprint of an article; ``acts`` are (source, target, type) of its coded events.

    >>> from detente.articles.rows import article_of
    >>> made = fingerprint(article_of(title="Talks resume in Baku", text="They met.", retrieved="2025-07-14"))
    >>> made.title_words, made.day, made.dated
    (('talks', 'resume', 'baku'), '2025-07-14', False)
    """
    acts = sorted(set(acts))
    text = article.text or article.title
    words = words_of(text)
    runs = _runs(words)
    time = article.published or article.retrieved
    lead = _first_words(article.text)
    return Fingerprint(
        article_id=article.id,
        day=time[:DAY],
        dated=article.published is not None,
        time=time,
        lang=article.lang,
        outlet=article.outlet,
        wire=article.wire,
        title=article.title,
        address=address_of(article.url) if article.role != "post" else None,
        digest=_digest(words),
        signature=_signature(runs),
        sketch=_sketch(runs),
        title_words=_telling(words_of(article.title), article.lang),
        lead_words=_telling(words_of(lead), article.lang),
        names=_names(lead),
        actors=tuple(sorted({code for source, target, _ in acts for code in (source, target)} - {"UNK"})),
        acts=tuple(f"{source}>{target}:{kind}" for source, target, kind in acts),
    )


def acts_of(events: Iterable[Event]) -> list[tuple[str, str, str]]:
    """Return (source, target, type) of each pair that events name.

    >>> acts_of([])
    []
    """
    return [(a.code, b.code, event.type) for event in events for a in event.source for b in event.target]


def words_of(text: str) -> list[str]:
    """Return the words of a text without case; a character each where there are no spaces.

    >>> words_of("Baku’s envoy: 北京"), words_of("Ｔａｌｋｓ")
    (['baku', 'envoy', '北', '京'], ['talks'])
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(plain)]


def address_of(url: str | None) -> str | None:
    """Return an address without what changes between two visits, None where it is no article's own.

    >>> address_of("https://www.example.org/news/ferries-sail-again-today?utm_source=feed#top")
    'example.org/news/ferries-sail-again-today'
    >>> address_of("https://example.org/world") is None
    True
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = re.sub(r"/(?:amp|index\.\w+)?$", "", parts.path)
    asked = sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0].lower()))
    if not host or not (_ARTICLE_PATH.search(path) or any(len(value) > 1 for _, value in asked)):
        return None
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{_FACADE.sub('', host)}{path}{query}"


def _first_words(text: str) -> str:
    """Return the beginning of a text, `LEAD_WORDS` words or as many characters where those are words."""
    found = [match.end() for _, match in zip(range(LEAD_WORDS), _WORD.finditer(text), strict=False)]
    return text[: found[-1]] if found else ""


def _telling(words: Sequence[str], lang: str) -> tuple[str, ...]:
    """Return the words that can tell what a text is about, each once, in order."""
    idle = stop_words(lang)
    told = _pairs(words) if _by_characters(words) else words
    return tuple(dict.fromkeys(w for w in told if len(w) > 1 and w not in idle and not w.isdecimal()))


def _by_characters(words: Sequence[str]) -> bool:
    return sum(len(word) == 1 and ord(word) > ord("぀") for word in words) * 2 > len(words)


def _pairs(words: Sequence[str]) -> list[str]:
    return [one + other for one, other in pairwise(words) if len(one) == len(other) == 1]


def _names(text: str) -> tuple[str, ...]:
    """Return the words that a text writes with a capital inside a sentence."""
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip()
        if match[0][0].isupper() and before and before[-1] not in _SENTENCE_END:
            found.update(dict.fromkeys(words_of(match[0])))
    return tuple(found)


def _digest(words: Sequence[str]) -> str | None:
    if len(words) < MIN_DIGEST_WORDS:
        return None
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _runs(words: Sequence[str]) -> list[str]:
    """Return a text's runs of words, each once."""
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return [run.encode("utf-8", "replace").decode() for run in runs]


def _signature(runs: Sequence[str]) -> bytes:
    if not runs:
        return b""
    signature = _minhash()(PERMUTATIONS, SEED)
    signature.update(runs)
    return array("I", signature.digest()).tobytes()


def _sketch(runs: Sequence[str]) -> bytes:
    """Return the runs' hashes below a power of two that leaves at most `SKETCH` of them, in order."""
    (hashes,) = _minhash().hash_token_sets([runs])
    kept = sorted({each % WHOLE for each in hashes})
    limit = WHOLE
    while len(kept) > SKETCH:
        limit //= 2
        kept = [each for each in kept if each < limit]
    return array("I", [limit.bit_length() - 1, *kept]).tobytes()


@cache
def _minhash():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library has no types
    """Return the library's class; loaded only where something is grouped."""
    from rensa import RMinHash  # noqa: PLC0415 - few runs group

    return RMinHash
