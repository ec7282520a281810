"""Who sits with whom, round after round: few meet again, and some never do."""

from navet.mixing.proof import Status
from navet.mixing.rounds.bounds import fewest_repeats
from navet.mixing.rounds.pairs import Odd, pair_rounds, side_rounds
from navet.mixing.rounds.results import Mix, Round, Table, Unmixable
from navet.mixing.rounds.search import mix

__all__ = [
    "Mix",
    "Odd",
    "Round",
    "Status",
    "Table",
    "Unmixable",
    "build",
    "fewest_repeats",
    "mix",
    "pair_rounds",
    "side_rounds",
]


def build() -> None:
    """Compile everything that is compiled: seats are swapped and strangers kept apart, then first rounds are turned."""
    mix(6, 4, 4, apart=[(0, 1)], seconds=None)
    mix(21, 2, 6, seconds=None)
