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


@fact
class IndicatorDefined(Fact):
    """An indicator counts in a way of its own from a day on; about that version of it."""

    code: str
    version: int
    valid_from: date


@fact
class IndicatorRetired(Fact):
    """An indicator counts no longer after a day; about its last version."""

    code: str
    valid_until: date


@fact
class EffectShown(Fact):
    """Whether everybody may see the hub's effect was chosen; about the hub."""

    shown: bool


@fact
class ReportAsked(Fact):
    """A report was asked for; about the report."""

    name: str
    since: date
    until: date


@fact
class ReportMade(Fact):
    """A report is frozen, with both its files; about the report."""

    seal: str
    xlsx_sha256: str
    pdf_sha256: str
