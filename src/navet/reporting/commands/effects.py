from navet.directory.commands import edit_hub
from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.reporting import facts, permissions
from navet.reporting.queries.effects import SHOWN


@command(may=permissions.may_show_effect)
def show_effect(administrator: Membership, hub: Hub, *, shown: bool) -> Hub:
    """Let everybody see what the hub has achieved, or no longer; other settings of the hub stay as they are."""
    hub.refresh_from_db(from_queryset=Hub.objects.select_for_update())
    if bool(hub.settings.get(SHOWN)) == shown:
        return hub
    announce(facts.EffectShown(hub_id=hub.id, about=hub.id, shown=shown), by=administrator)
    return edit_hub(administrator, hub, details={"settings": {**hub.settings, SHOWN: shown}})
