"""Runs the rebuilt encoder: word pieces by `tokenizers`, layers by onnxruntime, both on one thread unless told."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from navet.matching.encoder.weights import Q4, SHA256, unpacked
from navet.matching.providers import Card, Floats, Parted, Role, unit
from navet.matching.texts import in_small_letters

GRAPH, WORDS, TOKENIZER = "model.onnx", "words.npy", "tokenizer.json"
BUILD = 1  # to be raised when what is built changes its vectors
HIDDEN, MOST_TOKENS, BATCH = 384, 512, 16
PAD = 1
# Both roles alike: measured better here than the model card's query and passage.
PREFIX = "query: "
CARD = Card(
    "multilingual-e5-small",
    f"{SHA256[:12]}-{BUILD}",
    HIDDEN,
    "MIT",
    MOST_TOKENS,
    {"need": PREFIX, "offer": PREFIX},
)


class Encoder:
    """multilingual-e5-small from the folder where it was built."""

    card = CARD

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.words = np.load(folder / WORDS, mmap_mode="r").view(Q4)
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self.tokenizer.enable_truncation(MOST_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str], role: Role) -> Floats:
        """As the interface says."""
        prefix = self.card.prefixes[role]
        tokens = self.tokenizer.encode_batch([prefix + in_small_letters(text) for text in texts])
        found = np.zeros((len(texts), HIDDEN), np.float32)
        for row, states in self._states([each.ids for each in tokens]):
            found[row] = states.mean(axis=0)
        return unit(found)

    def embed_parts(self, texts: Sequence[Sequence[str]], role: Role) -> list[Parted]:
        """As the interface says: a part's vector is the mean of its tokens' states, in the context of the whole.

        So one pass gives whole and parts ("late chunking", Günther et al. 2024, arXiv 2409.04701).
        """
        prefix = self.card.prefixes[role]
        small = [_parts_in_small_letters(parts) for parts in texts]
        tokens = self.tokenizer.encode_batch([prefix + " ".join(parts) for parts in small])
        found: dict[int, Parted] = {}
        for row, states in self._states([each.ids for each in tokens]):
            ends = len(prefix) + np.cumsum([len(part) + 1 for part in small[row]])
            where = np.array([place[0] for place in tokens[row].offsets])
            found[row] = _parted(states, np.searchsorted(ends, where, side="right"), where >= len(prefix), len(ends))
        return [found[row] for row in range(len(texts))]

    def _states(self, ids: list[list[int]]) -> Iterator[tuple[int, Floats]]:
        """Each text's token states [tokens, hidden]; texts of like length go through together."""
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            longest = max(len(ids[row]) for row in rows)
            padded = np.full((len(rows), longest), PAD, np.int64)
            mask = np.zeros((len(rows), longest), np.float32)
            for line, row in enumerate(rows):
                padded[line, : len(ids[row])] = ids[row]
                mask[line, : len(ids[row])] = 1
            words = unpacked(self.words[padded.ravel()]).reshape(*padded.shape, HIDDEN)
            states = self.session.run(None, {"emb": words, "mask": mask})[0]
            for line, row in enumerate(rows):
                yield row, states[line, : len(ids[row])]


def _parts_in_small_letters(parts: Sequence[str]) -> list[str]:
    whole = " ".join(parts)
    return [part.lower() for part in parts] if in_small_letters(whole) != whole else list(parts)


def _parted(states: Floats, part: NDArray[Any], inside: NDArray[Any], count: int) -> Parted:
    """The whole is the mean of all tokens, prefix and ends included; a part that was cut off is a row of noughts."""
    belongs = (part[None, :] == np.arange(count)[:, None]) & inside[None, :]
    tokens = belongs.sum(axis=1).astype(np.float32)
    means = (belongs.astype(np.float32) @ states) / np.maximum(tokens, 1)[:, None]
    whole = states.mean(axis=0)
    length = float(np.linalg.norm(whole)) or 1.0
    return Parted(unit(whole), means / length, tokens / max(float(tokens.sum()), 1))
