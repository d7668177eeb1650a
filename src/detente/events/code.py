"""All together: sentences and their mentions in, `Event` records out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from detente.events.attribution import attribute, in_quotes
from detente.events.contexts import read_contexts
from detente.events.lexicon import load_lexicon
from detente.events.places import find_place
from detente.events.quantities import find_quantities
from detente.events.scenes import read_scene
from detente.events.status import read_status
from detente.events.timing import date_event
from detente.records import Actor, DateRange, Event, content_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.attribution import Speech
    from detente.events.frames import Frame
    from detente.events.scenes import Scene
    from detente.events.tokens import Token
    from detente.knowledge import World
    from detente.ontology import Ontology
    from detente.records import Article, Attribution, Quantity, Resolution, Sentence, Status

CODER = f"lexicon-1+{load_lexicon().version}"

# Confidence is a product of named parts, judged on the development sentences in evals/coder; it ranks, it is
# no probability yet: the trained coder will be calibrated.
CONFIDENCE_VERB, CONFIDENCE_NOUN = 0.9, 0.8
CONFIDENCE_TOLD = 0.95  # on somebody's word rather than the page's own
CONFIDENCE_HEDGED = 0.8  # not a plain fact
LONG_SENTENCE, CONFIDENCE_LONG = 45, 0.9  # words: more to get wrong
QUANTITY_TYPES = frozenset({"ASSAULT", "COERCE"})


def code_events(
    article: Article,
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolution],
    *,
    ontology: Ontology,
    world: World,
) -> list[Event]:
    """Return the events of an article in text order, domestic and one-sided ones included.

    Sources and targets are the mentions in ``resolutions``: nothing is coded between unnamed actors.
    """
    events: list[Event] = []
    before: Speech | None = None
    named = {number: list(group) for number, group in groupby(resolutions, key=lambda r: r.mention.sentence)}
    for sentence in sentences:
        scene = read_scene(article, sentence, named.get(sentence.number, []), before)
        before = scene.speeches[-1] if scene.speeches else None
        events += _code_sentence(scene, ontology, world)
    return events


def _code_sentence(scene: Scene, ontology: Ontology, world: World) -> list[Event]:
    told: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    events = []
    for frame in scene.frames:
        event = _code_frame(scene, frame, ontology, world)
        if event is None:
            continue
        sources = frozenset(a.code for a in event.source)
        targets = frozenset(a.code for a in event.target)
        key = (
            (event.type, sources | targets, frozenset())
            if event.symmetric
            else (event.type, sources, targets)
        )
        if key not in told:
            told.add(key)
            events.append(event)
    return sorted(_without_echoes(events), key=lambda e: (e.start, e.end))


def _without_echoes(events: Sequence[Event]) -> list[Event]:
    """Drop a guess beside a firmer event of the same sides: "will send X arms to support X"."""

    def sides(event: Event) -> frozenset[str]:
        return frozenset(a.code for a in (*event.source, *event.target))

    firm = {sides(e) for e in events if e.status in {"fact", "announced", "alleged"}}
    return [e for e in events if e.status != "possible" or sides(e) not in firm]


def _code_frame(scene: Scene, frame: Frame, ontology: Ontology, world: World) -> Event | None:
    title = scene.sentence.number == 0
    speech = _speech_over(scene, frame)
    read = read_status(scene.tokens, frame, scene.frames, speech, title=title)
    if read is None:
        return None
    status, negated = read
    symmetric = frame.trigger.frame == "mutual"
    source, target = _sides(scene.tokens, frame, symmetric=symmetric)
    if not source and not target:
        return None
    start, end = scene.span(frame)
    attribution = attribute(scene.article, speech, frozenset(a.code for a in (*source, *target)))
    when = date_event(scene, frame, status)
    kind, mode = frame.trigger.type, frame.trigger.mode
    sides = [" ".join(sorted({a.code for a in side})) for side in (source, target)]
    return Event(
        id=content_id(scene.article.id, str(scene.sentence.number), str(start), str(end), kind, *sides),
        article_id=scene.article.id,
        sentence=scene.sentence.number,
        start=start,
        end=end,
        source=source,
        target=target,
        type=kind,
        mode=mode,
        quad=ontology.quad(kind),
        scale=ontology.scale(kind, mode),
        contexts=ontology.tidy_contexts(read_contexts(scene.tokens, kind), kind, mode),
        status=status,
        negated=negated,
        symmetric=symmetric,
        attribution=attribution,
        date=when,
        place=find_place(scene.tokens, frame, world),
        quantities=_quantities(scene, frame, attribution, when),
        confidence=_confidence(scene, frame, status, told=speech is not None),
        coder=CODER,
        occurrence=_occurrence(scene, kind, sides, when, symmetric=symmetric),
    )


def _speech_over(scene: Scene, frame: Frame) -> Speech | None:
    """Return the nearest speech over the frame's trigger; quoted words belong to the nearest speaker."""
    at = frame.first
    covering = [s for s in scene.speeches if s.covers(at)]
    if not covering and in_quotes(scene.tokens, at):
        covering = list(scene.speeches)
    return min(covering, key=lambda s: abs(s.verb - at), default=None)


