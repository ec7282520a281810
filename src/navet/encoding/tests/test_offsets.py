"""What a language adds, taken off."""

import numpy as np
import pytest

from navet.encoding.offsets import PRIOR, UNTOLD, Offsets, shrunken
from navet.encoding.texts.needs import any_needs


def test_own_texts_are_drawn_to_what_is_told():
    told = Offsets({"sv": np.array([1, 0], np.float32), "fi": np.array([0, 1], np.float32)})
    vectors = np.array([[3, 2]] * PRIOR + [[0, 5]] * PRIOR, np.float32)
    own = shrunken(told, vectors, ["sv"] * PRIOR + ["fi"] * PRIOR)
    assert own.of("sv") == pytest.approx([(3 - 1 + 1) / 2, (2 - 3 + 0) / 2])
    assert own.of("fi") == pytest.approx([(0 - 1 + 0) / 2, (5 - 3 + 1) / 2])
    assert shrunken(told, vectors[:3], ["sv"] * 3).of("fi") == pytest.approx([0, 1])


def test_what_all_languages_have_in_common_is_no_languages():
    """The hubs' field moves every language alike and stays; a language with one text is not nearer than one with many."""
    told = Offsets({"sv": np.array([1, 0, 0], np.float32), "fi": np.array([0, 1, 0], np.float32)})
    field = np.array([0, 0, 7], np.float32)
    spoken = ["sv"] * 40 + ["fi"]
    vectors = np.array([told.of(each) + field for each in spoken])
    own = shrunken(told, vectors, spoken)
    assert own.of("sv") == pytest.approx(told.of("sv"), abs=1e-6)
    assert own.of("fi") == pytest.approx(told.of("fi"), abs=1e-6)
    assert own.take_off(vectors, spoken) == pytest.approx(np.array([field] * 41), abs=1e-5)
    assert shrunken(told, vectors[:1], ["et"]).of("et") == pytest.approx([0.5, 0.5, 0])


def test_a_provider_of_which_nothing_is_told():
    vectors = np.array([[4, 0], [0, 2]], np.float32)
    own = shrunken(Offsets({}), vectors, ["sv", "fi"])
    assert own.of("sv") == pytest.approx(np.array([2, -1]) / (1 + UNTOLD))
    assert own.of("fi") == pytest.approx(np.array([-2, 1]) / (1 + UNTOLD))
    assert shrunken(Offsets({}), vectors[:0], []).by_language == {}


def test_what_is_taken_off():
    told = Offsets({"sv": np.array([1, 0], np.float32)})
    vectors = np.array([[3, 4], [3, 4]], np.float32)
    assert told.take_off(vectors, ["sv", "xx"]).tolist() == [[2, 4], [2, 4]]
    assert Offsets({}).take_off(vectors, ["sv", "xx"]).tolist() == vectors.tolist()
    assert told.take_off(vectors[:0], []).shape == (0, 2)


def test_what_needs_have_in_common_is_kept_and_no_language():
    told = Offsets.named({"sv": np.array([1, 0], np.float16), "need": np.array([0, 2], np.float16)})
    assert told.need is not None and told.need.tolist() == [0, 2]
    assert told.mean.tolist() == [1, 0]
    assert told.version != Offsets(told.by_language).version
    assert Offsets.named(told.names).version == told.version
    own = shrunken(told, np.array([[3, 4]], np.float32), ["sv"])
    assert own.need is told.need


def test_the_same_needs_in_every_language():
    told = any_needs()
    assert {len(needs) for needs in told.values()} == {8}
    assert set(told) >= {"sv", "nb", "nn", "da", "fi", "en", "de"}
