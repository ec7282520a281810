"""An adviser takes an application from the inbox to a closed case; the customer answers at her own door."""

from datetime import date
from decimal import Decimal

from navet.casework.commands import submit_application
from navet.casework.models import Application, Case, Delivery, IndicatorRow
from navet.casework.tests.conftest import make_service
from navet.casework.tests.intake import guest_of, make_draft
from navet.funding.models import Cost, Financier, Project
from navet.hubs.models import inside
from navet.stateaid.models import AidEntry

MOST_STOPS = 60


def by_keyboard(walker, name: str) -> None:
    """Go from stop to stop until the link or button of that name has the focus, and press it."""
    focused = "(document.activeElement.innerText || document.activeElement.value || '').trim()"
    for _ in range(MOST_STOPS):
        walker.page.keyboard.press("Tab")
        if walker.page.evaluate(focused) == name:
            break
    assert walker.page.evaluate(focused) == name, f"no stop called {name} on {walker.page.url}"
    assert walker.page.evaluate("document.activeElement.matches(':focus-visible')")
    with walker.page.expect_event("load"):
        walker.page.keyboard.press("Enter")
    walker.look()


def offered(region) -> None:
    """A robot test the hub gives for a thousand euro, half of it aid."""
    project = Project.objects.create(
        code="P", name={"en": "The hub"}, since=date(2024, 1, 1), until=date(2040, 12, 31), budget=1_000_000
    )
    Financier.objects.create(project=project, name="The region", kind="REGIONAL", share="0.5")
    Financier.objects.create(project=project, name="The Commission", kind="EU_CENTRAL", share="0.5")
    make_service("robot", project=project)


def test_an_adviser_takes_an_application_from_the_inbox_to_a_closed_case(visit, region):
    with inside(region.hub.id):
        offered(region)
        draft, secret = make_draft(region)
        applicant = submit_application(guest_of(draft), draft, consents=True).applicant

    adviser = visit(member=region.ben)
    adviser.go("/inbox/")
    for name in ("Bageri Solsidan AB", "I take it", "Accept", "Open the case"):
        by_keyboard(adviser, name)
    adviser.follow("main a[href*='/cases/']").press("Propose a plan")
    if adviser.sees("The plan is empty"):
        adviser.page.select_option("main [name=service]", label="Robot")
        adviser.press("Add")
    adviser.press("Send to the customer").fill(greeting="This is where we would begin.").press("Send")

    customer = visit(width=390)
    customer.go(f"/apply/back/{secret}/").press("Read the plan and answer")
    assert customer.sees("This is where we would begin.")
    customer.press("Yes, this is the help we want")
    assert customer.sees("You have said yes")

    adviser.page.reload()
    adviser.press("Write the agreement")
    assert adviser.sees("Nobody may sign for them yet")
    adviser.press("Open the customer").press("May sign for them")
    adviser.go("/cases/").press("Bageri Solsidan AB")
    adviser.follow("#help a[href*='/agreements/']").press("Send for signing")

    signer = visit(width=390, member=applicant)
    signer.go(f"/applications/{draft.id}/").press("Read and sign the agreement")
    signer.press("Sign")
    assert signer.page.locator(".ds-error-summary, [data-mend]").count()
    signer.page.locator("main [name=has_other_aid][value=no]").check(force=True)
    signer.page.locator("main [name=is_true]").check(force=True)
    signer.press("Sign")
    assert signer.sees("You have signed")

    adviser.page.reload()
    adviser.press("Confirm: grant the aid")
    assert adviser.sees("The letter (PDF)")
    adviser.follow("nav[aria-label] a[href*='/cases/']:not([href$='/cases/'])").press("Log it as given")
    adviser.fill(hours="6", description="The robot lifted every tray.").press("Log it").press("Robot")
    assert adviser.sees("The robot lifted every tray.")

    with inside(region.hub.id):
        case = Case.objects.get()
        assert Application.objects.get().status == Application.Status.ACCEPTED
        assert [each.objects.count() for each in (Delivery, Cost, IndicatorRow)] == [1, 1, 1]
        assert AidEntry.objects.get().amount == Decimal("500.00")
    adviser.go(f"/cases/{case.id}/").press("Close the case")
    adviser.page.locator("main [name=kind][value=PROTOTYPE]").check(force=True)
    adviser.fill(text="A robot cell of their own.").press("Close the case")
    assert adviser.sees("The case was closed on")
    assert adviser.sees("A robot cell of their own.")
    customer.go(f"/applications/{draft.id}/")
    assert customer.sees("Your agreement")
