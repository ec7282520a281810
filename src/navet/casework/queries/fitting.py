"""Whether the hub is the right one, and where to turn when it is not."""

from dataclasses import dataclass

from navet.casework.eligibility import Asker, Hindrance, hindrances, read_rules
from navet.casework.models import Application
from navet.hubs.models import Hub
from navet.kit.translated import Told, told


@dataclass(frozen=True)
class Fit:
    """What speaks against the hub's helping, and the hub's own words on where to turn instead."""

    hindrances: tuple[Hindrance, ...]
    pointer: Told


def fit_of(hub: Hub, application: Application) -> Fit:
    rules = read_rules(hub.settings, country=hub.country, regions=hub.regions)
    asker = Asker(
        application.country, application.answer("region"), application.answer("size"), application.answer("kind")
    )
    return Fit(hindrances(asker, rules), told((hub.settings.get("eligibility") or {}).get("pointer")))
