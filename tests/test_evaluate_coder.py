"""``detente evaluate coder`` on gold files of both kinds: known figures for known answers, and bad files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente import ontology
from detente.cli import main
from detente.errors import DetenteError
from detente.events.gold import (
    BINS,
    Figure,
    ece,
    evaluate_items,
    evaluate_pairs,
    figures,
    macro_f1,
    read_gold,
    score_item,
)
from detente.events.label import Label

ROWS = [
    ("<s>Norway</s> condemned <t>Chad</t>.", "ACCUSE", "3"),
    ("<t>Chad</t> was condemned by <s>Norway</s>, and <t>Chad</t> replied.", "ACCUSE", "3"),
    ("<s>Norway</s> held talks with <t>Chad</t>.", "CONSULT", "1"),
    ("<s>Norway</s> freed the prisoners it had taken from <t>Chad</t>.", "YIELD", "2"),
]
UNREADABLE = [
    ("<s>Teachers</s> went on strike.", "PROTEST", "4"),
    ("<s><t>Norway</t>'s army</s> condemned it.", "ACCUSE", "3"),
    ("<s>Norway condemned <t>Chad</t>.", "ACCUSE", "3"),
    ("<s>Norway</s> condemned <t>Chad</t>.", "FIGHT", ""),
]
ITEM = {"id": "a", "text": "Norway condemned Chad.", "published": "2020-10-05", "genre": "news"}
ACCUSED = {"source": ["NOR"], "target": ["TCD"], "type": "ACCUSE", "status": "fact", "symmetric": False}
ITEMS = [
    ITEM | {"events": [ACCUSED]},
    ITEM | {"id": "b", "text": "Norway condemned Chad", "title": True, "events": [ACCUSED]},
    ITEM | {"id": "c", "events": [ACCUSED | {"type": "AID"}, ACCUSED | {"type": "AID", "target": ["MLI"]}]},
    ITEM | {"id": "d", "text": "The weather was fine in Norway.", "events": []},
    ITEM | {"id": "e", "events": []},
]


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Run ``evaluate coder`` on a file of this content; gives (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def runs(content, *options):
        Path("gold").write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(SystemExit) as leave:
            main(["evaluate", "coder", "gold", *options])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return leave.value.code, out, err

    return runs


def table(rows, columns=("marked_sentence", "gold_root", "gold_penta")):
    return "\n".join("\t".join(line) for line in (columns, *rows)) + "\n"


def lines(items):
    return "".join(json.dumps(item) + "\n" for item in items)


def test_pairs_that_are_all_right(run):
    code, out, err = run(table(ROWS))
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["kind"], answer["n"], answer["unread"]) == ("pairs", 4, 0)
    for figure in ("root_macro_f1", "quad_macro_f1", "conflict_macro_f1", "accuracy", "direction"):
        assert answer[figure] == 1.0
        assert answer["intervals"][figure] == [1.0, 1.0]
    assert 0 <= answer["ece"] < 0.5
    assert [(row["type"], row["gold"], row["found"], row["f1"]) for row in answer["types"]] == [
        ("ACCUSE", 2, 2, 1.0),
        ("CONSULT", 1, 1, 1.0),
        ("YIELD", 1, 1, 1.0),
    ]
    assert answer["errors"] == []


def test_rows_that_cannot_be_read_are_counted_and_wrong(run):
    answer = json.loads(run(table(ROWS + UNREADABLE), "--errors", "9")[1])
    assert (answer["n"], answer["unread"]) == (8, 4)
    assert (answer["accuracy"], answer["direction"]) == (0.5, 0.5)
    assert {row["type"]: row["recall"] for row in answer["types"]} == {
        "ACCUSE": 0.5, "CONSULT": 1.0, "PROTEST": 0.0, "YIELD": 1.0,
    }  # fmt: skip
    assert [error["item"] for error in answer["errors"]] == ["5", "6", "7", "8"]
    assert "no <t> is marked" in answer["errors"][0]["found"]
    assert (
        answer["intervals"]["accuracy"]
        == json.loads(run(table(ROWS + UNREADABLE))[1])["intervals"]["accuracy"]
    )


def test_the_surest_error_comes_first(run):
    wrong = [
        ("<s>Norway</s> condemned <t>Chad</t>.", "AID", "2"),
        ("<s>Chad</s> was condemned by <t>Norway</t>.", "ACCUSE", "3"),
    ]
    answer = json.loads(run(table(wrong + UNREADABLE[:1]), "--errors", "2")[1])
    assert {error["gold"] for error in answer["errors"]} == {"AID forward", "ACCUSE forward"}
    confidences = [float(error["found"].split()[-1]) for error in answer["errors"]]
    assert confidences == sorted(confidences, reverse=True)


def test_items_are_coded_end_to_end(run):
    code, out, _ = run(lines(ITEMS) + '{"text": "x"}\n', "--errors", "1")
    answer = json.loads(out)
    assert code == 0
    assert (answer["kind"], answer["n"], answer["unread"]) == ("items", 6, 1)
    assert (answer["precision"], answer["recall"], answer["f1"]) == (0.5, 0.5, 0.5)
    assert (answer["status"], answer["false_alarms"]) == (1.0, 0.5)
    assert answer["date"] is None  # no gold date, no figure
    assert {row["type"]: (row["gold"], row["found"]) for row in answer["types"]} == {
        "ACCUSE": (2, 4),
        "AID": (2, 0),
    }
    assert answer["errors"] == [
        {
            "item": "c",
            "gold": "NOR AID MLI fact; NOR AID TCD fact",
            "found": "NOR ACCUSE TCD fact",
            "text": "Norway condemned Chad.",
        }
    ]


@pytest.mark.parametrize("content", [table(ROWS + UNREADABLE), lines(ITEMS)])
def test_every_format(run, content):
    answer = json.loads(run(content)[1])
    assert json.loads(run(content, "--format", "json")[1]) == answer
    rows = list(csv.DictReader(io.StringIO(run(content, "--format", "csv")[1])))
    assert [row["figure"] for row in rows] == list(answer["intervals"])
    assert [float(row["value"]) for row in rows if row["value"]] == [
        answer[row["figure"]] for row in rows if row["value"]
    ]
    assert run(content, "-o", "figures.parquet")[0] == 0
    assert pq.read_table("figures.parquet").column_names == ["figure", "value", "low", "high"]
    drawn = run(content, "--format", "table", "--errors", "1")[1]
    assert "95 % interval" in drawn
    assert "ACCUSE" in drawn
    assert "gold " in drawn


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", 1, "gold: empty file"),
        (b" \n", 1, "gold: empty file"),
        (b"just words\n", 2, "gold: not a gold file"),
        (b"\x00\xff\xfe\x01", 2, "gold: not a gold file"),
        (table([], ("a", "b")), 2, "gold: not a gold file"),
        (table([]), 2, "gold: not a gold file"),
        (b'{"sentence": "x"}\n[1]\n', 2, "gold: not a gold file"),
        (b"[" * 100_000, 2, "gold: not a gold file"),
    ],
)
def test_files_that_are_no_gold(run, content, code, said):
    found, out, err = run(content)
    assert (found, out) == (code, "")
    assert err.startswith(f"detente: {said}")


def test_a_file_that_is_not_there(run, capfd, tmp_path):
    for path, said in ((tmp_path / "nothing.tsv", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(SystemExit) as leave:
            main(["evaluate", "coder", str(path)])
        assert leave.value.code == 1
        assert said in capfd.readouterr().err


def test_python_gives_the_same_figures(run, tmp_path):
    answer = json.loads(run(table(ROWS))[1])
    evaluation = detente.evaluate_coder(tmp_path / "gold")
    assert evaluation.figures["accuracy"] == Figure(1.0, 1.0, 1.0)
    assert evaluation.to_dict() | {"gold": "gold"} == answer


# The figures themselves


def counted_by_hand(gold, told):
    f1 = []
    for each in sorted({g for g in gold if g >= 0}):
        right = sum(g == t == each for g, t in zip(gold, told, strict=True))
        f1.append(2 * right / (gold.count(each) + told.count(each)))
    return sum(f1) / len(f1)


CLASSES = st.integers(-1, 4)


@given(st.lists(st.tuples(st.integers(0, 4), CLASSES), min_size=1, max_size=30))
def test_macro_f1_is_the_mean_over_the_classes_of_the_gold_data(rows):
    gold, told = (list(column) for column in zip(*rows, strict=True))
    assert macro_f1(np.array(gold), np.array(told)) == pytest.approx(counted_by_hand(gold, told))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_ece_is_the_mean_gap_between_confidence_and_success(rows):
    confidence, right = (np.array(column) for column in zip(*rows, strict=True))
    gaps = 0.0
    for one in range(BINS):
        inside = np.minimum((confidence * BINS).astype(int), BINS - 1) == one
        gaps += abs(confidence[inside].mean() - right[inside].mean()) * inside.mean() if inside.any() else 0
    assert ece(confidence, right) == pytest.approx(gaps)


def test_a_wider_spread_gives_a_wider_interval():
    gold = read_gold("g", table(ROWS[:1] * 40).encode(), ontology.load())
    labels = [
        Label("ACCUSE" if k % 2 else "AID", 3 if k % 2 else 2, "forward", "fact", 0.5) for k in range(40)
    ]
    value, low, high = evaluate_pairs("g", gold.pairs, labels).figures["accuracy"]
    assert value == 0.5
    assert 0.3 < low < 0.45
    assert 0.55 < high < 0.7


def test_both_is_the_right_way_only_where_the_two_act_together():
    gold = read_gold("g", table([ROWS[0], ROWS[2]]).encode(), ontology.load())
    labels = [Label(kind, quad, "both", "fact", 0.9) for kind, quad in (("ACCUSE", 3), ("CONSULT", 1))]
    found = evaluate_pairs("g", gold.pairs, labels)
    assert (found.figures["accuracy"].value, found.figures["direction"].value) == (1.0, 0.5)


def test_figures_of_scores_are_those_of_the_evaluation():
    found = evaluate_items("g", ITEMS, [()] * len(ITEMS), 0)
    plain = figures([score_item(item, ()) for item in ITEMS])
    assert found.figures["recall"].value == plain["recall"] == 0
    assert found.figures["false_alarms"].value == plain["false_alarms"] == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
EVENTS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(["NOR", "TCD"]), max_size=2) | JSON for name in ("source", "target")}
    | {"type": st.just("AID") | JSON, "status": st.just("fact") | JSON, "date": JSON, "quantities": JSON}
)
HOSTILE = st.fixed_dictionaries(
    {"text": st.just("Norway condemned Chad.") | JSON, "published": st.just("2020-10-05") | JSON}
    | {"events": st.lists(EVENTS, max_size=2) | JSON, "genre": JSON, "title": JSON, "id": JSON}
)


@settings(max_examples=60, deadline=None)
@given(st.lists(HOSTILE | JSON, min_size=1, max_size=3))
def test_no_item_breaks_a_run(tmp_path_factory, items):
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text(lines(items))
    try:
        found = detente.evaluate_coder(path).to_dict(errors=9)
    except DetenteError:
        return
    assert json.loads(json.dumps(found, allow_nan=False)) == found


PIECES = ["<s>", "</s>", "<t>", "</t>", "Norway", "Chad", '"', "\t", "\r", "\x00", "é"]
MARKED = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@settings(max_examples=30, deadline=None)
@given(MARKED, st.sampled_from(["ACCUSE", "YIELD", "yield", "", "X\tY"]))
def test_no_table_breaks_a_run(tmp_path_factory, marked, root):
    path = tmp_path_factory.mktemp("gold") / "gold.tsv"
    path.write_text(table([(marked, root, "3"), ROWS[0]]))
    found = detente.evaluate_coder(path).to_dict(errors=9)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["n"] >= 1
