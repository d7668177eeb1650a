"""How well pages are split: the share of sentences that come out in the right article and the right role.

Each gold page is read three times: as it is, as a text dump, and with its class names and JSON-LD taken off.
A sentence of at least 20 characters is right where nine tenths of its words stand in a block of the right
article and role. The roles that only furniture has (``nav promo share related_teaser unassigned meta
hidden``) count as one, for a dump cannot tell them apart; ``strict`` figures count each alone.

    python -m evals.pages.measure [dev|held] [--errors] [--tables] [--others]
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.articles import split_page
from detente.records import Article, Page, Rejected
from evals.intervals import with_intervals
from evals.pages.gold import GoldPage, Stretch, read_folder, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.intervals import Figure

NOT_TEXT = frozenset({"nav", "promo", "share", "related_teaser", "unassigned", "meta", "hidden"})
RIGHT_SHARE = 0.9
RESYNC = 3  # so many equal words in a row and two texts run together again
LOOK_AHEAD = 400
FORMS = ("as it is", "text dump", "without class names")
RETRIEVED = "2025-07-14T12:00:00Z"
HALF = 0.5

Label = tuple[str, str]  # article, role


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence: what it is and what it was taken for, None where it was lost."""

    gold: Stretch
    found: Label | None
    right: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Score:
    """One page read in one form; ``kind_right`` is for pages without an article, None for others."""

    page: GoldPage
    form: str
    judged: tuple[Judged, ...]
    articles: tuple[int, int, int]  # gold, found, given
    kind_right: bool | None


def as_page(gold: GoldPage, form: str) -> Page:
    """Return a gold page in one of its forms, as the program gets it."""
    kind, content = gold.forms[form]
    return Page(
        id="1",
        location=gold.name,
        kind=kind,  # type: ignore[arg-type]
        content=content,
        retrieved=RETRIEVED,
        retrieved_from="given",
    )


def score(gold: GoldPage, form: str) -> Score:
    """Read one page in one form and compare."""
    items = split_page(as_page(gold, form))
    articles = [item for item in items if isinstance(item, Article)]
    if gold.kind is not None:
        reasons = [item.reason for item in items if isinstance(item, Rejected)]
        right = not articles and any(reason.startswith(gold.kind) for reason in reasons)
        return Score(gold, form, (), (0, 0, len(articles)), right)
    stretches = [s for s in gold.stretches if not (form == "text dump" and s.role == "hidden")]
    taken = _taken(stretches, _labels(articles))
    names = _names(stretches, taken)
    judged = tuple(
        _judge(stretch, labels, names)
        for stretch, labels in zip(stretches, taken, strict=True)
        if stretch.counts
    )
    wanted = {s.article for s in stretches if s.role == "body"}
    return Score(gold, form, judged, (len(wanted), len(names), len(articles)), None)


def _labels(articles: Sequence[Article]) -> list[tuple[str, Label]]:
    """Return every word that came out, in page order, with its article and role."""
    blocks = [
        (block.offset, str(article.position), block) for article in articles for block in article.blocks
    ]
    return [
        (word, (position, block.role))
        for _, position, block in sorted(blocks, key=lambda item: item[0])
        for word in tokens(block.text)
    ]


def _taken(stretches: Sequence[Stretch], labels: Sequence[tuple[str, Label]]) -> list[list[Label | None]]:
    """Return for each stretch what its words were taken for, None for a word that did not come out."""
    words = [(word, n) for n, stretch in enumerate(stretches) for word in tokens(stretch.text)]
    found: list[list[Label | None]] = [[] for _ in stretches]
    there = _aligned([word for word, _ in words], [word for word, _ in labels])
    for (_, n), at in zip(words, there, strict=True):
        found[n].append(None if at is None else labels[at][1])
    return found


def _aligned(wanted: Sequence[str], given: Sequence[str]) -> list[int | None]:
    """Return for each wanted word where it stands among the given; both run in page order."""
    found: list[int | None] = []
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in range(len(given) - RESYNC + 1):
        places[tuple(given[n : n + RESYNC])].append(n)
    i = j = 0
    while i < len(wanted):
        if j < len(given) and wanted[i] == given[j]:
            found.append(j)
            i, j = i + 1, j + 1
            continue
        skip = _resync(wanted, places, i, j)
        if skip is None:
            found.append(None)
            i += 1
            continue
        found.extend([None] * skip[0])
        i, j = i + skip[0], j + skip[1]
    return found


def _resync(
    wanted: Sequence[str], places: dict[tuple[str, ...], list[int]], i: int, j: int
) -> tuple[int, int] | None:
    """Return how far to skip on both sides until the texts run together again, the least skip first."""
    best: tuple[int, int] | None = None
    for a in range(LOOK_AHEAD):
        if best and a >= sum(best):
            break
        found = places.get(tuple(wanted[i + a : i + a + RESYNC]), [])
        at = bisect_left(found, j)
        if at < len(found) and (best is None or a + found[at] - j < sum(best)):
            best = (a, found[at] - j)
    return best if best and sum(best) < LOOK_AHEAD else None


