"""What may come next: exact, blind to the future, calibrated, explained."""

import math
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pytest

from detente.errors import SourceError, UnknownName, UsageError
from detente.outlook import ranking
from detente.outlook.ranking.evaluate import HISTORIES
from detente.outlook.ranking.facts import Facts
from detente.outlook.ranking.features import FLOOR, NAMES, party_activity
from detente.outlook.ranking.questions import ask, fill_sheet
from detente.outlook.ranking.ranker import remember
from outlook.graphs import DAYS, TRAIN_DAYS, VALID_DAYS, acts, parties, write_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def evaluated(folder):
    return ranking.evaluate_ranking(ranking.read_folder(folder), "valid")


@pytest.fixture(scope="module")
def past(folder):
    return ranking.read_folder(folder).splits["train"]


@pytest.fixture(scope="module")
def ranker(past):
    return ranking.fit(past)


def with_rows(facts, rows):
    return replace(facts, rows=np.array(rows, dtype=np.int64))


# ---- reading


@pytest.mark.parametrize(("unit", "gap", "fifth"), [(24, "\t", True), (1, " ", False), (24, "  ", True)])
def test_hours_or_days_tabs_or_spaces_a_fifth_column_or_none_are_the_same_facts(tmp_path, unit, gap, fifth):
    read = ranking.read_folder(write_folder(tmp_path, unit=unit, gap=gap, fifth=fifth))
    assert list(read.splits) == ["train", "valid", "test"]
    rows = [tuple(row) for split in read.splits.values() for row in split.rows.tolist()]
    assert sorted(rows) == sorted(acts())
    assert read.splits["train"].entities == tuple(parties())


def test_broken_rows_are_rejected_with_their_place_and_the_rest_is_read(tmp_path):
    folder = write_folder(tmp_path)
    good = len(ranking.read_folder(folder).splits["valid"])
    with (folder / "valid.txt").open("a", encoding="utf-8") as file:
        file.write("1\t2\n99999\t0\t1\t1680\nx\ty\tz\t1680\n\n1 -1 2 1680\n1 1 2 " + "9" * 30 + "\n")
    read = ranking.read_folder(folder)
    assert len(read.splits["valid"]) == good
    lines = [int(one.location.rsplit(":", 1)[1]) - good for one in read.rejected]
    assert lines == [1, 2, 3, 5, 6]  # as an editor counts them, the blank one too


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("valid.txt", None, "valid.txt"),
        ("train.txt", "\n", "holds no row"),
        ("entity2id.txt", "Arden zero\n", "does not end in a number"),
        ("relation2id.txt", "Consult 0\nAccuse 7\n", "do not run from 0"),
        ("valid.txt", b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_folder_that_cannot_be_read_says_which_file_and_why(tmp_path, name, text, words):
    path = write_folder(tmp_path) / name
    path.unlink()
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceError, match=words):
        ranking.read_folder(tmp_path)


# ---- honest


def test_days_may_be_any_numbers(folder, evaluated):
    splits = {
        name: with_rows(split, split.rows + np.array([0, 0, 0, 20_000_000]))
        for name, split in ranking.read_folder(folder).splits.items()
    }
    _, outcomes, _ = ranking.evaluate_ranking(ranking.Benchmark(splits, ()), "valid")
    np.testing.assert_array_equal(outcomes.ranked.rank, evaluated[1].ranked.rank)
    np.testing.assert_array_equal(outcomes.history, evaluated[1].history)


def test_a_late_split_has_the_same_history(folder, evaluated):
    splits = dict(ranking.read_folder(folder).splits)
    splits["valid"] = with_rows(splits["valid"], splits["valid"].rows + np.array([0, 0, 0, 9000]))
    _, outcomes, _ = ranking.evaluate_ranking(ranking.Benchmark(splits, ()), "valid")
    np.testing.assert_array_equal(outcomes.history, evaluated[1].history)
    assert np.isfinite(outcomes.ranked.probability).all()


