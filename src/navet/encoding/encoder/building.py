"""Builds the encoder's files out of the weights, once: whole or not at all, and taken up again where it stopped."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from navet.encoding.encoder.card import CARD, FOLDER, MANIFEST, MEANS, NotBuilt
from navet.encoding.encoder.graph import draw
from navet.encoding.encoder.model import GRAPH, TOKENIZER, WORDS, Encoder
from navet.encoding.encoder.ranges import read_ranges
from navet.encoding.encoder.weights import Weights, find_weights, read_weights
from navet.encoding.offsets import Offsets, read_offsets
from navet.kit.whole_files import written_whole

STEPS = 4
Say = Callable[[str, int], None]


def build_model(folder: Path, weights: Path | None, say: Say) -> Path:
    """Make what is missing below the folder; `say` hears what is being done and how many of STEPS are.

    Raises WrongWeights; OSError when the disk is full.
    """
    home = folder / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    _forget_spoiled(home)
    _build_files(home, weights, say)
    say("done", STEPS)
    made = {name: _sha256(home / name) for name in (GRAPH, WORDS, TOKENIZER)}
    _write(home / MANIFEST, json.dumps({"model": CARD.model, "revision": CARD.revision, "sha256": made}).encode())
    return home


def load_encoder(folder: Path, threads: int = 1) -> tuple[Encoder, Offsets]:
    """The encoder and its language means, when every file is as it was built. Raises NotBuilt."""
    home = folder / FOLDER
    if not (home / MANIFEST).exists():
        raise NotBuilt(f"no encoder in {folder}: say navet match build-model")
    if _spoiled(home):
        raise NotBuilt(f"the encoder in {folder} has changed since it was built: say navet match build-model")
    return Encoder(home, threads), read_offsets(MEANS)


def _build_files(home: Path, weights: Path | None, say: Say) -> None:
    made: dict[str, Callable[[Weights], bytes]] = {WORDS: _words, GRAPH: _graph, TOKENIZER: _tokenizer}
    missing = [name for name in made if not (home / name).exists()]
    if missing:
        say("reading the weights", 0)
        read = read_weights(find_weights(weights))
        for name in missing:
            say(f"writing {name}", 1 + list(made).index(name))
            _write(home / name, made[name](read))


def _graph(weights: Weights) -> bytes:
    return draw(weights, read_ranges())


def _words(weights: Weights) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array(stream, weights.blocks("emb.word", weights.hidden).view(np.uint8))
    return stream.getvalue()


def _tokenizer(weights: Weights) -> bytes:
    """SentencePiece's unigram model (Kudo 2018) as `tokenizers` reads it."""
    tokenizer = Tokenizer(
        models.Unigram(list(zip(weights.pieces, weights.scores, strict=True)), weights.unknown, False)
    )
    spaces = normalizers.Replace(Regex(r"\s+"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), spaces, normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    ends = [("<s>", 0), ("</s>", 2)]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer.to_str().encode()


def _forget_spoiled(home: Path) -> None:
    for name in _spoiled(home):
        (home / name).unlink(missing_ok=True)


def _spoiled(home: Path) -> list[str]:
    """The files that are not as the manifest says."""
    if not (home / MANIFEST).exists():
        return []
    told: dict[str, str] = json.loads((home / MANIFEST).read_text())["sha256"]
    return [name for name, known in told.items() if not (home / name).exists() or _sha256(home / name) != known]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    """So that whoever kills us leaves no half of a file."""
    with written_whole(path) as stream:
        stream.write(content)
