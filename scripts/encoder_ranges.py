"""Writes how large numbers grow in each place of the encoder: `src/navet/encoding/data/encoder-ranges.npz`.

Needed again only when the weights change. Takes a minute.
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from navet.encoding.encoder.card import PREFIX
from navet.encoding.encoder.graph import draw
from navet.encoding.encoder.model import TOKENIZER
from navet.encoding.encoder.ranges import RANGES, met
from navet.encoding.encoder.weights import find_weights, read_weights, unpacked
from navet.encoding.texts.interface import interface_sentences

SENTENCES = 12  # in each language


def main(encoder: str) -> None:
    weights = read_weights(find_weights())
    tensors = list(met(weights.layers))
    words = weights.blocks("emb.word", weights.hidden)
    tokenizer = Tokenizer.from_file(str(Path(encoder) / TOKENIZER))
    session = onnxruntime.InferenceSession(draw(weights, {}), providers=["CPUExecutionProvider"])
    largest = {tensor: np.zeros(1, np.float32) for tensor in tensors}
    for language, told in interface_sentences(SENTENCES).items():
        print(language, flush=True)
        for sentence in told.values():
            ids = tokenizer.encode(PREFIX + sentence).ids
            given = {"emb": unpacked(words[ids])[None], "mask": np.ones((1, len(ids)), np.float32)}
            for tensor, found in zip(tensors, session.run(tensors, given), strict=True):
                largest[tensor] = np.maximum(largest[tensor], np.abs(found[0]).max(axis=0))
    kept = {tensor: numbers.astype(np.float16) for tensor, numbers in largest.items()}
    np.savez_compressed(RANGES, allow_pickle=False, **kept)


if __name__ == "__main__":
    main(sys.argv[1])
