"""The index: as exact as numpy in full precision allows, and never across versions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.vectors.index.scans import Bits, best, compile_scans, similarities
from navet.vectors.index.stored import MAGIC, Incomparable, Stamp, Stored

STAMP = Stamp("provider", "offsets")


def some(rows, dimension=384, seed=1):
    return (np.random.default_rng(seed).standard_normal((rows, dimension)) / 20).astype(np.float32)


@given(st.integers(1, 60), st.integers(1, 130), st.integers(0, 9), st.integers(0, 70))
def test_the_scan_is_exact(rows, dimension, seed, most):
    vectors, need = some(rows, dimension, seed).astype(np.float16), some(1, dimension, seed + 100)[0]
    brute = (vectors.astype(np.float64) @ need.astype(np.float64)).astype(np.float32)
    found = similarities(vectors, need)
    assert found == pytest.approx(brute, abs=1e-5)
    assert best(found, most).tolist() == np.argsort(-found, kind="stable")[:most].tolist()


@given(st.lists(st.sampled_from([1.0, 2.0, -np.inf]), max_size=30), st.integers(0, 30))
def test_the_best_come_in_order_and_what_is_left_out_never(scores, most):
    scores = np.array(scores, np.float32)
    kept = [row for row in np.argsort(-scores, kind="stable").tolist() if scores[row] > -np.inf]
    assert best(scores, most).tolist() == kept[:most]


def test_one_bit_a_number_finds_nearly_all_of_the_best():
    """Texts lie in bunches; so do these vectors."""
    middles, noise = some(200, seed=2), some(20_000, seed=3)
    vectors = (middles[np.arange(20_000) % 200] + 0.7 * noise).astype(np.float16)
    bits, recall = Bits.of(vectors), []
    for need in middles[:30] + 0.7 * some(30, seed=4):
        exact = set(best(similarities(vectors, need), 10).tolist())
        recall.append(len(exact & set(bits.nearest(vectors, need, 10, 400).tolist())) / 10)
    assert np.mean(recall) >= 0.95


def test_few_vectors_are_all_compared():
    vectors, need = some(50).astype(np.float16), some(1, seed=9)[0]
    assert Bits.of(vectors).nearest(vectors, need, 10, 400).tolist() == best(similarities(vectors, need), 10).tolist()
    compile_scans()


def test_kept_and_mapped(tmp_path):
    stored = Stored.of(STAMP, ["a", "ö", "\ud800"], some(3, 5))
    stored.write(tmp_path / "offers.vectors")
    opened = Stored.open(tmp_path / "offers.vectors")
    assert (opened.stamp, list(opened.ids)) == (STAMP, ["a", "ö", "\ud800"])
    assert opened.vectors.tolist() == stored.vectors.tolist()
    assert similarities(opened.vectors, some(1, 5)[0]).tolist() == similarities(stored.vectors, some(1, 5)[0]).tolist()
    assert [path.name for path in tmp_path.iterdir()] == ["offers.vectors"]
    opened.expect(STAMP)
    for other in (Stamp("other", "offsets"), Stamp("provider", "other")):
        with pytest.raises(Incomparable, match="embed the offers again"):
            opened.expect(other)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda raw: b"", "is not a file of vectors"),
        (lambda raw: b"GIF89a" + raw[6:], "is not a file of vectors"),
        (lambda raw: MAGIC, "is not a file of vectors"),
        (lambda raw: raw[:200], "is cut off"),
        (lambda raw: raw.replace(b'"format": 1', b'"format": 2'), "is of format 2"),
    ],
)
def test_a_file_that_is_none(tmp_path, spoil, why):
    path = tmp_path / "offers.vectors"
    Stored.of(STAMP, ["a"], some(1)).write(path)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Incomparable, match=why):
        Stored.open(path)


def test_nothing_on_offer(tmp_path):
    Stored.of(STAMP, [], some(0, 7)).write(tmp_path / "none.vectors")
    assert Stored.open(tmp_path / "none.vectors").vectors.shape == (0, 7)


def test_one_bit_finds_what_is_nearest_when_all_needs_have_much_in_common():
    """As the encoder's do: most of a need is the same in every need, and says nothing about an offer's signs."""
    chance = np.random.default_rng(2)
    own, middle, common = (chance.normal(0, size, shape) for size, shape in ((1, (2000, 384)), (1, 384), (4, 384)))
    vectors = (own + middle).astype(np.float16)
    needs = 0.3 * own[:40] + chance.normal(0, 1, (40, 384)) + common
    found = []
    for told in (None, common.astype(np.float32)):
        bits = Bits.of(vectors, told)
        near = [set(bits.nearest(vectors, need.astype(np.float32), 200, 200).tolist()) for need in needs]
        found.append(sum(row in rows for row, rows in enumerate(near)))
    assert found[0] < 20
    assert found[1] > 35
    assert Bits.of(vectors[:0]).codes.shape == (0, 6)
