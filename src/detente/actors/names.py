"""Names in a sentence: of states and organisations, and of persons, known or not.

Not for what a name does in its sentence: ``uses`` and ``roles`` decide that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.people import Person, choose, choose_surname
from detente.actors.shapes import Ref, person_ref
from detente.knowledge import skeleton

if TYPE_CHECKING:
    from detente.actors.shapes import Context
    from detente.knowledge import Alias

MAX_NAME_WORDS = 5  # longer runs of capitals are titles and institutions, not persons
MIN_UNKNOWN_NAME = 2  # one unknown capitalised word after a comma may be anything
REASONS = {
    "name": "name of {}",
    "demonym": "adjective of {}",
    "people": "people of {}",
    "capital": "capital of {} stands for its government",
    "seat": "seat or body that stands for {}",
    "organisation": "name of {}",
    "group": "name of {}",
    "region": "name of {}",
}
# Where people bear the surname of the mother after that of the father.
TWO_SURNAMES = frozenset(
    ["ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN", "PER",
     "PHL", "PRY", "SLV", "URY", "VEN", "PRT", "BRA", "AGO", "MOZ", "CPV", "GNB", "STP", "TLS"]
)  # fmt: skip
CLOSING = frozenset(
    {",", ".", ";", ":", "", "said", "says", "told", "and", ")", '"', "”", "has", "will", "-"}
)


# --- states, organisations, groups, regions ------------------------------------------------------------


def ref_at(ctx: Context, i: int) -> Ref | None:
    """Return what the name at a position stands for on the day, if that can be told."""
    if not 0 <= i < len(ctx.line.items):
        return None
    rows = [a for a in ctx.line.items[i].aliases if _counts(ctx, a)]
    if len({a.code for a in rows}) != 1 or rows[0].kind == "not_state":
        return None
    code, reason = _meaning(ctx, rows[0])
    kind = rows[0].kind
    own = rows[0].code if kind == "capital" else ""
    return Ref(code, kind, _sector(rows[0], code), i, i + 1, reason, capital=own)


def _counts(ctx: Context, alias: Alias) -> bool:
    known = ctx.setting.named if alias.kind == "capital" else ctx.setting.around
    if alias.ambiguous and alias.code not in known:
        return False
    return alias.alias not in ctx.setting.homonyms


def _sector(alias: Alias, code: str) -> str | None:
    if alias.kind == "group":
        return "REB"
    return alias.sector or ("GOV" if alias.kind == "capital" and ":" not in code else None)


def _meaning(ctx: Context, alias: Alias) -> tuple[str, str]:
    """Return the code and the reason; Brussels is the Union's where the text names the Union."""
    if alias.alias == "Brussels" and "IGO:EU" in ctx.setting.named and "BEL" not in ctx.setting.named:
        return "IGO:EU", "Brussels stands for the European Union in a text that names it"
    return alias.code, REASONS[alias.kind].format(ctx.world.name(alias.code))


def any_ref(ctx: Context, i: int) -> Ref | None:
    """Return the person or else the state, organisation, group or region named at a position."""
    person = person_at(ctx, i)
    return person_ref(person[1], i, person[0]) if person else ref_at(ctx, i)


# --- persons -------------------------------------------------------------------------------------------


def person_at(ctx: Context, i: int) -> tuple[int, Person] | None:
    """Return where the name ends and the person named, by full name or by an unmistakable surname."""
    word = ctx.line.word(i)
    if word is None or not word.capital:
        return None
    item = ctx.line.items[i]
    if item.people:
        return _full_name(ctx, i)
    if respelled := _respelled(ctx, i):
        return respelled
    if item.aliases or (item.agent and not item.surnames):
        return None
    given = ctx.memory.given.get(item.key) if ctx.line.key(i - 1) in lexicon.HONORIFICS else None
    stop, person = (i + 1, given) if given else _short_name(ctx, i)
    if person is None or _goes_on(ctx, stop) or _first_name_before(ctx, i):
        return None
    return stop, person


def _full_name(ctx: Context, i: int) -> tuple[int, Person] | None:
    item = ctx.line.items[i]
    person = ctx.memory.full.get(item.key) or choose(
        item.people, ctx.world, ctx.setting.day, ctx.setting.around
    )
    if person is None:
        return None
    stop = i + 1
    if _goes_on(ctx, stop) and person.code in TWO_SURNAMES:  # "Rafael Correa Delgado"
        stop += 1
    if _goes_on(ctx, stop):
        return None
    ctx.memory.add(person)
    return stop, person


def _respelled(ctx: Context, i: int) -> tuple[int, Person] | None:
    """Return whom a full name means that the tables or this text spell otherwise: "Andreii Yermak"."""
    line = ctx.line
    if not line.loose_capital(i):
        return None
    for stop in range(min(i + MAX_NAME_WORDS, len(line.items)), i + 1, -1):
        last = line.word(stop - 1)
        key = skeleton(line.text(i, stop)) if last and last.capital else ""
        rows = ctx.world.spelled.get(key, ())
        person = ctx.memory.spelled.get(key) or choose(rows, ctx.world, ctx.setting.day, ctx.setting.around)
        if key and person and not _goes_on(ctx, stop):
            person = replace(person, reason=f"{person.reason}, spelled otherwise")
            ctx.memory.add(person, called=line.text(i, stop))
            return stop, person
    return None


