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
    "fewest_repeats",
    "mix",
    "pair_rounds",
    "side_rounds",
]
