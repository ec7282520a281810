"""Any service that speaks OpenAI's embeddings, with a real server on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from navet.encoding import endpoint
from navet.encoding.endpoint import Endpoint
from navet.encoding.providers import Card, ProviderTrouble

CARD = Card("some-model", "2026-01", 3, "unknown", 8000, {"need": "query: "})
SECRET = "vårt hemliga behov"


class Service(BaseHTTPRequestHandler):
    """Answers as told: `how` is what it does, `heard` what it was sent."""

    how = "well"

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.path, self.headers.get("Authorization"), told))
        rows = [{"index": n, "embedding": [len(text), n, 1.0]} for n, text in enumerate(told["input"])]
        answers = {
            "well": json.dumps({"data": rows[::-1]}),
            "text": "<html>",
            "other": json.dumps({"data": [{"index": 7, "embedding": []}]}),
            "short": json.dumps({"data": [{"index": 0, "embedding": [1.0, 2.0]}]}),
            "endless": json.dumps({"data": [{"index": 0, "embedding": [float("inf"), 0, 0]}]}),
        }
        self.send_response(500 if self.how == "broken" else 200)
        if self.how == "dripping head":
            for number in range(30):
                self.send_header(f"X-{number}", "on")
                self.flush_headers()
                time.sleep(0.05)
        self.end_headers()
        if self.how == "dripping":
            for _ in range(30):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
        self.wfile.write(answers.get(self.how, "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as running:
        running.heard = []
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def asked(server, **more):
    return Endpoint(f"http://127.0.0.1:{server.server_port}/v1/", CARD, **more)


def test_vectors_come_in_the_order_of_the_texts(server, monkeypatch):
    monkeypatch.setattr(endpoint, "AT_ONCE", 2)
    found = asked(server, key="geheim").embed(["a", "bbbb", "c"], "need")
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1, 1])
    assert found[1] * np.sqrt(11**2 + 1 + 1) == pytest.approx([11, 1, 1])
    assert [(path, key) for path, key, _ in server.heard] == [("/v1/embeddings", "Bearer geheim")] * 2
    assert server.heard[0][2] == {"model": "some-model", "input": ["query: a", "query: bbbb"]}
    assert asked(server).embed([], "offer").shape == (0, 3)
    assert len(asked(server).embed(["a b"], "need", ["b"])) == 2
    assert server.heard[-1][2]["input"] == ["query: a b", "b"]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("broken", "answers 500"),
        ("text", "something else than embeddings"),
        ("other", "something else than embeddings"),
        ("short", "shape"),
        ("endless", "shape"),
        ("dripping", "does not answer: TimeoutError"),
        ("dripping head", "does not answer: TimeoutError"),
    ],
)
def test_what_does_not_come_is_said_without_the_text(server, how, why, monkeypatch):
    monkeypatch.setattr(Service, "how", how)
    begin = time.monotonic()
    with pytest.raises(ProviderTrouble, match=why) as told:
        asked(server, seconds=0.5).embed([SECRET], "need")
    assert SECRET not in str(told.value)
    assert time.monotonic() - begin < 2


def test_more_than_fits_is_not_read_to_its_end(server, monkeypatch):
    monkeypatch.setattr(endpoint, "MOST_BYTES", 10)
    with pytest.raises(ProviderTrouble, match="something else than embeddings"):
        asked(server).embed([SECRET], "need")


def test_nobody_there():
    with pytest.raises(ProviderTrouble, match="does not answer"):
        Endpoint("https://127.0.0.1:9", CARD).embed([SECRET], "need")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "127.0.0.1", "https://"])
def test_only_web_addresses(address):
    with pytest.raises(ValueError, match="is not an http"):
        Endpoint(address, CARD)
