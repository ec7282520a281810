from datetime import date

from navet.kit.facts import Fact, fact


@fact
class TargetSet(Fact):
    """So much of an indicator is promised by a day; about the target."""

    indicator: str
    amount: str
    due_on: date


@fact
class TargetDropped(Fact):
    """A target is no longer owed; about the target."""

    indicator: str
