from datetime import date
from decimal import Decimal

import pytest
import time_machine

from navet.casework import commands, queries
from navet.casework.models import Agreement, AgreementItem, Case, Plan
from navet.casework.queries.agreements import LedgerAnswer
from navet.catalogue.models import Price
from navet.directory.models import Contact, Customer, Organisation
from navet.hubs.models import Hub
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid.commands import OtherAid, declare_aid
from navet.stateaid.models import AidEntry
from navet.stateaid.queries import room_of

Status = Agreement.Status
TODAY = date(2026, 11, 23)


def declared(world, amount):
    other = OtherAid(granted_on=date(2026, 1, 10), amount=Decimal(amount), authority="Region Syd")
    return declare_aid(world.ana, world.bakery, rows=[other])


def test_is_written_from_an_accepted_plan_at_todays_prices(world, agreement, item_of):
    assert (agreement.number, agreement.status, agreement.language) == ("2026-0001", Status.DRAFT, "sv")
    assert agreement.authority == "North hub"
    robot = item_of(agreement, "robot")
    assert (robot.quantity, robot.unit, robot.price, robot.worth, robot.aid) == (2, "DAY", 1500, 3000, 1500)
    assert (robot.partner, robot.public_share, robot.price_version) == (
        world.partner,
        Decimal("0.5"),
        "robot / 2026-01-01",
    )
    assert robot.regime == "DE_MINIMIS_2023"


def test_writing_again_goes_on_with_the_one_there_is(world, agreement, accepted):
    assert commands.draft_agreement(world.cia, accepted) == agreement


def test_a_plan_nobody_accepted_becomes_no_agreement(world, plan):
    commands.send_plan(world.ben, plan)
    with pytest.raises(Refused, match="has not accepted"):
        commands.draft_agreement(world.ben, plan)


def test_prices_in_two_currencies_make_no_one_sum(world, accepted):
    Price.objects.filter(service__code="expert").update(currency="SEK")
    with pytest.raises(Refused, match="EUR, SEK"):
        commands.draft_agreement(world.ben, accepted)
    assert Agreement.objects.count() == 0


def test_a_service_without_a_price_is_named(world, accepted):
    Price.objects.filter(service__code="expert").delete()
    with pytest.raises(Refused, match="No price holds today for Expert"):
        commands.draft_agreement(world.ben, accepted)


def test_what_the_customer_pays_lowers_the_aid(world, agreement, item_of):
    item = item_of(agreement, "robot")
    commands.change_agreement_item(
        world.ben, item, quantity=Decimal(3), invoiced=Decimal(500), regime="DE_MINIMIS_2023"
    )
    assert (item.worth, item.aid, item.partner) == (4500, 2000, world.partner)
    for wrong in ("-1", "4500.01"):
        with pytest.raises(Refused) as refused:
            commands.change_agreement_item(
                world.ben, item, quantity=Decimal(3), invoiced=Decimal(wrong), regime="DE_MINIMIS_2023"
            )
        assert list(refused.value.fields) == ["invoiced"]


@pytest.mark.parametrize(
    "regime", ["NO_AID_PUBLIC_BODY", "NO_AID_UNION_MONEY", "NO_AID_MARKET_PRICE", "DE_MINIMIS_2013", "?"]
)
def test_no_aid_takes_a_reason_that_is_true(regime, world, agreement, item_of):
    with pytest.raises(Refused) as refused:
        commands.change_agreement_item(
            world.ben, item_of(agreement, "robot"), quantity=Decimal(1), invoiced=Decimal(0), regime=regime
        )
    assert list(refused.value.fields) == ["regime"]


def test_a_customer_who_pays_all_gets_no_aid(world, agreement, item_of):
    item = item_of(agreement, "expert")
    commands.change_agreement_item(
        world.ben, item, quantity=Decimal(10), invoiced=Decimal(1000), regime="NO_AID_MARKET_PRICE"
    )
    assert item.aid == 0


def test_over_the_ceiling_is_told_what_is_possible_and_is_not_sent(world, agreement):
    declared(world, "298000")
    with pytest.raises(Refused) as refused:
        commands.send_agreement(world.ben, agreement)
    told = str(refused.value).replace("\xa0", " ")
    assert "The aid comes to EUR 3 000.00" in told
    assert "room for EUR 2 000.00 today" in told
    assert "Full room on 2029-01-11" in told
    assert "Let the customer pay" in told
    agreement.refresh_from_db()
    assert agreement.status == Status.DRAFT


