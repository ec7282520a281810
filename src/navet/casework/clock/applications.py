from navet.casework import commands
from navet.hubs.chosen import inside
from navet.hubs.queries import every_hub
from navet.kit.commands import PLATFORM
from navet.kit.jobs import every


@every("20 2 * * *")
def expire_drafts() -> None:
    """Throw away the drafts nobody comes back to, hub by hub."""
    for hub in every_hub():
        with inside(hub.id):
            commands.expire_drafts(PLATFORM, hub)
