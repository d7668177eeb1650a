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
    skip_titles,
    with_titles,
)
from detente.actors.people import FORMER_SECTOR, Person, choose, choose_by_office, choose_surname
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
from detente.actors.uses import bare, hyphenated, hyphens, noun_follows
from detente.knowledge import fold
from detente.records import STATE_SECTORS

if TYPE_CHECKING:
    from detente.actors.shapes import Context

Result = tuple[list[Found], int]  # what was found, and where to read on
# Their press writes "Sen." as the American does.
SENATES = frozenset({"PHL", "NGA", "AUS", "CAN", "KEN", "LBR"})
LONGEST_LIST = 12  # states before a role that they share; a longer run is a list of its own
AHEAD = 30  # words after a role in which the state it belongs to is looked for
RULES_OVER = frozenset(
    ["king", "queen", "prince", "princess", "president", "sultan", "emir", "pope", "duke"]
)  # "King Abdullah of Jordan"


def read_phrases(ctx: Context) -> list[Found]:
    """Return the phrases of a sentence in order; they do not overlap.

    Whom the sentence introduces is added to the context's memory.
    """
    phrases: list[Found] = []
    position = 0
    ctx.focus.enter(ctx.line.paragraph)
    while position < len(ctx.line.items):
        result = _phrase_at(ctx, position)
        if result is None:
            position += 1
        else:
            phrases += result[0]
            ctx.focus.add(result[0])
            position = result[1]
    return phrases


def _phrase_at(ctx: Context, i: int) -> Result | None:
    item = ctx.line.items[i]
    if item.aliases and item.aliases[0].kind == "not_state":
        first = item.key.split()[0]
        if first in lexicon.GIVEN_NAME_STATES:
            ctx.memory.nobody.add(first)  # "Jordan Henderson signed, and Jordan said"
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
    return _ranked(ctx, i) or _lawmaker(ctx, i) or _introduced(ctx, i)


# --- a phrase that begins with a state -------------------------------------------------------------------


def _from_ref(ctx: Context, ref: Ref) -> Result:
    if hyphenated(ctx, ref):
        return _ex_holder(ctx, ref) or hyphens(ctx, ref)
    if (
        ref.kind == "organisation" and ctx.line.possessive(ref.first - 2) == ref.first
    ):  # "Iran's Security Council"
        return [], ref.last
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


def _ex_holder(ctx: Context, ref: Ref) -> Result | None:
    """Read "the ex-Russian president"."""
    role = role_at(ctx, ref.last) if ctx.line.key(ref.first - 2) == "ex" else None
    return _with_role(ctx, [ref], replace(role, former=True), ref.first) if role else None


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
    while line.key(k) in {",", "and"} and len(refs) < LONGEST_LIST:
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


def _guessed(ctx: Context, text: str, ref: Ref, role: Role) -> Person:
    """Return whom a role without an owner introduces: somebody known, whatever state is around, else its."""
    known = choose(ctx.world.holders(text), ctx.world, ctx.setting.day, ctx.setting.around)
    if known is None or known.sector == FORMER_SECTOR:
        return _introduce(ctx, text, ref, role)
    ctx.memory.add(known, called=text)
    return known


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
    own = ref_at(ctx, stop + 1) if ctx.line.key(stop) == "of" else None
    if own and own.code == person.code and own.kind == "name":  # "King Felipe of Spain"
        stop = own.last
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
    item = ctx.line.items[i]
    unread = bool(item.people or item.surnames) and not (item.aliases or item.agent)  # not in office that day
    if (
        not (ctx.line.loose_capital(i) or unread)
        or ctx.line.headline
        or ctx.line.key(i - 1) in lexicon.PLACE_BEFORE | {"from"}
    ):
        return None
    stop = i + 1 if item.people else name_end(ctx, i)
    long = bool(item.people) or stop - i >= MIN_UNKNOWN_NAME or with_titles(ctx, i) < i
    named_with_role = (apposition(ctx, stop) or _apposed_without_owner(ctx, stop)) if long else None
    if not named_with_role:
        return None
    ref, role = named_with_role
    person = _introduce(ctx, ctx.line.text(i, stop), ref, role)
    return [found(ctx, i, role.last, person_who(person))], role.last


def _apposed_without_owner(ctx: Context, stop: int) -> tuple[Ref, Role] | None:
    """Read "Andrii Sybiha, his deputy," and "Sutopo Nugroho, spokesman for the disaster agency"."""
    line = ctx.line
    if line.key(stop) != ",":
        return None
    start = stop + 1 + (line.key(stop + 1) in lexicon.OWNERS | {"the", "a", "an"})
    role = role_at(ctx, start)
    if role is None or not role.personal or role.sector not in STATE_SECTORS:
        return None
    code = _owner(ctx, start, role) if _rounded_off(ctx, role.last) else None
    return (Ref(code, "name", None, start, start, ""), role) if code else None


