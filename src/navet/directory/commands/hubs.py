from typing import Any

from navet.directory import facts, permissions
from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command


@command(may=permissions.may_edit_hub)
def edit_hub(administrator: Membership, hub: Hub, *, details: dict[str, Any]) -> Hub:
    """Change the hub's own particulars: name, programme, languages, regions, colours and the rest."""
    changed = sorted(name for name, value in details.items() if getattr(hub, name) != value)
    for name in changed:
        setattr(hub, name, details[name])
    hub.full_clean()
    hub.save()
    announce(facts.HubEdited(hub_id=hub.id, about=hub.id, changed=changed), by=administrator)
    return hub
