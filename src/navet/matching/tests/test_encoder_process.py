"""One encoder process for the whole machine: asked over its socket, killed in the middle, started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from navet.encoding.encoder.card import CARD
from navet.encoding.process import wire
from navet.encoding.process.asking import EncoderProcess
from navet.encoding.providers import ProviderTrouble
from navet.matching import clock
from navet.matching.queries import embedding_progress, everything, find_matches
from navet.matching.tests.world import NEEDS, encoder, running

FINNISH = NEEDS["cameras"]["fi"]


@pytest.fixture
def place(tmp_path, settings):
    settings.ENCODER = tmp_path / "encoder.socket"
    return settings.ENCODER


def test_as_the_model_itself_says_and_stopped_kindly(place):
    with running(place) as process:
        asked = EncoderProcess(place, seconds=30)
        texts = ["Hei", "Vi är ett bageri", FINNISH, "ﷺ" * 2000, ""]
        assert asked.embed(texts, "need") == pytest.approx(encoder()[0].embed(texts, "need"), abs=1e-3)
        need = ["Vi är ett bageri, och bullarna bränns"], "need", ["Vi är ett bageri,", "och bullarna bränns"]
        assert asked.embed(*need) == pytest.approx(encoder()[0].embed(*need), abs=1e-3)
        assert asked.embed([], "offer").shape == (0, CARD.dimension)
        assert len(asked.embed(["Prøv robot"] * 300, "offer")) == 300
        assert place.stat().st_mode & 0o077 == 0
        second = subprocess.run(
            [sys.executable, "-m", "navet", "encoder"],
            env=os.environ | {"NAVET_ENCODER": str(place), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (second.returncode, second.stderr) == (1, f"navet encoder: an encoder listens at {place} already\n")
        process.terminate()
        assert process.wait(10) == 0
        assert process.stdout.read() == ""  # not a word of what it was asked
    assert not place.exists()


def test_killed_in_the_middle_the_plainer_kind_answers_and_the_better_one_after_its_restart(place, world, offers):
    with running(place) as process:
        clock.embed_new_texts()
        found = find_matches(FINNISH, reader_language="sv")
        assert not found.plain
        assert found.matches[0].offer_id == offers["cameras-nb"].id
        process.send_signal(signal.SIGSTOP)  # it hears the request and says nothing
        threading.Timer(0.4, process.kill).start()
        assert_plain_within(2.0)
    assert place.exists()  # a killed process puts nothing away
    with running(place) as process:
        assert not find_matches(FINNISH, reader_language="sv").plain
        process.send_signal(signal.SIGSTOP)
        assert_plain_within(2.0)
    assert_plain_within(0.5)


def assert_plain_within(seconds):
    started = time.monotonic()
    assert find_matches(NEEDS["cameras"]["nb"], reader_language="sv").plain
    assert time.monotonic() - started < seconds


def test_what_is_new_is_read_by_the_clock_and_without_an_encoder_nothing_is_lost(place, world, offers):
    clock.embed_new_texts()
    assert embedding_progress(CARD.stamp).done == 0
    with running(place):
        clock.embed_new_texts()
        progress = embedding_progress(CARD.stamp)
        assert progress.is_whole
        assert progress.total == 13
        edition = everything().edition
        clock.embed_new_texts()
        clock.renew_offsets()
        assert everything().edition == edition  # nothing new, no new edition


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        wire.LENGTHS.pack(5, 0) + b"[1,2]",
        wire.LENGTHS.pack(2, 0) + b"{]",
        wire.LENGTHS.pack(wire.MOST_HEAD + 1, 0),
        wire.LENGTHS.pack(10, 0) + b"{}",
    ],
)
def test_nonsense_ends_nobody_elses_conversation(place, said):
    with running(place), socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(place))
        connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            assert connection.recv(100) == b""
        assert len(EncoderProcess(place, seconds=30).embed(["Hei"], "need")) == 1


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"texts": ["a"], "role": "spy", "seconds": 1},
        {"texts": [], "role": "need", "seconds": 1},
        {"texts": [1], "role": "need", "seconds": 1},
        {"texts": ["a"], "role": "need", "seconds": -1},
        {"texts": ["a"], "role": "need", "seconds": "1"},
        {"texts": ["a"] * 1000, "role": "need", "seconds": 1},
        {"texts": ["a"], "clauses": ["b"] * 1000, "role": "need", "seconds": 1},
        {"texts": ["a"], "clauses": "b", "role": "need", "seconds": 1},
        {"texts": ["a"], "clauses": ["b"], "role": "offer", "seconds": 1},
    ],
)
def test_what_is_no_request_is_answered_so(head):
    from navet.encoding.process.serving import Desk, _answered

    assert _answered(Desk(encoder()[0]), head) == ({"trouble": "that is no request"}, b"")


class Answering:
    """Something that listens there and says one thing."""

    def __init__(self, place, head, body=b""):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(place))
        self.listener.listen()
        threading.Thread(target=self.say, args=(head, body), daemon=True).start()

    def say(self, head, body):
        connection, _ = self.listener.accept()
        with connection, self.listener:
            wire.receive(connection, time.monotonic() + 5)
            wire.send(connection, head, body, time.monotonic() + 5)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ({"trouble": "too many requests wait"}, "says: too many requests wait"),
        ({"stamp": "another", "rows": 1, "dimension": 1}, "of another version"),
        ({"stamp": CARD.stamp, "rows": 1, "dimension": 384}, "of another version"),
    ],
)
def test_what_is_no_answer_is_trouble(place, head, why):
    Answering(place, head)
    with pytest.raises(ProviderTrouble, match=why):
        EncoderProcess(place).embed(["x"], "need")