def _rounded_off(ctx: Context, k: int) -> bool:
    """Whether an apposition ends at k, or goes on with a portfolio and not with somebody's name."""
    if ctx.line.key(k) in {",", ".", ";", ""}:
        return True
    after = ctx.line.word(k + 1 + (ctx.line.key(k + 1) == "the"))
    return ctx.line.key(k) in {"for", "of", "at"} and after is not None and not after.capital


# --- a phrase that begins with a role ----------------------------------------------------------------------


def _from_role(ctx: Context, i: int) -> Result | None:
    """Read "foreign minister of S", "President X", "King X of S"."""
    of_state = role_of(ctx, i)
    if of_state:
        refs, role = of_state
        return _with_role(ctx, refs, marked(ctx, role, i), i)
    title = role_at(ctx, i)
    if title is None:
        return None
    if not title.personal:
        return _unowned(ctx, i, title)
    named = known_name_after(ctx, title.last) or _crowned(ctx, title) or _titled(ctx, title)
    if named is None:
        return _ruler(ctx, i, title) or _unowned(ctx, i, title)
    stop, person = named
    return _after_person(ctx, i, stop, _with_own_role(person, marked(ctx, title, i)))


def _unowned(ctx: Context, i: int, role: Role) -> Result | None:
    """Read "Foreign Minister Kang Kyung-wha" where the text itself says of which state."""
    code = _owner(ctx, i, role) if role.sector in STATE_SECTORS | {"OPP"} else None
    if code is None:
        return None
    end = accredited(ctx, role)
    if fold(role.words) in lexicon.RANKS and ctx.focus.only() != code:
        return None
    ref, role = Ref(code, "name", None, i, i, ""), marked(ctx, role, i)
    name = name_after(ctx, end, code) if role.personal else None
    if name:
        return _after_person(ctx, i, name[0], _guessed(ctx, name[1], ref, role))
    owned = ctx.line.key(i - 1) in lexicon.OWNERS
    if not (owned and role.personal) and not _is_the_body(ctx, i, role, owned=owned):
        return None
    if not owned and (ctx.focus.only() != code or noun_follows(ctx, replace(ref, first=i, last=end))):
        return None  # "the government shutdown" is no government
    return [found(ctx, i, end, _role_who(ctx, ref, role))], end


def _ranked(ctx: Context, i: int) -> Result | None:
    """Read "Lt. Gen. Bacha Debele" where the text is about one state."""
    if ctx.line.key(i) not in lexicon.RANK_TITLES or ctx.line.key(i + 1) not in {".", *lexicon.RANK_TITLES}:
        return None
    start, code = skip_titles(ctx, i), ctx.focus.only()
    if code is None or ctx.focus.groups or person_at(ctx, start):
        return None
    role = Role(start, ctx.line.text(i, start), "MIL", personal=True, former=False)
    name = name_after(ctx, start, code)
    if name is None:
        return None
    of = ref_at(ctx, name[0] + 1) if ctx.line.key(name[0]) == "of" else None  # "of U.S. Central Command"
    ref = Ref(of.code if of else code, "name", None, i, i, "")
    return _after_person(ctx, i, name[0], _guessed(ctx, name[1], ref, marked(ctx, role, i)))


def _lawmaker(ctx: Context, i: int) -> Result | None:
    """Read "Sen. Mark Kelly": of the United States, but where the text is about another that says so."""
    line = ctx.line
    if line.key(i) not in lexicon.LAWMAKERS or line.key(i + 1) != ".":
        return None
    around = ctx.focus.only()
    code = around if line.key(i) == "sen" and around in SENATES else "USA"
    role = Role(i + 2, line.text(i, i + 2), "LEG", personal=True, former=False)
    stop = name_end(ctx, i + 2)
    if stop == i + 2:
        return None
    ref = Ref(code, "name", None, i, i, "")
    person = _guessed(ctx, line.text(i + 2, stop), ref, marked(ctx, role, i))
    return _after_person(ctx, i, stop, person)


