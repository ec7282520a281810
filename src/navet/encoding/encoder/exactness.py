"""Whether this processor's fast product of 8-bit whole numbers is exact: without VNNI it overflows on some."""

from functools import cache

import numpy as np
import onnxruntime

from navet.encoding.encoder.graph import FLOAT, HIGHEST, UINT8
from navet.encoding.encoder.onnx_file import model, node, tensor

ROWS, COLUMNS, LARGEST = 16, 64, 255


@cache
def is_exact() -> bool:
    """Multiplies the largest numbers there are."""
    weights = np.full((COLUMNS, COLUMNS), HIGHEST, np.int8)
    steps = [
        node("Cast", ["given"], "whole", to=UINT8),
        node("MatMulInteger", ["whole", "weights"], "product"),
        node("Cast", ["product"], "found", to=FLOAT),
    ]
    shape = [ROWS, COLUMNS]
    graph = model(steps, [tensor("weights", weights)], {"given": shape}, {"found": shape})
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    found = session.run(None, {"given": np.full(shape, LARGEST, np.float32)})[0]
    return bool((found == COLUMNS * LARGEST * HIGHEST).all())
