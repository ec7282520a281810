"""Runs the rebuilt encoder: word pieces by `tokenizers`, layers by onnxruntime, both on one thread unless told."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from navet.encoding.encoder.card import CARD, HIDDEN, MOST_TOKENS
from navet.encoding.encoder.exactness import is_exact
from navet.encoding.encoder.weights import Q4, unpacked
from navet.encoding.providers import Floats, Role, unit
from navet.encoding.texts import in_small_letters

GRAPH, WORDS, TOKENIZER = "model.onnx", "words.npy", "tokenizer.json"
BATCH = 16
AT_ONCE = 1536  # tokens: the process stays small, and more at once is not faster
PAD = 1
LEAST_FILLED = 0.8  # below that a run of its own costs less than the padding


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
        if not is_exact():  # the slower product gives the numbers that the fast one should
            options.add_session_config_entry("session.x64quantprecision", "1")
        self.session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str], role: Role, clauses: Sequence[str] = ()) -> Floats:
        """As the interface says. The same text is read once."""
        told = [*self.card.told(map(in_small_letters, texts), role), *map(in_small_letters, clauses)]
        places = {text: place for place, text in enumerate(dict.fromkeys(told))}
        tokens = self.tokenizer.encode_batch(list(places))
        found = np.zeros((len(places), HIDDEN), np.float32)
        for row, states in self._states([each.ids for each in tokens]):
            found[row] = states.mean(axis=0)
        return unit(found[[places[text] for text in told]])

    def _states(self, ids: list[list[int]]) -> Iterator[tuple[int, Floats]]:
        """Each text's token states [tokens, hidden]."""
        for rows in _alike([len(each) for each in ids]):
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


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Which texts go through together: few enough for little memory, the shortest at least LEAST_FILLED of the longest."""
    rows: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        full = len(rows) == BATCH or (len(rows) + 1) * lengths[rows[0] if rows else row] > AT_ONCE
        if rows and (full or lengths[row] < LEAST_FILLED * lengths[rows[0]]):
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows
