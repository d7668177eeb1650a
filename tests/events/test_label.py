"""Labelling given pairs: one answer for each line, and the pair turned gives the answer turned."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente import ontology
from detente.events.label import FIELDS, SCHEMES, find_actors, label_rows, read_line

SOURCE = str(Path(__file__).parents[2] / "src")
CONDEMNED = {"sentence": "Norway condemned Chad.", "source": "Norway", "target": "Chad"}
ANSWER = ["type", "quad", "direction", "status", "confidence"]
MIRROR = {"forward": "reverse", "reverse": "forward", "both": "both", None: None}
TYPES = ontology.load().types


@pytest.fixture
def label(run):
    """Label rows or raw lines; gives one object for each line of the output."""

    def labels(rows, *options):
        lines = (row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
        Path("pairs.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
        code, out, _ = run("label", "pairs.jsonl", *options)
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]

    return labels


def one(row, scheme="detente", **options):
    (answer,) = label_rows([row], scheme=scheme, ontology=ontology.load(), **options)
    return answer


def turned(row):
    return row | {"source": row["target"], "target": row["source"]}


def test_a_line_comes_back_with_its_answer_and_what_it_brought_along(label):
    row = {"id": 7, "note": {"by": ["us", None, 1.5]}, **CONDEMNED}
    (answer,) = label([row])
    assert list(answer) == [*row, *ANSWER]
    assert {name: answer[name] for name in row} == row
    assert (answer["type"], answer["quad"], answer["direction"], answer["status"]) == (
        "ACCUSE", 3, "forward", "fact",
    )  # fmt: skip
    assert 0.5 < answer["confidence"] <= 1


def test_every_line_has_one_answer_in_order_and_the_end_is_said(run):
    good = json.dumps(CONDEMNED).encode()
    Path("pairs.jsonl").write_bytes(b"\n".join([b"\xef\xbb\xbf" + good, b"", b"{nay", b"[1]", b"\xff", good]))
    code, out, err = run("label", "pairs.jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["type"] for answer in answers] == ["ACCUSE", None, None, None, None, "ACCUSE"]
    assert [answer.get("line") for answer in answers] == [None, 2, 3, 4, 5, None]
    assert ["reason" in answer for answer in answers] == [False, True, True, True, True, False]
    assert answers[1]["reason"] == "the line is blank"
    assert err == "labelled 6 pairs, 4 without an answer\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"sentence": "Norway condemned Chad.", "source": "Norway"}, "target is missing"),
        (CONDEMNED | {"source": 5}, "source is missing"),
        (CONDEMNED | {"sentence": " "}, "sentence is missing"),
        (CONDEMNED | {"target": "Mali"}, "target 'Mali' is not in the sentence"),
        (CONDEMNED | {"source": "Chad"}, "source and target are the same words"),
        (CONDEMNED | {"source": "NORWAY", "target": "norway"}, "source and target are the same words"),
        (CONDEMNED | {"source": "Norway condemned Chad"}, "source and target overlap in the sentence"),
        (
            {"sentence": "Norway " + "left and " * 300 + "met Chad.", "source": "Norway", "target": "Chad"},
            "source and target stand too far apart to be read together",
        ),
    ],
)
def test_what_cannot_be_answered_says_why(label, row, reason):
    (answer,) = label([row], "--explain")
    assert answer == row | dict.fromkeys(ANSWER) | {"confidence": 0.0, "reason": reason, "words": []}


def test_an_old_answer_is_written_over(label):
    (answer,) = label([CONDEMNED | {"type": "AID", "reason": "old", "words": ["old"]}])
    assert answer["type"] == "ACCUSE"
    assert not {"reason", "words"} & set(answer)


def test_numbers_that_no_json_can_hold_are_refused_not_passed_on(label):
    rows = [b'{"a": NaN}', b'{"a": 1e999}', b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"]
    deep = '{"deep": %s%s, "sentence": "Norway condemned Chad.", "source": "Norway", "target": "Chad"}'
    rows += [(deep % ("[" * depth, "]" * depth)).encode() for depth in (500, 50)]
    assert ["reason" in answer for answer in label(rows)] == [True] * 5 + [False]


def test_actors_are_looked_for_as_whole_words_first():
    def spans(sentence, source, target):
        return find_actors({"sentence": sentence, "source": source, "target": target})[1:]

    assert spans("Nigerians met Niger and Mali", "Niger", "Mali") == (((14, 19),), ((24, 28),))
    assert spans("Nigerians met Mali", "Niger", "Mali") == (((0, 5),), ((14, 18),))
    assert spans("NIGER met Mali", "Niger", "Mali") == (((0, 5),), ((10, 14),))
    assert spans("Mali's army met Mali", "Mali", "Mali's army") == (((16, 20),), ((0, 11),))
    assert spans("South  Sudan met Sudan", "South Sudan", "Sudan") == (((0, 12),), ((17, 22),))
    assert spans("Chad met Mali. Chad left Mali.", "Chad", "Mali") == (
        ((0, 4), (15, 19)),
        ((9, 13), (25, 29)),
    )


REPEATED = "Norway condemned Chad, and Norway told Chad so."
SENTENCES = [
    CONDEMNED,
    {"sentence": REPEATED, "source": "Norway", "target": "Chad"},
    {"sentence": "Chad was condemned by Norway.", "source": "Norway", "target": "Chad"},
    {"sentence": "Norway and Chad held talks.", "source": "Norway", "target": "Chad"},
    {"sentence": "Norway's envoy met Norway's Chad guest.", "source": "Norway's envoy", "target": "Chad"},
    {"sentence": "Norway lies north of Chad.", "source": "Norway", "target": "Chad"},
]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_pair_turned_gives_the_answer_turned(label, scheme):
    there = label(SENTENCES, "--scheme", scheme)
    back = label(map(turned, SENTENCES), "--scheme", scheme)
    for ours, theirs in zip(there, back, strict=True):
        assert theirs == turned(ours) | {"direction": MIRROR[ours["direction"]]}
    assert (there[0]["direction"], there[2]["direction"]) == ("forward", "forward")


def test_an_answer_does_not_hang_on_its_company(label):
    alone = [answer for row in SENTENCES for answer in label([row])]
    assert label(SENTENCES) == alone


def test_plover_names_one_of_its_types_and_plv_counts_yielding_as_a_deed(label):
    rows = [
        CONDEMNED | {"sentence": "Norway apologised to Chad."},
        CONDEMNED | {"sentence": "Norway freed the prisoners it had taken from Chad."},
    ]
    for answer in label(rows, "--scheme", "plover"):
        assert answer["type"] in {"CONCEDE", "RETREAT"}
        assert answer["quad"] == 2


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_words_that_carried_an_answer(label, scheme):
    row = CONDEMNED | {"sentence": "On Monday Norway condemned Chad in Rome."}
    (answer,) = label([row], "--explain", "--scheme", scheme)
    words = answer["words"]
    assert "condemned" in [word["text"] for word in words[:3]]
    assert [word["weight"] for word in words] == sorted((word["weight"] for word in words), reverse=True)
    assert all(row["sentence"][word["start"] : word["end"]] == word["text"] for word in words)
    assert not {"Norway", "Chad"} & {word["text"] for word in words}


def test_every_format(run, label):
    label([{"id": 7, **CONDEMNED}, b"nay", {"x": {"y": 1}, **CONDEMNED, "source": "Mali"}])
    for kind in ("json", "csv", "parquet", "table"):
        assert run("label", "pairs.jsonl", "--format", kind, "-o", f"answers.{kind}")[0] == 0, kind
    assert [row["type"] for row in json.loads(Path("answers.json").read_text())] == ["ACCUSE", None, None]
    columns = [*FIELDS, "id", "line", "x", *ANSWER, "reason"]
    rows = list(csv.DictReader(io.StringIO(Path("answers.csv").read_text())))
    assert list(rows[0]) == columns
    assert [row["id"] for row in rows] == ["7", "", ""]
    table = pq.read_table("answers.parquet")
    assert table.column_names == columns
    assert table.to_pylist()[2]["x"] == '{"y": 1}'
    drawn = " ".join(Path("answers.table").read_text().split())
    assert "Norway Chad ACCUSE 3 forward fact" in drawn
    assert "line 2: no JSON" in drawn
    assert run("label", "pairs.jsonl", "--explain", "-o", "answers.parquet")[0] == 0
    assert pq.read_table("answers.parquet").to_pylist()[0]["words"][0]["text"] == "condemned"


def test_nothing_to_label_is_no_error(run):
    Path("pairs.jsonl").write_bytes(b"")
    for kind in ("jsonl", "csv", "parquet"):
        assert run("label", "pairs.jsonl", "-o", f"answers.{kind}")[::2] == (
            0,
            "labelled 0 pairs, 0 without an answer\n",
        )


def test_standard_input_is_answered_while_it_comes():
    command = [sys.executable, "-m", "detente", "label", "-"]
    done = subprocess.run(
        command,
        input=json.dumps(CONDEMNED) + "\n",
        env=os.environ | {"PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["type"] == "ACCUSE"
    assert done.stderr == "labelled 1 pair, 0 without an answer\n"


def test_what_cannot_be_opened_says_so_and_leaves_no_file(run, tmp_path):
    code, out, err = run("label", "nothing.jsonl", "-o", "answers.jsonl")
    assert (code, out, err) == (1, "", "detente: nothing.jsonl: no such file\n")
    assert run("label", tmp_path)[0] == 1
    assert run("label", "nothing.jsonl", "--scheme", "cameo")[0] == 2
    assert not Path("answers.jsonl").exists()


def test_python_says_the_same_and_takes_rows_as_they_come():
    answers = detente.label(iter([CONDEMNED, turned(CONDEMNED), 5]))
    assert [(a["type"], a["direction"]) for a in answers] == [
        ("ACCUSE", "forward"),
        ("ACCUSE", "reverse"),
        (None, None),
    ]
    with pytest.raises(detente.DetenteError, match="unknown scheme 'plovre': did you mean plover"):
        detente.label([], scheme="plovre")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
SCRAPS = st.sampled_from(
    ["Norway", "Chad", "norway", "Chadian", "condemned", "met", ",", "  ", "é", "\ud800", "北"]
)
TEXT = st.lists(SCRAPS, max_size=12).map(" ".join) | st.text(max_size=40)
ROWS = st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)) | JSON
LINES = ROWS.map(lambda row: json.dumps(row).encode()) | st.binary(max_size=30).filter(
    lambda b: b"\n" not in b
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=4), st.sampled_from(SCHEMES), st.booleans())
def test_any_line_has_one_answer_that_is_json(lines, scheme, explain):
    rows = map(read_line, lines)
    answers = list(label_rows(rows, scheme=scheme, explain=explain, ontology=ontology.load()))
    assert len(answers) == len(lines)
    for answer in answers:
        assert json.loads(json.dumps(answer, allow_nan=False)) == answer
        assert answer["type"] is None or answer["type"] in TYPES
        assert (answer["type"] is None) >= ("reason" in answer)
        assert (answer["type"] is None) == (answer["direction"] is None)
        assert 0 <= answer["confidence"] <= 1


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)), st.sampled_from(SCHEMES))
def test_any_pair_turned_gives_the_answer_turned(row, scheme):
    there, back = one(row, scheme, explain=True), one(turned(row), scheme, explain=True)
    for name in ("type", "quad", "status", "confidence", "words"):
        assert there[name] == back[name]
    assert back["direction"] == MIRROR[there["direction"]]
    assert ("reason" in there) == ("reason" in back)
