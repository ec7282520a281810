"""A coordinator answers for the aid: the register is told in time, a rule ends at midnight, and the reports go out."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from tests.journeys.test_asking_for_help import agreed

from navet.casework import commands
from navet.casework.models import Agreement, AgreementItem
from navet.hubs.models import inside
from navet.kit.records import new_id
from navet.stateaid.commands import declare_aid, grant_aid
from navet.stateaid.models import AidEntry, Filing

LAST_DAY, NEXT_DAY = "2026-12-31T11:00:00Z", "2027-01-01T11:00:00Z"


@pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)])
def test_the_register_goes_from_red_to_green(visit, region, width, javascript):
    with inside(region.hub.id):
        declare_aid(region.ana, region.bakery, rows=[])
        for days in (60, 1):
            grant_aid(
                region.ben,
                region.bakery,
                amount=Decimal(900),
                on=timezone.localdate() - timedelta(days=days),
                regime="DE_MINIMIS_2023",
                about=new_id(),
                authority="Region Syd",
            )
    coordinator = visit(width=width, javascript=javascript, member=region.cia)
    coordinator.go("/figures/").press("The aid register")
    assert coordinator.sees("late")
    for box in coordinator.page.locator("main [name=entries]").all():
        box.check()
    coordinator.press("They were sent")
    assert coordinator.page.locator("main [name=entries]:checked").count() == 2
    coordinator.fill(receipt="REG-4711").press("They were sent")
    assert coordinator.sees("The register knows everything")
    assert coordinator.sees("REG-4711")
    coordinator.press("It does not count").fill(reason="The register refused it").press("Save")
    assert coordinator.sees("The register refused it")
    with inside(region.hub.id):
        assert Filing.objects.filter(undone_at=None).count() == 1


def test_a_rule_ends_at_midnight_and_the_next_promise_is_refused_with_the_way_forward(visit, region):
    with time_machine.travel(LAST_DAY):
        with inside(region.hub.id):
            region.customer.size = "small"
            region.customer.save()
            agreement = agreed(region)
            kept = {"quantity": Decimal(2), "invoiced": Decimal(0)}
            commands.change_agreement_item(region.ben, AgreementItem.objects.get(), regime="GBER_28", **kept)
            commands.send_agreement(region.ben, agreement)
            declare_aid(region.ana, region.bakery, rows=[])
            commands.sign_agreement(region.ana, agreement)
        adviser = visit(member=region.ben)
        adviser.go(f"/agreements/{agreement.id}/")
        assert adviser.sees("A rule ends")
    with time_machine.travel(NEXT_DAY):
        adviser.go(f"/agreements/{agreement.id}/").press("Confirm: grant the aid")
        told = adviser.page.inner_text("main")
        for words in ("That is not possible", "no aid can be promised under it any more", "Choose a rule that holds"):
            assert words in told
        with inside(region.hub.id):
            agreement.refresh_from_db()
            assert (agreement.status, AidEntry.objects.count()) == (Agreement.Status.SIGNED, 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_file_for_the_reporting_tool_and_what_is_promised_can_be_used_by_everybody(visit, region, width):
    coordinator = visit(width=width, member=region.cia)
    coordinator.go("/figures/").press("File for the reporting tool")
    assert coordinator.sees("Compare with the tool")
    coordinator.page.set_input_files(
        "main [name=file]", {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2"}
    )
    coordinator.press("Compare")
    assert coordinator.sees("There is no column “a”.")
    administrator = visit(width=width, member=region.dag)
    administrator.go("/hub/").press("What we promise").fill(first_answer_hours="8", closes="07:00").press("Save")
    assert administrator.sees("The day closes after it opens.")
    administrator.fill(closes="16:30").press("Save")
    assert administrator.sees("From now on, this is what is promised.")