def dense(ranker, history, asked):
    """All parties' probabilities for each question, the long way."""
    sheet = ranker.sheet(history, asked.questions)
    share = ranker.probabilities(sheet, asked.questions).astype(np.float64)
    activity = party_activity(history).astype(np.float64) + FLOOR
    table = np.zeros((len(asked.questions.source), history.parties))
    for question in range(len(table)):
        a, b = sheet.starts[question : question + 2]
        assert sheet.target[b - 1] == history.parties  # somebody else
        rest = np.ones(history.parties, dtype=bool)
        rest[sheet.target[a : b - 1]] = False
        table[question, sheet.target[a : b - 1]] = share[a : b - 1]
        table[question, rest] = share[b - 1] * activity[rest] / activity[rest].sum()
    return table


@pytest.mark.parametrize("kept", [4, 100])
def test_ranks_are_those_of_a_dense_search_over_all_parties(folder, ranker, kept, monkeypatch):
    read = ranking.read_folder(folder)
    monkeypatch.setattr("detente.outlook.ranking.ranker.fill_sheet", partial(fill_sheet, kept=kept))
    day = read.splits["valid"].rows[:, 3].min()
    rows = read.splits["valid"].rows[read.splits["valid"].rows[:, 3] == day]
    future = with_rows(read.splits["valid"], rows)
    told = replace(ranker, history=remember(read.splits["train"]))
    (asked,) = ask(rows, told.history.relations)
    table = dense(told, told.history, asked)
    outcomes = ranking.foresee(told, future, 1)
    answers = {}
    for question, target in zip(asked.question, asked.target, strict=True):
        answers.setdefault(question, set()).add(target)
    for i, (question, target) in enumerate(zip(asked.question, asked.target, strict=True)):
        chances = table[question]
        rivals = [chances[other] for other in range(len(chances)) if other not in answers[question]]
        rank = 1 + sum(x > chances[target] for x in rivals) + sum(x == chances[target] for x in rivals) / 2
        assert outcomes.ranked.rank[i] == rank
        assert outcomes.ranked.probability[i] == pytest.approx(chances[target])
    assert (outcomes.ranked.rank > kept).any() or kept == 100  # some answers were not looked at closely


def test_nothing_later_changes_what_is_foreseen(folder, evaluated):
    _, outcomes, _ = evaluated
    read = ranking.read_folder(folder)
    day = TRAIN_DAYS + 4
    other = [row for row in acts(seed=99) if row[3] > day]
    rows = [*(row for row in read.splits["valid"].rows.tolist() if row[3] <= day), *other]
    changed = ranking.Benchmark(
        {"train": read.splits["train"], "valid": with_rows(read.splits["valid"], rows)}, ()
    )
    _, again, _ = ranking.evaluate_ranking(changed, "valid")
    same, there = outcomes.day <= day, again.day <= day
    np.testing.assert_array_equal(outcomes.ranked.rank[same], again.ranked.rank[there])
    np.testing.assert_allclose(outcomes.ranked.probability[same], again.ranked.probability[there], rtol=1e-5)


def test_a_past_that_reaches_into_the_split_is_cut(folder, evaluated):
    read = ranking.read_folder(folder)
    reaching = [*read.splits["train"].rows.tolist(), *read.splits["valid"].rows.tolist()[5:]]
    splits = {"train": with_rows(read.splits["train"], reaching), "valid": read.splits["valid"]}
    report, _, _ = ranking.evaluate_ranking(ranking.Benchmark(splits, ()), "valid")
    assert report.mrr == evaluated[0].mrr
    _, multi, _ = ranking.evaluate_ranking(ranking.Benchmark(splits, ()), "valid", "multi")
    assert len(multi.day) == report.questions
    turned = ranking.Benchmark({"train": read.splits["test"], "valid": read.splits["train"]}, ())
    with pytest.raises(UsageError, match="nothing is known"):
        ranking.evaluate_ranking(turned, "valid")


def test_what_else_is_asked_on_a_day_changes_no_probability(ranker, past):
    rows = [row for row in acts() if row[3] == TRAIN_DAYS]
    told = {}
    for some in (rows, rows[:2]):
        fresh = replace(ranker, history=remember(past))
        outcomes = ranking.foresee(fresh, with_rows(past, some), 1)
        for i in range(len(outcomes.day)):
            key = (outcomes.known[i], outcomes.relation[i], outcomes.answer[i])
            told.setdefault(key, []).append(outcomes.ranked.probability[i])
    pairs = [values for values in told.values() if len(values) == 2]
    assert len(pairs) == 4
    for one, other in pairs:
        assert one == pytest.approx(other, rel=1e-5)