def _sides(
    tokens: Sequence[Token], frame: Frame, *, symmetric: bool
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    source = _actors(tokens, frame.sources)
    target = _actors(tokens, frame.targets)
    if symmetric:
        return _by_code(source, target)
    own = {a.code for a in source}
    kept = tuple(a for a in target if a.code not in own)
    only_described = all(r.use == "modifier" for k in frame.targets for r in tokens[k].who)
    if len(kept) < len(target) and only_described:  # "Yerevan jails Russian-Armenian tycoon" is at home
        return source, tuple(a for a in target if a.code in own)
    return source, kept or target


def _by_code(
    source: tuple[Actor, ...], target: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Put each actor of a symmetric event on one side, in order of code."""
    unique = {a.code: a for a in (*target, *source)}
    ordered = tuple(unique[code] for code in sorted(unique))
    return ordered[:1], ordered[1:]


def _actors(tokens: Sequence[Token], indexes: Sequence[int]) -> tuple[Actor, ...]:
    seen: dict[str, Actor] = {}
    for k in indexes:
        for r in tokens[k].who:
            if r.code not in seen:
                seen[r.code] = _actor(r)
    return tuple(seen.values())


def _actor(resolution: Resolution) -> Actor:
    mention = resolution.mention
    return Actor(
        code=resolution.code,
        name=resolution.name,
        kind=resolution.kind,
        sector=resolution.sector,
        text=mention.text,
        start=mention.start,
        end=mention.end,
        reason=resolution.reason,
    )


def _quantities(
    scene: Scene, frame: Frame, attribution: Attribution, when: DateRange
) -> tuple[Quantity, ...]:
    """Return the sentence's counts for the first frame of its kind, so that none is told twice."""
    if frame.trigger.type not in QUANTITY_TYPES:
        return ()
    first = next(
        f
        for f in scene.frames
        if (f.trigger.type in QUANTITY_TYPES and f.sources and f.targets) or f is frame
    )
    if first is not frame:
        return ()
    low, high = scene.clause(frame)
    text = scene.sentence.text[low:high]
    found = find_quantities(text, scene.sentence.start + low, attribution.speaker, when.end)
    fitting = (
        {"detained", "captured"} if frame.trigger.type == "COERCE" else {"killed", "injured", "captured"}
    )
    return tuple(q for q in found if q.what in fitting)


def _confidence(scene: Scene, frame: Frame, status: Status, *, told: bool) -> float:
    value = CONFIDENCE_NOUN if frame.kind == "noun" else CONFIDENCE_VERB
    value *= CONFIDENCE_TOLD if told else 1
    value *= 1 if status == "fact" else CONFIDENCE_HEDGED
    value *= CONFIDENCE_LONG if len(scene.tokens) > LONG_SENTENCE else 1
    return round(value, 3)


def _occurrence(scene: Scene, kind: str, sides: Sequence[str], when: DateRange, *, symmetric: bool) -> str:
    """Return the id that reports of the same happening share: same act, same sides, same date."""
    if when.start is None:
        return content_id("occurrence", scene.article.id, str(scene.sentence.number), kind, *sides)
    ordered = [" ".join(sorted(" ".join(sides).split()))] if symmetric else list(sides)
    return content_id("occurrence", kind, *ordered, when.start, when.end or "")
