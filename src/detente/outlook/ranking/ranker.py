"""Fitting the forecaster to a past, and asking it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.errors import UnknownName, UsageError
from detente.outlook.ranking.counting import fit_counting
from detente.outlook.ranking.facts import Facts, of_events
from detente.outlook.ranking.features import PLAIN, SIZE, Questions
from detente.outlook.ranking.history import History
from detente.outlook.ranking.network import (
    Examples,
    Network,
    fit_network,
    fit_temperature,
    measure_features,
    softmax,
)
from detente.outlook.ranking.questions import (
    Asked,
    Sheet,
    answered,
    ask,
    blocks,
    draw,
    fill_sheet,
    keep_best,
)
from detente.outlook.ranking.reasons import Answer, explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from detente.outlook.ranking.arrays import Floats, Ints
    from detente.records import Event


QUESTIONS = 80_000  # to fit the network on, of the latest days
LEAST_QUESTIONS = 100
FIRST_QUESTIONS = 3000  # to fit the first look on
UNASKED = 0.15  # share of the past that is only looked back on
HELD_BACK = 0.12  # share of the questions, the latest, on which the temperature is fitted
LEAST_BLOCKS = 4  # of a longer horizon to fit on
ANSWERS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """A fitted forecaster of the target of an act of a source on a day.

    ``history`` holds every act of ``facts``; ``plain`` weighs the first look, ``network`` what is left.
    """

    facts: Facts
    horizon: int
    history: History
    plain: Floats
    network: Network

    def predict(
        self,
        day: int | str | date,
        source: str,
        relation: str,
        *,
        asks: Literal["target", "source"] = "target",
        answers: int = ANSWERS,
    ) -> tuple[Answer, ...]:
        """Return the likeliest targets (or sources) of an act on a day, with what carried each.

        Only acts before the day are looked at, with the weights fitted to all facts. The day is a date where
        the facts are dated, else a number. ``source`` is the known party: with ``asks="source"`` it is the
        target of the act.

        Raises:
            UnknownName: no act of the past has this party or relation.
            UsageError: it is no day, or nothing is known before it.
        """
        number = _place("relation", relation, self.facts.relations)
        number += len(self.facts.relations) * (asks == "source")
        party = _place("party", source, self.facts.entities)
        when = self.facts.day_of(day)
        history = self._before(when)
        questions = Questions(np.array([party]), np.array([number]), when)
        sheet = self.sheet(history, questions)
        return explain(self.facts, history, self.network, (questions, sheet), answers)

    def sheet(self, history: History, questions: Questions) -> Sheet:
        """Return the candidates of questions as they are known from a history."""
        return fill_sheet(history, questions, self.plain)

    def probabilities(self, sheet: Sheet, questions: Questions) -> Floats:
        """Return the probability of each candidate of a sheet; those of a question sum to one."""
        return softmax(self.network.score(sheet.features, questions.relation, sheet.starts), sheet.starts)

    def _before(self, day: int) -> History:
        if day > self.facts.until:
            return self.history
        known = self.facts.before(day)
        if not len(known):
            raise UsageError(f"no act is known before day {day}; the first is of day {self.facts.rows[0, 3]}")
        return remember(known)


def fit(
    events: Facts | Iterable[Event | Mapping[str, Any]],
    *,
    horizon: int = 1,
    questions: int = QUESTIONS,
    seed: int = 0,
    universe: Facts | None = None,
    tell: Callable[[str, float], None] = lambda *_: None,
) -> Ranker:
    """Fit a forecaster to past acts.

    Args:
        events: `Facts`, or what our own events tell (`of_events`: records or rows of an event table).
        horizon: days ahead that it will be asked without being told what happened since. One, where each day
            is asked knowing all before it.
        questions: how many questions of the latest days to fit on; more is slower and a little better.
        seed: of the network's first weights and the order of its examples.
        universe: all acts that the ranker's history will ever be told, where they are known beforehand, as
            when it is evaluated: they get their places in it, and count for nothing until they are told.
        tell: hears what is being done and the share of it that is.

    Raises:
        UsageError: the past is too short to ask anything of it.

    >>> from datetime import date
    >>> from detente.outlook import ranking
    >>> told = [{"source": [{"code": "AZE"}], "target": [{"code": target}], "type": kind, "status": "fact",
    ...          "symmetric": False, "date": {"start": date.fromordinal(739000 + day).isoformat()}}
    ...         for day in range(40) for target, kind in (("RUS", "ACCUSE"), ("TUR", "CONSULT"))]
    >>> answer = ranking.fit(told).predict("2024-06-01", "AZE", "CONSULT")[0]
    >>> answer.entity, answer.probability > 0.5
    ('TUR', True)
    """
    facts = events if isinstance(events, Facts) else of_events(events)
    if horizon < 1 or questions < LEAST_QUESTIONS:
        raise UsageError(f"a horizon of at least 1 day and {LEAST_QUESTIONS} questions are needed")
    if not len(facts):
        raise UsageError("nothing to learn from: no act told as fact, between two known parties, with a day")
    history, first = History(universe or facts), _first_asked(facts, horizon, questions)
    share = questions / (2 * np.count_nonzero(facts.rows[:, 3] >= first))
    lessons = _lessons(history, blocks(facts, first, horizon), share, seed)
    lessons = _told(lessons, first, facts.until, tell)
    plain, middle, spread, examples = _gather(history, lessons)
    held = int(len(examples.relation) * (1 - HELD_BACK))
    relations = 2 * len(facts.relations)
    network = fit_network(
        _some(examples, 0, held),
        middle,
        spread,
        relations,
        seed=seed,
        tell=lambda done: tell("weighing", done),
    )
    network = fit_temperature(network, _some(examples, held, len(examples.relation)))
    return Ranker(facts, horizon, history, plain, network)


def remember(facts: Facts) -> History:
    """Return the history of all these acts."""
    history = History(facts)
    for earlier, now in blocks(facts, int(facts.rows[0, 3]), 1):
        for rows in (*earlier, *now):
            history.add(rows)
    history.known()
    return history


def _lessons(
    history: History, past: Iterable[tuple[list[Ints], list[Ints]]], share: float, seed: int
) -> Iterator[Asked]:
    """Yield a share of what is asked of each day, the history knowing no more than it may; all in the end."""
    random = np.random.default_rng(seed)
    unadded: list[Ints] = []
    for earlier, now in past:
        for rows in earlier:
            history.add(rows)
        history.known()
        for rows in now:
            for asked in ask(rows, history.relations):
                some = draw(asked, share, random) if share < 1 else asked
                if len(some.question):
                    yield some
        unadded = now
    for rows in unadded:
        history.add(rows)
    history.known()


def _told(
    lessons: Iterable[Asked], first: int, last: int, tell: Callable[[str, float], None]
) -> Iterator[Asked]:
    for asked in lessons:
        tell("learning from the past", (asked.questions.day - first) / (last - first + 1))
        yield asked


def _first_asked(facts: Facts, horizon: int, questions: int) -> int:
    """Return the first day to ask of: late enough for the number of questions, early enough for blocks."""
    days = facts.rows[:, 3]
    begin, end = int(days[0]), int(days[-1])
    if begin == end:
        raise UsageError("the past is one day long; at least two are needed, one to look back on")
    earliest = begin + max(1, int(UNASKED * (end - begin)))
    enough = int(days[max(0, len(days) - questions // 2)])
    return max(earliest, min(enough, end + 1 - LEAST_BLOCKS * horizon))


def _gather(history: History, lessons: Iterator[Asked]) -> tuple[Floats, Floats, Floats, Examples]:
    """Return the weights of the first look, middle and spread of the features, and the examples.

    The first look is fitted on all candidates of the first questions; of later ones only the best are kept.
    """
    everything = history.parties
    unweighed = np.zeros(len(PLAIN), np.float32)
    firsts: list[tuple[Sheet, Asked]] = []
    gathered = 0
    for asked in lessons:
        firsts.append((fill_sheet(history, asked.questions, unweighed, everything), asked))
        gathered += len(asked.questions.source)
        if gathered >= FIRST_QUESTIONS:
            break
    joined = _join([_example(history, None, sheet, asked) for sheet, asked in firsts])
    plain = fit_counting(joined.features[:, PLAIN], joined.starts, joined.answered)
    kept = [(keep_best(sheet, plain), asked) for sheet, asked in firsts]
    firsts.clear()
    middle, spread = measure_features(np.concatenate([sheet.features for sheet, _ in kept]))
    ready = Network(middle, spread, {})
    later = ((fill_sheet(history, asked.questions, plain), asked) for asked in lessons)
    examples = [_example(history, ready, sheet, asked) for sheet, asked in chain(kept, later)]
    return plain, middle, spread, _join(examples)


def _example(history: History, ready: Network | None, sheet: Sheet, asked: Asked) -> Examples:
    """Return a sheet as an example, standardised where that is known, in half precision then."""
    features = sheet.features if ready is None else ready.standardise(sheet.features).astype(np.float16)
    times = answered(sheet, asked, history.parties)
    return Examples(features, times, asked.questions.relation, sheet.starts)


def _join(parts: list[Examples]) -> Examples:
    """Return the examples as one and empty the list: they are many, and never held twice."""
    starts = np.append(0, np.cumsum(np.concatenate([np.diff(part.starts) for part in parts])))
    relation = np.concatenate([part.relation for part in parts])
    features = np.empty((starts[-1], SIZE), parts[0].features.dtype)
    times = np.empty(starts[-1], np.float32)
    end = int(starts[-1])
    while parts:
        part = parts.pop()
        first = end - len(part.features)
        features[first:end], times[first:end], end = part.features, part.answered, first
    return Examples(features, times, relation, starts)


def _some(examples: Examples, first: int, last: int) -> Examples:
    a, b = examples.starts[[first, last]]
    return Examples(
        examples.features[a:b],
        examples.answered[a:b],
        examples.relation[first:last],
        examples.starts[first : last + 1] - a,
    )


def _place(what: str, name: str, names: tuple[str, ...]) -> int:
    if name not in names:
        raise UnknownName(what, name, names)
    return names.index(name)
