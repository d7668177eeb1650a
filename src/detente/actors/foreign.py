"""States and capitals named in an article in another language than English.

    article + sentences + names of its language -> Resolution, in text order

A state's name acts; a capital only says where, for whether its government is meant is not read here. What
may be something else (Mali and "mali", Oman and Amman in Arabic) counts only where the text shows it.
Not for case endings: ``endings``; not for what stands beside a name: ``traps``; not for English: ``resolve``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.actors import traps
from detente.actors.endings import UNSPACED
from detente.actors.finds import MARKS, find_letters, find_words, index_of, read_words
from detente.knowledge.foreign import spelled
from detente.records import Mention, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.actors.finds import Find, Index
    from detente.knowledge.foreign import Meaning, Names
    from detente.records import Article, MentionUse, Sentence

VOWEL_SIGN = re.compile("[\u064b-\u0652]")  # of Arabic, mostly left out
TITLE = 0  # the number of the title among the sentences

# Georgia the American state has the country's name in these; its neighbours tell, as `spelled` writes them.
GEORGIA = "GEO"
AMERICAN = (
    "atlanta", "savannah", "alabama", "arizona", "michigan", "pensilvania", "pennsylvanie", "wisconsin",
    "nevada", "florid", "tennessee", "carolin", "اتلانتا", "اريزونا", "ميشيغان", "بنسلفانيا",
    "نيفادا", "فلوريدا", "アトランタ", "アリゾナ", "ミシガン", "ペンシルベニア", "ネバダ", "フロリダ",
    "亚特兰大", "亞特蘭大", "亚利桑那", "亞利桑那", "密歇根", "密西根", "宾夕法尼亚", "賓州",
)  # fmt: skip
SHARED_GEORGIA = frozenset({"fr", "es", "pt", "it", "ca", "gl", "ro", "ar", "ja", "zh", "ko"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a sentence and what it may mean; ``unsure`` needs the state named elsewhere."""

    sentence: int
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    unsure: bool
    note: str


def resolve_foreign(article: Article, sentences: Sequence[Sentence], names: Names) -> list[Resolution]:
    """Return the states and capitals that an article names, in text order.

    >>> from detente.knowledge.foreign import names_in
    >>> from detente.records import Article, Sentence
    >>> text = "Переговоры с Россией начались в Ереване."
    >>> article = Article(id="1", page_id="1", location="-", position=0, role="main", title="", outlet=None,
    ...     byline=None, published="2019-10-22", published_precision="day", zone=None, retrieved="2019-10-23",
    ...     url=None, lang="ru", genre="news", minutes=1, paragraphs=(text,), blocks=())
    >>> sentence = Sentence(article_id="1", number=1, start=0, end=len(text), text=text)
    >>> for r in resolve_foreign(article, [sentence], names_in("ru")):
    ...     print(r.code, r.use, r.reason)
    RUS actor name of Russia in Russian (Россией)
    ARM modifier capital of Armenia in Russian (Ереване): government or town cannot be told
    """
    if not names.rows:
        return []
    index = index_of(names)
    title, text = article.title.translate(MARKS), article.text
    body = text.translate(MARKS)
    hits = [
        hit
        for sentence in sentences
        for hit in _hits(index, title if sentence.number == TITLE else body, sentence)
    ]
    named = {hit.meanings[0].code for hit in hits if not hit.unsure}
    settled = [sure for hit in hits if (sure := _settled(hit, named))]
    if names.lang in SHARED_GEORGIA and GEORGIA in named and _american(article, names.lang):
        settled = [hit for hit in settled if hit.meanings[0].code != GEORGIA]
    return [_resolution(article, text, names, hit) for hit in settled]


def _hits(index: Index, source: str, sentence: Sentence) -> Iterator[Hit]:
    read = _hits_in_letters if index.lang in UNSPACED else _hits_in_words
    return read(index, source, sentence)


def _hits_in_words(index: Index, source: str, sentence: Sentence) -> Iterator[Hit]:
    words = read_words(source, sentence.start, sentence.end, index.lang)
    finds = find_words(index, words)
    for find, beside in traps.neighbours(finds):
        note = traps.judge(words, find, beside, index.lang) if find.meanings else None
        if note is not None:
            start, end = words[find.first].start, words[find.last - 1].end
            voiced = _voiced(find, source[start:end])
            unsure = not voiced and _unsure(find, opens=traps.opens_sentence(words, find, index.lang))
            yield Hit(sentence.number, start, end, voiced or find.meanings, unsure, note)


def _hits_in_letters(index: Index, source: str, sentence: Sentence) -> Iterator[Hit]:
    finds = find_letters(index, source, sentence.start, sentence.end)
    for find, beside in traps.neighbours(finds):
        if not (find.meanings and traps.judge_letters(source, find, beside, index.lang)):
            continue
        if find.pair:
            for side in find.meanings:
                yield Hit(sentence.number, find.first, find.last, (side,), unsure=False, note=traps.OF_A_PAIR)
        else:
            unsure = _unsure(find, opens=False)
            yield Hit(sentence.number, find.first, find.last, find.meanings, unsure, "")


def _voiced(find: Find, text: str) -> tuple[Meaning, ...]:
    """Return the one meaning whose vowel signs the text writes: عُمان is Oman, عمّان Amman."""
    meanings = [m for m in find.meanings if VOWEL_SIGN.search(m.alias) and text.endswith(m.alias)]
    return tuple(meanings) if len(meanings) == 1 else ()


def _unsure(find: Find, *, opens: bool) -> bool:
    doubts = {meaning.doubt for meaning in find.meanings}
    return len(find.meanings) > 1 or "doubtful" in doubts or (opens and "word" in doubts)


def _settled(hit: Hit, named: set[str]) -> Hit | None:
    """Return the hit with its one meaning, if the text leaves one."""
    if not hit.unsure:
        return hit
    meanings = tuple(meaning for meaning in hit.meanings if meaning.code in named)
    return replace(hit, meanings=meanings) if len(meanings) == 1 else None


def _american(article: Article, lang: str) -> bool:
    text = spelled(f"{article.title} {article.text}", lang)
    return any(name in text for name in AMERICAN)


def _resolution(article: Article, body: str, names: Names, hit: Hit) -> Resolution:
    meaning = hit.meanings[0]
    text = (article.title if hit.sentence == TITLE else body)[hit.start : hit.end]
    use, reason = _use(meaning, f"of {meaning.state} in {names.language} ({text})", hit.note)
    return Resolution(
        mention=Mention(
            article_id=article.id, sentence=hit.sentence, start=hit.start, end=hit.end, text=text
        ),
        code=meaning.code,
        name=meaning.state,
        kind="state",
        sector=None,
        use=use,
        reason=reason,
    )


def _use(meaning: Meaning, where: str, note: str) -> tuple[MentionUse, str]:
    if meaning.kind == "capital":
        return "modifier", f"capital {where}: government or town cannot be told"
    if note:
        return "modifier", f"name {where}, {note}"
    return "actor", f"name {where}"
