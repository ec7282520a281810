"""The encoder as a graph for onnxruntime: twelve layers of attention whose matrices meet 8-bit whole numbers.

Every token's numbers are brought to 8 bits by a step of their own and multiplied exactly; with one step for a whole text the
ranking suffers, with a step for each token it does not (measured), and it takes half the time of 4-bit weights.

In: `emb` [texts, tokens, hidden], the tokens' word vectors; `mask` [texts, tokens], 1 where there is a token. Out: `states`
[texts, tokens, hidden], each token's vector in its context (Vaswani et al. 2017; XLM-R's layers, norm after addition).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from navet.encoding.encoder.onnx_file import Attribute, model, node, tensor
from navet.encoding.encoder.ranges import Ranges, factors, matrix, met
from navet.encoding.encoder.weights import Floats, Weights

HIGHEST, MIDDLE = 127, 128  # of signed whole numbers; of unsigned ones, nought
UINT8, FLOAT = 2, 1  # ONNX's numbers of the types


class Drawing:
    """Nodes and tensors as they are drawn; every step answers with the name of what it made."""

    def __init__(self, weights: Weights, divided_by: Ranges) -> None:
        self.weights = weights
        self.divided_by = divided_by
        self.nodes: list[bytes] = []
        self.tensors: list[bytes] = []
        self.made_whole: dict[str, tuple[str, str]] = {}

    def keep(self, name: str, values: NDArray[Any]) -> str:
        """Numbers that never change."""
        self.tensors.append(tensor(name, values))
        return name

    def step(self, operator: str, inputs: list[str], output: str, **attributes: Attribute) -> str:
        """One operation."""
        self.nodes.append(node(operator, inputs, output, **attributes))
        return output

    def linear(self, given: str, name: str, columns: int, output: str) -> str:
        """A matrix and its bias."""
        numbers = matrix(self.weights, name, columns)
        self.keep(f"{output}.b", self.weights.vector(f"{name}.b"))
        multiply = self._whole if self.divided_by else self._in_full
        return self.step("Add", [multiply(given, numbers, output), f"{output}.b"], output)

    def _in_full(self, given: str, numbers: Floats, output: str) -> str:
        self.keep(f"{output}.w", np.ascontiguousarray(numbers.T))
        return self.step("MatMul", [given, f"{output}.w"], f"{output}.m")

    def _whole(self, given: str, numbers: Floats, output: str) -> str:
        numbers = numbers * self.divided_by[given]
        steps = np.abs(numbers).max(axis=1) / HIGHEST
        self.keep(f"{output}.w", np.ascontiguousarray(np.round(numbers / steps[:, None]).astype(np.int8).T))
        self.keep(f"{output}.s", steps.astype(np.float32))
        if given not in self.made_whole:
            self.made_whole[given] = self._rounded(given)
        rounded, step = self.made_whole[given]
        product = self.step("MatMulInteger", [rounded, f"{output}.w", "middle"], f"{output}.n")
        product = self.step("Mul", [self.step("Cast", [product], f"{output}.f", to=FLOAT), step], f"{output}.t")
        return self.step("Mul", [product, f"{output}.s"], f"{output}.m")

    def _rounded(self, given: str) -> tuple[str, str]:
        """Each token's numbers as whole ones around MIDDLE, and its step."""
        self.keep(f"{given}.d", 1 / self.divided_by[given])
        even = self.step("Mul", [given, f"{given}.d"], f"{given}.even")
        largest = self.step("ReduceMax", [self.step("Abs", [even], f"{given}.abs"), "last"], f"{given}.max", keepdims=1)
        step = self.step("Mul", [self.step("Max", [largest, "tiny"], f"{given}.some"), "share"], f"{given}.step")
        placed = self.step("Add", [self.step("Div", [even, step], f"{given}.in"), "raise"], f"{given}.up")
        return self.step("Cast", [placed], f"{given}.whole", to=UINT8), step

    def norm(self, given: str, name: str, output: str) -> str:
        """Layer normalisation."""
        scale = self.keep(f"{output}.w", self.weights.vector(f"{name}.w"))
        shift = self.keep(f"{output}.b", self.weights.vector(f"{name}.b"))
        return self.step("LayerNormalization", [given, scale, shift], output, axis=-1, epsilon=self.weights.epsilon)

    def heads(self, given: str, order: list[int], output: str) -> str:
        """The numbers of each head side by side."""
        return self.step("Transpose", [self.step("Reshape", [given, "split"], f"{output}.r")], output, perm=order)


