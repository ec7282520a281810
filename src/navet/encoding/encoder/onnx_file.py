"""Writes the few parts of the ONNX file format that our graph needs (onnx.proto3 of ONNX 1.16, IR version 9).

The library `onnx` would be a dependency of 20 MB for these lines.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

IR_VERSION, OPERATORS = 9, 18
TYPES = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int8): 3, np.dtype(np.int64): 7}
Attribute = int | float | Sequence[int]


def tensor(name: str, values: NDArray[Any]) -> bytes:
    """A TensorProto."""
    shape = b"".join(_number(1, size) for size in values.shape)
    raw = np.ascontiguousarray(values).tobytes()
    return shape + _number(2, TYPES[values.dtype]) + _text(8, name) + _bytes(9, raw)


def node(operator: str, inputs: Iterable[str], output: str, **attributes: Attribute) -> bytes:
    """A NodeProto with one output, which also names it."""
    parts = [_text(1, each) for each in inputs]
    parts += [_text(2, output), _text(3, output), _text(4, operator)]
    parts += [_bytes(5, _attribute(name, value)) for name, value in attributes.items()]
    return b"".join(parts)


def model(
    nodes: list[bytes], tensors: list[bytes], inputs: dict[str, list[Any]], outputs: dict[str, list[Any]]
) -> bytes:
    """A ModelProto. Shapes of float32 inputs and outputs are numbers, or names where they may vary."""
    graph = b"".join(_bytes(1, each) for each in nodes) + _text(2, "encoder")
    graph += b"".join(_bytes(5, each) for each in tensors)
    graph += b"".join(_bytes(11, _value(name, shape)) for name, shape in inputs.items())
    graph += b"".join(_bytes(12, _value(name, shape)) for name, shape in outputs.items())
    operators = _bytes(8, _text(1, "") + _number(2, OPERATORS))
    return _number(1, IR_VERSION) + operators + _bytes(7, graph)


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, 2)
    return _text(1, name) + b"".join(_number(8, each) for each in value) + _number(20, 7)


def _value(name: str, shape: list[Any]) -> bytes:
    sizes = [_number(1, size) if isinstance(size, int) else _text(2, size) for size in shape]
    kind = _number(1, 1) + _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _text(1, name) + _bytes(2, _bytes(1, kind))


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _number(field: int, value: int) -> bytes:
    return _key(field, 0) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _key(field, 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; what is below nought counts as 64 bits in two's complement."""
    value &= 2**64 - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
