"""From the fitted network to what ships: ONNX, int8 weights, and the card beside it.

The weights of products are quantised block by block, and what they are multiplied with row by row: an answer
does not hang on what else is in the batch, as it would with one scale for a whole batch.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn
from training.coder.annotations import EMBARGO
from training.coder.items import MODES, ROOTS, STATUSES, TYPES
from training.coder.network import WIDTH

if TYPE_CHECKING:
    from training.coder.network import PairNetwork, RootBranch

INPUTS = ["ids", "mask", "first", "second"]
OUTPUTS = ["types", "statuses", "modes", "mutual", "words", "below"]
BRANCH_INPUTS = ["below", "mask", "first", "second"]
OPSET = 17
BITS, BLOCK = 8, 64
INT8_PRODUCTS = 4  # onnxruntime's accuracy level of products of int8


class _Shipped(nn.Module):
    """The network without what only training asks for."""

    def __init__(self, network: PairNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> tuple[Tensor, ...]:
        found = self.network(ids, mask, first, second)
        return found.types, found.statuses, found.modes, found.mutual, found.words, found.below


class _ShippedBranch(nn.Module):
    """The branch alone: it is fed with what the network gave."""

    def __init__(self, branch: RootBranch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, below: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> Tensor:
        return self.branch.read(below, mask, first, second)


def export(branch: RootBranch, folder: Path) -> None:
    """Write ``pairs.onnx`` and, for PLV's roots, ``roots.onnx`` (both int8) into a folder."""
    branch.eval()
    ids = torch.ones(2, 9, dtype=torch.long)
    weights = torch.full((2, 9), 1 / 9)
    _write(_Shipped(branch.base), (ids, ids, weights, weights), INPUTS, OUTPUTS, folder / "pairs.onnx")
    fed = (torch.zeros(2, 9, WIDTH), ids, weights, weights)
    _write(_ShippedBranch(branch), fed, BRANCH_INPUTS, ["roots"], folder / "roots.onnx")


def _write(
    network: nn.Module, example: tuple[Tensor, ...], fed: list[str], told: list[str], path: Path
) -> None:
    names = {name: {0: "pairs", 1: "tokens"} for name in (*fed, "below")}
    names["words"] = {0: "pairs", 2: "tokens"}
    axes = {name: names.get(name, {0: "pairs"}) for name in (*fed, *told)}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network, example, str(whole),
            input_names=fed, output_names=told, dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        words = Path(scratch) / "words.onnx"
        quantize_dynamic(whole, words, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        quantizer = MatMulNBitsQuantizer(
            onnx.load(words), bits=BITS, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_PRODUCTS
        )
        quantizer.process()
        quantizer.model.save_model_to_file(str(path), use_external_data_format=False)


def write_card(folder: Path, **figures: Any) -> None:  # noqa: ANN401 - numbers and names
    """Write ``card.json``: the classes in their order and what was fitted beside the weights."""
    modes = [(kind, "" if mode == EMBARGO else mode) for kind, mode in MODES]  # PLOVER has no such mode
    classes = {"types": TYPES, "roots": ROOTS, "statuses": STATUSES, "modes": modes}
    text = json.dumps({**figures, **classes}, indent=1)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")
