"""An operator may choose a service instead of the encoder of this machine: asked as told, left when it fails, kept apart."""

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from navet.encoding import offsets
from navet.encoding.chosen import chosen_card, chosen_encoder, texts_go_to, told_by
from navet.encoding.encoder.card import CARD
from navet.encoding.endpoint import Endpoint
from navet.encoding.process.asking import EncoderProcess
from navet.matching import clock, program
from navet.matching.models import LanguageOffsets, TextVectors
from navet.matching.queries import everything, find_matches, open_shelf
from navet.matching.tests.world import NEEDS

CAMERAS = NEEDS["cameras"]["sv"]
DIMENSION = 16


class Service(BaseHTTPRequestHandler):
    """Vectors out of a text's hash: nobody could mistake them for meaning. It can be told to be slow, or to be away."""

    how = "well"

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.headers.get("Authorization"), told))
        if self.how == "slow":
            time.sleep(3)
        self.send_response(503 if self.how == "away" else 200)
        self.end_headers()
        rows = [[byte - 128 for byte in hashlib.md5(text.encode()).digest()] for text in told["input"]]
        data = [{"index": n, "embedding": row[:DIMENSION]} for n, row in enumerate(rows)]
        self.wfile.write(json.dumps({"data": data}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(settings, monkeypatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setattr(offsets, "interface_sentences", lambda _most: {"en": {"Save": "Save"}, "sv": {"Save": "Spara"}})
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as running:
        running.heard = []
        threading.Thread(target=running.serve_forever, daemon=True).start()
        settings.EMBEDDINGS_URL = f"http://127.0.0.1:{running.server_port}/v1"
        settings.EMBEDDINGS_MODEL, settings.EMBEDDINGS_DIMENSION = "some-model", DIMENSION
        settings.EMBEDDINGS_KEY = "a key"
        yield running
        running.shutdown()


def test_nothing_leaves_the_machine_unless_chosen(world):
    assert isinstance(chosen_encoder(), EncoderProcess)
    assert (chosen_card(), texts_go_to()) == (CARD, "")


def test_the_service_is_asked_with_its_model_and_our_key(world, offers, service, as_member, capsys):
    clock.embed_new_texts()
    assert isinstance(chosen_encoder(), Endpoint)
    key, told = service.heard[0]
    assert (key, told["model"], texts_go_to()) == ("Bearer a key", "some-model", "127.0.0.1")
    found = find_matches(CAMERAS, reader_language="sv")
    assert not found.plain
    assert found.asking.provider == chosen_card().stamp
    assert "uses the service at 127.0.0.1" in as_member(None).get("/h/north/matches/").content.decode()
    assert program.tell_status(None) == 0
    assert "encoder: some-model http://127.0.0.1" in capsys.readouterr().out


def test_its_languages_are_read_once(world, service):
    told = told_by(chosen_encoder())
    asked = len(service.heard)
    assert told_by(chosen_encoder()).version == told.version
    assert len(service.heard) == asked


def test_another_model_or_address_or_size_is_another_version(world, offers, service, settings):
    clock.embed_new_texts()
    first = chosen_card().stamp
    for name, value in (("MODEL", "newer"), ("URL", settings.EMBEDDINGS_URL + "/new"), ("DIMENSION", 8)):
        with_it = f"EMBEDDINGS_{name}"
        before = getattr(settings, with_it)
        setattr(settings, with_it, value)
        assert chosen_card().stamp != first
        assert open_shelf(everything(), chosen_card().stamp) is None
        assert find_matches(CAMERAS, reader_language="sv").plain
        setattr(settings, with_it, before)
    assert not find_matches(CAMERAS, reader_language="sv").plain
    assert set(TextVectors.objects.values_list("provider", flat=True)) == {first}


@pytest.mark.parametrize("how", ["away", "slow"])
def test_when_it_fails_the_plainer_kind_answers_in_time(world, offers, service, monkeypatch, how, caplog):
    clock.embed_new_texts()
    find_matches(CAMERAS, reader_language="sv")  # both shelves are laid out
    monkeypatch.setattr(Service, "how", how)
    begin = time.monotonic()
    found = find_matches(CAMERAS, reader_language="sv")
    assert found.plain
    assert found.matches
    assert time.monotonic() - begin < 2.5
    assert CAMERAS not in caplog.text


def test_vectors_of_another_size_than_told_are_never_kept(world, offers, service, settings):
    settings.EMBEDDINGS_DIMENSION = DIMENSION + 1
    clock.embed_new_texts()
    clock.renew_offsets()
    assert not TextVectors.objects.exists()
    assert not LanguageOffsets.objects.exists()
