"""The stage: every mention of an article, resolved.

Body first and title last, for a headline names by surname whom the text introduces.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from detente.actors import anaphora
from detente.actors.focus import Focus
from detente.actors.lines import read_lines
from detente.actors.people import Memory
from detente.actors.phrases import read_phrases
from detente.actors.shapes import Context, Found, Setting
from detente.actors.topics import homonyms, leisure_paragraphs
from detente.records import Mention, Resolution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.actors.lines import Line
    from detente.knowledge import World
    from detente.records import Article, Sentence

# Kinds of alias that show which state a text is about; a capital may be another town of that name.
SUPPORTING = frozenset({"name", "demonym", "people", "organisation", "group", "region", "seat"})
STATE_NAMES = frozenset({"name", "demonym", "people", "capital", "seat"})
# A state leads a document where it is named this many times as often as the next one.
LEADS = 3
NAMED_AGAIN = 2  # once is no lead
ENGLISH = "en"
ISO_DAY = len("2025-07-14")
FIRST_DAY = "0000-01-01"  # what a month or year lacks
UNDATED = "2025-01-01"


def resolve_mentions(article: Article, sentences: Sequence[Sentence], world: World) -> list[Resolution]:
    """Return who each phrase of the article stands for on its day, in text order.

    The day is that of publication, else of retrieval. In other languages than English the states and
    capitals are found, as far as CLDR has the language.

    >>> from detente.knowledge import load
    >>> from detente.records import Article, Sentence
    >>> text = "Turkish President Recep Tayyip Erdogan met Vladimir Putin in Sochi."
    >>> article = Article(id="1", page_id="1", location="-", position=0, role="main", title="", outlet=None,
    ...     byline=None, published="2019-10-22", published_precision="day", zone=None, retrieved="2019-10-23",
    ...     url=None, lang="en", genre="news", minutes=1, paragraphs=(text,), blocks=())
    >>> sentence = Sentence(article_id="1", number=1, start=0, end=len(text), text=text)
    >>> [(r.mention.text, r.code) for r in resolve_mentions(article, [sentence], load())]
    [('Turkish President Recep Tayyip Erdogan', 'TUR'), ('Vladimir Putin', 'RUS')]
    """
    if (article.lang or ENGLISH).lower().replace("_", "-").split("-")[0] != ENGLISH:
        return _in_another_language(article, sentences)
    day = _day(article)
    lines = read_lines(article, sentences, world, day)
    setting, memory, focus = _setting(lines, world, day), Memory(), Focus(_leading(lines))
    found: dict[int, list[Found]] = {}
    for line in sorted(lines, key=lambda line: (line.number == 0, line.number)):
        found[line.number] = read_phrases(Context(line, setting, memory, focus))
    anaphora.complete(lines, found, world)
    return [r for line in lines for f in found[line.number] for r in _resolutions(article, line, f)]


def _day(article: Article) -> str:
    """Return the day of an article; a month or year stands for its first day, no date for that of retrieval.

    What is no date at all gives a day that every open office still covers.
    """
    for time in (article.published, article.retrieved):
        given = (time or "")[:ISO_DAY]
        try:
            return date.fromisoformat(given + FIRST_DAY[len(given) :]).isoformat()
        except ValueError:
            continue
    return UNDATED


def _in_another_language(article: Article, sentences: Sequence[Sentence]) -> list[Resolution]:
    """Return the states and capitals named; the names of a language load only when it is met."""
    from detente.actors.foreign import resolve_foreign  # noqa: PLC0415 - babel loads for these alone
    from detente.knowledge.foreign import names_in  # noqa: PLC0415

    return resolve_foreign(article, sentences, names_in(article.lang or ""))


def _setting(lines: Sequence[Line], world: World, day: str) -> Setting:
    keys = {word.key for line in lines for word in line.words}
    named = frozenset(
        alias.code
        for line in lines
        for item in line.items
        for alias in item.aliases
        if not alias.ambiguous and alias.kind in SUPPORTING
    )
    towns = frozenset(
        alias.code
        for line in lines
        for item in line.items
        for alias in item.aliases
        if alias.kind == "capital" and not alias.ambiguous
    )
    return Setting(world, day, named, named | towns, homonyms(keys), leisure_paragraphs(lines))


def _leading(lines: Sequence[Line]) -> str | None:
    """Return the state that the lines name most, where no other comes near."""
    counts = Counter(
        item.aliases[0].code
        for line in lines
        for item in line.items
        if item.aliases and item.aliases[0].kind in STATE_NAMES and not item.aliases[0].ambiguous
    )
    ranked = [count for count in counts.most_common() if ":" not in count[0]]
    if not ranked or ranked[0][1] < NAMED_AGAIN or (len(ranked) > 1 and ranked[0][1] < LEADS * ranked[1][1]):
        return None
    return ranked[0][0]


def _resolutions(article: Article, line: Line, found: Found) -> list[Resolution]:
    start, end = line.words[found.first].start, line.words[found.last - 1].end
    mention = Mention(
        article_id=article.id, sentence=line.number, start=start, end=end, text=line.source[start:end]
    )
    return [
        Resolution(
            mention=mention,
            code=w.code,
            name=w.name,
            kind=w.kind,
            sector=w.sector,
            use=w.use,
            reason=w.reason,
        )
        for w in found.who
    ]
