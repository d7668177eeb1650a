"""Small made-up worlds in the temporal-graph format, whose regularities are known."""

import random

COUNTRIES = ("Arden", "Borland", "Cressia", "Dorne", "Elbonia", "Florin")
KINDS = ("Police", "Citizen", "Government", "Rebels")
RELATIONS = ("Consult", "Accuse", "Fight", "Give aid", "Arrest")
DAYS, TRAIN_DAYS, VALID_DAYS = 90, 70, 10


def parties():
    return [*COUNTRIES, *(f"{kind} ({country})" for country in COUNTRIES for kind in KINDS)]


def acts(seed=3, days=DAYS):
    """Police arrest citizens of their country, who fights is accused the next day, two states meet weekly."""
    draw, names = random.Random(seed), parties()
    number = {name: i for i, name in enumerate(names)}
    rows = []
    for day in range(days):
        rows += [
            (number[f"Police ({country})"], 4, number[f"Citizen ({country})"], day)
            for country in draw.sample(COUNTRIES, 4)
        ]
        a, b = draw.sample(COUNTRIES, 2)
        rows += [(number[a], 2, number[b], day), (number[b], 1, number[a], day + 1)]
        c, d = COUNTRIES[day % 3], COUNTRIES[3 + day % 3]
        rows += [(number[c], 0, number[d], day), (number[d], 3, number[f"Government ({c})"], day)]
        rows.append(
            (draw.randrange(len(names)), draw.randrange(len(RELATIONS)), draw.randrange(len(names)), day)
        )
    return sorted({row for row in rows if row[3] < days and row[0] != row[2]}, key=lambda row: row[3])


def write_folder(folder, rows=None, *, unit=24, gap="\t", fifth=True):
    """Write train, valid and test; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = acts() if rows is None else rows
    ends = {
        "train": (0, TRAIN_DAYS),
        "valid": (TRAIN_DAYS, TRAIN_DAYS + VALID_DAYS),
        "test": (80, DAYS),
    }
    for split, (first, last) in ends.items():
        lines = (
            gap.join(map(str, (s, r, t, day * unit, *([-1] if fifth else []))))
            for s, r, t, day in rows
            if first <= day < last
        )
        (folder / f"{split}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for what, names in (("entity", parties()), ("relation", RELATIONS)):
        lines = (f"{name}\t{i}" for i, name in enumerate(names))
        (folder / f"{what}2id.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
