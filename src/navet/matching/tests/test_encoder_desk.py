"""Who is served first at the encoder, who is sent away, and what a fault does to the others."""

import time

import numpy as np
import pytest

from navet.encoding.process.serving import HANDFUL, WAITING, Desk, Request, Taken, serve
from navet.matching.grams import HashedGrams


class Noting(HashedGrams):
    """Writes down how many texts came at a time; fails on one of them."""

    def __init__(self):
        self.came = []

    def embed(self, texts, role, clauses=()):
        self.came.append((role, len(texts) + len(clauses)))
        if "bad" in texts:
            raise MemoryError
        return super().embed(texts, role, clauses)


def request(role, *texts, seconds=60, clauses=()):
    return Request(texts, role, time.monotonic() + seconds, clauses)


@pytest.fixture
def desk():
    return Desk(Noting())


def test_needs_go_before_offers_and_together(desk):
    offer = request("offer", *map(str, range(HANDFUL + 2)))
    needs = [request("need", "a", "b", clauses=["d", "e"]), request("need", "c", clauses=["f"])]
    desk.take(offer)
    desk.step()
    for need in needs:
        desk.take(need)
    desk.step()
    assert all(need.done.is_set() for need in needs)
    assert not offer.done.is_set()
    desk.step()
    assert offer.done.is_set()
    assert desk.begun is None
    assert desk.provider.came == [("offer", HANDFUL), ("need", 6), ("offer", 2)]
    alone = HashedGrams()
    assert np.concatenate(offer.made).tolist() == alone.embed(offer.texts, "offer").tolist()
    assert np.concatenate(needs[0].made).tolist() == alone.embed(["a", "b"], "need", ["d", "e"]).tolist()
    assert np.concatenate(needs[1].made).tolist() == alone.embed(["c"], "need", ["f"]).tolist()


def test_more_than_can_wait_are_sent_away_at_once(desk):
    waiting = [request("need", "a") for _ in range(WAITING + 1)]
    for each in waiting:
        desk.take(each)
    assert [each.done.is_set() for each in waiting] == [False] * WAITING + [True]
    assert waiting[-1].trouble == "too many requests wait"


def test_nobody_works_for_who_has_left(desk):
    late = [request("need", "a", seconds=-1), request("offer", "b", seconds=-1)]
    for each in late:
        desk.take(each)
        desk.step()
        assert (each.trouble, each.done.is_set()) == ("it took too long", True)
    assert desk.provider.came == []
    desk.step()


def test_a_fault_is_named_and_ends_only_that_request(desk):
    bad, good = request("need", "bad"), request("need", "good")
    desk.take(bad)
    desk.step()
    desk.take(good)
    desk.step()
    assert bad.trouble == "the model failed: MemoryError"
    assert good.made


def test_a_place_that_is_taken_or_cannot_be_had(tmp_path):
    (tmp_path / "file").write_text("")
    for place, why in (("file", "is no socket"), ("x" * 200, "no socket at")):
        with pytest.raises(Taken, match=why):
            serve(HashedGrams(), tmp_path / place, lambda: None, None)
