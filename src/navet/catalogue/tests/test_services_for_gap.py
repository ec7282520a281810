from navet.catalogue.queries import services_for_gap


def test_a_part_is_helped_by_itself_and_by_its_dimension(world, make_service):
    whole = make_service(code="A", slug="a", strengthens=["sme:D2"])
    part = make_service(code="B", slug="b", strengthens=["sme:D2.1"])
    make_service(code="C", slug="c", strengthens=["sme:D3", "pso:D2"])
    make_service(code="D", slug="d", strengthens=["sme:D2"], published=False)
    assert list(services_for_gap("sme:D2.1")) == [whole, part]
    assert list(services_for_gap("sme:D2.2")) == [whole]
    assert list(services_for_gap("sme:D2")) == [whole, part]


def test_sector_and_technology_narrow_it(world, make_service):
    robot = make_service(code="A", slug="a")
    anyone = make_service(code="B", slug="b", sectors=[], technologies=[])
    everyone = make_service(code="C", slug="c", sectors=["all-sectors"])
    assert list(services_for_gap("sme:D5", sectors=["space"])) == [anyone, everyone]
    assert list(services_for_gap("sme:D5", sectors=["manufacturing"])) == [robot, anyone, everyone]
    assert list(services_for_gap("sme:D5", technologies=["big-data"])) == [anyone]
