"""A name without a role: it acts, describes, says where, or is nobody.

"Turkey said" acts; "a Russian jet" describes; "in Moscow" says where; "Turkish Airlines" is nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.names import any_ref, ref_at
from detente.actors.roles import is_firm, thing_at
from detente.actors.shapes import Found, Ref, found, state_who, used

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.actors.shapes import Context

LOOK_BACK = 4  # words before a preposition in which movement or hitting is looked for
FAMILY_WORDS = 4  # before a first name in which the relation is looked for
DESCRIBES = "only describes what follows"
OF_EUROPE = "REG:EUROPE"
ACTING_REGIONS = frozenset({"REG:WEST", OF_EUROPE, "REG:GULF", "REG:BALTICS"})


def bare(ctx: Context, ref: Ref) -> Found | None:
    """Decide on a name that no role follows."""
    if decide := BY_KIND.get(ref.kind):
        return decide(ctx, ref)
    if ref.kind == "organisation" and ctx.line.key(ref.last) in lexicon.MEMBERS:
        return used(ctx, ref, "modifier", None, "only describes its members")
    if _compound(ctx, ref):
        return used(ctx, ref, "modifier", None, DESCRIBES)
    if ref.kind == "name":
        return _state_name(ctx, ref)
    return _seat(ctx, ref) if ref.kind == "seat" else used(ctx, ref, "actor", ref.sector)


def _people(ctx: Context, ref: Ref) -> Found | None:
    return used(ctx, ref, "actor", "CVL")


def _seat(ctx: Context, ref: Ref) -> Found | None:
    if _elsewhere(ctx, ref):
        return None
    if _preposition(ctx, ref) in lexicon.WITHIN | {"at"} or noun_follows(ctx, ref):
        return used(ctx, ref, "modifier", None, "named as a place, or only describes what follows")
    return used(ctx, ref, "actor", ref.sector)


def _elsewhere(ctx: Context, ref: Ref) -> bool:
    """Whether another state's house of that name is meant: "the White House in Bishkek"."""
    where = ref_at(ctx, ref.last + 1) if ctx.line.key(ref.last) == "in" else None
    return where is not None and where.kind in {"name", "capital"} and where.code != ref.code


def _state_name(ctx: Context, ref: Ref) -> Found | None:
    if _in_a_name(ctx, ref) or _named_after(ctx, ref) or ctx.line.paragraph in ctx.setting.leisure:
        return None
    within = _preposition(ctx, ref) in lexicon.WITHIN | lexicon.COMPASS or _after_its_capital(ctx, ref)
    if within and ctx.line.possessive(ref.last) == ref.last:
        return used(ctx, ref, "modifier", None, "state named as a place")
    return used(ctx, ref, "actor", ref.sector)


def _after_its_capital(ctx: Context, ref: Ref) -> bool:
    """Whether this is the second half of "Yerevan, Armenia"."""
    town = ref_at(ctx, ref.first - 2) if ctx.line.key(ref.first - 1) == "," else None
    return town is not None and town.kind == "capital" and town.code == ref.code


def _preposition(ctx: Context, ref: Ref) -> str:
    before = ctx.line.key(ref.first - 1)
    return ctx.line.key(ref.first - 2) if before == "the" else before


def _in_a_name(ctx: Context, ref: Ref) -> bool:
    """Whether a state's name is part of somebody's or something's: "Jordan Smith", "Michael Jordan"."""
    line = ctx.line
    if line.key(ref.first - 1) == "of" and _first_name_like(ctx, ref.first - 2):
        return True  # "Shah of Iran", "Cola of America"
    if line.key(ref.first) in lexicon.GIVEN_NAME_STATES and (
        _of_the_family(ctx, ref.first) or line.key(ref.last) in lexicon.HUMAN
    ):
        return True  # "his children, Jordan and Kenya", "Chad laughed"
    if line.headline or len(line.key(ref.first)) <= len("USA"):
        return False
    if ref.first > 1 and _first_name_like(ctx, ref.first - 1):
        return True
    given = line.key(ref.first)
    if not _first_name_like(ctx, ref.last):
        return given in ctx.memory.nobody
    if given in lexicon.GIVEN_NAME_STATES:
        ctx.memory.nobody.add(given)  # "Jordan Henderson signed, and Jordan said"
        return True
    return line.key(ref.last + 1) in lexicon.FUNCTION


