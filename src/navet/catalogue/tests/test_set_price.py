from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from navet.catalogue.commands import set_price
from navet.catalogue.models import Price
from navet.catalogue.queries import price_of, prices_of, prices_on
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


def test_a_new_price_ends_the_old_one(world, service, make_project):
    """EDIH Adria: 1 000 a day, from 1 February 2025 1 250."""
    project = make_project()
    old = set_price(world.cia, service, project=project, amount=Decimal(1000), unit="DAY", since=date(2023, 1, 1))
    new = set_price(world.cia, service, project=project, amount=Decimal(1250), unit="DAY", since=date(2025, 2, 1))
    assert [(p.amount, p.until) for p in prices_of(service)] == [(1250, None), (1000, date(2025, 1, 31))]
    assert price_of(service, date(2025, 1, 31)).price == old
    assert price_of(service, date(2025, 2, 1)).price == price_of(service).price == new
    assert price_of(service, date(2022, 12, 31)) is None
    assert old.version == "TBI-1 / 2023-01-01"
    assert str(new) == "1250 EUR"
    facts = [e for e in time_line(service.id) if e.fact == "PriceSet"]
    assert [(e.details["amount"], e.details["ended"]) for e in facts] == [("1000", None), ("1250", str(old.id))]


def test_a_price_that_has_ended_is_left_as_it_is(world, service, make_project):
    project = make_project()
    set_price(
        world.cia,
        service,
        project=project,
        amount=Decimal(10),
        unit="HOUR",
        since=date(2024, 1, 1),
        until=date(2024, 6, 30),
    )
    set_price(world.cia, service, project=project, amount=Decimal(20), unit="HOUR", since=date(2025, 1, 1))
    assert [(p.amount, p.until) for p in prices_of(service)] == [(20, None), (10, date(2024, 6, 30))]
    assert price_of(service, date(2024, 7, 1)) is None


def test_the_past_is_not_rewritten(world, service, make_project):
    project = make_project()
    set_price(world.cia, service, project=project, amount=Decimal(10), unit="HOUR", since=date(2025, 1, 1))
    for day in (date(2025, 1, 1), date(2024, 1, 1)):
        with pytest.raises(Refused, match="begins on 2025-01-01") as refused:
            set_price(world.cia, service, project=project, amount=Decimal(20), unit="HOUR", since=day)
        assert list(refused.value.fields) == ["since"]
    with pytest.raises(Refused):
        set_price(world.cia, service, project=project, amount=Decimal(-1), unit="HOUR", since=date(2026, 1, 1))
    with pytest.raises(Refused, match="last day"):
        set_price(
            world.cia,
            service,
            project=project,
            amount=Decimal(1),
            unit="HOUR",
            since=date(2026, 1, 1),
            until=date(2025, 12, 1),
        )
    assert [(p.amount, p.until) for p in prices_of(service)] == [(10, None)]


def test_the_database_keeps_one_price_at_a_time(world, service, make_project):
    price = set_price(
        world.cia, service, project=make_project(), amount=Decimal(10), unit="HOUR", since=date(2025, 1, 1)
    )
    with pytest.raises(IntegrityError, match="one_price_at_a_time"), transaction.atomic():
        Price.objects.create(
            service=service, project=price.project, amount=1, currency="EUR", since=date(2026, 1, 1), unit="DAY"
        )


def test_who_may(world, service, make_service, make_project):
    project = make_project()
    own = make_service(code="B", slug="b", provider=world.partner)
    for member, thing in ((world.ana, service), (world.ben, service), (world.eva, own), (world.fia, service)):
        with pytest.raises(NotAllowed):
            set_price(member, thing, project=project, amount=Decimal(1), unit="HOUR", since=date(2025, 1, 1))


# What hubs have published: price, aid, share of State resources, and what they round to.
PUBLISHED = [
    ("Estonia, maturity assessment", "1500", "600.00", "0.4", "0.01"),
    ("Estonia, analysis of AI or robotics", "3500", "1400.00", "0.4", "0.01"),
    ("Estonia, advice on finance", "2000", "800.00", "0.4", "0.01"),
    ("Greece, maturity assessment of a firm", "2000", "1093.20", "0.5466", "0.01"),
    ("Wallonia, hands-on workshop", "970", "290.00", "0.3", "10"),
    ("Wallonia, deep diagnosis, a day", "990", "300.00", "0.3", "10"),
    ("Wallonia, individual coaching, a day", "1040", "310.00", "0.3", "10"),
    ("Wallonia, keynote", "50", "20.00", "0.3", "10"),
    ("Croatia, whole programme", "2645000", "1322500.00", "0.5", "0.01"),
]


@pytest.mark.parametrize(("name", "amount", "aid", "share", "step"), PUBLISHED)
def test_the_published_price_lists_come_out(world, service, make_project, name, amount, aid, share, step):
    set_price(
        world.cia,
        service,
        project=make_project(share),
        amount=Decimal(amount),
        unit="PIECE",
        since=date(2025, 1, 1),
        aid_step=Decimal(step),
    )
    then = price_of(service)
    assert then.share == Decimal(share)
    assert then.aid() == Decimal(aid)


def test_aid_in_several_units_less_what_is_invoiced(world, service, make_project):
    set_price(world.cia, service, project=make_project("1"), amount=Decimal(1250), unit="DAY", since=date(2025, 1, 1))
    then = price_of(service)
    assert then.worth(Decimal("1.5")) == Decimal("1875.00")
    assert then.aid(Decimal("1.5"), invoiced=Decimal("468.75")) == Decimal("1406.25")


def test_money_the_commission_manages_itself_is_no_aid(world, service, make_project):
    set_price(world.cia, service, project=make_project("0"), amount=Decimal(9), unit="DAY", since=date(2025, 1, 1))
    assert price_of(service).aid() == 0


def test_prices_on_asks_the_same_for_many(world, make_service, make_project, queries_of):
    project = make_project()
    services = [make_service(code=f"S{n}", slug=f"s{n}") for n in range(30)]
    for each in services:
        set_price(world.cia, each, project=project, amount=Decimal(5), unit="DAY", since=date(2025, 1, 1))
    ids = [each.id for each in services]
    assert len(prices_on(ids)) == 30
    assert queries_of(lambda: prices_on(ids)) == queries_of(lambda: prices_on(ids[:1])) == 2
