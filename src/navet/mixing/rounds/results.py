"""What is known of a mix: who sits where, how many pairs meet again, and how few could."""

from dataclasses import dataclass

from navet.mixing.proof import Status

Table = tuple[int, ...]
Round = tuple[Table, ...]


class Unmixable(ValueError):
    """The question makes no sense; the sentence says which part of it."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Rounds of tables. People are numbered from 0; a table lists its people in order.

    `repeats`: a pair that meets n times counts n(n - 1)/2, every later meeting against each earlier one, so that
    few repeats are also evenly spread. `bound`: no mix has fewer repeats, proven. `optimal` when both are the same.
    `infeasible` (proven, with `because`) and `unknown` (nothing found, nothing proven) have no rounds.
    """

    rounds: tuple[Round, ...]
    repeats: int
    bound: int
    status: Status
    because: str = ""
