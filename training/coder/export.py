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

if TYPE_CHECKING:
    from training.coder.network import PairNetwork

INPUTS = ["ids", "mask", "first", "second"]
OUTPUTS = ["types", "roots", "statuses", "modes", "mutual", "words"]
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
        return found.types, found.roots, found.statuses, found.modes, found.mutual, found.words


def export(network: PairNetwork, folder: Path) -> None:
    """Write ``pairs.onnx`` (int8) into a folder."""
    network.eval()
    ids = torch.ones(2, 9, dtype=torch.long)
    weights = torch.full((2, 9), 1 / 9)
    names = {name: {0: "pairs", 1: "tokens"} for name in INPUTS}
    names |= {name: {0: "pairs"} for name in OUTPUTS} | {"words": {0: "pairs", 2: "tokens"}}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Shipped(network), (ids, ids, weights, weights), str(whole),
            input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=names, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        words = Path(scratch) / "words.onnx"
        quantize_dynamic(whole, words, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        quantizer = MatMulNBitsQuantizer(
            onnx.load(words), bits=BITS, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_PRODUCTS
        )
        quantizer.process()
        quantizer.model.save_model_to_file(str(folder / "pairs.onnx"), use_external_data_format=False)


def write_card(folder: Path, **figures: Any) -> None:  # noqa: ANN401 - numbers and names
    """Write ``card.json``: the classes in their order and what was fitted beside the weights."""
    modes = [(kind, "" if mode == EMBARGO else mode) for kind, mode in MODES]  # PLOVER has no such mode
    classes = {"types": TYPES, "roots": ROOTS, "statuses": STATUSES, "modes": modes}
    text = json.dumps({**figures, **classes}, indent=1)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")