def test_multi_step_is_told_nothing_of_the_split(folder):
    read = ranking.read_folder(folder)
    _, outcomes, _ = ranking.evaluate_ranking(read, "valid", "multi")
    day = TRAIN_DAYS
    rows = [
        *(row for row in read.splits["valid"].rows.tolist() if row[3] != day),
        *(row for row in acts(seed=99) if row[3] == day),
    ]
    rows.sort(key=lambda row: row[3])
    changed = ranking.Benchmark(
        {"train": read.splits["train"], "valid": with_rows(read.splits["valid"], rows)}, ()
    )
    _, again, _ = ranking.evaluate_ranking(changed, "valid", "multi")
    np.testing.assert_allclose(
        outcomes.ranked.probability[outcomes.day > day], again.ranked.probability[again.day > day], rtol=1e-5
    )


def test_the_same_past_gives_the_same_forecast(past, ranker):
    again = ranking.fit(past)
    assert again.predict(TRAIN_DAYS, "Arden", "Consult") == ranker.predict(TRAIN_DAYS, "Arden", "Consult")


# ---- right


def test_what_is_regular_is_foreseen_and_the_report_adds_up(evaluated):
    report, outcomes, _ = evaluated
    rows = [row for row in acts() if TRAIN_DAYS <= row[3] < TRAIN_DAYS + VALID_DAYS]
    assert report.questions == len(outcomes.day) == 2 * len(rows)
    arrests = outcomes.relation == 4
    assert (outcomes.ranked.rank[arrests] <= 1).mean() > 0.9
    assert report.mrr == pytest.approx(100 * np.mean(1 / outcomes.ranked.rank), abs=0.01)
    shares = [part["share"] for part in report.by_history.values()]
    assert sum(shares) == pytest.approx(1, abs=0.001)
    whole = sum(part["share"] * part["mrr"] for part in report.by_history.values())
    assert whole == pytest.approx(report.mrr, abs=0.05)
    assert set(report.by_history) <= set(HISTORIES)
    assert sum(one.answers for one in report.calibration.bins) == report.questions
    assert report.calibration.log_score == pytest.approx(-np.log(outcomes.ranked.probability).mean())


def test_history_is_what_the_past_says(evaluated):
    _, outcomes, ranker = evaluated
    relations = len(ranker.facts.relations)
    rows = acts()
    for i in range(len(outcomes.day)):
        day, known, relation, answer = (int(x[i]) for x in outcomes[:4])
        s, t = (answer, known) if relation >= relations else (known, answer)
        before = [row for row in rows if row[3] < day]
        seen = any(row[:3] == (s, relation % relations, t) for row in before)
        met = any({row[0], row[2]} == {s, t} for row in before)
        expected = "act seen before" if seen else "pair met, act new" if met else "pair never met"
        assert HISTORIES[outcomes.history[i]] == expected


# ---- explained


def test_every_answer_opens_into_what_carried_it(ranker):
    answers = ranker.predict(TRAIN_DAYS, "Police (Dorne)", "Arrest")
    best = answers[0]
    assert best.entity == "Citizen (Dorne)"
    assert [one.probability for one in answers] == sorted((one.probability for one in answers), reverse=True)
    assert 0 < sum(one.probability for one in answers) <= 1
    for one in answers:
        assert one.score == pytest.approx(sum(part.added for part in one.contributions), abs=1e-4)
        assert sum(one.reasons().values()) == pytest.approx(one.score, abs=1e-4)
        assert {part.feature for part in one.contributions} <= set(NAMES)
        assert all(act.day < TRAIN_DAYS for act in one.past)
    # the difference of two scores is the logarithm of their odds
    for one in answers[1:4]:
        odds = math.log(best.probability / one.probability)
        assert best.score - one.score == pytest.approx(odds, rel=0.03, abs=0.05)
    shown = {part.feature: part.value for part in best.contributions}
    ends = parties().index("Police (Dorne)"), 4, parties().index("Citizen (Dorne)")
    arrests = sum(row[:3] == ends for row in acts() if row[3] < TRAIN_DAYS)
    assert shown["this act, ever"] == pytest.approx(arrests, rel=0.01)
    assert best.past
    assert {(act.source, act.relation, act.target) for act in best.past} == {
        ("Police (Dorne)", "Arrest", "Citizen (Dorne)")
    }


