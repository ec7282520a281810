"""Terms, contributions, costs and claims through the page and through the API: the same outcome, the same no."""

import json
from datetime import date
from decimal import Decimal

import pytest

from navet.funding.commands import Bought, Decided, answer_status, enter_bought_cost, set_terms, submit_claim
from navet.funding.models import Claim, Contribution, Cost, Financier, Period, StatusAnswer
from navet.funding.queries import find_period
from navet.hubs.models import inside
from navet.kit.records import new_id

SPRING = "2025-03-03"
QUESTIONS = ("What was done?", "What is late?")


class Page:
    def __init__(self, client):
        self.client = client

    def post(self, path, **told):
        return self.client.post(f"/h/north/{path}/", {name: str(value) for name, value in told.items()}).status_code

    def terms(self, financier, percent="23.67", figure="15"):
        told = {"percent": percent, "ceiling": "900", "if_others_pay": "on", "months": "6", "days_to_claim": "30"}
        told |= {f"how_{kind}": "NO" for kind in ("EXTERNAL", "TRAVEL", "EQUIPMENT", "OTHER")}
        told |= {"questions": "", "how_STAFF": "REAL", "how_INDIRECT": "FLAT_STAFF", "figure_INDIRECT": figure}
        return self.post(f"financiers/{financier.id}/terms", **told)

    def pay(self, financier, amount="500"):
        told = {"key": new_id(), "form": "CASH", "on": SPRING, "amount": amount, "proof": "Bank statement 14"}
        return self.post(f"financiers/{financier.id}/contributions", **told)

    def buy(self, project, amount="100", on=SPRING):
        told = {"key": new_id(), "kind": "TRAVEL", "on": on, "amount": amount, "what": "Train"}
        return self.post(f"projects/{project.id}/costs", **told)

    def answer(self, period):
        return self.post(f"periods/{period.id}/answers", answer_0="A test bed", answer_1="Nothing")

    def submit(self, period):
        return self.post(f"periods/{period.id}/claim")

    def decide(self, claim, approved="50"):
        return self.post(f"claims/{claim.id}/decision", approved=approved, on=SPRING, decision="As claimed")

    def look(self, project, period):
        return [
            self.client.get(f"/h/north/{p}/").status_code
            for p in (f"projects/{project.id}/money", f"periods/{period.id}")
        ]


class Api(Page):
    def send(self, method, path, body):
        act = getattr(self.client, method)
        return act(
            f"/h/north/api/v1/{path}", json.dumps(body, default=str), content_type="application/json"
        ).status_code

    def terms(self, financier, percent="23.67", figure="15"):
        rules = [{"kind": "STAFF", "how": "REAL"}, {"kind": "INDIRECT", "how": "FLAT_STAFF", "figure": figure or None}]
        rate = Decimal(percent or 0) / 100
        told = {"rate": rate, "ceiling": "900", "if_others_pay": True, "months": 6, "days_to_claim": 30, "rules": rules}
        return self.send("put", f"financiers/{financier.id}/terms", told)

    def pay(self, financier, amount="500"):
        told = {"key": new_id(), "form": "CASH", "on": SPRING, "amount": amount, "proof": "Bank statement 14"}
        return self.send("post", f"financiers/{financier.id}/contributions", told)

    def buy(self, project, amount="100", on=SPRING):
        told = {"key": new_id(), "kind": "TRAVEL", "on": on, "amount": amount, "what": "Train"}
        return self.send("post", f"projects/{project.id}/costs", told)

    def answer(self, period):
        return self.send("put", f"periods/{period.id}/answers", {"answers": dict.fromkeys(QUESTIONS, "Nothing")})

    def submit(self, period):
        return self.send("post", f"periods/{period.id}/claim", {})

    def decide(self, claim, approved="50"):
        told = {"approved": approved, "on": SPRING, "decision": "As claimed"}
        return self.send("post", f"claims/{claim.id}/decision", told)

    def look(self, project, period):
        paths = (f"projects/{project.id}/money", f"periods/{period.id}")
        return [self.client.get(f"/h/north/api/v1/{path}").status_code for path in paths]


@pytest.fixture(params=[Page, Api], ids=["page", "api"])
def door(request, as_member):
    return lambda member: request.param(as_member(member))


@pytest.fixture
def first(financier):
    return find_period(Period.objects.filter(financier=financier).order_by("since")[0].id)


def done(status):
    return status in {200, 201, 204, 302}


def test_from_a_cost_to_the_decision(world, door, project, financier, first):
    coordinator = door(world.cia)
    assert done(coordinator.buy(project))
    assert Cost.objects.get().amount == 100
    assert done(coordinator.pay(Financier.objects.get(name="The region")))
    assert Contribution.objects.get().amount == 500
    assert done(door(world.ben).answer(first))
    assert StatusAnswer.objects.count() == 2
    assert done(coordinator.submit(first))
    claim = Claim.objects.get()
    assert claim.claimed == 50
    assert done(coordinator.decide(claim))
    assert Claim.objects.get().approved == 50
    assert done(coordinator.terms(financier))
    financier.refresh_from_db()
    assert (financier.rate, financier.ceiling, financier.if_others_pay) == (Decimal("0.2367"), 900, True)
    assert [(rule.kind, rule.figure) for rule in financier.rules.order_by("kind")] == [
        ("INDIRECT", 15),
        ("STAFF", None),
    ]


