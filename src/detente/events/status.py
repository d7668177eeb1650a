"""Whether an event happened: fact, announced, possible, denied or alleged.

The rule in doubt is `possible`, never `fact`. Only what the sentence says decides; the order of the checks is
the order of their strength: blocked (no event at all), denied, possible, announced, alleged, fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.attribution import ADMISSIONS, CLAIMS
from detente.events.frames import TYPES_WITH_CONTENT
from detente.events.grammar import FUTURE, MODAL, NEGATION, QUOTES, is_negation
from detente.events.lexicon import inflect
from detente.events.phrases import (
    BELIEF_FORMS,
    clause_subject,
    governor_of,
    is_hardware,
    looks_finite,
    reach,
    starts_clause,
)
from detente.events.reality import is_denied_before, is_elsewhere, is_uncertain
from detente.events.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.events.attribution import Speech
    from detente.events.frames import Frame
    from detente.events.tokens import Token
    from detente.records import Status


def _forms(*lemmas: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in inflect(lemma))


IMPLICATIVE = _forms(*words("implicative")) | {"went"}
INTENDED = _forms(*words("intended")) | words("intended_nouns")
CATENATIVE = _forms(*words("catenative"))
FAILED = _forms(*words("failed")) | words("failed_nouns")
DENY = _forms("deny", "refute") | {"denial", "denials"}
DOUBT_WORDS = words("doubt")
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
SEEMING = _forms("seem", "appear")
# words left of a noun that keep it from having happened
UNREAL = words("unreal")
UNREAL_MEETING = words("unreal_meeting")
# "cancelled a plan to expel": nothing is planned any more
DROPPED = _forms("cancel", "drop", "abandon", "shelve", "scrap", "oppose", "postpone")
DROPPED_REACH = 4
ENDED = frozenset({"end", "ended", "ending", "ends"})
PRESENT_COPULAS = frozenset({"is", "are", "comes", "come", "marks", "remains", "remain", "aims"})
# Tuned on the development sentences of evals/coder.
SURE_OF_STATUS = 0.8
SURE_OF_FACT = 0.95  # where a rule reads doubt or denial
DOUBTED_FACT = 0.4
NEGATION_REACH = 3  # words after a noun phrase in which "never" still belongs to it
UNREAL_REACH = 6  # words left of a noun that are looked at
GERUND_OPENERS = frozenset({",", "after", "by", "while", "following", "since", "decree", "order"})


def read_status(
    tokens: Sequence[Token], frame: Frame, frames: Sequence[Frame], speech: Speech | None, *, title: bool
) -> tuple[Status, bool] | None:
    """Return (status, negated), or None where the sentence tells of no such event at all."""
    text = " ".join(t.text for t in tokens)
    if _is_content(tokens, frame, frames) or is_elsewhere(tokens, frame, text) or tokens[-1].low == "?":
        return None
    if frame.kind == "noun":
        base = _noun_status(tokens, frame)
    else:
        base = _verb_status(tokens, frame, told=speech is not None, title=title)
    if base is None:
        return None
    status, negated = base
    if _is_denied(tokens, frame) or is_denied_before(tokens, frame):
        return "denied", True
    if status == "denied":
        return status, negated
    if _is_doubtful(tokens, frame) or is_uncertain(tokens, frame, speech, title=title, text=text):
        return "possible", negated
    if any(t.low in {"allegedly", "alleged"} for t in _around(tokens, frame)):
        return "alleged", negated
    if status == "fact" and speech is not None:
        status = _by_stake(tokens, frame, speech)
    return status, negated


def tells_nothing(tokens: Sequence[Token], frame: Frame, *, title: bool) -> bool:
    """Whether the sentence asks, or tells of a match, a story or a figure of speech."""
    text = " ".join(t.text for t in tokens)
    return is_elsewhere(tokens, frame, text) or (tokens[-1].low == "?" and not title)


def weigh_status(chances: Mapping[Status, float], by_rule: tuple[Status, bool] | None) -> tuple[Status, bool]:
    """Return (status, negated) of an act that the encoder found, checked by the rules.

    The encoder's status stands where it is sure; else the rules' own; a fact that neither is sure of is
    possible.

    >>> weigh_status({"fact": 0.6, "possible": 0.4}, ("announced", False))
    ('announced', False)
    """
    likeliest = max(chances, key=lambda status: chances[status])
    ruled, negated = by_rule or (likeliest, False)
    sure = SURE_OF_FACT if likeliest == "fact" and ruled in {"possible", "denied"} else SURE_OF_STATUS
    status = likeliest if chances[likeliest] >= sure else ruled
    if status == "fact" and chances["fact"] < DOUBTED_FACT:
        status = "possible"
    return status, negated or status == "denied"


def _around(tokens: Sequence[Token], frame: Frame) -> Sequence[Token]:
    first, last = frame.span
    return tokens[max(0, first - 2) : last + 1]


def _is_content(tokens: Sequence[Token], frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the frame is what another act asks for, threatens, promises, refuses or alleges."""
    for other in frames:
        group = other.group
        if other is frame or group is None or other.trigger.type not in TYPES_WITH_CONTENT:
            continue
        if group.end <= frame.first < _content_end(tokens, group.end) and (
            frame.group is None or frame.group.mood in {"infinitive", "gerund", "base"}
        ):
            return True
    return False


