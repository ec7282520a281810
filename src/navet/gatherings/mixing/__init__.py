"""Mixes round tables: a world café, workshop groups, pairs. Who sits with whom is worked out here, and nothing is kept."""

from navet.gatherings.mixing.bounds import fewest_repeats
from navet.gatherings.mixing.pairs import Odd, pair_rounds, side_rounds
from navet.gatherings.mixing.results import Mix, Round, Status, Table, Unmixable
from navet.gatherings.mixing.rounds import mix

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