def test_what_does_not_fit_is_refused(world, door, project, financier, first):
    coordinator = door(world.cia)
    assert coordinator.buy(project, amount="-1") in {409, 422}
    assert coordinator.buy(project, on="2030-01-01") in {409, 422}
    assert coordinator.pay(financier, amount="0") in {409, 422}
    assert coordinator.terms(financier, percent="101") in {409, 422}
    assert coordinator.terms(financier, figure="") in {409, 422}
    assert coordinator.submit(first) in {409, 302}
    assert (Cost.objects.count(), Contribution.objects.count(), Claim.objects.count()) == (0, 0, 0)


def test_who_may_not(world, door, project, financier, first):
    claim = sent(world, project, first)
    for member in (world.ana, world.ben, world.eva, world.fia):
        refused = door(member)
        told = {refused.terms(financier), refused.pay(financier), refused.buy(project), refused.submit(first)}
        assert told | {refused.decide(claim)} == {403}
    for member in (world.ana, world.eva, world.fia):
        assert door(member).answer(first) == 403
    for member in (world.ana, world.eva):
        assert door(member).look(project, first) == [403, 403]
    assert door(world.fia).look(project, first) == [200, 200]


def test_a_neighbours_money_is_not_found(world, door):
    with inside(world.other.id):
        theirs = world_of(world)
    cia = door(world.cia)
    project, financier, period, claim = theirs
    assert {cia.terms(financier), cia.pay(financier), cia.buy(project), cia.submit(period), cia.decide(claim)} == {404}
    assert cia.answer(period) == 404
    assert cia.look(project, period) == [404, 404]


def world_of(world):
    from navet.funding.commands import Part, open_project, set_financiers
    from navet.funding.tests.conftest import project_details

    days = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
    project = open_project(world.neighbour, world.other, details=project_details(**days))
    set_financiers(world.neighbour, project, parts=[Part("Fund", "EU_SHARED", Decimal(1))])
    financier = set_terms(world.neighbour, Financier.objects.get(), decided=Decided(months=6))
    period = find_period(Period.objects.order_by("since")[0].id)
    return project, financier, period, submit_claim(world.neighbour, period)


def sent(world, project, period):
    bought = Bought("EXTERNAL", "=1+1", Decimal(100), date(2025, 3, 3))
    enter_bought_cost(world.cia, project, key=new_id(), bought=bought)
    answer_status(world.cia, period, answers=dict.fromkeys(QUESTIONS, "Nothing"))
    return submit_claim(world.cia, period)


def test_the_pages_say_what_is_next(world, as_member, project, financier, first):
    cia = as_member(world.cia)
    money, page = f"/h/north/projects/{project.id}/money/", f"/h/north/periods/{first.id}/"
    assert "lapses" in cia.get(money).content.decode()
    assert "2 questions are still" in cia.get(page).content.decode()
    assert "What was done?" in cia.get(f"{page}answers/").content.decode()
    assert "Answer the questions" in cia.post(f"{page}claim/", follow=True).content.decode()
    claim = sent(world, project, first)
    told = cia.get(page).content.decode()
    assert "nothing in it has changed since" in told and "Write down the decision" in told
    for path in (f"financiers/{financier.id}/terms/", f"financiers/{financier.id}/contributions/"):
        assert cia.get(f"/h/north/{path}").status_code == 200
    for path in (f"projects/{project.id}/costs/", f"claims/{claim.id}/decision/"):
        assert cia.get(f"/h/north/{path}").status_code == 200
    assert cia.post(f"/h/north/claims/{claim.id}/decision/", {"approved": "99", "on": SPRING}).status_code == 422


def test_a_flat_rate_above_the_law_is_said(world, as_member, financier):
    page = Page(as_member(world.cia))
    page.terms(financier, figure="20")
    assert "art. 54(b)" in page.client.get(f"/h/north/projects/{financier.project_id}/money/").content.decode()


def test_the_rows_as_a_file_are_defused(world, as_member, project, first):
    sent(world, project, first)
    told = as_member(world.fia).get(f"/h/north/periods/{first.id}/?as=csv")
    assert "'=1+1" in told.content.decode("utf-8-sig")
    assert as_member(world.fia).get(f"/h/north/periods/{first.id}/?as=xlsx").content[:2] == b"PK"


def test_a_project_without_financiers(world, as_member, project):
    assert "Nobody pays yet" in as_member(world.cia).get(f"/h/north/projects/{project.id}/money/").content.decode()


def test_the_same_questions_for_one_and_for_many(world, as_member, project, financier, first, queries_of):
    cia = as_member(world.cia)
    money, page = f"/h/north/projects/{project.id}/money/", f"/h/north/periods/{first.id}/"
    buy_many(world, project, 1)
    one, one_row = queries_of(lambda: cia.get(money)), queries_of(lambda: cia.get(page))
    buy_many(world, project, 30)
    assert queries_of(lambda: cia.get(page)) == one_row <= 25
    set_terms(world.cia, financier, decided=Decided(months=1))
    assert queries_of(lambda: cia.get(money)) == one <= 20


def buy_many(world, project, count):
    for n in range(count):
        bought = Bought("EXTERNAL", f"Sensor {n}", Decimal(1), date(2025, 3, 3))
        enter_bought_cost(world.cia, project, key=new_id(), bought=bought)
