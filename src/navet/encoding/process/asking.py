"""The encoder as another process of this machine: asked over its socket, by a given time, or not at all."""

import socket
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from navet.encoding.encoder.card import CARD
from navet.encoding.process import wire
from navet.encoding.providers import Floats, ProviderTrouble, Role

NEED_SECONDS = 1.5  # in all; with the plainer kind after it, an answer comes within two
OFFER_SECONDS = 120.0
AT_ONCE = 256  # texts in one request


class EncoderProcess:
    """Vectors by the process that listens at `path`. `seconds` bound each request as a whole."""

    card = CARD

    def __init__(self, path: Path, seconds: float = NEED_SECONDS) -> None:
        self.path, self.seconds = path, seconds

    def embed(self, texts: Sequence[str], role: Role, clauses: Sequence[str] = ()) -> Floats:
        """As the interface says. Raises ProviderTrouble, which never repeats the text."""
        if clauses:
            return self._ask(texts, role, clauses)
        found = [self._ask(texts[start : start + AT_ONCE], role) for start in range(0, len(texts), AT_ONCE)]
        return np.concatenate([np.zeros((0, CARD.dimension), np.float32), *found])

    def _ask(self, texts: Sequence[str], role: Role, clauses: Sequence[str] = ()) -> Floats:
        asked = {"role": role, "texts": list(texts), "clauses": list(clauses), "seconds": self.seconds}
        rows = len(texts) + len(clauses)
        end = time.monotonic() + self.seconds
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(self.seconds)
                connection.connect(str(self.path))
                wire.send(connection, asked, b"", end)
                head, body = wire.receive(connection, end)
        except (OSError, wire.Garbled) as fault:
            raise ProviderTrouble(f"the encoder process does not answer: {type(fault).__name__}") from fault
        if "trouble" in head:
            raise ProviderTrouble(f"the encoder process says: {head['trouble']}")
        if head.get("stamp") != CARD.stamp or len(body) != 4 * rows * CARD.dimension:
            raise ProviderTrouble("the encoder process is of another version: start it again")
        return np.frombuffer(body, "<f4").reshape(rows, CARD.dimension)
