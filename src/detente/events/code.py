"""All together: sentences and their mentions in, `Event` records out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from detente.events.attribution import attribute, in_quotes
from detente.events.contexts import read_contexts
from detente.events.encoder import load_card
from detente.events.lexicon import load_lexicon
from detente.events.pairs import read_acts
from detente.events.places import find_place
from detente.events.placing import place_act
from detente.events.quantities import event_quantities
from detente.events.scenes import read_scene
from detente.events.soil import stand_for_states
from detente.events.status import read_status, tells_nothing, weigh_status
from detente.events.timing import date_event
from detente.records import Actor, DateRange, Event, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.events.attribution import Speech
    from detente.events.frames import Frame
    from detente.events.pairs import Act
    from detente.events.scenes import Scene
    from detente.events.tokens import Token
    from detente.knowledge import World
    from detente.ontology import Ontology
    from detente.records import Article, Resolution, Sentence

# Of acts that only the lexicon finds (at home, or of one named side): judged on the development sentences.
CONFIDENCE_LEXICON = 0.6
# By how much the odds of an act rise where the lexicon reads it too; tuned on the development sets.
LEXICON_ODDS = 4.0
OTHERS_ODDS = 3.0
SURE_WITHOUT_RULES = 0.6  # probability from which an act stands although the rules read none there


@cache
def coder_version() -> str:
    """Return which weights and which lexicon code the events, as it stands in ``Event.coder``."""
    return f"{load_card().version}+{load_lexicon().version}"


class _Told(NamedTuple):
    """A frame, what the encoder said of it, between whom; without ``act`` only the lexicon knows it."""

    frame: Frame
    act: Act | None
    sources: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


def code_events(
    article: Article,
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolution],
    *,
    ontology: Ontology,
    world: World,
    confidence: float | None = None,
) -> list[Event]:
    """Return the events of an article in text order, domestic and one-sided ones included.

    Sources and targets are the mentions in ``resolutions``: nothing is coded between unnamed actors.
    ``confidence`` is the least that an event must have, by default the threshold on the model's card.
    """
    least = load_card().threshold if confidence is None else confidence
    day = (article.published or article.retrieved)[:10]
    standing = stand_for_states(resolutions, world, day)
    named = {number: list(group) for number, group in groupby(standing, key=lambda r: r.mention.sentence)}
    acts = read_acts([(sentence, named.get(sentence.number, [])) for sentence in sentences])
    events: list[Event] = []
    before: Speech | None = None
    for sentence, found in zip(sentences, acts, strict=True):
        scene = read_scene(article, sentence, named.get(sentence.number, []), before)
        before = scene.speeches[-1] if scene.speeches else None
        believed = [act for act in _with_lexicon(scene, found) if act.probability >= least]
        events += _code_sentence(scene, believed, ontology, world)
    return events


def _with_lexicon(scene: Scene, acts: Sequence[Act]) -> Iterator[Act]:
    """Yield the acts, likelier where the lexicon read the same, less so where it read that type of others.

    Their errors are not alike. Of what one actor did to another all acts, and none, share one probability.
    """
    weighed: dict[tuple[str, str], list[tuple[Act, float]]] = {}
    for act in acts:
        weighed.setdefault((act.source, act.target), []).append((act, _odds(scene, act)))
    for pair in weighed.values():
        rest = max(0.0, 1 - sum(act.probability for act, _ in pair))
        whole = rest + sum(act.probability * odds for act, odds in pair)
        yield from (replace(act, probability=act.probability * odds / whole) for act, odds in pair)


def _odds(scene: Scene, act: Act) -> float:
    """Return by how much the lexicon makes an act likelier."""
    full = [f for f in scene.frames if f.trigger.type == act.type and f.sources and f.targets]
    if not full:
        return 1.0
    return LEXICON_ODDS if any(_tells(scene, frame, act) for frame in full) else 1 / OTHERS_ODDS


def _tells(scene: Scene, frame: Frame, act: Act) -> bool:
    """Whether a frame of the lexicon has the sides of an act."""
    sides = (frame.sources, frame.targets)
    ours, theirs = ({r.code for k in side for r in scene.tokens[k].who} for side in sides)
    return (act.source in ours and act.target in theirs) or (
        act.mutual and act.target in ours and act.source in theirs
    )


def _code_sentence(scene: Scene, acts: Sequence[Act], ontology: Ontology, world: World) -> list[Event]:
    told = [*_placed(scene, acts), *(_Told(f, None) for f in scene.frames if _is_one_sided(scene, f))]
    scene = replace(scene, frames=[one.frame for one in told])
    events = [event for one in told if (event := _code_frame(scene, one, ontology, world))]
    return sorted(events, key=lambda e: (e.start, e.end))


def _placed(scene: Scene, acts: Sequence[Act]) -> list[_Told]:
    """Return the acts where they stand; those that one word tells of several actors are one."""
    title = scene.sentence.number == 0
    groups: dict[tuple[str, bool, int], list[tuple[Act, Frame]]] = {}
    for act in acts:
        frame = place_act(scene.tokens, act, scene.frames, scene.sentence.start, title=title)
        if frame is not None:
            groups.setdefault((act.type, act.mutual, frame.first), []).append((act, frame))
    return [one for group in groups.values() for one in _joined(group)]


def _joined(group: Sequence[tuple[Act, Frame]]) -> list[_Told]:
    """Join acts of one word: those of one source, then sources with the same targets."""
    if group[0][0].mutual:
        codes = {code for act, _ in group for code in (act.source, act.target)}
        whole = len(group) == len(codes) * (len(codes) - 1) // 2
        parts = [list(group)] if whole else [[one] for one in group]
    else:
        by_source: dict[str, list[tuple[Act, Frame]]] = {}
        for act, frame in group:
            by_source.setdefault(act.source, []).append((act, frame))
        by_targets: dict[frozenset[str], list[tuple[Act, Frame]]] = {}
        for mine in by_source.values():
            by_targets.setdefault(frozenset(act.target for act, _ in mine), []).extend(mine)
        parts = list(by_targets.values())
    return [_join(part) for part in parts]


def _join(part: Sequence[tuple[Act, Frame]]) -> _Told:
    weakest = min((act for act, _ in part), key=lambda act: act.probability)
    sources = dict.fromkeys(k for _, frame in part for k in frame.sources)
    targets = dict.fromkeys(k for _, frame in part for k in frame.targets)
    frame = replace(part[0][1], sources=tuple(sources), targets=tuple(targets))
    ends = ({act.source for act, _ in part}, {act.target for act, _ in part})
    return _Told(frame, weakest, *map(frozenset, ends))


def _is_one_sided(scene: Scene, frame: Frame) -> bool:
    """Whether a frame of the lexicon names no two different actors: those pairs are the encoder's."""
    source, target = _sides(scene.tokens, frame, symmetric=frame.trigger.frame == "mutual")
    ours, theirs = {a.code for a in source}, {a.code for a in target}
    return not ours or not theirs or ours == theirs


