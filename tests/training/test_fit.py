"""The network that is fitted and shipped; skipped where PyTorch is not installed (the extra ``train``)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from training.coder import annotations, items

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[train]'")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("sklearn")

from onnxruntime import InferenceSession  # noqa: E402
from training.coder import export, fit, measures, network  # noqa: E402
from transformers import BertConfig, BertModel  # noqa: E402

ROWS = [
    "[1 Oslo] rebuked [2 Rome]. || 1>2 ACCUSE fact",
    "[1 Oslo] was rebuked by [2 Rome]. || 2>1 ACCUSE fact",
    "[1 Oslo] and [2 Rome] held talks. || 1=2 CONSULT fact",
    "[1 Oslo] will visit [2 Rome]. || 1>2 CONSULT/visit announced",
    "[1 Oslo] lies north of [2 Rome]. || -",
] * 4


@pytest.fixture(scope="module")
def pairs():
    lines = [annotations.parse_line(row) for row in ROWS]
    return [items.pair_item(pair) for line in lines for pair in annotations.pairs_of(line)]


@pytest.fixture(scope="module")
def small():
    """A network of the shipped shape over an encoder of one layer with random weights."""
    torch.manual_seed(1)
    config = BertConfig(
        hidden_size=network.WIDTH, num_hidden_layers=1, num_attention_heads=4, intermediate_size=64
    )
    encoder = BertModel(config, add_pooling_layer=False)
    sizes = {name: len(getattr(items, name.upper())) for name in ("types", "roots", "modes")}
    return network.PairNetwork(
        encoder, torch.randn(4, network.WIDTH), statuses=len(items.STATUSES), **sizes
    ).eval()


def test_both_directions_are_read_by_the_same_head(small, pairs):
    item = pairs[0]
    turned = items.Item(item.ids, item.second, item.first)
    (straight,), (mirrored,) = fit.predict(small, [item]), fit.predict(small, [turned])
    np.testing.assert_allclose(straight["types"], mirrored["types"][::-1], atol=1e-5)
    assert math.isclose(straight["mutual"], mirrored["mutual"], abs_tol=1e-5)


def test_fitting_lowers_the_loss_and_what_is_shipped_answers_the_same(small, pairs, tmp_path):
    with torch.inference_mode():
        before = float(fit.loss_of(small, pairs))
    fit.fit(small, pairs, epochs=40, rate=5e-4, seed=1)
    with torch.inference_mode():
        after = float(fit.loss_of(small, pairs))
    assert after < before / 2
    branch = network.RootBranch(small, fresh=False).eval()
    export.export(branch, tmp_path)
    fed = dict(zip(export.INPUTS, (t.numpy() for t in fit.inputs(pairs[:1])), strict=True))
    types, below = run_file(tmp_path / "pairs.onnx", ["types", "below"], fed)
    found = fit.predict(small, pairs[:1])[0]
    assert types[0].argmax(-1).tolist() == found["types"].argmax(-1).tolist()
    (roots,) = run_file(tmp_path / "roots.onnx", ["roots"], fed | {"below": below})
    assert roots[0].argmax(-1).tolist() == found["roots"].argmax(-1).tolist()


def run_file(path, names, fed):
    session = InferenceSession(str(path), providers=["CPUExecutionProvider"])
    taken = {one.name for one in session.get_inputs()}
    return session.run(names, {name: value for name, value in fed.items() if name in taken})


def test_a_branch_learns_without_touching_the_network(small, pairs):
    branch = network.RootBranch(small, fresh=True)
    before = fit.predict(small, pairs[:1])[0]["types"]
    with torch.inference_mode():
        loss = float(fit.loss_of(branch.eval(), pairs))
    fit.fit(branch, pairs, epochs=40, rate=5e-4, seed=1, disguised=False)
    with torch.inference_mode():
        assert float(fit.loss_of(branch, pairs)) < loss - 0.5
    np.testing.assert_allclose(fit.predict(branch, pairs[:1])[0]["types"], before, atol=1e-5)


def test_calibration_is_learnt_from_what_was_right():
    gold = [items.Item([], [], [], types=({1: 1.0}, {0: 1.0})) for _ in range(10)]
    boastful = np.full((2, len(items.TYPES)), 0.001)
    boastful[0, 2] = boastful[1, 0] = 0.98  # wrong one way, right the other
    heat = measures.temperature(gold, [{"types": boastful}] * 10, "types")
    assert heat > 2
    assert measures.ece(np.array([0.9, 0.9]), np.array([True, True])) == pytest.approx(0.1)
