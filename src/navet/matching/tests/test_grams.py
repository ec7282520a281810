"""Runs of letters: an oracle that counts them in words, and the vectors without weights."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.matching.grams import SIZE, Grams, HashedGrams, hashed_runs, spelled
from navet.vectors.index import scans

WORDS = st.lists(st.sampled_from(["robot", "robotik", "svets", "kurs", "Å", "5G", "TIA", "кот", "🤖"]), max_size=8)


def counted(text):
    told = spelled(text)
    return Counter(told[start : start + SIZE] for start in range(len(told) - SIZE + 1))


def oracle(texts, need):
    """TF-IDF and cosine as the textbook has them."""
    runs = [counted(text) for text in texts]
    having = Counter(run for each in runs for run in each)
    rarity = {run: log((1 + len(texts)) / (1 + count)) + 1 for run, count in having.items()}

    def weighed(counts):
        weights = {run: (1 + log(count)) * rarity[run] for run, count in counts.items() if run in rarity}
        size = sqrt(sum(weight**2 for weight in weights.values())) or 1
        return {run: weight / size for run, weight in weights.items()}

    asked = weighed(counted(need))
    return [sum(weight * weighed(each).get(run, 0) for run, weight in asked.items()) for each in runs]


@given(st.lists(WORDS.map(" ".join), max_size=8), WORDS.map(" ".join))
def test_scores_are_the_textbooks(texts, need):
    grams = Grams.of(texts)
    found = grams.score(need)
    assert found == pytest.approx(oracle(texts, need), abs=1e-5)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scans, "COMPILED", 0)
        assert grams.score(need).tolist() == found.tolist()


def test_what_most_offers_have_tells_nothing():
    grams = Grams.of([f"kurs {number:04}" for number in range(100)])
    assert not grams.score("kurs").any()
    assert np.argmax(grams.score("0042")) == 42


def test_no_two_runs_are_likely_to_be_one():
    runs = {hashed_runs(f"{number:03}", (5,))[0] for number in range(1000)}
    assert len(runs) == 1000
    assert len(hashed_runs("", (3, 4))) == 0


def test_vectors_without_weights():
    provider = HashedGrams()
    same, near, far = provider.embed(["Robotkurs för nybörjare", "robotkurser", "Energimätning"], "offer")
    assert provider.embed(["ROBOTKURS för nybörjare"], "need")[0] @ same == pytest.approx(1)
    assert near @ same > 0.4 > far @ same
    assert not provider.embed(["🤖"], "need").any()
    assert provider.embed([], "offer").shape == (0, 1024)
