"""Roles: "Defence Ministry spokesman", "leaders of Armenia and Azerbaijan", "Putin's envoy".

Not for which person holds one: ``phrases`` joins roles and names.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.names import any_ref, name_after, ref_at
from detente.actors.people import FORMER_SECTOR
from detente.actors.shapes import Ref, Role
from detente.records import STATE_SECTORS

if TYPE_CHECKING:
    from detente.actors.shapes import Context

CALLED = frozenset({"person", "body"})  # kinds of role noun that stand for somebody
KEEPS_SECTOR = frozenset({"OPP", "CVL", "JRN", "BUS", "EDU", "REB"})  # being a former one changes nothing
LONGEST_CHAIN = 24  # words and marks of a role: "the US Secretary of State's special envoy for ..."
PORTFOLIO_WORDS = 3  # "digital affairs minister", "land and water minister"
PROPER_SECTORS = frozenset({"BUS", "EDU"})  # their bodies have names of their own
SPOKEN_FOR = frozenset({"GOV", None})  # "opposition leader": the word before says whose


def role_at(ctx: Context, i: int) -> Role | None:
    """Read a chain of adjectives and role nouns that starts here and ends with a role noun.

    Not one where the noun only describes what follows ("military jet", "government-backed").
    """
    line, k, last, former = ctx.line, i, i, False
    sectors: list[str | None] = []
    personal = False
    while k < i + LONGEST_CHAIN:
        agent = line.agent(k)
        if agent and agent.kind in CALLED and not (sectors and _second_person(ctx, k, personal=personal)):
            last, personal = k + 1, agent.kind == "person"
            sectors.append(agent.sector)
        elif line.key(k) in lexicon.FORMER and _chained(ctx, k + 1 + line.hyphen(k + 1)):
            former = True
            k += line.hyphen(k + 1)
        elif not (agent and agent.kind == "adjective") and not _linked(
            ctx, k, i, person_ends=personal and last == k
        ):
            office = _portfolio(ctx, k) if not personal else k
            if office == k:
                break
            k = office - 1
        k += 1 if line.possessive(k) == k else line.possessive(k) - k
    if (
        not sectors
        or is_firm(ctx, last - 1, sectors[-1])
        or line.hyphen(last)
        or thing_at(ctx, last)
        or _part_of_title(ctx, last, sectors[-1])
    ):
        return None
    return Role(last, line.text(i, last), _chain_sector(sectors), personal, former)


def _portfolio(ctx: Context, k: int) -> int:
    """Return where "minister" stands in "land and water minister", k where no office follows."""
    first = ctx.line.word(k)
    for end in range(k + 1, k + 1 + PORTFOLIO_WORDS):
        agent, word = ctx.line.agent(end), ctx.line.word(end - 1)
        if word is None or not _is_field(ctx, end - 1):
            return k
        office = ctx.line.word(end)
        if agent and agent.noun in lexicon.HAS_PORTFOLIO and first and office:
            return end if first.capital == office.capital else k  # "barred Minister Harris" is no portfolio
    return k


def _is_field(ctx: Context, k: int) -> bool:
    """Whether a word may name a field of government, as no verb may: "digital", "affairs", "and"."""
    word = ctx.line.items[k]
    if word.key == "and":
        return True
    verb = word.key.endswith(("ed", "ing")) and word.key != "coordinating"
    plural = word.key.endswith("s") and word.key not in lexicon.FIELDS
    known = word.aliases or word.key in lexicon.FUNCTION | lexicon.PREDICATES | lexicon.HITS | lexicon.SAID
    return word.key.isalpha() and not (verb or plural or known)


def is_firm(ctx: Context, i: int, sector: str | None) -> bool:
    """Whether a role noun belongs to the proper name of a firm or university: "Ethiopian Airlines"."""
    word = ctx.line.word(i)
    return bool(sector in PROPER_SECTORS and word and word.capital and not ctx.line.headline)


def _part_of_title(ctx: Context, last: int, sector: str | None) -> bool:
    """Whether a headline's capitals hide that the chain goes on in a name: "Swedish National Stadium"."""
    return ctx.line.headline and sector not in STATE_SECTORS and ctx.line.loose_capital(last)


def _second_person(ctx: Context, k: int, *, personal: bool) -> bool:
    """Whether a personal noun follows another outside of capitals: "the spokesman people saw"."""
    agent, word = ctx.line.agent(k), ctx.line.word(k)
    after_person = personal and ctx.line.agent(k - 1) is not None
    return bool(after_person and agent and agent.kind == "person" and word and not word.capital)