def test_the_ledger_says_how_much_room_there_is(world, agreement):
    (answer,) = queries.ledger_answers(agreement, queries.items_of_agreement(agreement))
    assert isinstance(answer, LedgerAnswer)
    assert (answer.euros, answer.fits) == (3000, True)
    assert "the ceiling leaves EUR 300\xa0000.00" in queries.told_answer(answer)


def test_aid_above_a_rules_part_of_the_costs_is_refused_until_others_pay(world, agreement, item_of):
    Customer.objects.filter(id=world.customer.id).update(size="medium")
    robot = item_of(agreement, "robot")
    kept = {"quantity": Decimal(2), "regime": "GBER_25_EXPERIMENTAL"}
    with pytest.raises(Refused) as no:
        commands.change_agreement_item(world.ben, robot, invoiced=Decimal(0), **kept)
    assert "35 %" in no.value.fields["invoiced"][0]
    robot = item_of(agreement, "robot")
    assert commands.change_agreement_item(world.ben, robot, invoiced=Decimal(900), **kept).aid == 1050
    Customer.objects.filter(id=world.customer.id).update(size="large")
    with pytest.raises(Refused, match="25 %"):
        commands.send_agreement(world.ben, queries.find_agreement(world.ben, agreement.id))
    Customer.objects.filter(id=world.customer.id).update(size="small")
    commands.send_agreement(world.ben, queries.find_agreement(world.ben, agreement.id))
    declare_aid(world.ana, world.bakery, rows=[])
    commands.sign_agreement(world.ana, agreement)
    commands.confirm_agreement(world.ben, agreement)
    entry = AidEntry.objects.get(regime__code="GBER_25_EXPERIMENTAL")
    assert (entry.costs, entry.highest_intensity) == (3000, Decimal("0.45"))


def test_is_sent_once_and_then_stands(world, agreement, item_of):
    commands.send_agreement(world.ben, agreement)
    with pytest.raises(Refused, match="already"):
        commands.send_agreement(world.ben, agreement)
    item = item_of(agreement, "robot")
    with pytest.raises(Refused, match="has been sent"):
        commands.change_agreement_item(
            world.ben, item, quantity=Decimal(1), invoiced=Decimal(0), regime="DE_MINIMIS_2023"
        )


def test_is_signed_by_one_who_may_after_declaring(world, agreement):
    with pytest.raises(Refused, match="nothing to sign"):
        commands.sign_agreement(world.ana, agreement)
    commands.send_agreement(world.ben, agreement)
    with pytest.raises(Refused, match="First sign the declaration"):
        commands.sign_agreement(world.ana, agreement)
    declaration = declare_aid(world.ana, world.bakery, rows=[])
    signed = commands.sign_agreement(world.ana, agreement)
    assert (signed.status, signed.signed_by, signed.declaration_id) == (Status.SIGNED, "Ana", declaration.id)
    assert commands.sign_agreement(world.ana, agreement).signed_at == signed.signed_at


def test_nobody_else_signs(world, agreement):
    commands.send_agreement(world.ben, agreement)
    Contact.objects.update(may_sign=False)
    for who in (world.ana, world.ben, world.dag):
        with pytest.raises(NotAllowed):
            commands.sign_agreement(who, agreement)


def test_confirming_grants_every_item_and_keeps_the_letter(world, confirmed, item_of):
    assert (confirmed.status, len(confirmed.letter_sha256)) == (Status.CONFIRMED, 64)
    entries = {entry.about: entry.amount for entry in AidEntry.objects.all()}
    assert entries == {item.id: item.aid for item in queries.items_of_agreement(confirmed)}
    assert room_of(world.bakery).used == 3000
    assert Case.objects.get(id=confirmed.case_id).stage == Case.Stage.DELIVERING
    assert [entry.fact for entry in time_line(confirmed.case_id)][-4:] == [
        "AgreementDrafted",
        "AgreementSent",
        "AgreementSigned",
        "AgreementConfirmed",
    ]


def test_confirming_again_grants_nothing_more(world, confirmed):
    commands.confirm_agreement(world.ben, confirmed)
    assert AidEntry.objects.count() == 3


def test_nothing_is_granted_when_one_item_does_not_fit(world, signed):
    declared(world, "298000")
    with pytest.raises(Refused):
        commands.confirm_agreement(world.ben, signed)
    assert AidEntry.objects.count() == 0
    signed.refresh_from_db()
    assert signed.status == Status.SIGNED
    assert "AgreementConfirmed" not in [entry.fact for entry in time_line(signed.case_id)]


