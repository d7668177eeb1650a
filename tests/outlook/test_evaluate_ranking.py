"""``detente evaluate ranking`` on a made-up world: what is printed, written, drawn and explained."""

import json

import pyarrow.parquet as pq
import pytest

from detente.cli import main
from outlook.graphs import acts, write_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("world"))


@pytest.fixture
def run(capfd, folder):
    def run(*arguments, where=folder):
        with pytest.raises(SystemExit) as left:
            main(["evaluate", "ranking", str(where), *arguments])
        told = capfd.readouterr()
        return left.value.code, told.out, told.err

    return run


def test_one_run_gives_figures_ranks_a_picture_and_reasons(run, tmp_path, folder):
    ranks, picture = tmp_path / "ranks.parquet", tmp_path / "kept.svg"
    with (folder / "test.txt").open("a", encoding="utf-8") as file:
        file.write("not a row\n")
    code, out, err = run(
        "--split", "test", "--ranks", str(ranks), "--picture", str(picture),
        "--explain", "Police (Arden) | Arrest | ?", "--format", "json",
    )  # fmt: skip
    assert code == 0, err
    assert "rejected" in err
    report = json.loads(out)
    assert {"mrr", "hits1", "hits3", "hits10", "by_history", "calibration"} <= set(report)
    assert {"fit_seconds", "predict_seconds", "peak_mb"} <= set(report)
    assert {"ece", "log_score", "bins"} <= set(report["calibration"])
    assert report["rejected"] == 1
    table = pq.read_table(ranks).to_pandas()
    questions = 2 * sum(row[3] >= 80 for row in acts())
    assert len(table) == questions == report["questions"]
    assert report["mrr"] == pytest.approx(100 * (1 / table["rank"]).mean(), abs=0.01)
    assert set(table["asks"]) == {"source", "target"}
    assert table["probability"].between(0, 1).all()
    assert picture.read_text().startswith("<svg")
    best = report["explained"][0]
    assert best["entity"] == "Citizen (Arden)"
    assert best["score"] == pytest.approx(sum(best["reasons"].values()), abs=1e-3)
    assert best["past"]


def test_a_terminal_reads_a_table(run):
    code, out, _ = run(
        "--format", "table", "--horizon", "multi", "--explain", "? | Arrest | Citizen (Dorne) | 40"
    )
    assert code == 0
    assert "act seen before" in out
    assert "Police (Dorne)" in out
    assert "day 39: Police (Dorne), Arrest, Citizen (Dorne)" in out or "day 38: Police (Dorne), Arrest" in out


@pytest.mark.parametrize(
    "question", ["Arden", "? | Consult | ?", "Arden | Consult | Borland", "Arden | Consult | ? | x"]
)
def test_a_question_that_is_none_is_refused_before_anything_is_fitted(run, question):
    code, out, err = run("--explain", question)
    assert (code, out) == (2, "")
    assert "SOURCE | RELATION | ?" in err


def test_a_split_that_is_not_there_and_a_folder_that_is_none(run, tmp_path):
    bare = write_folder(tmp_path / "bare")
    (bare / "test.txt").unlink()
    code, _, err = run("--split", "test", where=bare)
    assert code == 2
    assert "there are train, valid" in err
    code, _, err = run(where=tmp_path / "nowhere")
    assert code == 1
    assert "entity2id.txt" in err
