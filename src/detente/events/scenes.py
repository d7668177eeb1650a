"""A scene: one sentence with its tokens, frames, speeches and dates, read once for all its events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.events.attribution import find_speeches
from detente.events.dates import DateMention, find_dates, published_day
from detente.events.nouns import noun_frame
from detente.events.tokens import join_title_lists, tokenize
from detente.events.verbs import verb_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from detente.events.attribution import Speech
    from detente.events.frames import Frame
    from detente.events.tokens import Token
    from detente.records import Article, Resolution, Sentence

# what opens a clause whose dead are not the frame's
OTHER_CLAUSE = frozenset({";", "where", "after", "when", "while", "although", "because", "since", "before"})
PASSIVE_REACH = 7  # words before a passive in which "its" names whose thing was hit


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with all that its frames share."""

    article: Article
    sentence: Sentence
    tokens: Sequence[Token]
    frames: Sequence[Frame]
    speeches: Sequence[Speech]
    dates: Sequence[DateMention]
    published: date | None

    def span(self, frame: Frame) -> tuple[int, int]:
        """Return the characters from the first to the last word of trigger and sides."""
        first, last = frame.span
        return self.tokens[first].start, self.tokens[last].end

    def clause(self, frame: Frame) -> tuple[int, int]:
        """Return where the clause around a frame begins and ends in the sentence."""
        low, high = frame.span
        while low > 0 and self.tokens[low - 1].low not in OTHER_CLAUSE:
            low -= 1
        while high + 1 < len(self.tokens) and not self._leaves(high + 1):
            high += 1
        offset = self.sentence.start
        return self.tokens[low].start - offset, self.tokens[high].end - offset

    def _leaves(self, k: int) -> bool:
        low = self.tokens[k].low
        if low == ";":  # "...; 24 people died" is still its toll, "...; in Gaza 40 died" is not
            return any(t.who for t in self.tokens[k:])
        return low in OTHER_CLAUSE or (low == "that" and self.tokens[k - 1].low != ",")


def read_scene(
    article: Article, sentence: Sentence, resolutions: Sequence[Resolution], before: Speech | None
) -> Scene:
    """Return the scene of one sentence; ``before`` is the last speech of the sentence before it."""
    tokens = tokenize(sentence, resolutions)
    if sentence.number == 0:
        tokens = join_title_lists(tokens)
    published = published_day(article)
    speeches = find_speeches(tokens, before)
    found = find_frames(tokens, title=sentence.number == 0)
    frames = [pair for frame in found for pair in _each_pair(_own_things(tokens, frame, speeches))]
    return Scene(
        article=article,
        sentence=sentence,
        tokens=tokens,
        frames=_told_twice_removed(frames),
        speeches=speeches,
        dates=find_dates(sentence.text, published),
        published=published,
    )


def find_frames(tokens: Sequence[Token], *, title: bool) -> list[Frame]:
    """Return the frames of a sentence, verbs first, none told twice."""
    verbs = [f for i in range(len(tokens)) if (f := verb_frame(tokens, i, title=title))]
    nouns = [f for i in range(len(tokens)) if (f := noun_frame(tokens, i)) and not _covered(f, verbs)]
    return verbs + nouns


def _covered(frame: Frame, verbs: Sequence[Frame]) -> bool:
    """Whether a verb already tells it: the "attack" of "launched an attack on"."""
    return any(
        v.span[0] <= frame.first <= v.span[1]
        and (set(v.targets) & {*frame.targets, *frame.sources} or v.first <= frame.first < v.last)
        for v in verbs
    )


def _own_things(tokens: Sequence[Token], frame: Frame, speeches: Sequence[Speech]) -> Frame:
    """Give a frame without a target the speaker, where "its" is: "Baku said Armenia shelled its villages"."""
    if frame.targets or not frame.sources or frame.group is None or "obj" not in frame.trigger.target:
        return frame
    group = frame.group
    near = (
        tokens[max(0, group.start - PASSIVE_REACH) : group.start]
        if group.passive
        else tokens[group.end : group.end + 1]
    )
    speech = next((s for s in speeches if s.covers(frame.first) and s.at), None)
    if speech is None or not any(t.low in {"its", "his", "their"} for t in near):
        return frame
    sources = {r.code for k in frame.sources for r in tokens[k].who}
    speakers = {r.code for k in speech.at for r in tokens[k].who}
    return frame if sources & speakers else replace(frame, targets=speech.at)


def _each_pair(frame: Frame) -> list[Frame]:
    """Part a symmetric act of one side with several: who telephones A and B has not made them speak."""
    if frame.trigger.frame != "mutual" or frame.joint or not frame.sources or not frame.targets:
        return [frame]
    return [replace(frame, sources=(s,), targets=(t,)) for s in frame.sources for t in frame.targets]


def _told_twice_removed(frames: Sequence[Frame]) -> list[Frame]:
    """Drop one-sided frames whose act a fuller frame of the sentence tells."""
    full = {f.trigger.type for f in frames if f.sources and f.targets}
    return [f for f in frames if (f.sources and f.targets) or f.trigger.type not in full]
