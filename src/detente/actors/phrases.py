"""The grammar: which stretch of a sentence stands for whom.

A phrase is built around a name from the tables: "the Russian Defence Ministry", "Turkey's foreign
minister, Mevlut Cavusoglu", "leaders of Armenia and Azerbaijan". Its span is the whole noun phrase.
Not for what refers back to an earlier sentence: that is ``anaphora``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.names import (
    MIN_UNKNOWN_NAME,
    known_name_after,
    name_after,
    name_end,
    person_at,
    ref_at,
    with_titles,
)
from detente.actors.people import FORMER_SECTOR, Person, choose
from detente.actors.roles import (
    CALLED,
    accredited,
    apposition,
    marked,
    role_at,
    role_of,
    role_sector,
    thing_at,
)
from detente.actors.shapes import Found, Ref, Role, Who, found, person_ref, person_who, state_who
from detente.actors.uses import bare, hyphenated, hyphens
from detente.knowledge import fold

if TYPE_CHECKING:
    from detente.actors.shapes import Context

Result = tuple[list[Found], int]  # what was found, and where to read on
RULES_OVER = frozenset(
    ["king", "queen", "prince", "princess", "president", "sultan", "emir"]
)  # "King Abdullah of Jordan"


def read_phrases(ctx: Context) -> list[Found]:
    """Return the phrases of a sentence in order; they do not overlap.

    Whom the sentence introduces is added to the context's memory.
    """
    phrases: list[Found] = []
    position = 0
    while position < len(ctx.line.items):
        result = _phrase_at(ctx, position)
        if result is None:
            position += 1
        else:
            phrases += result[0]
            position = result[1]
    return phrases


def _phrase_at(ctx: Context, i: int) -> Result | None:
    item = ctx.line.items[i]
    if item.aliases and item.aliases[0].kind == "not_state":
        return [], i + 1
    listed = _list_with_role(ctx, i)
    if listed:
        return listed
    person = person_at(ctx, i)
    if person:
        return _from_person(ctx, i, *person)
    ref = ref_at(ctx, i)
    if ref:
        return _from_ref(ctx, ref)
    if item.agent and item.agent.kind in CALLED:
        return _from_role(ctx, i)
    return _introduced(ctx, i)


# --- a phrase that begins with a state -------------------------------------------------------------------


def _from_ref(ctx: Context, ref: Ref) -> Result:
    if hyphenated(ctx, ref):
        return hyphens(ctx, ref)
    owned = ctx.line.possessive(ref.last)
    role = role_at(ctx, owned)
    if role:
        return _with_role(ctx, [ref], marked(ctx, role, ref.first), ref.first)
    person = person_at(ctx, owned) if owned > ref.last else None
    if person and person[1].code == ref.code:  # "Armenia's Pashinyan"
        return _after_person(ctx, ref.first, *person)
    body = ref_at(ctx, owned)
    if body and body.kind == "seat" and body.code == ref.code and not hyphenated(ctx, body):  # "Iran's IRGC"
        return _from_ref(ctx, replace(body, first=ref.first))
    phrase = bare(ctx, ref)
    return ([phrase] if phrase else []), ref.last


def _list_with_role(ctx: Context, i: int) -> Result | None:
    """Read "Armenian and Azerbaijani foreign ministers", "Armenia and Azerbaijan's leaders"."""
    line, first = ctx.line, ref_at(ctx, i)
    if (
        first is None
        or first.kind not in {"demonym", "name", "capital"}
        or line.key(first.last) not in {",", "and"}
    ):
        return None
    refs, k = [first], first.last
    while line.key(k) in {",", "and"}:
        k += 1 + (line.key(k) == "," and line.key(k + 1) == "and")
        ref = ref_at(ctx, k)
        if ref is None or ref.kind != first.kind:
            return None
        refs.append(ref)
        k = ref.last
    owned = line.possessive(k)
    role = role_at(ctx, owned) if first.kind == "demonym" or owned > k else None
    return _with_role(ctx, refs, marked(ctx, role, i), i) if role else None


def _with_role(ctx: Context, refs: list[Ref], role: Role, first: int) -> Result:
    """Build "S role (name)": one actor, or one for each state of a list."""
    end = accredited(ctx, role)
    name = name_after(ctx, end, refs[0].code) if role.personal and len(refs) == 1 else None
    if name is None:
        return [found(ctx, first, end, *(_role_who(ctx, ref, role) for ref in refs))], end
    stop, text = name
    return _after_person(ctx, first, stop, _introduce(ctx, text, refs[0], role))


def _role_who(ctx: Context, ref: Ref, role: Role) -> Who:
    through = f" through {ref.person.name}" if ref.person else ""
    former = "former " if role.former else ""
    reason = f"{former}'{role.words}' of {ctx.world.name(ref.code)}{through}"
    return state_who(ctx.world, ref.code, role_sector(ref, role), "actor", reason)


# --- persons -----------------------------------------------------------------------------------------------


def _introduce(ctx: Context, text: str, ref: Ref, role: Role) -> Person:
    """Return the person whom a role introduces and remember them; the text wins over the tables."""
    sector = role_sector(ref, role)
    known = choose(ctx.world.holders(text), ctx.world, ctx.setting.day)
    agrees = known is not None and known.code == ref.code
    lapsed = agrees and known is not None and known.sector == FORMER_SECTOR != sector
    reason = f"named with the role '{role.words}' of {ctx.world.name(ref.code)}"
    if known and agrees and not lapsed:
        reason = f"{known.reason}, named with role"
    person = Person(known.name if known and agrees else text, ref.code, sector, reason)
    ctx.memory.add(person, called=text)
    return person


def _from_person(ctx: Context, i: int, stop: int, person: Person) -> Result:
    ref = person_ref(person, i, stop)
    if hyphenated(ctx, ref):
        return hyphens(ctx, ref)
    named_with_role = apposition(ctx, stop)
    if named_with_role:
        owner, role = named_with_role
        introduced = _introduce(ctx, person.name, owner, role)
        return [found(ctx, with_titles(ctx, i), role.last, person_who(introduced))], role.last
    return _after_person(ctx, i, stop, person)


def _after_person(ctx: Context, first: int, stop: int, person: Person) -> Result:
    """Go on where a person in turn owns a role: "Putin's envoy Kirill Dmitriev"."""
    first = with_titles(ctx, first)
    owned = ctx.line.possessive(stop)
    role = role_at(ctx, owned) if owned > stop or _owns_without_ending(ctx, stop) else None
    if role and person.sector != FORMER_SECTOR:
        return _with_role(ctx, [person_ref(person, first, stop)], role, first)
    describes = owned == stop and thing_at(ctx, stop)
    return [found(ctx, first, stop, person_who(person, "modifier" if describes else "actor"))], stop


def _owns_without_ending(ctx: Context, i: int) -> bool:
    """Whether a surname is followed by its government or, in a headline, its envoy."""
    agent = ctx.line.agent(i)
    return bool(agent and (agent.noun in {"administration", "government", "regime"} or ctx.line.headline))


def _introduced(ctx: Context, i: int) -> Result | None:
    """Read "Name Surname, S's role": somebody no table knows."""
    if (
        not ctx.line.loose_capital(i)
        or ctx.line.headline
        or ctx.line.key(i - 1) in lexicon.PLACE_BEFORE | {"from"}
    ):
        return None
    stop = name_end(ctx, i)
    named_with_role = apposition(ctx, stop) if stop - i >= MIN_UNKNOWN_NAME else None
    if not named_with_role:
        return None
    ref, role = named_with_role
    person = _introduce(ctx, ctx.line.text(i, stop), ref, role)
    return [found(ctx, i, role.last, person_who(person))], role.last


# --- a phrase that begins with a role ----------------------------------------------------------------------


def _from_role(ctx: Context, i: int) -> Result | None:
    """Read "foreign minister of S", "President X", "King X of S"."""
    of_state = role_of(ctx, i)
    if of_state:
        refs, role = of_state
        return _with_role(ctx, refs, marked(ctx, role, i), i)
    title = role_at(ctx, i)
    if title is None or not title.personal:
        return None
    named = known_name_after(ctx, title.last)
    if named is None:
        return _ruler(ctx, i, title)
    stop, person = named
    return _after_person(ctx, i, stop, _with_own_role(person, marked(ctx, title, i)))


def _with_own_role(person: Person, role: Role) -> Person:
    reason = person.reason if "role" in person.reason else f"{person.reason}, named with role"
    if role.former and person.sector != "OPP":
        return replace(person, sector=FORMER_SECTOR, reason=f"{reason}, called former")
    return replace(person, reason=reason)


def _ruler(ctx: Context, i: int, role: Role) -> Result | None:
    """Read "King Abdullah of Jordan"."""
    stop = name_end(ctx, role.last)
    ref = ref_at(ctx, stop + 1) if stop > role.last and ctx.line.key(stop) == "of" else None
    if ref is None or ref.kind != "name" or fold(role.words).split()[-1] not in RULES_OVER:
        return None
    person = _introduce(ctx, ctx.line.text(role.last, stop), ref, marked(ctx, role, i))
    return [found(ctx, i, ref.last, person_who(person))], ref.last
