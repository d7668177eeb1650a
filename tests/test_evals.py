"""The quality gate itself: it passes today, and it does fail."""

from __future__ import annotations

import json

from evals import gate
from evals.ranking import measure as ranking


def test_measured_quality_is_above_its_floors(capsys):
    assert gate.main([]) == 0, capsys.readouterr().err


def test_a_lower_figure_and_changed_gold_data_are_faults():
    pinned = {"coder": {"data": "a", "floors": {"f1": 0.5, "false_alarms": 0.05}}}
    now = {"coder": {"data": "b", "figures": {"f1": [0.4, 0.3, 0.5], "false_alarms": [0.1, 0, 0.2]}}}
    assert len(gate.compare(now, pinned)) == 3
    now = {"coder": {"data": "a", "figures": {"f1": [0.5, 0.3, 0.5], "false_alarms": [0.05, 0, 0.2]}}}
    assert gate.compare(now, pinned) == []


def test_a_floor_falls_only_with_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    pinned = {"coder": {"data": "a", "floors": {"f1": 0.9}}}
    now = {"coder": {"data": "a", "figures": {"f1": [0.5, 0.4, 0.6]}}}
    assert gate.update(now, pinned, None) == ["coder: f1 0.900 -> 0.480"]
    assert not gate.FLOORS.exists()
    assert gate.update(now, pinned, "a harder gold set") == []
    written = json.loads(gate.FLOORS.read_text())
    assert written["coder"]["lowered"][0]["why"] == "a harder gold set"


def test_a_whole_run_of_the_forecaster_below_its_floor_is_a_fault():
    good = {"mrr": (0.6, 0.5, 0.7), "ece": (0.01, 0.01, 0.01)}
    assert ranking.faults("ICEWS14 single", good) == []
    assert len(ranking.faults("ICEWS14 single", good | {"mrr": (0.2, 0.1, 0.3), "ece": (0.2, 0.2, 0.2)})) == 2
