"""A thin way to write models for CP-SAT, the solver of OR-Tools.

It talks to the module below `ortools.sat.python.cp_model`: that one loads pandas, which takes longer than most of our
days take to solve.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from ortools.sat.python import cp_model_helper as cp

from navet.mixing.proof import Status

Literal = int
# CP-SAT knows no more.
SEEDS = 2**31


class Clauses:
    """A model in the making: 0/1 variables by number, their opposites as `~number`.

    The search first tries every variable as 0. So what stands in a plan to be searched from is made as the opposite of a
    variable: in a `guided` model a literal below nought is one that is true in that plan.
    """

    def __init__(self, *, guided: bool = False) -> None:
        self.proto = cp.CpModelProto()
        self.guided = guided
        self._count = 0

    def variable(self, least: int = 0, most: int = 1) -> Literal:
        """A new variable between two numbers."""
        self.proto.variables.add().domain.extend([least, most])
        self._count += 1
        return self._count - 1

    def literal(self, *, likely: bool) -> Literal:
        """Whether something is so; in a guided model, tried first as it is in the plan."""
        made = self.variable()
        return ~made if likely and self.guided else made

    def exactly_one(self, literals: Sequence[Literal]) -> None:
        """One of these is true and no other."""
        self.proto.constraints.add().exactly_one.literals.extend(literals)

    def any_of(self, literals: Sequence[Literal]) -> None:
        """At least one of these is true."""
        self.proto.constraints.add().bool_or.literals.extend(literals)

    def at_most_one(self, literals: Sequence[Literal]) -> None:
        """No two of these are true."""
        self.proto.constraints.add().at_most_one.literals.extend(literals)

    def both(self, literals: Sequence[Literal]) -> Literal:
        """Whether all of these are true."""
        made = self.literal(likely=all(literal < 0 for literal in literals))
        implied = self.proto.constraints.add()
        implied.enforcement_literal.append(made)
        implied.bool_and.literals.extend(literals)
        self.any_of([made, *(~literal for literal in literals)])
        return made

    def either(self, literals: Sequence[Literal]) -> Literal:
        """Whether one of these is true."""
        return ~self.both([~literal for literal in literals])

    def total(self, literals: Sequence[Literal], factors: Sequence[int], least: int, most: int) -> None:
        """The sum of literals times factors stays between two numbers."""
        variables, signed, offset = _summed(literals, factors)
        linear = self.proto.constraints.add().linear
        linear.vars.extend(variables)
        linear.coeffs.extend(signed)
        linear.domain.extend([least - offset, most - offset])

    def minimise(self, literals: Sequence[Literal], factors: Sequence[int]) -> None:
        """Make this sum least."""
        variables, signed, offset = _summed(literals, factors)
        self.proto.clear_objective()
        self.proto.objective.vars.extend(variables)
        self.proto.objective.coeffs.extend(signed)
        self.proto.objective.offset = offset


def _summed(literals: Sequence[Literal], factors: Sequence[int]) -> tuple[list[int], list[int], int]:
    """The same sum over variables alone: their factors, and what is to be added."""
    pairs = list(zip(literals, factors, strict=True))
    variables = [at if at >= 0 else ~at for at, _ in pairs]
    signed = [factor if at >= 0 else -factor for at, factor in pairs]
    return variables, signed, sum(factor for at, factor in pairs if at < 0)


def is_true(values: Sequence[int], literal: Literal) -> bool:
    """Whether a literal is true with these values of the variables."""
    return bool(values[literal]) if literal >= 0 else not values[~literal]


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of it: `bound` is proven, `values` of all variables are there when there is a solution.

    `effort` is CP-SAT's own measure of its work, about a second on a quiet machine and the same on all.
    """

    status: Status
    objective: int
    bound: int
    values: Sequence[int]
    effort: float = 0.0


STATUS = {
    "OPTIMAL": Status.OPTIMAL,
    "FEASIBLE": Status.FEASIBLE,
    "INFEASIBLE": Status.INFEASIBLE,
}


class Simplified(Enum):
    """How much a model is simplified before the search, and its cores in it.

    Until nothing is left to simplify takes a third of the time of most days, and pays only in a long search; to try no values,
    look for no symmetries and leave cores as they are found pays in one that takes tenths of a second.
    """

    LITTLE = auto()
    ONCE = auto()
    FULLY = auto()


class Solver:
    """One search in one thread, always the same for the same model and seed; `stop` may be called from another thread."""

    def __init__(
        self,
        *,
        seed: int,
        seconds: float | None = None,
        effort: float | None = None,
        simplified: Simplified = Simplified.ONCE,
    ) -> None:
        self._wrapper: Any = cp.SolveWrapper()
        self._parameters = cp.SatParameters()
        self._parameters.num_workers = 1
        self._parameters.random_seed = seed % SEEDS
        self._parameters.linearization_level = 0
        self._parameters.optimize_with_core = True
        self._parameters.catch_sigint_signal = False
        if simplified is not Simplified.FULLY:
            self._parameters.max_presolve_iterations = 1
        if simplified is Simplified.LITTLE:
            self._parameters.cp_model_probing_level = 0
            self._parameters.symmetry_level = 0
            self._parameters.core_minimization_level = 0
            self._parameters.cover_optimization = False
        if seconds is not None:
            self._parameters.max_time_in_seconds = max(0.0, seconds)
        if effort is not None:
            self._parameters.max_deterministic_time = effort
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End soon with the best so far."""
        self._stopped.set()
        self._wrapper.stop_search()

    def solve(self, model: Clauses, *, on_bound: Callable[[int], None] | None = None) -> Solved:
        """Search until it is proven, or time, effort or `stop` ends it."""
        if self._stopped.is_set():
            return Solved(Status.UNKNOWN, 0, 0, ())
        if on_bound is not None:
            self._wrapper.add_best_bound_callback(lambda bound: on_bound(round(bound)))
        self._wrapper.set_parameters(self._parameters)
        response = self._wrapper.solve(model.proto)
        status = STATUS.get(response.status.name, Status.UNKNOWN)
        found = status in {Status.OPTIMAL, Status.FEASIBLE}
        values: Sequence[int] = list(response.solution) if found else ()
        return Solved(
            status=status,
            objective=round(response.objective_value) if found else 0,
            bound=round(response.best_objective_bound),
            values=values,
            effort=response.deterministic_time,
        )
