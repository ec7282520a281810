from navet.kit.facts import Fact, fact


@fact
class BudgetSet(Fact):
    """A project got a new version of its budget; `about` is the project."""

    number: int
    reason: str
