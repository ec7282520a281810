"""Writes what each language adds to a vector of our encoder: `src/navet/encoding/data/language-means-….npz`.

Needed again only when the encoder's revision changes. Takes a minute.
"""

import os
import sys
from pathlib import Path

from navet.encoding.encoder.card import FOLDER, MEANS
from navet.encoding.encoder.model import Encoder
from navet.encoding.offsets import told_offsets, write_offsets


def main(models: str) -> None:
    encoder = Encoder(Path(models) / FOLDER, os.cpu_count() or 1)
    offsets = told_offsets(encoder, lambda language: print(language, flush=True))
    MEANS.parent.mkdir(exist_ok=True)
    write_offsets(MEANS, offsets)
    print(f"{MEANS.name}: version {offsets.version}")


if __name__ == "__main__":
    main(sys.argv[1])