def _content_end(tokens: Sequence[Token], start: int) -> int:
    end = reach(tokens, start)
    if end < len(tokens) and tokens[end].low == "that" and end - start <= 1:
        return reach(tokens, end + 1)
    return end


def _verb_status(
    tokens: Sequence[Token], frame: Frame, *, told: bool, title: bool
) -> tuple[Status, bool] | None:
    group = frame.group
    assert group is not None
    status: Status | None
    match group.mood:
        case "infinitive":
            status = _infinitive_status(tokens, frame, title=title)
        case "gerund":
            status = _gerund_status(tokens, group.start)
            if status == "denied":
                return status, True
        case "base":
            status = "fact" if _is_plural(tokens, frame) else None
        case "future":
            status = "announced"
        case "modal":
            # "said it would send" is a plan told in the past; elsewhere "would" is a guess
            status = "announced" if told and group.cue in {"would", "'d"} else "possible"
        case _:
            # "was due in Washington": the words themselves are a plan
            status = "announced" if frame.trigger.words == ("be", "due") else "fact"
    if status is None:
        return None
    if group.negated:
        return "denied", True
    return status, False


def _infinitive_status(tokens: Sequence[Token], frame: Frame, *, title: bool) -> Status | None:
    group = frame.group
    assert group is not None
    k = group.start - 1
    governor = group.cue
    if k >= 0 and tokens[k].who:
        return "announced" if title and not any(looks_finite(tokens, j) for j in range(k)) else None
    if governor in IMPLICATIVE:
        return "fact"
    if governor in INTENDED:
        dropped = any(t.low in DROPPED for t in tokens[max(0, k - DROPPED_REACH) : k + 1])
        return None if dropped else "announced"
    if governor in FAILED:
        return "denied"
    return "possible"


def _gerund_status(tokens: Sequence[Token], start: int) -> Status | None:
    if start == 0 or tokens[start - 1].low in GERUND_OPENERS:
        return "fact"
    governor = governor_of(tokens, start)
    if governor is None:
        return None
    low = tokens[governor].low
    if low in CATENATIVE:
        return "fact"
    return "denied" if low in DENY else None


def _is_plural(tokens: Sequence[Token], frame: Frame) -> bool:
    side = frame.sources if frame.group and not frame.group.passive else frame.targets
    if not side or (frame.group and frame.group.passive):
        return False
    between = [t.low for t in tokens[side[-1] : frame.first]]
    words = tokens[side[-1]].low
    plural = (
        len(side) > 1
        or (words.endswith("s") and tokens[side[-1]].who[0].kind != "state")
        or any(is_hardware(w) for w in between)
    )
    return plural and "that" not in {t.low for t in tokens[max(0, side[0] - 2) : side[0]]}


def _noun_status(tokens: Sequence[Token], frame: Frame) -> tuple[Status, bool] | None:
    first, last = frame.span
    left = [t.low for t in tokens[max(0, first - UNREAL_REACH) : frame.first] if not t.who]
    for stop in (",", ";", ":"):
        if stop in left:
            left = left[len(left) - left[::-1].index(stop) :]
    # one ends a visit that was made, but lifts sanctions that are no more
    meeting = frame.trigger.type in {"CONSULT", "COOPERATE"}
    unreal = (UNREAL - ENDED) | UNREAL_MEETING if meeting else UNREAL
    if set(left) & unreal:
        return None
    if set(left) & NEGATION:
        return None
    if _never_took_place(tokens, last):
        return "denied", True
    status = _clause_modality(tokens, first, last)
    if status == "fact" and any(t.low in PRESENT_COPULAS for t in tokens[last + 1 : last + 3]):
        status = "possible"  # "the meeting with X is", "talks between X and Y are": may be still to come
    return status, False