def _names(stretches: Sequence[Stretch], taken: Sequence[list[Label | None]]) -> dict[str, str]:
    """Return which article that came out is which gold one: the main is 0, others by most of the body."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for stretch, labels in zip(stretches, taken, strict=True):
        if stretch.role == "body":
            sizes[stretch.article] += len(labels)
            votes[stretch.article].update(label[0] for label in labels if label and label[1] == "body")
    names: dict[str, str] = {}
    for article, counts in votes.items():
        for position, count in counts.most_common(1):
            own = count >= HALF * sizes[article] and (article == "0") == (position == "0")
            if own and position not in names:
                names[position] = article
    return names


def _judge(stretch: Stretch, labels: Sequence[Label | None], names: dict[str, str]) -> Judged:
    named = [None if label is None else (names.get(label[0], "?"), label[1]) for label in labels]
    counts = Counter(named)
    found = counts.most_common(1)[0][0] if named else None
    strict = sum(count for label, count in counts.items() if label and _same(stretch, label, strict=True))
    right = sum(count for label, count in counts.items() if label and _same(stretch, label, strict=False))
    enough = RIGHT_SHARE * max(1, len(labels))
    return Judged(stretch, found, right=right >= enough, strict=strict >= enough)


def _same(stretch: Stretch, label: Label, *, strict: bool) -> bool:
    article, role = label
    if stretch.article not in ("-", article):
        return False
    return role == stretch.role or (not strict and role in NOT_TEXT and stretch.role in NOT_TEXT)


def share(values: Sequence[bool]) -> float:
    """Return the share of what is true; of nothing it is no number."""
    return sum(values) / len(values) if values else float("nan")


def figures(scores: Sequence[Sequence[Score]]) -> dict[str, float]:
    """Return the figures of pages, each read in all forms."""
    result = {}
    for form in FORMS:
        mine = [one for page in scores for one in page if one.form == form]
        judged = [j for one in mine for j in one.judged]
        result[form] = share([j.right for j in judged])
        result[f"{form}, strict"] = share([j.strict for j in judged])
        wanted, found, given = (sum(one.articles[i] for one in mine) for i in range(3))
        result[f"{form}, articles found"] = found / wanted if wanted else float("nan")
        result[f"{form}, articles right"] = found / given if given else float("nan")
        result[f"{form}, page kinds"] = share([one.kind_right for one in mine if one.kind_right is not None])
    return result


def scores_of(folder: str = "dev") -> list[list[Score]]:
    """Return the scores of each page of a folder, in all three forms."""
    return [[score(gold, form) for form in FORMS] for gold in read_folder(folder)]


def measure(folder: str = "dev") -> dict[str, Figure]:
    """Return each figure with its bootstrap interval over pages; none where there are no pages."""
    scores = scores_of(folder)
    return with_intervals(scores, figures) if scores else {}


def table(scores: Sequence[Sequence[Score]], by: str) -> Iterator[str]:
    """Yield lines: the share of right sentences by ``shape``, ``lang`` or ``role``, a column a form."""
    cells: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for page in scores:
        for one in page:
            for judged in one.judged:
                name = judged.gold.role if by == "role" else getattr(one.page, by)
                cells[name][one.form].append(judged.right)
    for name, row in sorted(cells.items()):
        shares = "".join(f"{share(row[form]):22.3f}" for form in FORMS)
        yield f"{name:16}{shares}{len(row[FORMS[0]]):8}"


def print_errors(scores: Sequence[Sequence[Score]]) -> None:
    """Print each sentence and page that is not right."""
    for page in scores:
        for one in page:
            if one.kind_right is False:
                print(f"{one.page.name} [{one.form}] should be: {one.page.kind}")
            gold, found, given = one.articles
            if one.kind_right is None and not gold == found == given:
                print(f"{one.page.name} [{one.form}] articles: {gold}, found {found} of {given} given")
            for judged in one.judged:
                if not judged.right:
                    took = ":".join(judged.found) if judged.found else "lost"
                    want = f"{judged.gold.article}:{judged.gold.role}"
                    print(f"{one.page.name} [{one.form}] {want} -> {took}: {judged.gold.text[:90]}")


def main(arguments: Sequence[str]) -> None:
    """Measure a folder and print."""
    folder = next((a for a in arguments if not a.startswith("-")), "dev")
    scores = scores_of(folder)
    if "--errors" in arguments:
        print_errors(scores)
    if "--tables" in arguments:
        for by in ("shape", "lang", "role"):
            print(f"\n{by:16}" + "".join(f"{form:>22}" for form in FORMS) + f"{'n':>8}")
            print("\n".join(table(scores, by)))
    if "--others" in arguments:
        from evals.pages.others import print_others  # noqa: PLC0415 - needs libraries that we do not use

        print_others(folder)
    for name, (value, low, high) in (with_intervals(scores, figures) if scores else {}).items():
        print(f"{folder} {name:38} {value:.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main(sys.argv[1:])
