"""Help is asked for, given and looked into: a firm on a phone, a partner on a phone, an auditor, a ceiling reached."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.casework import commands
from navet.casework.commands import Given
from navet.casework.models import Agreement, AgreementItem, Application, Case, CasePartner, Delivery, DeliveryDraft
from navet.casework.tests.conftest import make_case, make_service
from navet.casework.tests.intake import ANSWERS
from navet.funding.models import Financier, Project
from navet.hubs.models import inside
from navet.kit.records import new_id
from navet.stateaid.commands import OtherAid, declare_aid
from navet.stateaid.models import AidEntry


def answer(walker, **told) -> None:
    """Type, choose or tick, whichever each field asks for."""
    for name, value in told.items():
        field = walker.page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            walker.page.locator(f"main [name={name}][value={value}]").check(force=True)
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def asked(*names: str) -> dict[str, str]:
    return {name: ANSWERS[name] for name in names}


def agreed(region) -> Agreement:
    """A robot test of two days by the partner, half of it aid, accepted by the customer and written down."""
    project = Project.objects.create(
        code="P", name={"en": "The hub"}, since=date(2024, 1, 1), until=date(2040, 12, 31), budget=1_000_000
    )
    Financier.objects.create(project=project, name="The region", kind="REGIONAL", share="0.5")
    Financier.objects.create(project=project, name="The Commission", kind="EU_CENTRAL", share="0.5")
    robot = make_service("robot", project=project, provider=region.partner, price="1500.00", unit="DAY")
    case = make_case(region.customer, region.ben)
    CasePartner.objects.create(case=case, partner=region.partner)
    plan = commands.propose_plan(region.ben, case)
    commands.add_plan_item(region.ben, plan, service=robot, quantity=Decimal(2))
    commands.send_plan(region.ben, plan)
    return commands.draft_agreement(region.ben, commands.accept_plan(region.ana, plan))


def confirmed(region) -> AgreementItem:
    """The same, signed by the customer and granted: the one item of it."""
    agreement = agreed(region)
    commands.send_agreement(region.ben, agreement)
    declare_aid(region.ana, region.bakery, rows=[])
    commands.confirm_agreement(region.ben, commands.sign_agreement(region.ana, agreement))
    return AgreementItem.objects.get()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_firm_applies_on_a_phone_and_goes_on_elsewhere(visit, region, javascript):
    firm = visit(width=390, javascript=javascript)
    firm.go("/apply/")
    answer(firm, **asked("need"))
    firm.press("Next")
    answer(firm, **asked("wish"))
    firm.press("Next")
    draft = firm.page.url.removeprefix(firm.address).removesuffix("organisation/")
    firm.go(f"{draft}check/")
    link = firm.page.locator("a[href*='/apply/back/']").first.get_attribute("href")
    firm.page.context.close()

    other = visit(width=390, javascript=javascript)
    other.go("/apply/back/" + link.split("/apply/back/")[1])
    assert other.page.url == f"{other.address}{draft}organisation/"
    answer(other, **asked("kind", "country", "register_number", "organisation_name"))
    other.press("Next")
    answer(other, size="small", region="elsewhere")
    other.press("Next")
    assert other.page.url.endswith("/documents/")
    other.go(f"{draft}reach/")
    answer(other, **asked("applicant_name", "applicant_email"))
    other.press("Next")
    assert other.sees(ANSWERS["need"])
    assert other.sees(ANSWERS["wish"])
    other.page.locator("main [name=consents]").check(force=True)
    other.press("Send to the hub")
    assert other.sees("Where it stands")
    assert other.sees("You hear from us by")
    with inside(region.hub.id):
        sent = Application.objects.get()
    assert (sent.status, sent.need, sent.wish) == (Application.Status.SUBMITTED, ANSWERS["need"], ANSWERS["wish"])


def test_over_the_ceiling_nothing_is_granted_and_the_ways_forward_are_told(visit, region):
    year = timezone.localdate().year
    with inside(region.hub.id):
        agreement = agreed(region)
        other = OtherAid(granted_on=date(year - 1, 6, 15), amount=Decimal(299_000), authority="Region Syd")
        declare_aid(region.ana, region.bakery, rows=[other])
    adviser = visit(member=region.ben)
    adviser.go(f"/agreements/{agreement.id}/").press("Send for signing")
    told = adviser.page.inner_text("main").replace("\xa0", " ")
    for words in (
        "That is not possible",
        "The aid comes to EUR 1 500.00",
        "room for EUR 1 000.00 today",
        f"Full room on {year + 2}-06-16",
        "Let the customer pay",
    ):
        assert words in told
    with inside(region.hub.id):
        agreement.refresh_from_db()
        assert (agreement.status, AidEntry.objects.count()) == (Agreement.Status.DRAFT, 0)


def test_an_auditor_opens_a_number_down_to_its_evidence_and_changes_nothing(visit, region):
    today = timezone.localdate()
    with inside(region.hub.id):
        given = Given(first_on=today, last_on=today, hours=Decimal(4), description="The robot lifted every tray")
        item = confirmed(region)
        delivery = commands.deliver_help(region.eva, Case.objects.get(), key=new_id(), given=given, item=item)
    auditor = visit(member=region.fia)
    auditor.go("/figures/")
    auditor.follow("main a[href*='/figures/services/']")
    for words, link in (("These are the rows", "Bageriet AB"), ("The need", "Robot")):
        auditor.look()
        assert auditor.sees(words)
        assert auditor.page.locator("main form[method=post]").count() == 0
        auditor.press(link)
    assert auditor.sees("The robot lifted every tray")
    assert auditor.sees("One act, five records")
    assert auditor.page.locator("main form[method=post]").count() == 0
    refused = auditor.page.goto(f"{auditor.address}/deliveries/{delivery.id}/correction/")
    assert refused.status == 403
    auditor.look()


def test_a_partner_logs_help_on_a_phone_and_a_reload_loses_nothing(visit, region):
    with inside(region.hub.id):
        confirmed(region)
    partner = visit(width=390, member=region.eva)
    partner.go("/deliveries/").press("Robot")
    with partner.page.expect_response(lambda answer: "robot" in (answer.request.post_data or "")):
        answer(partner, hours="3", participants="2", description="We tried the robot")
    partner.page.locator("#kept").get_by_text("Kept").wait_for()
    with inside(region.hub.id):
        assert DeliveryDraft.objects.count() == 1
    partner.page.reload()
    partner.look()
    kept = {name: partner.page.input_value(f"main [name={name}]") for name in ("hours", "participants", "description")}
    assert kept == {"hours": "3", "participants": "2", "description": "We tried the robot"}
    partner.press("Log it")
    assert partner.page.url.endswith("#help")
    assert partner.sees("3 h · Eva")
    with inside(region.hub.id):
        delivery = Delivery.objects.get()
        assert (delivery.hours, delivery.participants, delivery.delivered_by) == (3, 2, region.eva)
        assert DeliveryDraft.objects.count() == 0