def _of_the_family(ctx: Context, i: int) -> bool:
    """Whether somebody's child or friend is named: "his children, Jordan and Kenya"."""
    before = [ctx.line.key(k) for k in range(max(0, i - FAMILY_WORDS), i)]
    return any(word in lexicon.KINSFOLK for word in before) and "of" not in before


def _names_a_paper(ctx: Context, ref: Ref) -> bool:
    """Whether a process or treaty bears the town's name: "the Astana peace process", "Minsk agreements"."""
    k = ref.last + (ctx.line.key(ref.last) == "peace")
    return ctx.line.key(k) in lexicon.PAPERS


def _named_after(ctx: Context, ref: Ref) -> bool:
    """Whether a street, river or the like bears the name: "Lebanon Street", "the river Jordan"."""
    after = ctx.line.word(ref.last)
    proper = after is not None and after.capital and after.key in lexicon.NAMED_AFTER
    return proper or ctx.line.key(ref.first - 1) in lexicon.WATERS


def _first_name_like(ctx: Context, i: int) -> bool:
    word = ctx.line.word(i)
    return word is not None and ctx.line.loose_capital(i) and not word.text.isupper()


def _demonym(ctx: Context, ref: Ref) -> Found | None:
    line = ctx.line
    if _is_language(ctx, ref):
        return None
    if ref.code.startswith("REG:") and line.key(ref.last) in lexicon.MEMBERS:
        reason = f"states of {ctx.world.name(ref.code)}"
        return found(ctx, ref.first, ref.last + 1, state_who(ctx.world, ref.code, "GOV", "actor", reason))
    if not line.headline and line.loose_capital(ref.last) and not _is_make(ctx, ref.last):
        return None
    agent = line.agent(ref.last)
    if agent and is_firm(ctx, ref.last, agent.sector):
        return None
    return used(ctx, ref, "modifier", None, DESCRIBES)


def _is_language(ctx: Context, ref: Ref) -> bool:
    """Whether this is a language: "in Swedish", "speaks Spanish and French"."""
    line, before = ctx.line, ctx.line.key(ref.first - 1)
    after = line.word(ref.last)
    alone = after is None or not after.text.isalpha() or after.key in lexicon.FUNCTION | {"i"}
    return alone and before in lexicon.BEFORE_LANGUAGE


def _is_make(ctx: Context, i: int) -> bool:
    """Whether the word is a weapon's or product's mark: "S-400", "Su-24", "TB2"."""
    text = ctx.line.text(i, i + 1)
    return text.isupper() or any(c.isdigit() for c in text) or ctx.line.hyphen(i + 1)


def _region(ctx: Context, ref: Ref) -> Found | None:
    if ctx.line.paragraph in ctx.setting.leisure:
        return None
    placed = ref.code == OF_EUROPE and _preposition(ctx, ref) in lexicon.PLACE_BEFORE | {"of"}
    if ref.code in ACTING_REGIONS and not thing_at(ctx, ref.last) and not placed:
        return used(ctx, ref, "actor", None)
    return used(ctx, ref, "modifier", None, "region named as a place")


# --- capitals ------------------------------------------------------------------------------------------


def _capital(ctx: Context, ref: Ref) -> Found | None:
    line = ctx.line
    if _named_after(ctx, ref) or _names_a_paper(ctx, ref) or ctx.line.paragraph in ctx.setting.leisure:
        return None
    if not line.headline and (
        line.loose_capital(ref.last) or (ref.first > 1 and _first_name_like(ctx, ref.first - 1))
    ):
        return None  # "Moscow Chronicle", "Denzel Washington"
    if _is_place(ctx, ref) or (ref.capital != ref.code and _preposition(ctx, ref) in lexicon.PLACE_MAYBE):
        reason = f"capital of {ctx.world.name(ref.capital or ref.code)}, named as a place"
        where = replace(ref, code=ref.capital or ref.code, reason=reason)
        return used(ctx, where, "modifier", None)
    if thing_at(ctx, ref.last) or noun_follows(ctx, ref):
        return used(ctx, ref, "modifier", None, DESCRIBES)
    return used(ctx, ref, "actor", ref.sector)


