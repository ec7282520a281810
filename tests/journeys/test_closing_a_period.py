"""A period is closed, and one euro of it is followed to its evidence by somebody who has never signed in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from navet.audits.models import AuditRoom
from navet.audits.tests.claimed import LIST, claimed_help
from navet.funding.commands import (
    Bought,
    Decided,
    Part,
    Worked,
    enter_bought_cost,
    log_hours,
    open_project,
    set_financiers,
    set_terms,
)
from navet.funding.models import Claim, Financier, TimeSheet
from navet.funding.queries import find_financier, lines_of
from navet.funding.tests.conftest import project_details
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.reporting.commands import make_report
from navet.reporting.models import Report

JULY = "2026-07-06T09:00:00Z"


def period_with_work(region) -> None:
    """Half a year with own work on a sheet nobody has approved, a purchase, and a question to be answered."""
    days = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    project = open_project(region.cia, region.hub, details=project_details(code="TEST", **days))
    set_financiers(
        region.cia,
        project,
        parts=[Part("The fund", "EU_SHARED", Decimal("0.5")), Part("The town", "MUNICIPAL", Decimal("0.5"))],
    )
    fund = find_financier(Financier.objects.get(name="The fund").id)
    set_terms(region.cia, fund, decided=Decided(ceiling=Decimal(500_000), months=6, questions="What was done?"))
    bought = Bought("EXTERNAL", "A sensor", Decimal(300), date(2026, 3, 3))
    enter_bought_cost(region.cia, project, key=new_id(), bought=bought)
    worked = Worked(date(2026, 3, 4), Decimal(5), "Steering group", [(project, Decimal(1))])
    log_hours(region.ben, region.hub, key=new_id(), worked=worked)


@pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)])
def test_a_coordinator_closes_a_period(visit, region, width, javascript):
    with time_machine.travel(JULY, tick=True):
        with inside(region.hub.id):
            period_with_work(region)
        coordinator = visit(width=width, javascript=javascript, member=region.cia)
        coordinator.go("/projects/").press("P")
        coordinator.follow("main a[href*='/periods/']")
        assert coordinator.sees("question is still to be answered")
        with inside(region.hub.id):
            sheet = TimeSheet.objects.get()
        coordinator.go(f"/time/sheets/{sheet.id}/").press("Approve the month")
        coordinator.go("/projects/").press("P")
        coordinator.follow("main a[href*='/periods/']")
        assert coordinator.sees("Steering group")
        coordinator.press("Answer")
        coordinator.page.locator("main textarea").first.fill("A test bed was built")
        coordinator.press("Save")
        coordinator.press("Freeze the claim")
        assert coordinator.sees("It is frozen, and nothing in it has changed since.")
        assert coordinator.sees("A test bed was built")
        with inside(region.hub.id):
            # 300 bought and 5 hours at 80, of which the fund pays half.
            assert Claim.objects.get().claimed == Decimal(350)


@pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)])
def test_an_auditor_follows_one_claimed_euro_to_its_evidence(visit, region, settings, tmp_path, width, javascript):
    settings.MEDIA_ROOT = tmp_path
    with inside(region.hub.id):
        claim = claimed_help(region)
    coordinator = visit(width=width, javascript=javascript, member=region.cia)
    coordinator.go(f"/periods/{claim.period_id}/").press("Open an audit room")
    coordinator.fill(auditor="Revisionsbyrån", until="2020-01-01").press("Open it")
    assert coordinator.sees("The last day is today or later.")
    coordinator.fill(until="2099-01-01").press("Open it")
    assert coordinator.sees("A year is the most.")
    coordinator.fill(until=(timezone.localdate() + timedelta(days=20)).isoformat()).press("Open it")
    link = coordinator.page.locator("#link a").get_attribute("href")

    auditor = visit(width=width, javascript=javascript)
    auditor.go("/audit/" + link.split("/audit/")[1])
    auditor.follow("main table a")
    assert auditor.sees("Its seal fits: nothing in it has changed since.")
    auditor.follow("#costs a")
    for words in ("Went through the ovens", "Bageriet AB", "time sheet approved by Cia", "signed by Ana", "list.pdf"):
        assert auditor.sees(words)
    with auditor.page.expect_download() as kept:
        auditor.page.locator("#proofs a").first.click()
    assert kept.value.path().read_bytes() == LIST
    letter = auditor.page.request.get(auditor.page.url + "letter/")
    assert letter.body()[:5] == b"%PDF-"

    coordinator.page.reload()
    assert coordinator.look().sees("list.pdf")
    coordinator.press("Close it now")
    assert coordinator.sees("Closed: the link opens nothing.")
    auditor.page.reload()
    assert not auditor.sees("Went through the ovens")
    auditor.go("/audit/" + link.split("/audit/")[1])
    assert auditor.sees("This room is closed")
    with inside(region.hub.id):
        told = [entry.details["kind"] for entry in time_line(AuditRoom.objects.get().id)[1:6]]
    assert told == ["room", "claim", "line", "proof", "letter"]


@pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)])
def test_a_report_is_frozen_and_what_was_achieved_is_shown(visit, region, settings, tmp_path, width, javascript):
    """The worker is this very thread: it makes the report when it is told to."""
    settings.MEDIA_ROOT = tmp_path
    with inside(region.hub.id):
        claim = claimed_help(region)
        about = lines_of(claim).get().cost.about
    coordinator = visit(width=width, javascript=javascript, member=region.cia)
    coordinator.go("/figures/").press("Reports")
    coordinator.fill(name="Half a year", since="2026-01-01", until="2026-06-30").press("Make the report")
    assert coordinator.sees("Counting the rows")
    with inside(region.hub.id):
        report = Report.objects.get()
    make_report(hub_id=str(region.hub.id), report_id=str(report.id))
    coordinator.go(f"/figures/reports/{report.id}/").press("Compare with today")
    assert coordinator.sees("Counted today, the same days give the same numbers.")
    with coordinator.page.expect_download() as kept:
        coordinator.page.get_by_role("link", name="PDF", exact=True).click()
    assert kept.value.path().read_bytes()[:5] == b"%PDF-"
    coordinator.go(f"/evidence/{about}/")
    assert coordinator.sees("nothing is missing for an auditor")

    administrator = visit(width=width, javascript=javascript, member=region.dag)
    administrator.go("/figures/").press("Help and effect")
    assert administrator.sees("Followed by is not caused by")
    administrator.press("Show it to everybody").press("a page of its own")
    assert administrator.sees("We have just begun")
    administrator.go("/figures/").press("The aid register").press("Own schemes")
    given = {"name_sv": "Checkar", "legal_basis_sv": "RS 17", "valid_from": "2026-01-01", "source": "RS"}
    administrator.fill(**given, ceiling="100").press("Write it down")
    assert administrator.sees("A ceiling and its years are given together.")
    administrator.fill(years="3").press("Write it down").press("Let it end")
    administrator.fill(valid_until="2026-12-31").press("Save")
    assert administrator.sees("Checkar")
