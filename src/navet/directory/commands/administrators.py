from navet.directory import facts, permissions
from navet.directory.commands.people import welcome
from navet.directory.models import Membership, Role
from navet.hubs.models import Hub, inside
from navet.journal.commands import announce
from navet.kit.commands import Platform, command

# What people in a country read and pay with, until the hub's administrator says otherwise.
CUSTOMS = {
    "NO": {"languages": ["nb", "en"], "currency": "NOK", "time_zone": "Europe/Oslo"},
    "SE": {"languages": ["sv", "en"], "currency": "SEK", "time_zone": "Europe/Stockholm"},
}
ELSEWHERE = {"languages": ["en"], "currency": "EUR", "time_zone": "Europe/Brussels"}


@command(may=permissions.may_open_hub)
def open_hub(platform: Platform, slug: str, *, name: str, country: str) -> Hub:
    """Open a new hub on this platform; everything else about it is its administrator's to say."""
    hub = Hub(slug=slug, name=name, country=country, **CUSTOMS.get(country, ELSEWHERE))
    hub.full_clean()
    hub.save()
    with inside(hub.id):
        announce(facts.HubOpened(hub_id=hub.id, about=hub.id), by=platform)
    return hub


@command(may=permissions.may_appoint_administrator)
def appoint_administrator(platform: Platform, hub: Hub, *, email: str) -> Membership:
    """Make a person an administrator of the hub, as whoever runs the platform does for a hub that has none."""
    member = welcome(email=email, name=email.partition("@")[0], language=hub.first_language)
    member.role, member.until, member.partner = Role.ADMINISTRATOR, None, None
    member.full_clean()
    member.save()
    announce(facts.AdministratorAppointed(hub_id=hub.id, about=member.id), by=platform)
    return member
