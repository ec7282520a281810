"""What subscriptions do by the clock: end what is old, and look for what is new."""

from navet.hubs.chosen import inside
from navet.hubs.queries import every_hub
from navet.kit.commands import PLATFORM
from navet.kit.jobs import every
from navet.subscriptions import commands, queries


@every("40 2 * * *")
def end_old_subscriptions() -> None:
    """Hub by hub."""
    for hub in every_hub():
        with inside(hub.id):
            commands.end_old_subscriptions(PLATFORM, hub)


@every("30 4-9 * * *")
def look_for_new_offers() -> None:
    """Need by need, each in a transaction of its own: whatever stops it, the next hour goes on with those that are left."""
    for hub in every_hub():
        with inside(hub.id):
            waiting = queries.subscriptions_to_look_at()
        for subscription in waiting:
            with inside(hub.id):
                commands.look_for_new_offers(PLATFORM, subscription)
