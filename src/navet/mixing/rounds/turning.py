"""A few first rounds that become many when people walk in circles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from navet.mixing.rounds.sizes import Seating


@dataclass(frozen=True, slots=True)
class Turning:
    """So many first rounds, each turned so many times; so many people, the last ones, stay still."""

    first_rounds: int
    turns: int
    still: int

    def turned(self, first: Seating) -> Seating:
        """All rounds from the first."""
        people = np.arange(first.shape[1])
        return np.array([row[self.moved(people, turn)] for row in first for turn in range(self.turns)])

    def moved(self, people: NDArray[np.int64], turn: int) -> NDArray[np.int64]:
        """Where these people, everybody among them, stand so many turns later."""
        walking = people.max() + 1 - self.still
        return np.where(people < walking, people // self.turns * self.turns + (people + turn) % self.turns, people)
