"""Vectors in one file that every process maps into its memory once: fp16 rows, and which versions they are of.

Format: `NAVETVEC`, the header's length (8 bytes, little-endian), the header as JSON, noughts up to a multiple of 64, then the
rows as little-endian IEEE half precision, then the ids as JSON.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from navet.encoding.providers import Floats
from navet.kit.whole_files import written_whole

MAGIC, FORMAT, LINE = b"NAVETVEC", 1, 64
Halves = NDArray[np.float16]


class Incomparable(ValueError):
    """Vectors of two versions were to be compared, or a file is not of vectors at all."""


@dataclass(frozen=True)
class Stamp:
    """The versions of vectors: who made them (`Card.stamp`) and which offsets were taken off."""

    provider: str
    offsets: str


@dataclass(frozen=True)
class Stored:
    """Ids and their vectors [offers, dimension], of one stamp."""

    stamp: Stamp
    ids: Sequence[str]
    vectors: Halves | Floats

    @classmethod
    def of(cls, stamp: Stamp, ids: Sequence[str], vectors: Floats) -> "Stored":
        """Vectors as they came, kept in half precision."""
        return cls(stamp, ids, vectors.astype(np.float16))

    def written_out(self) -> "Stored":
        """The same numbers in single precision, which numpy alone multiplies as fast as memory is read; twice as large."""
        return Stored(self.stamp, self.ids, self.vectors.astype(np.float32))

    def expect(self, stamp: Stamp) -> None:
        """Raise Incomparable unless the vectors are of this stamp."""
        if self.stamp != stamp:
            raise Incomparable(f"the vectors are of {self.stamp}, the question is of {stamp}: embed the offers again")

    def write(self, path: Path) -> None:
        """Beside and renamed; whoever has the old file mapped keeps reading it."""
        rows, dimension = self.vectors.shape
        header = json.dumps(asdict(self.stamp) | {"format": FORMAT, "rows": rows, "dimension": dimension}).encode()
        start = MAGIC + struct.pack("<Q", len(header)) + header
        with written_whole(path) as stream:
            stream.write(start + bytes(-len(start) % LINE))
            stream.write(np.ascontiguousarray(self.vectors, "<f2").tobytes())
            stream.write(json.dumps(list(self.ids)).encode())

    @classmethod
    def open(cls, path: Path) -> "Stored":
        """Map the file. Raises Incomparable for a file that is none, or of another format."""
        raw = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
        header, start = _header(raw.tobytes() if len(raw) < LINE else bytes(raw[: LINE * LINE]), path)
        end = start + 2 * header["rows"] * header["dimension"]
        if len(raw) <= end:
            raise Incomparable(f"{path} is cut off")
        vectors = raw[start:end].view("<f2").reshape(header["rows"], header["dimension"])
        return cls(Stamp(header["provider"], header["offsets"]), json.loads(bytes(raw[end:])), vectors)


def _header(raw: bytes, path: Path) -> tuple[dict[str, Any], int]:
    """The header and where the rows begin."""
    if not raw.startswith(MAGIC) or len(raw) < LINE:
        raise Incomparable(f"{path} is not a file of vectors")
    (length,) = struct.unpack_from("<Q", raw, len(MAGIC))
    begin = len(MAGIC) + 8
    header: dict[str, Any] = json.loads(raw[begin : begin + length])
    if header["format"] != FORMAT:
        raise Incomparable(f"{path} is of format {header['format']}, known is {FORMAT}")
    return header, begin + length + -(begin + length) % LINE
