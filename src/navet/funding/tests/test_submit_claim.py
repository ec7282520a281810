"""A claim: reckoned from its costs, frozen as it is sent, each cost asked for once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from navet.funding.commands import (
    Bought,
    Decided,
    PaidIn,
    Part,
    Recognised,
    Worked,
    answer_status,
    approve_sheet,
    correct_cost,
    decide_claim,
    edit_project,
    enter_bought_cost,
    enter_contribution,
    enter_cost,
    log_delivered_hours,
    log_hours,
    set_financiers,
    set_terms,
    submit_claim,
)
from navet.funding.models import Claim, ClaimLine, Financier, Period, TimeSheet
from navet.funding.queries import (
    Due,
    draft_of,
    find_claim,
    find_financier,
    find_period,
    is_as_sent,
    lines_of,
    outlooks,
    rules_above_the_law,
    told_claim,
)
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused

ANSWERS = {"What was done?": "A test bed", "What is late?": "Nothing"}
SPRING, AUTUMN = date(2025, 3, 3), date(2025, 9, 3)


def period_of(financier, number=0):
    return find_period(Period.objects.filter(financier=financier).order_by("since")[number].id)


@pytest.fixture
def first(financier):
    return period_of(financier)


@pytest.fixture
def second(financier):
    return period_of(financier, 1)


@pytest.fixture
def buy(world, project):
    def act(amount, on=SPRING, kind="EXTERNAL", key=None):
        bought = Bought(kind, "A sensor", Decimal(amount), on)
        return enter_bought_cost(world.cia, project, key=key or new_id(), bought=bought)

    return act


@pytest.fixture
def send(world):
    def act(period):
        answer_status(world.ben, period, answers=ANSWERS)
        return submit_claim(world.cia, period)

    return act


def figures(claim):
    return claim.claimed, claim.parked, claim.cut


def test_the_calendar_is_laid_out(financier):
    told = [(p.since, p.until, p.due_on) for p in Period.objects.filter(financier=financier).order_by("since")]
    assert told == [
        (date(2025, 1, 1), date(2025, 6, 30), date(2025, 8, 29)),
        (date(2025, 7, 1), date(2025, 12, 31), date(2026, 3, 1)),
    ]
    assert str(period_of(financier)) == "2025-01-01 – 2025-06-30"


def test_a_claim_is_frozen_as_it_is_sent(world, buy, send, first):
    buy("300.01")
    claim = send(first)
    assert figures(claim) == (Decimal("150.01"), 0, 0)
    (line,) = lines_of(claim)
    assert (line.what, line.amount, line.cost.what) == ("A sensor", Decimal("300.01"), "A sensor")
    assert claim.terms["answers"] == [{"question": q, "answer": a} for q, a in ANSWERS.items()]
    assert is_as_sent(find_claim(claim.id))
    told = time_line(claim.id).get()
    assert (told.fact, told.details["claimed"], told.details["seal"]) == ("ClaimSubmitted", "150.01", claim.seal)
    with pytest.raises(TypeError, match="frozen"):
        claim.save()
    with pytest.raises(TypeError, match="frozen"):
        line.save()


def test_the_seal_finds_a_row_that_was_changed(buy, send, first):
    buy("300")
    claim = send(first)
    ClaimLine.objects.filter(claim=claim).update(amount=Decimal(301))
    assert not is_as_sent(find_claim(claim.id))
    assert not told_claim(first).as_sent


def test_sent_twice_it_is_sent_once(world, buy, send, first):
    buy("300")
    assert send(first) == submit_claim(world.cia, first)
    assert Claim.objects.count() == 1


def test_the_database_refuses_to_ask_twice_for_a_cost(buy, send, first, second):
    buy("300")
    (line,) = lines_of(send(first))
    again = send(second)
    line.id, line.claim = new_id(), again
    with pytest.raises(IntegrityError, match="asked_for_a_cost_once"), transaction.atomic():
        ClaimLine.objects.bulk_create([line])


def test_the_database_refuses_to_claim_a_period_twice(buy, send, first):
    buy("300")
    claim = send(first)
    claim.id = new_id()
    with pytest.raises(IntegrityError, match="claimed_once"), transaction.atomic():
        Claim.objects.bulk_create([claim])


def test_the_ceiling_cuts(buy, send, first, second):
    buy("1900")
    buy("400", on=AUTUMN)
    assert figures(send(first)) == (950, 0, 0)
    assert figures(send(second)) == (50, 0, 150)


def test_a_correction_after_approval_is_part_of_the_next_claim(world, buy, send, first, second):
    cost = buy("300")
    claim = decide_claim(world.cia, send(first), approved=Decimal(150), on=date(2025, 9, 1))
    assert time_line(claim.id).last().fact == "ClaimDecided"
    correct_cost(world.ben, cost, amount=Decimal(200), reason="The supplier took it back")
    next_claim = send(second)
    assert figures(next_claim) == (-50, 0, 0)
    assert [(line.amount, line.on) for line in lines_of(next_claim)] == [(Decimal("-100.00"), SPRING)]
    decided = decide_claim(world.cia, next_claim, approved=Decimal(-50), on=date(2026, 3, 1))
    assert decided.stands == -50


def test_what_was_not_approved_is_asked_again_unless_it_is_corrected(world, buy, send, first, second):
    buy("300")
    decide_claim(world.cia, send(first), approved=Decimal(120), on=date(2025, 9, 1))
    assert draft_of(second).reckoning.claimed == 30


def test_hours_wait_until_their_time_sheet_is_approved(world, project, send, first, second):
    told = Worked(SPRING, Decimal(2), "Steering group", [(project, Decimal(1))])
    log_hours(world.ben, world.hub, key=new_id(), worked=told)
    approve_sheet(world.cia, TimeSheet.objects.get())
    cost = enter_cost(
        world.eva,
        project,
        about=new_id(),
        on=SPRING,
        amount=Decimal(500),
        currency="EUR",
        what="Robot test",
        hours=Decimal(5),
        worker=world.eva,
    )
    log_delivered_hours(world.eva, cost, worker=world.eva, since=SPRING, until=SPRING)
    draft = draft_of(first)
    assert ([c.what for c in draft.lines], [c.what for c in draft.waiting]) == (["Steering group"], ["Robot test"])
    assert figures(send(first)) == (80, 250, 0)
    approve_sheet(world.cia, TimeSheet.objects.get(member=world.eva))
    assert figures(send(second)) == (250, 0, 0)
    correct_cost(world.eva, cost, amount=Decimal(0), hours=Decimal(0), reason="Nobody came")
    assert [c.amount for c in draft_of(second).lines] == [-500]


def test_one_that_pays_only_if_the_others_do_is_asked_at_their_pace(world, buy, financier):
    set_terms(world.cia, financier, decided=Decided(ceiling=Decimal(1000), if_others_pay=True, months=6))
    first = period_of(financier)
    buy("1000")
    assert draft_of(first).reckoning.parked == 500
    region = Financier.objects.get(name="The region")
    paid, key = PaidIn("CASH", Decimal(250), SPRING, "Bank statement 14"), new_id()
    first_time = enter_contribution(world.cia, region, key=key, paid=paid)
    assert enter_contribution(world.cia, region, key=key, paid=paid) == first_time
    assert (str(first_time), time_line(first_time.id).get().fact) == (f"250 {SPRING}", "ContributionEntered")
    draft = draft_of(first)
    assert (draft.reckoning.claimed, draft.reckoning.parked) == (250, 250)
    with pytest.raises(Refused, match="not nothing"):
        enter_contribution(world.cia, region, key=new_id(), paid=PaidIn("CASH", Decimal(0), SPRING, "None"))


def test_only_what_it_recognises_and_as_it_recognises_it(world, buy, project, financier):
    rules = [
        Recognised("STAFF", "UNIT", Decimal(60)),
        Recognised("EXTERNAL", "REAL"),
        Recognised("INDIRECT", "FLAT_STAFF", Decimal(15)),
        Recognised("OTHER", "FLAT_DIRECT", Decimal(10)),
        Recognised("EQUIPMENT", "LUMP_SUM", Decimal(40)),
    ]
    set_terms(world.cia, financier, decided=Decided(ceiling=Decimal(1000), months=6, rules=rules))
    told = Worked(SPRING, Decimal(2), "Planning", [(project, Decimal(1))])
    log_hours(world.ben, world.hub, key=new_id(), worked=told)
    approve_sheet(world.cia, TimeSheet.objects.get())
    buy("100")
    buy("77", kind="TRAVEL")
    buy("1", kind="EQUIPMENT")
    told = told_claim(period_of(financier))
    assert dict(told.by_kind) == {
        "Staff": 120,
        "External services": 100,
        "Indirect costs": 18,
        "Other direct costs": 26,
        "Equipment and material": 40,
    }
    assert sorted(row.kind for row in told.rows) == ["EQUIPMENT", "EXTERNAL", "STAFF"]
    assert rules_above_the_law(find_financier(financier.id)) == []
    assert str(financier.rules.get(kind="STAFF")) == "staff: a price per hour"


def test_a_flat_rate_above_the_law_is_told(world, financier):
    rules = [Recognised("STAFF", "REAL"), Recognised("INDIRECT", "FLAT_STAFF", Decimal(20))]
    set_terms(world.cia, financier, decided=Decided(rules=rules))
    ((rule, ceiling),) = rules_above_the_law(financier)
    assert (rule.kind, ceiling.article) == ("INDIRECT", "art. 54(b)")


@pytest.mark.parametrize("rule", [Recognised("STAFF", "UNIT"), Recognised("STAFF", "REAL", Decimal(1))])
def test_a_rule_has_its_figure(world, financier, rule):
    with pytest.raises(Refused, match="real costs have none"):
        set_terms(world.cia, financier, decided=Decided(rules=[rule]))


def test_terms_that_cannot_be_met_are_refused(world, financier):
    with pytest.raises(Refused, match="at most the whole"):
        set_terms(world.cia, financier, decided=Decided(rate=Decimal("1.1")))


def test_new_terms_leave_what_is_sent_and_answered(world, buy, send, financier, first, second):
    buy("300")
    claim = send(first)
    set_terms(world.cia, financier, decided=Decided(rate=Decimal("0.4"), ceiling=Decimal(900), months=3))
    spans = Period.objects.filter(financier=financier).order_by("since").values_list("since", "until")
    assert list(spans) == [
        (date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 9, 30)),
        (date(2025, 10, 1), date(2025, 12, 31)),
    ]
    assert is_as_sent(find_claim(claim.id))
    assert draft_of(period_of(financier, 1)).reckoning.claimed == -30
    set_terms(world.cia, financier, decided=Decided())
    assert Period.objects.filter(financier=financier).count() == 1


def test_what_is_not_ready_is_not_sent(world, project, financier, first, second):
    with pytest.raises(Refused, match="What was done"):
        submit_claim(world.cia, first)
    with pytest.raises(Refused, match="first"):
        submit_claim(world.cia, second)
    edit_project(world.cia, project, details={"until": date(2099, 12, 31)})
    set_terms(world.cia, financier, decided=Decided(months=600))
    with pytest.raises(Refused, match="not over"):
        submit_claim(world.cia, period_of(financier))


def test_answers_come_during_the_period_and_are_sent_with_the_claim(world, buy, send, first):
    answer_status(world.ben, first, answers={"What was done?": "A start", "Not asked": "…"})
    assert draft_of(first).unanswered == ["What is late?"]
    answer_status(world.ben, first, answers={"What was done?": " "})
    assert draft_of(first).unanswered == ["What was done?", "What is late?"]
    send(first)
    with pytest.raises(Refused, match="sent"):
        answer_status(world.ben, first, answers=ANSWERS)


def test_a_decision_is_written_down_once(world, buy, send, first):
    buy("300")
    claim = send(first)
    with pytest.raises(Refused) as refused:
        decide_claim(world.cia, claim, approved=Decimal(151), on=AUTUMN)
    assert list(refused.value.fields) == ["approved"]
    decide_claim(world.cia, claim, approved=Decimal(150), on=AUTUMN)
    assert decide_claim(world.cia, claim, approved=Decimal(150), on=AUTUMN).approved == 150
    with pytest.raises(Refused, match="already"):
        decide_claim(world.cia, claim, approved=Decimal(10), on=AUTUMN)


def test_who_has_been_asked_or_has_paid_stays(world, project, buy, send, first, financier):
    set_financiers(world.cia, project, parts=[Part("The fund", "EU_SHARED", Decimal("0.4"))])
    assert find_financier(financier.id).ceiling == 1000
    buy("300")
    send(first)
    with pytest.raises(Refused, match="stays"):
        set_financiers(world.cia, project, parts=[Part("Another", "PRIVATE", Decimal(1))])
    assert Financier.objects.count() == 1


def test_a_bought_cost_sent_twice_is_charged_once(world, buy, project):
    key = new_id()
    assert buy("10", on=project.since, key=key) == buy("10", on=project.since, key=key)
    with pytest.raises(Refused) as refused:
        buy("10", on=date(2031, 1, 1))
    assert list(refused.value.fields) == ["on"]


def test_costs_in_another_currency_are_not_reckoned(world, project, financier, first):
    enter_cost(world.ben, project, about=new_id(), on=SPRING, amount=Decimal(9), currency="SEK", what="Elsewhere")
    assert draft_of(first).lines == []


def test_where_the_money_is_going(world, project, buy, send, first, financier):
    buy("1200")
    send(first)
    fund, region, town = outlooks(project, today=date(2025, 12, 31))
    assert (fund.claimed, fund.forecast.left, fund.forecast.expected, fund.forecast.lapses) == (600, 400, 600, 400)
    assert (region.percent, region.forecast.expected, town.withdrawal.gap) == (30, 360, 240)
    assert [due.standing for due in fund.dues] == ["sent", "late"]
    paid = PaidIn("IN_KIND", Decimal(60), SPRING, "Signed list")
    enter_contribution(world.cia, region.financier, key=new_id(), paid=paid)
    _fund, region, _town = outlooks(project, today=date(2025, 12, 31))
    assert (region.paid_in, region.forecast.left, region.dues) == (60, 299940, [])


def test_where_a_period_stands(financier, first):
    today = timezone.localdate()
    spans = {
        "coming": (today + timedelta(days=1), today + timedelta(days=9)),
        "running": (today, today),
        "open": (today - timedelta(days=9), today - timedelta(days=1)),
    }
    for standing, (since, until) in spans.items():
        period = Period(financier=financier, since=since, until=until, due_on=until + timedelta(days=9))
        assert Due(period, None).standing == standing


def test_who_may(world, project, financier, first):
    for member in (world.ana, world.ben, world.eva, world.fia):
        for act in (
            lambda: set_terms(member, financier, decided=Decided()),
            lambda: submit_claim(member, first),
            lambda: enter_contribution(member, financier, key=new_id(), paid=PaidIn("CASH", Decimal(1), SPRING, "x")),
            lambda: enter_bought_cost(member, project, key=new_id(), bought=Bought("OTHER", "x", Decimal(1), SPRING)),
        ):
            with pytest.raises(NotAllowed):
                act()
    for member in (world.ana, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            answer_status(member, first, answers={})


def test_a_neighbours_money_is_not_found(world, buy, send, first, financier):
    claim = send(first)
    with inside(world.other.id):
        for find, thing in ((find_claim, claim), (find_period, first), (find_financier, financier)):
            with pytest.raises(NotFound):
                find(thing.id)
