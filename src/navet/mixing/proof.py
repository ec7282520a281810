"""What is known of the answer of a search."""

from enum import StrEnum


class Status(StrEnum):
    """How good an answer is, by proof."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