def test_an_unsigned_agreement_is_not_confirmed(world, agreement):
    commands.send_agreement(world.ben, agreement)
    with pytest.raises(Refused, match="not signed"):
        commands.confirm_agreement(world.ben, agreement)


def test_the_letter_says_it_all_and_stays_the_same_to_the_byte(world, confirmed, item_of):
    first = queries.letter_of(confirmed)
    text = str(confirmed.facts)
    for entry in AidEntry.objects.all():
        assert entry.number in text
    for said in ("2026-0001", "Bageriet AB", "556036-0793", "North hub", "robot / 2026-01-01", "2023/2831", "2036"):
        assert said in text, said
    Price.objects.update(amount=9)
    Hub.objects.filter(id=world.hub.id).update(main_colour="#000000", name="Another name")
    Organisation.objects.filter(id=world.bakery.id).update(legal_name="Another name")
    AgreementItem.objects.update(price=Decimal(9000))
    with time_machine.travel("2031-03-01T00:00:00Z"):
        again = Agreement.objects.get(id=confirmed.id)
        assert queries.letter_of(again) == first
        assert first.startswith(b"%PDF")


def test_a_public_body_gets_no_aid_and_the_reason(world, services):
    from navet.casework.tests.conftest import make_case

    case = make_case(world.public_customer, world.ben)
    plan = commands.propose_plan(world.ben, case)
    commands.add_plan_item(world.ben, plan, service=services.measure)
    commands.send_plan(world.ben, plan)
    Contact.objects.create(customer=world.public_customer, member=world.ana, may_sign=True)
    agreement = commands.draft_agreement(world.ben, commands.accept_plan(world.ana, plan))
    commands.send_agreement(world.ben, agreement)
    confirmed = commands.confirm_agreement(world.ben, commands.sign_agreement(world.ana, agreement))
    entry = AidEntry.objects.get()
    assert (entry.amount, entry.regime.code, confirmed.declaration_id) == (0, "NO_AID_PUBLIC_BODY", None)
    assert "artikel 107.1" in str(confirmed.facts)


def test_ending_frees_what_was_not_given(world, confirmed):
    with pytest.raises(Refused) as refused:
        commands.end_agreement(world.ben, confirmed, reason=" ")
    assert list(refused.value.fields) == ["reason"]
    ended = commands.end_agreement(world.ben, confirmed, reason="The bakery moved")
    assert (ended.status, ended.end_reason) == (Status.ENDED, "The bakery moved")
    assert room_of(world.bakery).used == 0
    assert AidEntry.objects.filter(kind="REVOCATION").count() == 3
    assert commands.end_agreement(world.ben, ended, reason="Again").end_reason == "The bakery moved"
    assert commands.draft_agreement(world.ben, confirmed.plan).number == "2026-0002"


def test_only_staff_write_and_confirm(world, agreement, signed):
    for who in (world.ana, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            commands.draft_agreement(who, agreement.plan)
        with pytest.raises(NotAllowed):
            commands.confirm_agreement(who, signed)
        with pytest.raises(NotAllowed):
            commands.end_agreement(who, signed, reason="x")


def test_who_finds_an_agreement(world, agreement, item_of):
    assert queries.find_agreement(world.fia, agreement.id) == agreement
    with pytest.raises(NotFound):
        queries.find_agreement(world.eva, agreement.id)
    assert queries.find_agreement_item(world.eva, item_of(agreement, "robot").id)
    with pytest.raises(NotFound):
        queries.find_agreement_item(world.eva, item_of(agreement, "expert").id)
    link = queries.link_to_agreement(agreement)
    with pytest.raises(NotFound):
        queries.find_agreement_by_link(link)
    commands.send_agreement(world.ben, agreement)
    assert queries.find_agreement_by_link(link) == agreement
    with pytest.raises(NotFound):
        queries.find_agreement_by_link("x")


def test_money_of_the_commission_alone_is_no_aid(world, project, accepted):
    from navet.funding.models import Financier

    Financier.objects.filter(kind="REGIONAL").delete()
    agreement = commands.draft_agreement(world.ben, accepted)
    assert {(i.regime, i.aid) for i in queries.items_of_agreement(agreement)} == {("NO_AID_UNION_MONEY", Decimal(0))}
    assert queries.ledger_answers(agreement, queries.items_of_agreement(agreement)) == []


def test_a_later_plan_does_not_move_the_case_back(world, confirmed, partners_case):
    partners_case.refresh_from_db()
    commands.propose_plan(world.ben, partners_case)
    assert Case.objects.get(id=partners_case.id).stage == Case.Stage.DELIVERING
    assert Plan.objects.filter(case=partners_case).count() == 2
