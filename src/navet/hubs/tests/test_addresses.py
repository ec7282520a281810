from navet.hubs.queries import address_of


def test_a_hubs_own_domain_is_its_address_in_letters(world, settings):
    settings.BASE_URL = "https://navet.example"
    assert address_of(world.hub, "/my/") == "https://navet.example/h/north/my/"
    world.hub.domain = "north.example.org"
    assert address_of(world.hub, "/my/") == "https://north.example.org/my/"