def _code_frame(scene: Scene, told: _Told, ontology: Ontology, world: World) -> Event | None:
    frame, act = told.frame, told.act
    title = scene.sentence.number == 0
    speech = _speech_over(scene, frame)
    by_rule = read_status(scene.tokens, frame, scene.frames, speech, title=title)
    sure = act is not None and act.probability >= SURE_WITHOUT_RULES
    if by_rule is None and not (sure and not tells_nothing(scene.tokens, frame, title=title)):
        return None
    read = weigh_status(act.statuses, by_rule) if act else by_rule
    if read is None:
        return None
    status, negated = read
    symmetric = act.mutual if act else frame.trigger.frame == "mutual"
    source, target = _sides_of(scene, told)
    if not source and not target:
        return None
    start, end = scene.span(frame)
    attribution = attribute(scene.article, speech, frozenset(a.code for a in (*source, *target)))
    when = date_event(scene, frame, status)
    kind = frame.trigger.type
    mode = act.mode if act else frame.trigger.mode
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
        quantities=event_quantities(scene, frame, attribution.speaker, when.end),
        confidence=round(act.probability, 3) if act else CONFIDENCE_LEXICON,
        coder=coder_version(),
        occurrence=_occurrence(scene, kind, sides, when, symmetric=symmetric),
    )


def _sides_of(scene: Scene, told: _Told) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return the actors of both sides; of a phrase that means several, those that the act is of."""
    frame, act = told.frame, told.act
    if act is None:
        return _sides(scene.tokens, frame, symmetric=frame.trigger.frame == "mutual")
    source = tuple(a for a in _actors(scene.tokens, frame.sources) if a.code in told.sources)
    target = tuple(a for a in _actors(scene.tokens, frame.targets) if a.code in told.targets)
    return _by_code(source, target) if act.mutual else (source, target)


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


def _occurrence(scene: Scene, kind: str, sides: Sequence[str], when: DateRange, *, symmetric: bool) -> str:
    """Return the id that reports of the same happening share: same act, same sides, same date."""
    if when.start is None:
        return content_id("occurrence", scene.article.id, str(scene.sentence.number), kind, *sides)
    ordered = [" ".join(sorted(" ".join(sides).split()))] if symmetric else list(sides)
    return content_id("occurrence", kind, *ordered, when.start, when.end or "")
