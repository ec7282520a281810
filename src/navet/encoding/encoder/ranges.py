"""How large numbers grow in each place of the network, and what to divide them by before they become whole numbers.

A few columns grow tenfold; a row's step would be theirs and the others would drown. So each column is divided by a factor, and
the weights that meet it are multiplied by the same: nothing changes but how well both fill 8 bits ("SmoothQuant", Xiao et al.
2023, there for a whole text's step; here each token has its own).
"""

from pathlib import Path

import numpy as np

from navet.encoding.encoder.weights import Floats, Weights, unpacked

# Made by scripts/encoder_ranges.py out of the interface sentences of all languages.
RANGES = Path(__file__).parents[1] / "data" / "encoder-ranges.npz"
SHARE = 0.6  # of a column's size that the numbers give away; the weights take it. 0.5 to 0.65 are alike
LEAST = 1e-5
Ranges = dict[str, Floats]
# What is multiplied by which matrices: a tensor of layer n, and the matrices' names.
_MET = {"l{n}.seen": ("ao",), "l{n}.y": ("fi",), "l{n}.gelu": ("fo",)}


def entrance(layer: int) -> str:
    """The tensor that comes into a layer."""
    return f"l{layer - 1}.x" if layer else "x"


def met(layers: int) -> dict[str, list[str]]:
    """For each tensor that is multiplied the matrices it meets."""
    found = {}
    for n in range(layers):
        found[entrance(n)] = [f"l{n}.{name}" for name in "qkv"]
        found |= {tensor.format(n=n): [f"l{n}.{name}" for name in names] for tensor, names in _MET.items()}
    return found


def factors(weights: Weights, ranges: Ranges) -> Ranges:
    """For each tensor that is multiplied: what its columns are divided by."""
    found = {}
    for tensor, matrices in met(weights.layers).items():
        largest = np.maximum(ranges[tensor].astype(np.float32), LEAST)
        columns = len(largest)
        heaviest = np.max([np.abs(matrix(weights, name, columns)).max(axis=0) for name in matrices], axis=0)
        found[tensor] = (largest**SHARE / np.maximum(heaviest, LEAST) ** (1 - SHARE)).astype(np.float32)
    return found


def matrix(weights: Weights, name: str, columns: int) -> Floats:
    """A matrix's weights as numbers."""
    return unpacked(weights.blocks(f"{name}.w", columns))


def read_ranges() -> Ranges:
    """The largest number of each column, by tensor."""
    with np.load(RANGES) as kept:
        return {name: kept[name] for name in kept.files}
