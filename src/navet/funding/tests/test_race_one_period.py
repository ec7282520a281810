"""Several coordinators send the claim of one period at once: it is sent once. Real threads, real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from conftest import made_world
from django.db import connection

from navet.funding.commands import Bought, Decided, Part, enter_bought_cost, set_financiers, set_terms, submit_claim
from navet.funding.commands import open_project as open_one
from navet.funding.models import Claim, ClaimLine, Financier, Period
from navet.funding.queries import find_period
from navet.funding.tests.conftest import project_details
from navet.hubs.models import inside
from navet.kit.records import new_id

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
def test_many_at_once_send_one_claim():
    with made_world() as world:
        days = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
        project = open_one(world.cia, world.hub, details=project_details(**days))
        set_financiers(world.cia, project, parts=[Part("Fund", "EU_SHARED", Decimal(1))])
        set_terms(world.cia, Financier.objects.get(), decided=Decided(months=12))
        bought = Bought("EXTERNAL", "Sensor", Decimal(100), date(2025, 3, 3))
        enter_bought_cost(world.cia, project, key=new_id(), bought=bought)
        period_id = Period.objects.get().id
    start = Barrier(AT_ONCE)

    def send(_number: int) -> object:
        try:
            start.wait(60)
            with inside(world.hub.id):
                return submit_claim(world.cia, find_period(period_id)).id
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        sent = set(crowd.map(send, range(AT_ONCE)))
    with inside(world.hub.id):
        assert [claim.id for claim in Claim.objects.all()] == list(sent)
        assert ClaimLine.objects.count() == 1
