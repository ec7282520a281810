"""What a language adds, taken off."""

import numpy as np
import pytest

from navet.matching.offsets import PRIOR, UNTOLD, Offsets, shrunken


def test_own_texts_are_drawn_to_what_is_told():
    told = Offsets({"sv": np.array([1, 0], np.float32), "fi": np.array([0, 1], np.float32)})
    vectors = np.array([[0, 3]] * 15, np.float32)
    assert shrunken(told, vectors, ["sv"] * 15).of("sv") == pytest.approx([0.5, 1.5])
    assert shrunken(told, vectors, ["sv"] * 15).of("fi") == pytest.approx([0, 1])
    unknown = shrunken(told, vectors[:1], ["et"]).of("et")
    assert unknown == pytest.approx((np.array([0, 3]) + PRIOR * np.array([0.5, 0.5])) / (1 + PRIOR))
    assert shrunken(Offsets({}), vectors[:3], ["sv"] * 3).of("sv") == pytest.approx([0, 9 / (3 + UNTOLD)])


def test_what_is_taken_off():
    told = Offsets({"sv": np.array([1, 0], np.float32)})
    vectors = np.array([[3, 4], [3, 4]], np.float32)
    assert told.take_off(vectors, ["sv", "xx"]).tolist() == [[2, 4], [2, 4]]
    assert Offsets({}).take_off(vectors, ["sv", "xx"]).tolist() == vectors.tolist()
    assert told.take_off(vectors[:0], []).shape == (0, 2)