def draw(weights: Weights, ranges: Ranges) -> bytes:
    """The whole graph as an ONNX file. Without ranges it reckons in full, and tells all that is multiplied, too."""
    drawing = Drawing(weights, factors(weights, ranges) if ranges else {})
    _constants(drawing)
    given = _embedding(drawing)
    for layer in range(weights.layers):
        given = _layer(drawing, given, layer)
    drawing.step("Identity", [given], "states")
    shape = ["texts", "tokens", weights.hidden]
    told = {} if ranges else {tensor: [*shape[:2], f"columns of {tensor}"] for tensor in met(weights.layers)}
    return model(drawing.nodes, drawing.tensors, {"emb": shape, "mask": shape[:2]}, {"states": shape} | told)


def _constants(drawing: Drawing) -> None:
    weights = drawing.weights
    width = weights.hidden // weights.heads
    whole = {"split": [0, 0, weights.heads, width], "joined": [0, 0, weights.hidden]}
    whole |= {"axes": [1, 2], "zero": [0], "one": [1], "two": [2], "last": [-1]}
    for name, values in whole.items():
        drawing.keep(name, np.array(values, np.int64))
    drawing.keep("middle", np.array(MIDDLE, np.uint8))
    parts = {"1": 1.0, "far": -1e9, "half": 0.5, "root": 2**-0.5, "scale": width**-0.5}
    # A whole number is cut off, not rounded, so half of one is added first.
    parts |= {"tiny": 1e-12, "share": 1 / HIGHEST, "raise": MIDDLE + 0.5}
    for name, value in parts.items():
        drawing.keep(name, np.array(value, np.float32))


def _embedding(drawing: Drawing) -> str:
    """Words and their positions, and what keeps attention off the padding."""
    weights = drawing.weights
    positions = weights.vector("emb.pos").reshape(-1, weights.hidden)
    drawing.keep("positions", positions + weights.vector("emb.type").reshape(-1, weights.hidden)[0])
    drawing.step("Slice", [drawing.step("Shape", ["emb"], "shape"), "one", "two"], "length")
    drawing.step("Slice", ["positions", "zero", "length"], "placed")
    drawing.step("Mul", [drawing.step("Sub", ["1", "mask"], "absent"), "far"], "away")
    drawing.step("Unsqueeze", ["away", "axes"], "bias")
    return drawing.norm(drawing.step("Add", ["emb", "placed"], "words"), "emb.ln", "x")


def _layer(drawing: Drawing, given: str, layer: int) -> str:
    p, hidden = f"l{layer}.", drawing.weights.hidden
    query = drawing.heads(drawing.linear(given, f"{p}q", hidden, f"{p}q"), [0, 2, 1, 3], f"{p}qh")
    key = drawing.heads(drawing.linear(given, f"{p}k", hidden, f"{p}k"), [0, 2, 3, 1], f"{p}kh")
    value = drawing.heads(drawing.linear(given, f"{p}v", hidden, f"{p}v"), [0, 2, 1, 3], f"{p}vh")
    scaled = drawing.step("Mul", [drawing.step("MatMul", [query, key], f"{p}dot"), "scale"], f"{p}scaled")
    shares = drawing.step("Softmax", [drawing.step("Add", [scaled, "bias"], f"{p}biased")], f"{p}shares", axis=-1)
    seen = drawing.step("Transpose", [drawing.step("MatMul", [shares, value], f"{p}c")], f"{p}ct", perm=[0, 2, 1, 3])
    seen = drawing.step("Reshape", [seen, "joined"], f"{p}seen")
    added = drawing.step("Add", [given, drawing.linear(seen, f"{p}ao", hidden, f"{p}ao")], f"{p}a")
    attended = drawing.norm(added, f"{p}aln", f"{p}y")
    inner = _gelu(drawing, drawing.linear(attended, f"{p}fi", hidden, f"{p}fi"), p)
    outer = drawing.linear(inner, f"{p}fo", drawing.weights.inner, f"{p}fo")
    return drawing.norm(drawing.step("Add", [attended, outer], f"{p}o"), f"{p}oln", f"{p}x")


def _gelu(drawing: Drawing, given: str, p: str) -> str:
    """x/2 · (1 + erf(x/√2)), Hendrycks and Gimpel 2016."""
    bent = drawing.step("Erf", [drawing.step("Mul", [given, "root"], f"{p}z")], f"{p}erf")
    half = drawing.step("Mul", [given, "half"], f"{p}half")
    return drawing.step("Mul", [half, drawing.step("Add", [bent, "1"], f"{p}more")], f"{p}gelu")
