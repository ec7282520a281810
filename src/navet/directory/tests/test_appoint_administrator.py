import pytest

from navet.directory.commands import appoint_administrator, open_hub
from navet.directory.models import Membership, Role
from navet.hubs.models import Hub, inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed, Refused


@pytest.mark.parametrize(
    ("country", "languages", "currency"),
    [("NO", ["nb", "en"], "NOK"), ("SE", ["sv", "en"], "SEK"), ("FI", ["en"], "EUR")],
)
def test_a_hub_is_opened_with_the_customs_of_its_country(world, country, languages, currency):
    hub = open_hub(PLATFORM, "fresh", name="Fresh hub", country=country)
    kept = Hub.objects.get(slug="fresh")
    assert (kept.id, kept.name, kept.languages, kept.currency) == (hub.id, "Fresh hub", languages, currency)
    with inside(hub.id):
        assert [(e.fact, e.by) for e in time_line(hub.id)] == [("HubOpened", "navet")]


def test_a_slug_that_is_taken_or_none_is_refused(world):
    for slug in ("north", "two words"):
        with pytest.raises(Refused) as refused:
            open_hub(PLATFORM, slug, name="Another", country="SE")
        assert list(refused.value.fields) == ["slug"]
    assert Hub.objects.count() == 2


def test_a_stranger_becomes_administrator(world):
    member = appoint_administrator(PLATFORM, world.hub, email="Gun@Example.org")
    kept = Membership.objects.get(id=member.id)
    assert (kept.email, kept.role, kept.is_administrator) == ("gun@example.org", Role.ADMINISTRATOR, True)
    assert kept.person.email == "gun@example.org"
    assert [(e.fact, e.by) for e in time_line(member.id)] == [("AdministratorAppointed", "navet")]


def test_somebody_known_is_raised_and_an_end_date_forgotten(world):
    appoint_administrator(PLATFORM, world.hub, email="fia@example.org")
    kept = Membership.objects.get(id=world.fia.id)
    assert (kept.role, kept.until) == (Role.ADMINISTRATOR, None)


def test_only_the_platform_itself(world):
    for member in (world.ana, world.dag):
        with pytest.raises(NotAllowed):
            appoint_administrator(member, world.hub, email="ana@example.org")
        with pytest.raises(NotAllowed):
            open_hub(member, "mine", name="Mine", country="SE")


def test_no_address_is_refused(world):
    with pytest.raises(Refused):
        appoint_administrator(PLATFORM, world.hub, email="nobody")
