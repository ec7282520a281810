"""What turns texts into vectors: one small interface, whoever does it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Role = Literal["need", "offer"]


class ProviderTrouble(RuntimeError):
    """No vectors came, or not in time; one line. Whoever asked goes on with the plainer kind."""


@dataclass(frozen=True)
class Card:
    """Who makes the vectors. Vectors of different `stamp` are never compared."""

    model: str
    revision: str
    dimension: int
    licence: str
    most_tokens: int
    prefixes: Mapping[Role, str] = field(default_factory=dict)
    plain: bool = False

    @property
    def stamp(self) -> str:
        """All that changes a vector, in sixteen letters."""
        told = [self.model, self.revision, str(self.dimension), *(f"{k}={v}" for k, v in sorted(self.prefixes.items()))]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]

    def told(self, texts: Iterable[str], role: Role) -> list[str]:
        """The texts as the model is given them in this role."""
        return [self.prefixes.get(role, "") + text for text in texts]


class Provider(Protocol):
    """Makes vectors."""

    @property
    def card(self) -> Card:
        """Who makes them."""

    def embed(self, texts: Sequence[str], role: Role, clauses: Sequence[str] = ()) -> Floats:
        """One row of length 1 for each cleaned text, then for each clause of them: float32 [texts + clauses, dimension].

        Clauses are read without the role's prefix, which costs less: they only point out which of them is near to something,
        and are never stored.
        """


def unit(vectors: NDArray[Any]) -> Floats:
    """Rows of length 1; a row of noughts stays so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    made: Floats = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return made
