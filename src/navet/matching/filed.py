"""A shelf in a folder: numbers that every process maps into its memory once, written whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import write_array
from numpy.typing import NDArray

from navet.matching.grams import Grams
from navet.matching.ranking import Anyway, Shelf
from navet.matching.topics import Topics
from navet.vectors.index.scans import Postings
from navet.vectors.index.stored import Stamp, Stored

VECTORS, SINGLES, ABOUT = "vectors", "singles.npy", "about.json"
DRAWN = ("drawn-halves", "drawn-rows", "drawn-left")
Mask = NDArray[np.bool_]
HALF_DIGEST = 16  # hexadecimal digits: 64 bits


class Lines(Sequence[str]):
    """Texts that stay on the disk until one is asked for."""

    def __init__(self, letters: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.letters, self.ends = letters, ends

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Lines":
        """The texts one behind the other."""
        raw = [text.encode("utf-8", "replace") for text in texts]
        ends = np.cumsum([0, *map(len, raw)]).astype(np.int64)
        return cls(np.frombuffer(b"".join(raw), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: Any) -> Any:
        return self.letters[self.ends[place] : self.ends[place + 1]].tobytes().decode()


@dataclass(frozen=True)
class Traits:
    """What offers may be narrowed by: for each trait the pairs (row, value), values as places in `values`."""

    values: Mapping[str, Sequence[str]]
    rows: Mapping[str, NDArray[np.int64]]
    places: Mapping[str, NDArray[np.int64]]
    count: int

    @classmethod
    def of(cls, told: Mapping[str, Sequence[Sequence[str]]], count: int) -> "Traits":
        """`told`: for each trait the values of every row."""
        values = {trait: sorted({each for row in rows for each in row}) for trait, rows in told.items()}
        place = {trait: {each: number for number, each in enumerate(known)} for trait, known in values.items()}
        pairs = {
            trait: np.array(
                [(row, place[trait][each]) for row, had in enumerate(rows) for each in had], np.int64
            ).reshape(-1, 2)
            for trait, rows in told.items()
        }
        rows = {trait: np.ascontiguousarray(each[:, 0]) for trait, each in pairs.items()}
        return cls(values, rows, {trait: np.ascontiguousarray(each[:, 1]) for trait, each in pairs.items()}, count)

    def having(self, trait: str, wanted: Sequence[str]) -> Mask:
        """The rows that have one of the wanted values."""
        found = np.zeros(self.count, bool)
        sought = set(wanted)
        places = [number for number, each in enumerate(self.values[trait]) if each in sought]
        found[self.rows[trait][np.isin(self.places[trait], places)]] = True
        return found

    def open_to(self, trait: str, wanted: Sequence[str]) -> Mask:
        """The rows that have one of the wanted values, or none at all, which means any."""
        return self.having(trait, wanted) | ~self.having(trait, self.values[trait])


@dataclass(frozen=True)
class Drawn:
    """Where the texts that the graph finds stand on the shelf: halves of digests, sorted, with their rows.

    `stamp`: of the graph's points. `left`: the rows of texts that were not in the graph yet.
    """

    stamp: Stamp
    halves: NDArray[np.uint64]
    rows: NDArray[np.int64]
    left: NDArray[np.int64]

    @classmethod
    def of(cls, stamp: Stamp, digests: Sequence[str], left: Sequence[int]) -> "Drawn":
        """`digests`: of each row."""
        halves = _halves(digests)
        rows = np.argsort(halves, kind="stable")
        return cls(stamp, halves[rows], rows, np.array(left, np.int64))

    def rows_of(self, digests: Sequence[str]) -> NDArray[np.int64]:
        """The rows of these texts, and those that the graph cannot know."""
        wanted = _halves(digests)
        starts, ends = (np.searchsorted(self.halves, wanted, side) for side in ("left", "right"))
        held = [self.rows[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.unique(np.concatenate([self.left, *held]))


@dataclass(frozen=True)
class Filed:
    """A shelf, what its offers may be narrowed by, and where the graph's texts stand on it, when they are so many."""

    shelf: Shelf
    traits: Traits
    drawn: Drawn | None = None

    def write(self, folder: Path) -> None:
        """Beside and renamed; who wrote the same before is left alone."""
        beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            self.shelf.stored.write(beside / VECTORS)
            if self.shelf.stored.vectors.dtype == np.float32:
                _keep(beside / SINGLES, self.shelf.stored.vectors)
            for name, numbers in self._numbers():
                _keep(beside / f"{name}.npy", numbers)
            about = {
                "codes": list(self.shelf.topics.codes),
                "scale": self.shelf.scale,
                "values": {k: list(v) for k, v in self.traits.values.items()},
                "drawn": asdict(self.drawn.stamp) if self.drawn else None,
            }
            (beside / ABOUT).write_text(json.dumps(about), encoding="utf-8")
            if not folder.exists():
                beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _numbers(self) -> Iterator[tuple[str, NDArray[Any]]]:
        shelf, topics, titles = self.shelf, self.shelf.topics, Lines.of(self.shelf.titles)
        yield "languages", shelf.languages
        yield "anyway-meaning", shelf.anyway.meaning
        yield "anyway-letters", shelf.anyway.letters
        yield "letters", titles.letters
        yield "ends", titles.ends
        yield "grams-rarity", shelf.grams.rarity
        for name in ("starts", "rows", "weights"):
            yield f"grams-{name}", getattr(shelf.grams.postings, name)
        for name in ("vectors", "offers", "topics", "amounts"):
            yield f"topics-{name}", getattr(topics, name)
        if self.drawn is not None:
            yield from zip(DRAWN, (self.drawn.halves, self.drawn.rows, self.drawn.left), strict=True)
        for trait in self.traits.values:
            yield f"rows-{trait}", self.traits.rows[trait]
            yield f"places-{trait}", self.traits.places[trait]

    @classmethod
    def open(cls, folder: Path) -> "Filed":
        """Map it. Raises Incomparable, and OSError when the folder is not there or was taken away meanwhile."""
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        stored = Stored.open(folder / VECTORS)
        if (folder / SINGLES).exists():
            singles = np.load(folder / SINGLES, mmap_mode="r", allow_pickle=False)
            stored = Stored(stored.stamp, stored.ids, singles)
        count = len(stored.ids)

        def numbers(name: str) -> NDArray[Any]:
            mapped: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            return mapped

        starts, having, weights = (numbers(f"grams-{name}") for name in ("starts", "rows", "weights"))
        grams = Grams(Postings(starts, having, weights, count), numbers("grams-rarity"))
        sounds, having, had, amounts = (
            numbers(f"topics-{name}") for name in ("vectors", "offers", "topics", "amounts")
        )
        topics = Topics(about["codes"], sounds, having, had, amounts, count)
        titles = Lines(numbers("letters"), numbers("ends"))
        traits = list(about["values"])
        rows = {trait: numbers(f"rows-{trait}") for trait in traits}
        places = {trait: numbers(f"places-{trait}") for trait in traits}
        anyway = Anyway(numbers("anyway-meaning"), numbers("anyway-letters"))
        shelf = Shelf(stored, numbers("languages"), grams, topics, titles, anyway, about["scale"])
        drawn = Drawn(Stamp(**about["drawn"]), *map(numbers, DRAWN)) if about.get("drawn") else None
        return cls(shelf, Traits(about["values"], rows, places, count), drawn)


def _halves(digests: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([int(digest[:HALF_DIGEST], 16) for digest in digests], np.uint64)


def _keep(path: Path, numbers: NDArray[Any]) -> None:
    with path.open("wb") as stream:
        write_array(stream, numbers, allow_pickle=False)