def noun_follows(ctx: Context, ref: Ref) -> bool:
    """Whether a small word that is no verb follows: "a Moscow museum"."""
    after = ctx.line.word(ref.last)
    if after is None or not (after.text.islower() and after.text.isalpha()):
        return False
    if ctx.line.key(ref.first - 1) in lexicon.CAUSATIVE | {"and", "or", ","}:
        return False
    known = after.key in lexicon.FUNCTION or after.key in lexicon.PREDICATES
    return not known and not after.key.endswith(lexicon.VERB_ENDINGS)


def _is_place(ctx: Context, ref: Ref) -> bool:
    before = ctx.line.key(ref.first - 1)
    if ctx.line.key(ref.last) in lexicon.TOWN_AFTER or _dateline(ctx, ref):
        return True
    if before == "," and ctx.line.key(ref.first - 2) in {"capital", "city"}:
        return True
    if before in lexicon.PLACE_BEFORE | lexicon.TOWN_WORDS | lexicon.GOES_TO | lexicon.HITS:
        return True
    return before in lexicon.PLACE_MAYBE and _governed_as_place(ctx, ref.first - 1, before)


def _dateline(ctx: Context, ref: Ref) -> bool:
    """Whether the capital opens the text with its agency or date, or names its state after a comma."""
    line, after = ctx.line, ctx.line.key(ref.last)
    following = any_ref(ctx, ref.last + 1) if after == "," else None
    if following and following.kind == "name" and following.code == ref.code:
        return True
    shouted = line.text(ref.first, ref.last).isupper()
    return (
        ref.first == 0
        and (after in {"(", "-", "—"} or (shouted and after == ","))
        and not line.hyphen(ref.last)
    )


def _governed_as_place(ctx: Context, i: int, preposition: str) -> bool:
    """Whether words before the preposition speak of movement, of hitting or of a town."""
    words = {ctx.line.key(k) for k in range(max(0, i - LOOK_BACK), i)}
    if preposition == "of":
        return ctx.line.key(i - 1) in lexicon.TOWN_WORDS | lexicon.HITTING
    if preposition == "on":
        return bool(words & lexicon.HITTING)
    if preposition == "for":
        return bool(words & lexicon.LEAVING)
    return bool(words & lexicon.MOVEMENT)


# --- names that describe the next noun -------------------------------------------------------------------


def _compound(ctx: Context, ref: Ref) -> bool:
    """Whether a name only describes the noun after it: "Ukraine war", "US taxpayer money"."""
    agent = ctx.line.agent(ref.last)
    if agent and agent.kind == "thing":
        noun = agent.noun in lexicon.PLURAL_THINGS or not agent.noun.endswith("s")
        return noun and ctx.line.key(ref.first - 1) not in lexicon.CAUSATIVE
    return _without_article(ctx, ref)


def _without_article(ctx: Context, ref: Ref) -> bool:
    """Whether "US" or "EU" stands without its article before a small word: then it describes that."""
    line = ctx.line
    before, after = line.key(ref.first - 1), line.word(ref.last)
    if line.headline or line.key(ref.first).replace(" ", "") not in lexicon.TAKES_ARTICLE:
        return False
    if before in {"", "the", "and", "or", ",", "between", "(", "-", "/"} or after is None:
        return False
    plain = after.text.islower() and after.text.isalpha() and after.key not in lexicon.FUNCTION
    return plain and not after.key.endswith("ed")


# --- hyphens -------------------------------------------------------------------------------------------


def hyphenated(ctx: Context, ref: Ref) -> bool:
    """Whether a hyphen ties the name to a neighbour."""
    return ctx.line.hyphen(ref.last) or ctx.line.hyphen(ref.first - 1)


def hyphens(ctx: Context, ref: Ref) -> tuple[list[Found], int]:
    """Read "Baku-Moscow relations" and "US-made": each name describes; "pro-Russian" is nobody."""
    refs, stop = [ref], ref.last
    if ctx.line.hyphen(ref.first - 1):
        return [], ref.last
    while ctx.line.hyphen(stop):
        following = any_ref(ctx, stop + 1)
        if following is None:
            note = "only describes what follows"
            return [used(ctx, r, "modifier", None, note) for r in refs], stop + 2
        refs.append(following)
        stop = following.last
    return [used(ctx, r, "modifier", None, "named as one side of a pair") for r in refs], stop


BY_KIND: dict[str, Callable[[Context, Ref], Found | None]] = {
    "demonym": _demonym,
    "people": _people,
    "region": _region,
    "capital": _capital,
}
