"""The whole way through the JSON API alone: from an organisation's first answer to five records, figures, correction."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine
from tests.walking import NOW, TODAY, apply_and_be_accepted, asking, given, make_hours, plan_and_agree

from navet.assessments.models import Assessment
from navet.casework.models import IndicatorRow, WorkLog
from navet.funding.models import Cost
from navet.journal.queries import time_line
from navet.stateaid.models import AidEntry


@pytest.fixture(autouse=True)
def in_november():
    """Prices, ceilings and rounds are dated: the journey happens on one day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def hours(world):
    return make_hours()


def test_a_program_goes_the_whole_way(world, hours, as_member):
    ana, ben, cia = (asking(as_member(who)) for who in (world.ana, world.ben, world.cia))
    case_id = apply_and_be_accepted(world, ana, ben)
    agreement = plan_and_agree(ana, ben, hours, case_id)
    (item,) = agreement["items"]
    before = {figure["code"]: Decimal(figure["number"]) for figure in cia("get", "figures")}

    first = ben("post", f"cases/{case_id}/deliveries", given("10", item_id=item["id"]))
    five = ben("get", f"deliveries/{first['id']}")
    assert [row["hours"] for row in five["work_log"]] == ["10.00"]
    assert [cost["amount"] for cost in five["costs"]] == ["1000.00"]
    assert (five["aid"]["id"], five["aid"]["amount"]) == (item["aid_entry_id"], "500.00")
    assert five["indicator_row"]["value"] == "1000.00"
    assert five["next_round"]["due_on"] == "2027-11-23"
    work, cost = WorkLog.objects.get(), Cost.objects.get()
    row, planned = IndicatorRow.objects.get(), Assessment.objects.get()
    assert (work.member, work.hours, str(cost.about), cost.amount) == (world.ben, 10, first["id"], 1000)
    assert (row.customer_name, row.service.code, row.value, row.aid) == ("Bageriet AB", "expert", 1000, 500)
    assert (planned.organisation, planned.timing, planned.due_on) == (world.bakery, "T1", date(2027, 11, 23))
    assert [entry.amount for entry in AidEntry.objects.filter(about=item["id"])] == [500]

    after = {figure["code"]: Decimal(figure["number"]) for figure in cia("get", "figures")}
    risen = {code: after[code] - before[code] for code in after if after[code] != before[code]}
    assert {code: risen[code] for code in ("customers", "hours", "value", "aid")} == {
        "customers": 1,
        "hours": 10,
        "value": 1000,
        "aid": 500,
    }
    (told,) = cia("get", "figures/aid")["rows"]
    assert (told["customer_name"], told["service_title"]["en"], told["aid"]) == ("Bageriet AB", "Expert", "500.00")

    corrected = ben("post", f"deliveries/{first['id']}/correction", given("6", reason="Four were another customer's"))
    assert ben("get", f"deliveries/{first['id']}")["delivery"]["replaced"]
    five = ben("get", f"deliveries/{corrected['id']}")
    assert (five["delivery"]["kind"], five["indicator_row"]["value"]) == ("CORRECTION", "600.00")
    assert [log.hours for log in WorkLog.objects.order_by("id")] == [10, -4]
    assert [paid.amount for paid in Cost.objects.order_by("id")] == [1000, -400]
    assert [entry.amount for entry in AidEntry.objects.filter(about=item["id"]).order_by("id")] == [500, -200]
    rows = IndicatorRow.objects.order_by("id")
    assert [(each.hours, bool(each.replaced_at), each.corrects) for each in rows] == [(10, True, None), (6, False, row)]
    planned.refresh_from_db()
    assert (planned.anchor_on, planned.due_on, Assessment.objects.count()) == (TODAY, date(2027, 11, 23), 1)
    assert {each["code"]: Decimal(each["number"]) for each in cia("get", "figures")}["aid"] - before["aid"] == 300
    fact = time_line(UUID(case_id)).last()
    assert (fact.fact, fact.details["corrects_id"]) == ("DeliveryCorrected", first["id"])
