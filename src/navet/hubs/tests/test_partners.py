from navet.hubs.models import Partner
from navet.hubs.queries import partners


def test_the_coordinator_comes_first_and_associated_partners_last(world):
    roles = {"Anna AB": Partner.Role.ASSOCIATED, "Berit AB": Partner.Role.COORDINATOR, "Cato AB": Partner.Role.PARTNER}
    for number, (name, role) in enumerate(roles.items()):
        Partner.objects.create(country="SE", register_number=f"802000000{number}", name=name, role=role)
    assert [partner.name for partner in partners()] == ["Berit AB", "Cato AB", "Science Park", "Anna AB"]