def _never_took_place(tokens: Sequence[Token], last: int) -> bool:
    """Whether the clause after a noun denies it: "talks between X and Y never took place"."""
    return any(is_negation(t.low) for t in tokens[last + 1 : last + 1 + NEGATION_REACH] if not t.who)


def _clause_modality(tokens: Sequence[Token], first: int, last: int) -> Status:
    """Read a noun's status from the auxiliaries of its clause: "talks between X and Y will ..."."""
    left = first
    while left > 0 and not starts_clause(tokens[left - 1]) and tokens[left - 1].low != ",":
        left -= 1
    right = last
    while right < len(tokens) and not starts_clause(tokens[right]):
        right += 1
    lows = [t.low for t in tokens[left:right] if not t.who]
    if any(low in MODAL for low in lows):
        return "possible"
    if any(low in FUTURE for low in lows) or any(
        low in {"planned", "scheduled", "expected", "due", "upcoming"} for low in lows
    ):
        return "announced"
    if "to" in [t.low for t in tokens[max(left, first - 4) : first]]:
        return "possible"
    return "fact"


def _is_denied(tokens: Sequence[Token], frame: Frame) -> bool:
    """Whether "denied" or "no evidence that" stands over the frame."""
    for k in range(frame.first - 1, -1, -1):
        low = tokens[k].low
        if low in {",", ";", "but"} or low in QUOTES:
            return False
        if low in DENY and frame.trigger.type != "REJECT":
            return True
    return bool(frame.group) and any(
        is_negation(t.low) for t in tokens[max(0, frame.first - 1) : frame.first]
    )


def _is_doubtful(tokens: Sequence[Token], frame: Frame) -> bool:
    if any(t.low == "?" for t in tokens):
        return True
    if any(t.low in DOUBT_WORDS for t in _around(tokens, frame)):
        return True
    return _under_condition(tokens, frame.first) or _under_belief(tokens, frame)


def _under_condition(tokens: Sequence[Token], i: int) -> bool:
    for k in range(i - 1, -1, -1):
        low = tokens[k].low
        if low in CONDITIONS:
            return not (
                k > 0 and tokens[k - 1].low in {"as", "even"} and low == "if" and tokens[k - 1].low == "as"
            )
        if low in {",", ";"} or low in QUOTES:
            break
    opening = next((k for k, t in enumerate(tokens) if t.low in {"if", "unless"}), None)
    return opening is not None and any(t.low in FUTURE | MODAL for t in tokens)


def _under_belief(tokens: Sequence[Token], frame: Frame) -> bool:
    first = frame.span[0]
    for k in range(first - 1, -1, -1):
        low = tokens[k].low
        if low in {";", "but"} or low in QUOTES:
            return False
        if low in SEEMING or (low in BELIEF_FORMS and not tokens[k].who):
            nearer = any(t.low in {",", "and"} for t in tokens[k:first]) and bool(
                clause_subject(tokens, first)
            )
            return not nearer
    return False


def _by_stake(tokens: Sequence[Token], frame: Frame, speech: Speech) -> Status:
    """Read who vouches: a party's word about the other side's act is `alleged`.

    A party's word about its own act is a fact (the saying is the act, or a readout of it), except for
    violence, where only an admission counts.
    """
    verb = tokens[speech.verb].low
    sources = {r.code for k in frame.sources for r in tokens[k].who}
    targets = {r.code for k in frame.targets for r in tokens[k].who}
    violent = frame.trigger.type in {"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "ACCUSE"}
    if speech.codes & sources:
        return "alleged" if frame.trigger.type == "ASSAULT" and verb not in ADMISSIONS else "fact"
    # a party's media speak for it here: "Iranian media reported that Israel had bombed Iran"
    if {r.code for r in speech.who} & targets and violent:
        return "alleged"
    if verb in CLAIMS:
        return "alleged" if speech.codes & (sources | targets) else "possible"
    if (
        speech.kind == "anonymous"
        and speech.text
        and {"source", "sources", "reports", "rumours"} & set(speech.text.lower().split())
    ):
        return "possible"
    return "fact"
