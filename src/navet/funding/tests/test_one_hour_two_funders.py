"""One time sheet, two funders' claims: each is asked for its part of an hour once, and no hour is worked twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from navet.funding.commands import Decided, Worked, answer_status, approve_sheet, log_hours, set_terms, submit_claim
from navet.funding.models import ClaimLine, Cost, Financier, TimeEntry, TimeSheet
from navet.funding.queries import find_financier, find_period, lines_of
from navet.kit.records import new_id
from navet.kit.refusals import Refused

MARCH = date(2025, 3, 4)


def claimed_from(world, name):
    funder = find_financier(Financier.objects.get(name=name).id)
    set_terms(world.cia, funder, decided=Decided(ceiling=Decimal(1000), months=6, questions="What was done?"))
    period = find_period(funder.periods.earliest("since").id)
    answer_status(world.ben, period, answers={"What was done?": "A test bed"})
    return submit_claim(world.cia, period)


def test_one_hour_is_claimed_from_each_funder_once_and_refused_twice(world, project, other_project, financier):
    log_hours(
        world.ben,
        world.hub,
        key=new_id(),
        worked=Worked(MARCH, Decimal(20), "Steering group", [(project, Decimal(1))]),
    )
    approve_sheet(world.cia, TimeSheet.objects.get())
    fund, region = claimed_from(world, "The fund"), claimed_from(world, "The region")
    (hours, again) = (lines_of(claim).get() for claim in (fund, region))
    assert hours.cost == again.cost == Cost.objects.get()
    assert (hours.hours, fund.claimed, region.claimed) == (20, 800, 480)

    # Refused first: the same hours worked once more, for another project; the day has four left.
    with pytest.raises(Refused):
        log_hours(
            world.ben,
            world.hub,
            key=new_id(),
            worked=Worked(MARCH, Decimal(5), "Steering group", [(other_project, Decimal(1))]),
        )
    entry = TimeEntry.objects.get()
    entry.id, entry.project = new_id(), other_project
    with pytest.raises(IntegrityError, match="an_hour_of_a_day_stands_once"), transaction.atomic():
        TimeEntry.objects.bulk_create([entry])
    # Refused a second time: the same hours asked of the same funder again.
    hours.id = new_id()
    with pytest.raises(IntegrityError, match="asked_for_a_cost_once"), transaction.atomic():
        ClaimLine.objects.bulk_create([hours])
