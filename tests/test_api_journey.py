"""The whole way through the JSON API alone: from an organisation's first answer to five records, figures, correction."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine

from navet.assessments.models import Assessment
from navet.casework.models import IndicatorRow, WorkLog
from navet.casework.tests.conftest import make_service
from navet.funding.models import Cost, Financier, Project
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.stateaid.models import AidEntry

API = "/h/north/api/v1"
TODAY = date(2026, 11, 23)
ANSWERS = {
    "need": "We bake forty kinds of bread and throw away a fifth every evening.",
    "wish": "Half as much thrown away.",
    "kind": "UNDERTAKING",
    "country": "SE",
    "register_number": "556036-0793",
    "organisation_name": "Bageriet AB",
    "size": "small",
    "region": "SE224",
    "sector": "agriculture-food",
    "applicant_name": "Ana",
    "applicant_email": "ana@example.org",
}


@pytest.fixture(autouse=True)
def in_november():
    """Prices, ceilings and rounds are dated: the journey happens on one day."""
    with time_machine.travel("2026-11-23T09:00:00Z", tick=True):
        yield


@pytest.fixture
def hours(world):
    """What an administrator has set up: expert hours at 100 euro, half of it aid."""
    project = Project.objects.create(
        code="P", name={"en": "The hub"}, since=date(2024, 1, 1), until=date(2029, 12, 31), budget=1_000_000
    )
    Financier.objects.create(project=project, name="The region", kind="REGIONAL", share="0.5")
    Financier.objects.create(project=project, name="The Commission", kind="EU_CENTRAL", share="0.5")
    return make_service("expert", project=project, price="100.00", unit="HOUR")


def asking(client):
    """`ask("post", "plans", {…})`: what the API answers, which must be a yes."""

    def ask(method: str, path: str, sent=None):
        given = () if method == "get" else (sent or {},)
        more = {} if method == "get" else {"content_type": "application/json"}
        response = getattr(client, method)(f"{API}/{path}", *given, **more)
        assert response.status_code in (200, 201), (method, path, response.text)
        return response.json()

    return ask


def apply_and_be_accepted(world, ana, ben) -> str:
    """From the first answer to a case; answers the case's id."""
    begun = ana("post", "applications", {"answers": {"need": ANSWERS["need"]}})
    home = f"applications/{begun['id']}"
    ana("patch", f"{home}/answers", ANSWERS)
    sent = ana("post", f"{home}/submission", {"consents": True})
    assert (sent["status"], sent["missing"]) == ("SUBMITTED", [])
    (row,) = ben("get", "inbox")["rows"]
    assert row["id"] == begun["id"]
    accepted = ben("post", f"{home}/acceptance", {"title": "Less bread thrown away", "adviser_id": str(world.ben.id)})
    assert ana("get", home)["status"] == "ACCEPTED"
    return accepted["id"]


def plan_and_agree(ana, ben, service, case_id: str) -> dict:
    """From a proposed plan to a confirmed agreement."""
    plan = ben("post", f"cases/{case_id}/plans")
    for item in plan["items"]:
        ben("delete", f"plan-items/{item['id']}")
    added = ben("post", f"plans/{plan['id']}/items", {"service_id": str(service.id), "quantity": "5"})
    ben("put", f"plan-items/{added['id']}", {"quantity": "10", "note": "Forecast tomorrow's bread"})
    assert ben("post", f"plans/{plan['id']}/sending", {"greeting": "Our proposal"})["status"] == "SENT"
    assert ana("post", f"plans/{plan['id']}/acceptance")["status"] == "ACCEPTED"
    agreement = ben("post", f"plans/{plan['id']}/agreements")
    ben("post", f"agreements/{agreement['id']}/sending")
    earlier = {"granted_on": "2026-01-10", "amount": "900", "authority": "Region Syd"}
    ana("post", f"agreements/{agreement['id']}/signature", {"other_aid": [earlier]})
    confirmed = ben("post", f"agreements/{agreement['id']}/confirmation")
    assert (confirmed["status"], confirmed["items"][0]["aid"]) == ("CONFIRMED", "500.00")
    return confirmed


def given(hours: str, **details) -> dict:
    said = {"description": "We tried the forecast", "is_last": True, **details}
    return {"key": str(new_id()), "first_on": str(TODAY), "last_on": str(TODAY), "hours": hours, **said}


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