def _owner(ctx: Context, i: int, role: Role) -> str | None:
    """Return the state or organisation whose role stands at i without its name, if the text tells."""
    line, focus = ctx.line, ctx.focus
    before, last = line.key(i - 1), focus.last or ""
    if before in lexicon.NOT_OF_STATE or line.possessive(i - 2) == i or line.hyphen(i - 1):
        return None
    if _of_something_else(ctx, i) or set(fold(role.words).split()) & (lexicon.LOCAL | lexicon.CROWNS):
        return None
    person = focus.last_person() if before in {"his", "her"} else None
    if person:
        return person.code
    if before in lexicon.OWNERS and ":" in last:
        return last
    if before == "its" and any(line.key(k) in lexicon.NOT_OF_STATE for k in range(max(0, i - AHEAD), i)):
        return None  # "the union said its president"
    words = set(fold(role.words).split())
    government = words & lexicon.OF_GOVERNMENT
    if last.startswith("IGO:") and words & lexicon.OF_ORGANISATIONS and not government:
        return last
    if (focus.groups or last.startswith("ARM:")) and not government:
        return None  # whose commander or spokesman it is, the state's or the group's, stays open
    if role.personal and role.sector == "GOV" and not government and before not in lexicon.OWNERS:
        return None  # "chairman", "director", "spokesman": of a firm as well
    return focus.nearest() or _state_ahead(ctx, i)


def _of_something_else(ctx: Context, i: int) -> bool:
    """Whether what stands before a role owns it or acts on it: "Microsoft President", "captured Colonel"."""
    line, before = ctx.line, ctx.line.word(i - 1)
    if i == 0 or before is None or not before.text.isalpha():
        return False
    if before.capital and not line.headline:
        return i > 1 or before.key not in lexicon.FUNCTION | lexicon.NOT_GIVEN_NAMES
    acts_on = before.key.endswith("ed") or before.key in lexicon.PREDICATES | lexicon.HITS
    return acts_on and before.key not in lexicon.SAID and not line.headline


def _state_ahead(ctx: Context, i: int) -> str | None:
    """Return the only state that the rest of the sentence names: "told reporters in Baghdad"."""
    refs = (ref_at(ctx, k) for k in range(i, min(i + AHEAD, len(ctx.line.items))))
    codes = {ref.code for ref in refs if ref and ref.kind in {"name", "demonym", "capital", "seat"}}
    return codes.pop() if len(codes) == 1 and not ctx.focus.paragraph_states else None


def _is_the_body(ctx: Context, i: int, role: Role, *, owned: bool) -> bool:
    """Whether a body without a state's name can only be a state's: "the army", "his foreign ministry"."""
    after = owned or ctx.line.key(i - 1) == "the"
    return after and not role.personal and fold(role.words).split()[-1] in lexicon.STATE_BODIES


def _with_own_role(person: Person, role: Role) -> Person:
    reason = person.reason if "role" in person.reason else f"{person.reason}, named with role"
    if role.former and person.sector != "OPP":
        return replace(person, sector=FORMER_SECTOR, reason=f"{reason}, called former")
    return replace(person, reason=reason)


def _titled(ctx: Context, title: Role) -> tuple[int, Person] | None:
    """Read "President Park": the one of that office and family name."""
    k = skip_titles(ctx, title.last)
    word = ctx.line.word(k)
    if word is None or not word.capital or ctx.line.items[k].aliases or ctx.line.loose_capital(k + 1):
        return None
    rows = ctx.world.families.get(ctx.line.key(k), ())
    person = choose_by_office(rows, ctx.world, ctx.setting.day, title.words, ctx.setting.around)
    if person is None or title.former:
        return None
    ctx.memory.add(person, called=ctx.line.text(k, k + 1))
    return k + 1, person


def _crowned(ctx: Context, title: Role) -> tuple[int, Person] | None:
    """Read "King Abdullah": the one of that name in office, or the one whose state the text names."""
    if fold(title.words).split()[-1] not in RULES_OVER:
        return None
    rows = ctx.world.crowned.get(ctx.line.key(title.last), ())
    person = choose_surname(rows, ctx.world, ctx.setting.day, ctx.setting.named)
    if person is None:
        return None
    person = replace(person, reason=person.reason.replace("by surname", "by title"))
    ctx.memory.add(person, called=ctx.line.text(title.last, title.last + 1))
    return title.last + 1, person


def _ruler(ctx: Context, i: int, role: Role) -> Result | None:
    """Read "King Abdullah of Jordan"."""
    stop = name_end(ctx, role.last)
    ref = ref_at(ctx, stop + 1) if stop > role.last and ctx.line.key(stop) == "of" else None
    if ref is None or ref.kind != "name" or fold(role.words).split()[-1] not in RULES_OVER:
        return None
    person = _introduce(ctx, ctx.line.text(role.last, stop), ref, marked(ctx, role, i))
    return [found(ctx, i, ref.last, person_who(person))], ref.last
