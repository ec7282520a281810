"""Vectors from any service that speaks OpenAI's embeddings: `POST …/embeddings` with `{"model", "input"}`.

The text leaves the machine; whoever configures an address decides that.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from navet.encoding.providers import Card, Floats, ProviderTrouble, Role, unit

AT_ONCE = 64  # texts in one request
MOST_BYTES = 64_000_000
READ = 65_536


class Endpoint:
    """A model behind an address. `seconds` bound each request as a whole, however slowly the answer drips."""

    def __init__(self, address: str, card: Card, *, key: str = "", seconds: float = 2.0) -> None:
        self.card, self.key, self.seconds = card, key, seconds
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"{address} is not an http or https address")
        self.kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.host, self.port, self.path = parts.hostname, parts.port, f"{parts.path.rstrip('/')}/embeddings"

    def embed(self, texts: Sequence[str], role: Role, clauses: Sequence[str] = ()) -> Floats:
        """As the interface says. Raises ProviderTrouble; no message repeats the text."""
        told = [*self.card.told(texts, role), *clauses]
        found = [self._ask(told[start : start + AT_ONCE]) for start in range(0, len(told), AT_ONCE)]
        return unit(np.concatenate([np.zeros((0, self.card.dimension), np.float32), *found]))

    def _ask(self, texts: Sequence[str]) -> Floats:
        try:
            vectors = np.array(_rows(self._answer(texts), len(texts)), np.float32)
        except (OSError, http.client.HTTPException) as fault:
            raise ProviderTrouble(f"{self.host} does not answer: {type(fault).__name__}") from fault
        except (ValueError, KeyError, TypeError, IndexError) as fault:
            raise ProviderTrouble(f"{self.host} answers with something else than embeddings") from fault
        if vectors.shape != (len(texts), self.card.dimension) or not np.isfinite(vectors).all():
            raise ProviderTrouble(f"{self.host} answers with vectors of shape {vectors.shape}")
        return vectors

    def _answer(self, texts: Sequence[str]) -> Any:
        end = time.monotonic() + self.seconds
        connection = self.kind(self.host, self.port, timeout=self.seconds)
        # A socket's own time-out begins anew with every byte that drips in.
        hang_up = threading.Timer(self.seconds, _hang_up, [connection])
        hang_up.daemon = True
        hang_up.start()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        try:
            connection.request("POST", self.path, json.dumps({"model": self.card.model, "input": texts}), headers)
            with connection.getresponse() as answer:
                if answer.status != http.client.OK:
                    raise ProviderTrouble(f"{self.host} answers {answer.status}")
                return json.loads(_read(answer, end))
        finally:
            hang_up.cancel()
            connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # there may be no socket yet, or none any more
        connection.sock.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse, end: float) -> bytes:
    content = bytearray()
    while piece := answer.read1(READ):
        content += piece
        if len(content) > MOST_BYTES:
            raise ValueError
        if time.monotonic() > end:
            break
    if time.monotonic() > end:
        raise TimeoutError
    return bytes(content)


def _rows(told: Any, count: int) -> list[list[float]]:
    """The vectors in the order of the texts, whatever order they came in."""
    rows: list[list[float]] = [[]] * count
    for each in told["data"]:
        rows[each["index"]] = each["embedding"]
    return rows
