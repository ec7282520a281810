"""What matching does by the clock: reading again what news may have missed, and forgetting."""

from navet.hubs.chosen import inside
from navet.hubs.queries import every_hub
from navet.kit.commands import PLATFORM
from navet.kit.jobs import every
from navet.matching import commands


@every("50 1 * * *")
def read_all_offers() -> None:
    """Each hub's offers as its catalogue shows them."""
    for hub in every_hub():
        with inside(hub.id):
            commands.read_offers(PLATFORM, hub)


@every("35 2 * * *")
def forget_old_needs() -> None:
    """Hub by hub."""
    for hub in every_hub():
        with inside(hub.id):
            commands.forget_needs(PLATFORM, hub)
