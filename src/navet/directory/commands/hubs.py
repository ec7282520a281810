from typing import Any

from navet.directory import facts, permissions
from navet.directory.commands.customers import checked_number
from navet.directory.models import Membership
from navet.hubs.models import Hub, Partner
from navet.journal.commands import announce
from navet.kit.commands import command


@command(may=permissions.may_edit_hub)
def edit_hub(administrator: Membership, hub: Hub, *, details: dict[str, Any]) -> Hub:
    """Change the hub's own particulars: name, programme, languages, regions, colours and the rest."""
    changed = take_over(hub, details)
    hub.full_clean()
    hub.save()
    announce(facts.HubEdited(hub_id=hub.id, about=hub.id, changed=changed), by=administrator)
    return hub


@command(may=permissions.may_edit_consortium)
def add_partner(coordinator: Membership, hub: Hub, *, details: dict[str, Any]) -> Partner:
    """Take an organisation into the consortium, with its role and the days it takes part."""
    number = checked_number(details["country"], details["register_number"])
    partner = Partner(hub=hub, **{**details, "register_number": number.digits})
    partner.full_clean()
    partner.save()
    announce(facts.PartnerAdded(hub_id=hub.id, about=partner.id), by=coordinator)
    return partner


@command(may=permissions.may_edit_consortium)
def edit_partner(coordinator: Membership, partner: Partner, *, details: dict[str, Any]) -> Partner:
    """Change a partner's particulars, role or dates; a partner that leaves gets a last day and is kept."""
    number = checked_number(
        details.get("country", partner.country), details.get("register_number", partner.register_number)
    )
    changed = take_over(partner, {**details, "register_number": number.digits})
    partner.full_clean()
    partner.save()
    announce(facts.PartnerEdited(hub_id=partner.hub_id, about=partner.id, changed=changed), by=coordinator)
    return partner


def take_over(thing: Any, details: dict[str, Any]) -> list[str]:
    """Set what differs and say which fields that was."""
    changed = sorted(name for name, value in details.items() if getattr(thing, name) != value)
    for name in changed:
        setattr(thing, name, details[name])
    return changed
