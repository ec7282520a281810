"""Help that was agreed, given, written on an approved time sheet, proved and claimed: what an auditor walks through."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import time_machine

from navet.audits.commands import attach_proof
from navet.audits.queries import evidence_of
from navet.casework import commands
from navet.casework.commands import Given
from navet.casework.models import AgreementItem
from navet.casework.tests.conftest import make_case, make_service
from navet.funding.commands import Decided, approve_sheet, set_terms, submit_claim
from navet.funding.models import Claim, Financier, Period, Project, TimeSheet
from navet.funding.queries import find_financier, find_period
from navet.kit.records import new_id
from navet.stateaid.commands import declare_aid

LIST = b"%PDF-1.7 everybody who came"


def claimed_help(world) -> Claim:
    """Two hours by Ben at 100 an hour, half of it asked of the region, with the list of those who came."""
    project = Project.objects.create(
        code="P", name={"en": "The hub"}, since=date(2026, 1, 1), until=date(2040, 12, 31), budget=1_000_000
    )
    Financier.objects.create(project=project, name="The region", kind="REGIONAL", share="0.5")
    Financier.objects.create(project=project, name="The Commission", kind="EU_CENTRAL", share="0.5")
    hours = make_service("expert", project=project, price="100.00", unit="HOUR")
    with time_machine.travel("2026-06-15T09:00:00Z"):
        case = make_case(world.customer, world.ben)
        plan = commands.propose_plan(world.ben, case)
        commands.add_plan_item(world.ben, plan, service=hours, quantity=Decimal(2))
        commands.send_plan(world.ben, plan)
        agreement = commands.draft_agreement(world.ben, commands.accept_plan(world.ana, plan))
        commands.send_agreement(world.ben, agreement)
        declare_aid(world.ana, world.bakery, rows=[])
        commands.confirm_agreement(world.ben, commands.sign_agreement(world.ana, agreement))
        given = Given(
            first_on=date(2026, 6, 15),
            last_on=date(2026, 6, 15),
            hours=Decimal(2),
            description="Went through the ovens",
            participants=7,
            is_last=True,
        )
        delivery = commands.deliver_help(world.ben, case, key=new_id(), given=given, item=AgreementItem.objects.get())
    with time_machine.travel("2026-08-03T09:00:00Z"):
        approve_sheet(world.cia, TimeSheet.objects.get())
        proof = {"kind": "ATTENDANCE", "name": "list.pdf", "file": BytesIO(LIST), "size": len(LIST)}
        attach_proof(world.ben, evidence_of(world.ben, delivery.id), **proof)
        region = find_financier(Financier.objects.get(name="The region").id)
        set_terms(world.cia, region, decided=Decided(ceiling=Decimal(100_000), months=6))
        period = Period.objects.filter(financier=region).earliest("since")
        return submit_claim(world.cia, find_period(period.id))