def _linked(ctx: Context, k: int, start: int, *, person_ends: bool) -> bool:
    """Whether the chain goes on over "'s", "and", a comma or a hyphen at k."""
    line = ctx.line
    after = line.possessive(k)
    if after > k:
        return k > start and _chained(ctx, after)
    return k > start and line.key(k) in {"and", ",", "-"} and not person_ends and _chained(ctx, k + 1)


def _chained(ctx: Context, k: int) -> bool:
    agent = ctx.line.agent(k)
    return bool(agent and agent.kind != "thing")


def _chain_sector(sectors: list[str | None]) -> str | None:
    """Return the sector of a chain: its last noun's, unless that one speaks for another ("army chief")."""
    *owners, last = sectors
    if last in SPOKEN_FOR:
        return next((s for s in ("OPP", "MIL") if s in owners), last)
    return last


def thing_at(ctx: Context, i: int) -> bool:
    """Whether a thing stands here that the word before only describes; "strikes" may be a verb."""
    agent = ctx.line.agent(i)
    if not agent or agent.kind != "thing":
        return False
    if agent.noun in lexicon.VERB_LIKE:
        return ctx.line.word(i + 1) is None or ctx.line.key(i + 1) in lexicon.AFTER_NOUN
    return True


def owned_role(ctx: Context, i: int) -> tuple[list[Ref], Role] | None:
    """Read "S('s) role": the owner may be a state, an organisation or a person."""
    ref = any_ref(ctx, i)
    role = role_at(ctx, ctx.line.possessive(ref.last)) if ref else None
    return ([ref], role) if ref and role else None


def role_of(ctx: Context, i: int) -> tuple[list[Ref], Role] | None:
    """Read "role of S (and S)" and "head of S's office"."""
    role = role_at(ctx, i)
    if role is None or ctx.line.key(role.last) != "of":
        return None
    k = role.last + 1
    k += ctx.line.key(k) == "the"
    if ctx.line.hyphen(k + 1):
        return None
    inner = owned_role(ctx, k)
    if inner:
        refs, office = inner
        words = ctx.line.text(i, office.last)
        return refs, replace(office, words=words, personal=role.personal, former=role.former or office.former)
    refs = _listed_names(ctx, k)
    return (refs, replace(role, last=refs[-1].last)) if refs else None


def _listed_names(ctx: Context, k: int) -> list[Ref]:
    """Return the states of "A", "A and B", "A, B and C"."""
    refs: list[Ref] = []
    while True:
        ref = ref_at(ctx, k)
        if ref is None or ref.kind in {"demonym", "people"}:
            return refs
        refs.append(ref)
        if ctx.line.key(ref.last) not in {"and", ","}:
            return refs
        k = ref.last + 1
        k += ctx.line.key(k) in {"and", "the"}


def apposition(ctx: Context, stop: int) -> tuple[Ref, Role] | None:
    """Read ", (the) S('s) role" or ", the role of S" after a name."""
    line = ctx.line
    if line.key(stop) != ",":
        return None
    start = stop + 1
    while line.key(start) in lexicon.DETERMINERS | lexicon.FORMER:
        start += 1
    result = owned_role(ctx, start) or role_of(ctx, start)
    if result is None:
        return None
    (ref, *others), role = result
    if others or not role.personal or name_after(ctx, role.last, ref.code):
        return None
    former = role.former or any(line.key(k) in lexicon.FORMER for k in range(stop + 1, start))
    return ref, replace(role, last=accredited(ctx, role), former=former)


def marked(ctx: Context, role: Role, i: int) -> Role:
    """Read "former" or "ex-" before the phrase that starts at i."""
    line = ctx.line
    former = line.key(i - 1) in lexicon.FORMER or (line.hyphen(i - 1) and line.key(i - 2) in lexicon.FORMER)
    return replace(role, former=role.former or former)


def accredited(ctx: Context, role: Role) -> int:
    """Return where the phrase ends when "(ambassador) to Turkey and Syria" is part of it."""
    line = ctx.line
    if line.key(role.last - 1).split()[-1] not in lexicon.ACCREDITED or line.key(role.last) != "to":
        return role.last
    k = role.last + 1
    k += line.key(k) == "the"
    refs = _listed_names(ctx, k)
    return refs[-1].last if refs else role.last


def role_sector(ref: Ref, role: Role) -> str | None:
    """Return the sector of a role held for somebody: former officials are not the state."""
    if role.former and role.sector not in KEEPS_SECTOR:
        return FORMER_SECTOR
    if ref.kind == "group":
        return "REB"
    if ref.code.startswith("IGO:") and role.sector in {"GOV", "EDU"}:  # its officials, its observers
        return None
    return role.sector
