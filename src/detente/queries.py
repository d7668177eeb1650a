"""The questions one can ask of a workspace, one function each; CLI, Python, REST and web all call these.

    actor("Rutte", "2025-01-01")
    pair(ws, "AZE", "RUS")   view(ws, "TUR", "AZE", "RUS")   wedge(ws, "ARM", "AZE")   brief(ws, "AZE", "RUS")
    search(ws, "ceasefire")  front(ws)                       article(ws, "0123456789abcdef")
    stories(ws, actor="AZE") stories(ws, "0123456789abcdef")

A question fetches records, lets `detente.relations` work on them and puts the result into words and tables of
`detente.answers`. Not for storing, counting rules or pictures.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from detente.answers import (
    ActorAnswer,
    ArticleAnswer,
    Asked,
    BriefAnswer,
    FrontAnswer,
    PairAnswer,
    Party,
    SearchAnswer,
    StoriesAnswer,
    ViewAnswer,
    WedgeAnswer,
    Window,
)
from detente.answers.briefing import Findings, Gaps, Watched, write_brief
from detente.answers.rows import ArticleRow, HitRow, claim_row, evidence_rows, row_of
from detente.answers.story import member_row, story_rows
from detente.answers.words import counted
from detente.errors import UnknownName, UsageError
from detente.knowledge import facts_of
from detente.knowledge import load as load_world
from detente.records import UNKNOWN_CODE, to_dict
from detente.relations import (
    Counting,
    Voiced,
    build_graph,
    expand_pairs,
    exposures,
    find_turns,
    group_occurrences,
    largest_changes,
    view_lanes,
    weekly_sums,
    why_no_path,
    yearly_sums,
)
from detente.relations.days import day
from detente.relations.views import SPEECH_TYPES, third_parties
from detente.relations.wedges import FORMULA, MIN_OCCURRENCES, WHY_EXPOSURE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from detente.records import Article, Claim, Event, PairEvent
    from detente.relations import Change, Graph, Occurrence
    from detente.workspace import Workspace

__all__ = ["Window", "actor", "article", "brief", "front", "pair", "search", "stories", "view", "wedge"]

NEWEST_SHOWN = 20
CHANGES_SHOWN = 10
FRONT_DAYS = 3 * 365  # covers a pair's freshness year, its year before and some sparse weeks between
ORIGINS = "one origin: copies of one text, texts credited to one agency, texts of one outlet"
THIRD_PARTIES = 3  # in a brief: those with most to show toward both sides
WATCHED_STATUSES = frozenset({"announced", "possible"})
WATCHED_KINDS = frozenset({"forecast", "red_line"})


def actor(name: str, on: str | None = None, about: str | None = None) -> ActorAnswer:
    """Return what the tables know of a state, organisation, group, region or person; needs no workspace.

    With ``on`` only what held on that day, with ``about`` only facts of one sort. Raises `UnknownName`.

    >>> actor("Lavrov", "2020-01-01").evidence().to_dicts()[0]["fact"]
    'Foreign Minister of Russia'
    """
    asked = Asked(
        question=f"What is known of {name}{f' on {on}' if on else ''}?",
        window=Window(),
        counted="the rows of the program's own tables, each with its source",
        caveats=(
            "an open end is known to the day it was checked; spans of office can be some days off",
            "without 'since' a fact has always held, or its beginning is not in the tables",
            "hand: written from general knowledge; the page named documents it and need not have been opened",
        ),
    )
    facts = facts_of(load_world(), name, on)
    sorts = sorted({fact.about for each in facts.values() for fact in each})
    if about is not None and about not in sorts:
        raise UnknownName("sort of fact", about, sorts)
    kept = {title: tuple(f for f in each if about in {None, f.about}) for title, each in facts.items()}
    return ActorAnswer(asked=asked, name=name, on=on, facts=kept)


def pair(
    ws: Workspace, a: str, b: str, window: Window | None = None, *, counting: Counting | None = None
) -> PairAnswer:
    """Return how two parties stand: sums by week and year, turning points, evidence.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> pair(ws, "AZE", "RUS").in_words()
    'AZE-RUS: unknown: no dated event was counted (all dates).'
    """
    scope = _scope(ws, window, counting)
    one, other = _parties(a, b)
    codes = frozenset({one.code, other.code})
    reports = scope.reports(codes, lambda event: _names(event) >= codes, least=len(codes))
    return _pair_answer(scope, one, other, [r for r in reports if {r.source, r.target} == codes])


def _pair_answer(scope: _Scope, a: Party, b: Party, reports: list[PairEvent]) -> PairAnswer:
    occurrences = group_occurrences(scope.counting.counted(reports))
    yearly = yearly_sums(occurrences)
    return PairAnswer(
        asked=scope.asked(f"How do {a.name} and {b.name} stand ({scope.window.in_words()})?"),
        a=a,
        b=b,
        occurrences=tuple(occurrences),
        weekly=weekly_sums(occurrences),
        yearly=yearly,
        turns=tuple(find_turns(yearly)),
        uncounted=scope.counting.left_out(reports),
    )


def view(
    ws: Workspace,
    x: str,
    a: str,
    b: str,
    window: Window | None = None,
    *,
    counting: Counting | None = None,
) -> ViewAnswer:
    """Return how a third party sees two others: what it said, what it did, what others say it thinks.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> view(ws, "TUR", "AZE", "RUS").lane("said").title
    '0 Türkiye said'
    """
    scope = _scope(ws, window, counting)
    third, one, other = _parties(x, a, b)
    codes = frozenset({third.code, one.code, other.code})
    reports = scope.reports(codes, lambda event: len(_names(event) & codes) > 1, least=2)
    claims = scope.claims(lambda claim: claim.holder.code == third.code)
    return _view_answer(scope, (third, one, other), reports, claims)


def _view_answer(
    scope: _Scope, parties: tuple[Party, Party, Party], reports: list[PairEvent], claims: list[Voiced]
) -> ViewAnswer:
    x, a, b = parties
    question = f"How does {x.name} see {a.name} and {b.name} ({scope.window.in_words()})?"
    speech = ", ".join(sorted(SPEECH_TYPES))
    caveat = (
        f"Said holds speech acts ({speech}) and what {x.name} voiced; did holds its other acts; others say "
        "holds what authors, experts and third parties ascribe to it. The three are not added up."
    )
    lanes = view_lanes(x.code, (a.code, b.code), reports, claims, scope.counting)
    return ViewAnswer(asked=scope.asked(question, caveat), x=x, a=a, b=b, lanes=lanes)


def wedge(
    ws: Workspace,
    a: str,
    b: str,
    window: Window | None = None,
    between: tuple[str, str] | None = None,
    *,
    counting: Counting | None = None,
) -> WedgeAnswer:
    """Return the pairs that the conflict of A and B sets on opposite sides: exposure, not a forecast.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> wedge(ws, "ARM", "AZE").exposures
    ()
    """
    scope = _scope(ws, window, counting)
    one, other = _parties(a, b)
    named = _pair_named(between, one, other)
    graph = _graph(scope, one.code, other.code)
    found = exposures(graph, one.code, other.code)
    if named:
        found = [each for each in found if set(each.pair) == {party.code for party in named}]
    return WedgeAnswer(
        asked=scope.asked(_wedge_question(one, other, named, scope.window), WHY_EXPOSURE, FORMULA),
        a=one,
        b=other,
        between=named,
        conflict=graph.conflict(one.code, other.code),
        tie=graph.edge(one.code, other.code),
        exposures=tuple(found),
        graph=graph,
        nothing=None if found else _nothing(graph, one, other, named),
    )


def _pair_named(between: tuple[str, str] | None, a: Party, b: Party) -> tuple[Party, Party] | None:
    if between is None:
        return None
    c, d = _parties(*between)
    if {c.code, d.code} == {a.code, b.code}:
        raise UsageError(f"{c.code} and {d.code} are the conflict itself: name another pair")
    return c, d


def _wedge_question(a: Party, b: Party, between: tuple[Party, Party] | None, window: Window) -> str:
    if between is None:
        return f"Whom could {a.name}-{b.name} divide ({window.in_words()})?"
    c, d = between
    return f"Could {a.name}-{b.name} divide {c.name} and {d.name} ({window.in_words()})?"


def _graph(scope: _Scope, a: str, b: str) -> Graph:
    """The ties of A and B first, then those among their friends: no need to read the whole world."""
    near = scope.counting.counted(scope.reports({a, b}, lambda _: True))
    small = build_graph(group_occurrences(near))
    friends = {friend for side in (a, b) for friend, _ in small.positive(side)} | {a, b}
    among = scope.reports(friends, lambda event: len(_names(event) & friends) > 1, least=2)
    inside = [r for r in scope.counting.counted(among) if {r.source, r.target} <= friends]
    outside = [r for r in near if {a, b} & {r.source, r.target} and not {r.source, r.target} <= friends]
    return build_graph(group_occurrences([*inside, *outside]))


def _nothing(graph: Graph, a: Party, b: Party, between: tuple[Party, Party] | None) -> str:
    tie = graph.edge(a.code, b.code)
    if tie is None:
        count = graph.thin_count(a.code, b.code)
        return (
            f"Whether {a.name} and {b.name} are in conflict in this window is unknown: "
            f"{counted(count, 'counted occurrence')}, {MIN_OCCURRENCES} are needed."
        )
    if graph.conflict(a.code, b.code) is None:
        return (
            f"No conflict of {a.name} and {b.name} was found in this window, which is not to say there was "
            f"none: fewer than {MIN_OCCURRENCES} acts of conflict among "
            f"{counted(len(tie.occurrences), 'occurrence')} in these texts, balance {tie.balance:+.1f}."
        )
    if between:
        c, d = between
        why = why_no_path(graph, (a.code, b.code), (c.code, d.code))
        return f"{c.name} and {d.name}: exposure 0, {why}."
    return "Nobody has a positive tie to either side from enough occurrences."


def brief(
    ws: Workspace, a: str, b: str, window: Window | None = None, *, counting: Counting | None = None
) -> BriefAnswer:
    """Return the analyst's page on a pair: standing, changes, third parties, what to watch, gaps, sources.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> print(brief(ws, "AZE", "RUS").to_markdown()[:23])
    # Azerbaijan and Russia
    """
    scope = _scope(ws, window, counting)
    one, other = _parties(a, b)
    codes = frozenset({one.code, other.code})
    reports = scope.reports(codes, lambda _: True)
    own = [report for report in reports if {report.source, report.target} == codes]
    claims = scope.claims(lambda claim: bool({actor.code for actor in claim.about} & codes))
    thirds = third_parties(scope.counting.counted(reports), claims, codes)
    return write_brief(
        scope.asked(f"How do {one.name} and {other.name} stand, what changed, and what lies ahead?"),
        Findings(
            pair=_pair_answer(scope, one, other, own),
            views=tuple(
                _view_answer(scope, (_party(third), one, other), reports, claims)
                for third in thirds[:THIRD_PARTIES]
            ),
            wedge=wedge(ws, one.code, other.code, window, counting=counting),
            watched=_watched(own, claims, codes),
            gaps=_gaps(ws),
        ),
    )


def _watched(own: Iterable[PairEvent], claims: Iterable[Voiced], codes: frozenset[str]) -> Watched:
    newest = sorted(own, key=lambda report: (report.published or "", report.event_id), reverse=True)
    voiced = [v for v in claims if v.claim.kind in WATCHED_KINDS and v.claim.status == "open"]
    last = max((v.published for v in voiced if v.published), default="")
    ahead = [v for v in voiced if (v.published or "") >= _a_year_before(last)]
    about = [v for v in ahead if codes <= {a.code for a in (*v.claim.about, v.claim.holder)}]
    return Watched(
        planned=tuple(report for report in newest if report.status in WATCHED_STATUSES),
        denied=tuple(report for report in newest if report.status == "denied"),
        claims=tuple(sorted(about, key=lambda v: v.published or "", reverse=True)),
    )


def _a_year_before(time: str) -> str:
    """Forecasts older than a year beside the newest are history, not something to watch."""
    return f"{int(time[:4]) - 1}{time[4:]}" if time else ""


def _gaps(ws: Workspace) -> Gaps:
    counts = ws.counts()
    return Gaps(rejected=counts.rejects, not_coded=counts.not_coded, undated_articles=counts.undated_articles)


def search(ws: Workspace, words: str, limit: int = 20, window: Window | None = None) -> SearchAnswer:
    """Return the sentences that hold all the words, best first.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> search(ws, "ceasefire").to_dict()["hits"]
    []
    """
    scope = _scope(ws, window, None)
    window = scope.window
    if not words.strip():
        raise UsageError("no words to search for")
    hits = ws.search(words, limit, **scope.bounds())
    question = f"Which sentences hold {words!r} ({window.in_words()})?"
    return SearchAnswer(
        asked=dataclasses.replace(scope.asked(question), counted=f"at most {limit} sentences"),
        words=words,
        hits=tuple(row_of(HitRow, hit, sentence=hit.number) for hit in hits),
    )


def stories(
    ws: Workspace,
    story: str | None = None,
    *,
    actor: str | None = None,
    limit: int = 20,
    window: Window | None = None,
) -> StoriesAnswer:
    """Return the newest stories that several articles tell, or one story by its id or that of an article.

    ``actor`` keeps those in which an act coded in one of the articles names it. Raises `UnknownName`.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> stories(ws).stories
    ()
    """
    scope = _scope(ws, window, None)
    bounds = scope.bounds()
    held_on = {name: bounds[name] for name in ("as_of", "recorded_as_of")}
    if story is not None:
        held = ws.story_members([story], **held_on)
        order = list(dict.fromkeys(each.member.story for each in held))
        if not order:
            raise UnknownName("story", story, [])
    else:
        order = ws.stories(actor=_party(actor).code if actor else None, limit=limit, **to_dict(scope.window))
        held = ws.story_members(order, **held_on)
    about = f" about {_party(actor).name}" if actor else ""
    question = f"Which stories are told{about} ({scope.window.in_words()})?"
    several = f"stories of two articles or more, at most {limit}"
    return StoriesAnswer(
        asked=dataclasses.replace(
            scope.asked(question, *_story_caveats(ws)), counted="all its articles" if story else several
        ),
        stories=story_rows(held, order),
        members=tuple(map(member_row, held)),
    )


def _story_caveats(ws: Workspace) -> list[str]:
    left = ws.ungrouped()
    later = f"{counted(left, 'article')} in no story yet: the next 'add' finds one"
    return [ORIGINS, later] if left else [ORIGINS]


def front(ws: Workspace, window: Window | None = None, *, counting: Counting | None = None) -> FrontAnswer:
    """Return the newest articles and the pairs whose balance changed most.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> front(ws).counts["articles"]
    0
    """
    scope = _scope(ws, window, counting)
    asked = scope.asked("What is new, and which pairs changed most?")
    newest = ws.articles(
        newest_first=True,
        limit=NEWEST_SHOWN,
        as_of=scope.window.as_of,
        recorded_as_of=scope.window.recorded_as_of,
    )
    recent = _Scope(ws, _recent(scope.window, newest), scope.counting)
    reports = recent.counting.counted(recent.reports(None, lambda _: True))
    occurrences = [o for o in group_occurrences(reports) if UNKNOWN_CODE not in o.pair]
    changes = largest_changes(occurrences, most=CHANGES_SHOWN)
    return FrontAnswer(
        asked=asked,
        newest=tuple(row_of(ArticleRow, each, article_id=each.id) for each in newest),
        changes=tuple(changes),
        evidence_rows=tuple(evidence_rows(_behind(changes, occurrences))),
        counts=to_dict(ws.counts()),
    )


def _recent(window: Window, newest: Sequence[Article]) -> Window:
    published = [each.published for each in newest if each.published]
    if window.since or not published:
        return window
    since = day(max(published)) - timedelta(days=FRONT_DAYS)
    return dataclasses.replace(window, since=since.isoformat())


def _behind(changes: Iterable[Change], occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    weeks = {change.pair: {*change.recent_weeks, *change.before_weeks} for change in changes}
    placed = weekly_sums(occurrences).placed
    return [occurrence for key, occurrence in placed if key in weeks.get(occurrence.pair, ())]


def article(ws: Workspace, article_id: str, *, recorded_as_of: str | None = None) -> ArticleAnswer:
    """Return one article with its sentences and all that was coded in them; raises `UnknownName`.

    >>> import tempfile
    >>> import detente
    >>> ws = detente.open(tempfile.mkdtemp(), create=True).workspace
    >>> article(ws, "0123456789abcdef")
    Traceback (most recent call last):
    detente.errors.UnknownName: unknown article '0123456789abcdef'
    """
    found = ws.articles(ids=[article_id], recorded_as_of=recorded_as_of)
    if not found:
        raise UnknownName("article", article_id, [])
    (one,) = found
    scope = _scope(ws, Window(recorded_as_of=recorded_as_of), None)
    events = ws.events(article_ids=[article_id], recorded_as_of=recorded_as_of)
    claims = ws.claims(article_ids=[article_id], recorded_as_of=recorded_as_of)
    asked = scope.asked(f"What does {one.title!r} say?")
    return ArticleAnswer(
        asked=dataclasses.replace(asked, counted="everything coded in it, of every status"),
        article=one,
        sentences=tuple(ws.sentences(article_id, recorded_as_of=recorded_as_of)),
        events=tuple(events),
        claims=tuple(claims),
        evidence_rows=tuple(evidence_rows(group_occurrences(scope.expanded(events)))),
        claim_rows=tuple(claim_row(voiced) for voiced in scope.voiced(claims)),
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    """The workspace with the window and the counting of one question: what its parts share."""

    ws: Workspace
    window: Window
    counting: Counting

    def asked(self, question: str, *caveats: str) -> Asked:
        return Asked(
            question=question,
            window=self.window,
            counted=self.counting.in_words(),
            caveats=caveats,
            note=self.ws.versions().get("note"),
        )

    def reports(
        self, codes: Collection[str] | None, wanted: Callable[[Event], bool], *, least: int = 1
    ) -> list[PairEvent]:
        """The wanted events that name so many of the codes, as reports of pairs."""
        named = None if codes is None else sorted(codes)
        events = self.ws.events(named, least=least, whole=False, **self.bounds())
        return self.expanded([event for event in events if wanted(event)])

    def expanded(self, events: Sequence[Event]) -> list[PairEvent]:
        texts = self._texts((event.article_id, event.sentence) for event in events)
        articles = self._articles(event.article_id for event in events)
        origins = self.ws.origins(articles, recorded_as_of=self.window.recorded_as_of)
        return expand_pairs(events, articles, texts, origins)

    def claims(self, wanted: Callable[[Claim], bool]) -> list[Voiced]:
        return self.voiced([claim for claim in self.ws.claims(**self.bounds()) if wanted(claim)])

    def voiced(self, claims: Sequence[Claim]) -> list[Voiced]:
        """Claims with the sentence and article they stand in."""
        articles = self._articles(claim.article_id for claim in claims)
        texts = self._texts((claim.article_id, claim.sentence) for claim in claims)
        return [
            _with_text(claim, articles[claim.article_id], texts[claim.article_id, claim.sentence])
            for claim in claims
        ]

    def _texts(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        return self.ws.sentence_texts(set(keys), recorded_as_of=self.window.recorded_as_of)

    def _articles(self, ids: Iterable[str]) -> dict[str, Article]:
        found = self.ws.articles(ids=set(ids), recorded_as_of=self.window.recorded_as_of, text=False)
        return {each.id: each for each in found}

    def bounds(self) -> dict[str, str | None]:
        return to_dict(self.window)


def _scope(ws: Workspace, window: Window | None, counting: Counting | None) -> _Scope:
    return _Scope(ws, window or Window(), counting or Counting())


def _with_text(claim: Claim, each: Article, text: str) -> Voiced:
    return Voiced(
        claim=claim,
        text=text,
        title=each.title,
        outlet=each.outlet,
        url=each.url,
        published=each.published,
        genre=each.genre,
    )


def _names(event: Event) -> set[str]:
    return {actor.code for actor in (*event.source, *event.target)}


def _parties(*codes: str) -> tuple[Party, ...]:
    """The parties of a question; raises `UnknownName` for a code nobody bears, `UsageError` for a repeat."""
    parties = tuple(_party(code) for code in codes)
    if len({party.code for party in parties}) < len(parties):
        raise UsageError(f"a question needs different parties, not {' and '.join(codes)}")
    return parties


def _party(code: str) -> Party:
    world = load_world()
    known = world.resolve_name(code)
    return Party(code=known, name=world.name(known))
