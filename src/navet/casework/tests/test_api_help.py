"""The help through the API alone, from plan to five records; the same refusals and the same wall as the pages."""

from decimal import Decimal

from navet.casework import queries
from navet.casework.models import Case, Outcome, Satisfaction
from navet.kit.records import new_id

API = "/h/north/api/v1"
TODAY = "2026-11-23"


def test_a_script_goes_from_plan_to_five_records(world, partners_case, services, as_member):
    staff, ana = as_member(world.ben), as_member(world.ana)

    def send(client, method, path, sent=None):
        response = getattr(client, method)(f"{API}/{path}", sent or {}, content_type="application/json")
        assert response.status_code in (200, 201), (path, response.text)
        return response.json()

    plan = send(staff, "post", f"cases/{partners_case.id}/plans")
    for service in (services.measure, services.hours, services.robot):
        send(staff, "post", f"plans/{plan['id']}/items", {"service_id": str(service.id)})
    plan = staff.get(f"{API}/plans/{plan['id']}").json()
    hours, robot = plan["items"][1], plan["items"][2]
    send(staff, "put", f"plan-items/{hours['id']}", {"quantity": "10"})
    change = {"quantity": "2", "partner_id": str(world.partner.id)}
    send(staff, "put", f"plan-items/{robot['id']}", change)
    send(staff, "post", f"plan-items/{robot['id']}/place", {"earlier": True})
    plan = send(staff, "delete", f"plan-items/{hours['id']}")
    assert [item["service_id"] for item in plan["items"]] == [str(services.measure.id), str(services.robot.id)]
    extra = {"service_id": str(services.hours.id), "quantity": "5", "partner_id": str(world.partner.id)}
    send(staff, "post", f"plans/{plan['id']}/items", extra)
    assert ana.post(f"{API}/plans/{plan['id']}/acceptance").status_code == 404
    send(staff, "post", f"plans/{plan['id']}/sending", {"greeting": "Hello"})
    assert send(ana, "post", f"plans/{plan['id']}/acceptance")["status"] == "ACCEPTED"
    agreement = send(staff, "post", f"plans/{plan['id']}/agreements")
    item = agreement["items"][1]
    change = {"quantity": "2", "invoiced": "1000", "regime": "DE_MINIMIS_2023"}
    assert send(staff, "put", f"agreement-items/{item['id']}", change)["aid"] == "1000.00"
    change["partner_id"] = str(world.partner.id)
    send(staff, "put", f"agreement-items/{item['id']}", change)
    assert ana.get(f"{API}/agreements/{agreement['id']}").status_code == 404
    send(staff, "post", f"agreements/{agreement['id']}/sending")
    assert ana.get(f"{API}/agreements/{agreement['id']}/letter").status_code == 404
    grant = {"granted_on": "2026-01-10", "amount": "900", "authority": "Region Syd"}
    for _ in range(2):
        send(ana, "post", f"agreements/{agreement['id']}/signature", {"other_aid": [grant]})
    agreement = send(staff, "post", f"agreements/{agreement['id']}/confirmation")
    assert (agreement["status"], len(agreement["letter_sha256"])) == ("CONFIRMED", 64)
    assert ana.get(f"{API}/agreements/{agreement['id']}/letter").content.startswith(b"%PDF")
    given = {
        "key": str(new_id()),
        "item_id": item["id"],
        "first_on": TODAY,
        "last_on": TODAY,
        "hours": "12",
        "quantity": "2",
        "description": "Two days in the lab",
        "delivered_by_id": str(world.cia.id),
    }
    first = send(staff, "post", f"cases/{partners_case.id}/deliveries", given)
    assert send(staff, "post", f"cases/{partners_case.id}/deliveries", given)["id"] == first["id"]
    five = staff.get(f"{API}/deliveries/{first['id']}").json()
    assert [row["hours"] for row in five["work_log"]] == ["12.00"]
    assert [cost["amount"] for cost in five["costs"]] == ["2000.00"]
    assert (five["aid"]["amount"], five["aid"]["regime"]) == ("1000.00", "DE_MINIMIS_2023")
    assert five["indicator_row"]["value"] == "3000.00"
    assert (five["next_round"]["timing"], five["next_round"]["due_on"]) == ("T1", "2027-11-23")
    correction = {**given, "key": str(new_id()), "hours": "10", "reason": "Ten"}
    del correction["item_id"]
    send(staff, "post", f"deliveries/{first['id']}/correction", correction)
    assert queries.indicator_rows().get().hours == Decimal(10)
    direct = {**given, "key": str(new_id()), "service_id": str(services.hours.id), "hours": "1", "quantity": None}
    del direct["item_id"]
    send(staff, "post", f"cases/{partners_case.id}/deliveries", direct)
    send(staff, "post", f"cases/{partners_case.id}/outcomes", {"kind": "PROTOTYPE"})
    send(staff, "post", f"cases/{partners_case.id}/ratings", {"score": 4})
    early = staff.post(f"{API}/cases/{partners_case.id}/closing", {}, content_type="application/json")
    assert (early.status_code, "not given yet" in early.json()["title"]) == (409, True)
    send(staff, "post", f"agreements/{agreement['id']}/ending", {"reason": "Enough"})
    send(staff, "post", f"cases/{partners_case.id}/closing", {"outcomes": [{"kind": "SKILL"}], "score": 5})
    assert Case.objects.get(id=partners_case.id).stage == "CLOSED"
    assert (Outcome.objects.count(), Satisfaction.objects.count()) == (2, 2)


def test_others_find_nothing(world, confirmed, as_member):
    for who in (world.eva, world.neighbour):
        client = as_member(who)
        for path in (f"plans/{confirmed.plan_id}", f"agreements/{confirmed.id}", f"agreements/{confirmed.id}/letter"):
            assert client.get(f"{API}/{path}").status_code in (401, 404), path