def _short_name(ctx: Context, i: int) -> tuple[int, Person | None]:
    """Return whom a name the document has introduced means, else whom a surname means on the day."""
    line, memory = ctx.line, ctx.memory
    for size in range(min(MAX_NAME_WORDS, len(line.items) - i), 0, -1):
        key = " ".join(item.key for item in line.items[i : i + size]).replace(" - ", "-").replace(" ' ", "'")
        if key in memory.full:
            return i + size, memory.full[key]
        if key in memory.surnames:
            return i + size, memory.surnames[key]
    item = line.items[i]
    bearers = item.surnames or (ctx.world.bearers(item.key) if line.loose_capital(i) else ())
    return i + 1, choose_surname(bearers, ctx.world, ctx.setting.day, ctx.setting.named)


def _goes_on(ctx: Context, stop: int) -> bool:
    """Whether the name is only the start of a longer one: "Trump Tower", "Macron Dupont"."""
    return not ctx.line.headline and ctx.line.loose_capital(stop)


def _first_name_before(ctx: Context, i: int) -> bool:
    """Whether another first name stands before a surname: "Melania Trump"."""
    line, before = ctx.line, ctx.line.before(i)
    if before is None or not line.loose_capital(i - 1) or before.text.isupper():
        return False
    return before.key in ctx.world.given_names if line.headline else True


def name_after(ctx: Context, i: int, code: str) -> tuple[int, str] | None:
    """Return the end and the text of the person's name that follows a role, with or without a comma."""
    line = ctx.line
    comma = line.key(i) == ","
    k = skip_titles(ctx, i + comma)
    word = line.word(k)
    if word is None or not word.capital:
        return None
    if line.items[k].people and not line.items[k].aliases:
        return k + 1, line.text(k, k + 1)
    if line.items[k].surnames and not comma and not _goes_on(ctx, k + 1):
        known = _short_name(ctx, k)[1]
        return k + 1, known.name if known and known.code == code else line.text(k, k + 1)
    return _unknown_name(ctx, k, code, comma=comma)


def _unknown_name(ctx: Context, k: int, code: str, *, comma: bool) -> tuple[int, str] | None:
    line = ctx.line
    stop = name_end(ctx, k)
    if stop == k or line.headline:
        return None
    if comma and (stop - k < MIN_UNKNOWN_NAME or line.key(stop) not in CLOSING):
        return None
    if stop - k == 1 and (line.key(stop) == ")" or _is_first_name(ctx, line.key(k), code)):
        return None
    if stop - k == 1 and line.key(k - 1) in lexicon.NAMES_FIRMS:  # "General Dynamics", "Premier League"
        return None
    return stop, line.text(k, stop)


def _is_first_name(ctx: Context, key: str, code: str) -> bool:
    """Whether a lone word is the first name of somebody known: "(President Vladimir) Putin"."""
    return (code, key) in ctx.world.first_names


def known_name_after(ctx: Context, i: int) -> tuple[int, Person] | None:
    """Return the known person whose name follows a role, with or without a comma and titles."""
    comma = ctx.line.key(i) == ","
    if comma and ctx.line.key(i - 1).endswith("s"):  # "refugees, Antonio Guterres": no office of one person
        return None
    return person_at(ctx, skip_titles(ctx, i + comma))


def skip_titles(ctx: Context, i: int) -> int:
    """Return the position after titles: "retired Lt. Gen."."""
    k = i
    while ctx.line.key(k) in lexicon.TITLES or (k > i and ctx.line.key(k) == "."):
        k += 1
    return k


def with_titles(ctx: Context, i: int) -> int:
    """Return where a name begins with the titles before it: "Republican Sen. Lindsey Graham"."""
    line, k = ctx.line, i
    while line.key(k - 1) in lexicon.TITLES or (line.key(k - 1) == "." and line.key(k - 2) in lexicon.TITLES):
        k -= 1
    agent = line.agent(i)
    if k < i or (agent and agent.sector == "LEG"):
        k -= line.key(k - 1) in {"republican", "democratic"}
    return k


def name_end(ctx: Context, i: int) -> int:
    """Return where a run of capitalised words that the tables do not know ends."""
    line, k, words = ctx.line, i, 0
    while words < MAX_NAME_WORDS:
        if _name_word(ctx, k):
            k, words = k + 1, words + 1
        elif words and line.key(k) in lexicon.NAME_PARTICLES and _name_word(ctx, k + 1 + line.hyphen(k + 1)):
            k += 1 + line.hyphen(k + 1)
        elif words and (
            ((line.hyphen(k) or line.elision(k)) and _name_word(ctx, k + 1))
            or (line.key(k) == "." and len(line.key(k - 1)) == 1)
        ):
            k += 1
        else:
            break
    return k


def _name_word(ctx: Context, k: int) -> bool:
    word = ctx.line.word(k)
    if word is None or not word.capital or word.key in lexicon.CALENDAR | lexicon.FUNCTION:
        return False
    item = ctx.line.items[k]
    return not item.aliases and not item.agent and (len(word.text) == 1 or not word.text.isupper())