def test_the_source_of_an_act_can_be_asked_for(ranker):
    best = ranker.predict(TRAIN_DAYS, "Citizen (Arden)", "Arrest", asks="source")[0]
    assert best.entity == "Police (Arden)"
    assert best.past[0].source == "Police (Arden)"


def test_a_day_of_the_past_is_asked_knowing_only_what_came_before(ranker, past):
    early = ranker.predict(30, "Arden", "Consult")
    assert all(act.day < 30 for one in early for act in one.past)
    cut = replace(ranker, facts=past.before(30), history=remember(past.before(30)))
    assert [one.entity for one in cut.predict(30, "Arden", "Consult")] == [one.entity for one in early]


def test_what_nobody_knows_is_said(ranker):
    with pytest.raises(UnknownName, match="did you mean"):
        ranker.predict(TRAIN_DAYS, "Ardn", "Consult")
    with pytest.raises(UnknownName, match="relation"):
        ranker.predict(TRAIN_DAYS, "Arden", "Konsult")
    with pytest.raises(UsageError, match="before day"):
        ranker.predict(0, "Arden", "Consult")


@pytest.mark.parametrize("rows", [[], [[0, 0, 1, 5]], [[0, 0, 1, 5], [1, 0, 2, 5]]])
def test_a_past_too_short_to_learn_from_is_said(rows):
    facts = Facts(np.array(rows, dtype=np.int64).reshape(-1, 4), ("A", "B", "C"), ("meets",))
    with pytest.raises(UsageError):
        ranking.fit(facts)


@pytest.mark.parametrize("days", [2, 3, 8])
def test_a_short_past_is_learnt_from(days):
    rows = [row for row in acts() if row[3] < days]
    facts = Facts(np.array(rows), tuple(parties()), ("a", "b", "c", "d", "e"))
    assert ranking.fit(facts).predict(days, "Arden", "a")


# ---- our own events


def test_our_own_events_are_learnt_from():
    start = date(2025, 1, 1).toordinal()
    told = []
    for row in acts():
        codes = [{"code": parties()[row[0]]}], [{"code": parties()[row[2]]}]
        when = {"start": date.fromordinal(start + row[3]).isoformat()}
        status = "fact" if row[3] < DAYS - 1 else "possible"
        told.append(
            {"source": codes[0], "target": codes[1], "type": f"T{row[1]}", "status": status, "date": when,
             "symmetric": row[1] == 0}
        )  # fmt: skip
    told += [
        told[0] | {"date": {"start": None}},
        told[0] | {"source": [{"code": "UNK"}]},
        told[0] | {"date": None},
    ]
    facts = ranking.of_events(told)
    assert facts.until == start + DAYS - 2  # what is merely possible is no fact
    mutual = sum(row[1] == 0 for row in acts() if row[3] < DAYS - 1)
    assert len(facts) == sum(row[3] < DAYS - 1 for row in acts()) + mutual
    ranker = ranking.fit(told)
    best = ranker.predict(date.fromordinal(start + DAYS), "Police (Florin)", "T4")[0]
    assert best.entity == "Citizen (Florin)"
    assert "2025-01-01" <= best.past[0].day < "2025-04-01"
    assert ranker.predict("2025-04-01", "Police (Florin)", "T4")[0] == best
    with pytest.raises(UsageError, match="no day"):
        ranker.predict("soon", "Police (Florin)", "T4")


def test_days_without_dates_are_numbers(ranker):
    with pytest.raises(UsageError, match="days are numbers"):
        ranker.predict("2025-04-01", "Arden", "Consult")
