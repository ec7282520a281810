"""What a long text says of its title."""

from types import SimpleNamespace

import numpy as np

from navet.encoding.tellings import telling, tellings


def test_what_stands_out_is_told_as_far_as_there_is_room():
    parts = ["a" * 150, "b" * 150, "c" * 100, "d" * 90, "e" * 30]
    assert telling(parts, np.array([0.1, 0.9, 0.2, 0.85, 0.1])) == f"{parts[1]} {parts[3]}"
    assert telling(parts, np.array([0.9, 0.1, 0.1, 0.1, 0.2])) == f"{parts[0]} {parts[4]}"
    assert telling(["f" * 900, "g" * 10], np.array([0.9, 0.1])) == "f" * 900


def test_the_plainer_kind_reads_the_whole_text():
    long = [("Title", "A sentence about something else. " * 30)]
    assert tellings(SimpleNamespace(card=SimpleNamespace(plain=True)), long) == long
