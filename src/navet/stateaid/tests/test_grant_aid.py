from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction

from navet.journal.models import Entry
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid import commands, queries
from navet.stateaid.models import AidEntry
from navet.stateaid.tests.conftest import TODAY, elsewhere, grant, make_firm, tie


def test_aid_is_entered_with_everything_known(ledger):
    about = uuid4()
    entry = commands.grant_aid(
        ledger.ben,
        ledger.bakery,
        amount=Decimal("1200.00"),
        on=TODAY,
        regime="DE_MINIMIS_2023",
        about=about,
        authority="Region Norr",
    )
    entry = AidEntry.objects.get(id=entry.id)
    assert (entry.amount, entry.currency, entry.rate, entry.rate_on) == (1200, "EUR", 1, TODAY)
    assert (entry.beneficiary, entry.register_number, entry.nace_code) == ("Bageriet AB", "556036-0793", "10.71")
    assert (entry.hub, entry.member_state, entry.authority) == (ledger.hub, "SE", "Region Norr")
    assert (entry.kind, entry.instrument, entry.corrects) == ("GRANT", "SERVICE", None)
    assert (entry.total_after, entry.group, entry.about) == (1200, [ledger.bakery.id], about)
    assert entry.declaration.signed_by == "Ana"
    assert entry.entered_by_id == ledger.ben.id
    assert entry.keep_until == date(2036, 11, 22)


def test_the_journal_knows(ledger):
    entry = grant(ledger.ben, ledger.bakery, "1200.00")
    told = Entry.objects.get(fact="AidGranted")
    assert (told.about, told.by) == (entry.about, "Ben")
    assert told.details == {
        "hub_id": str(ledger.hub.id),
        "about": str(entry.about),
        "entry_id": str(entry.id),
        "organisation_id": str(ledger.bakery.id),
        "regime": "DE_MINIMIS_2023",
        "amount": "1200.00",
        "granted_on": "2026-11-22",
    }


def test_a_partner_may_and_a_contact_may_not(ledger):
    assert grant(ledger.eva, ledger.bakery, "1.00")
    for who in (ledger.ana, ledger.fia):
        with pytest.raises(NotAllowed):
            grant(who, ledger.bakery, "1.00")


def test_900_euro_below_the_ceiling_1200_are_refused_whole_with_what_is_possible(ledger):
    grant(ledger.ben, ledger.bakery, "299100.00", date(2024, 2, 29))
    with pytest.raises(Refused) as told:
        grant(ledger.ben, ledger.bakery, "1200.00")
    assert str(told.value) == (
        "EUR 1,200.00 does not fit under the ceiling of EUR 300,000.00: room for EUR 900.00; "
        "full room on 1 March 2027. "
        "Wait: the whole amount fits from 1 March 2027, if nothing else is granted before. "
        "Agree on less help now: aid of up to EUR 900.00 fits. "
        "Let the customer pay: with EUR 300.00 less aid it fits. "
        "Try another legal basis, if its terms are met: Consultancy aid to SMEs; "
        "Research aid: experimental development; Research aid: industrial research; Research aid: feasibility study; "
        "Innovation advice to SMEs; Innovation aid to SMEs, half the cost; Training aid."
    )
    assert AidEntry.objects.count() == 1
    assert grant(ledger.ben, ledger.bakery, "900.00").total_after == 300000


def test_more_than_the_ceiling_itself_never_fits(ledger):
    with pytest.raises(Refused, match=r"room for EUR 300,000.00. Agree on less"):
        grant(ledger.ben, ledger.bakery, "300000.01")


def test_without_room_only_paying_waiting_or_another_rule_is_left(ledger):
    grant(ledger.ben, ledger.bakery, "300000.00")
    ways = queries.ways_forward(queries.room_of(ledger.bakery), Decimal("5.00"))
    assert [way.code for way in ways] == ["wait", "invoice", "other-rule"]


def test_the_group_and_the_other_hub_count(ledger):
    mother, sister = make_firm("Kvarnen AB", "5560360001"), make_firm("Konditoriet AB", "5560360002")
    tie(mother, ledger.bakery)
    tie(mother, sister, kind="board", share=None)
    elsewhere(ledger, lambda nils: grant(nils, ledger.bakery, "100000.00"))
    grant(ledger.ben, sister, "150000.00", regime="GBER_31")  # another rule's aid does not count here
    with pytest.raises(Refused, match=r"room for EUR 200,000.00"):
        grant(ledger.ben, ledger.bakery, "200000.01")
    entry = grant(ledger.ben, ledger.bakery, "200000.00")
    assert entry.group == sorted([mother.id, ledger.bakery.id, sister.id])


def test_firms_of_one_town_are_not_one(ledger):
    other = make_firm("Badet AB", "5560360003")
    tie(ledger.town, ledger.bakery)
    tie(ledger.town, other)
    assert grant(ledger.ben, ledger.bakery, "1.00").group == [ledger.bakery.id]


def test_a_merged_duplicate_counts(ledger):
    twin = make_firm("Bageriet Aktiebolag", "5560360004", merged_into=ledger.bakery)
    elsewhere(ledger, lambda nils: grant(nils, twin, "220000.00", regime="GBER_28"))
    with pytest.raises(Refused, match=r"room for EUR 0.00"):
        grant(ledger.ben, ledger.bakery, "1.00", regime="GBER_28")
    with pytest.raises(Refused, match=r"room for EUR 0.00"):
        grant(ledger.ben, twin, "1.00", regime="GBER_28")


def test_a_back_dated_grant_may_not_break_a_later_one(ledger):
    grant(ledger.ben, ledger.bakery, "299000.00")
    with pytest.raises(Refused, match=r"room for EUR 1,000.00"):
        grant(ledger.ben, ledger.bakery, "1200.00", date(2026, 1, 1))


def test_other_states_have_their_own_ceiling(ledger):
    grant(ledger.ben, ledger.bakery, "300000.00")
    assert grant(ledger.ben, ledger.bakery, "300000.00", terms=commands.Terms(member_state="NO")).member_state == "NO"


def test_a_declaration_comes_first(world):
    with pytest.raises(Refused, match=r"Bageriet AB must first sign"):
        grant(world.ben, world.bakery, "1.00")
    entry = grant(world.ben, world.bakery, "1.00", regime="GBER_31")
    assert (entry.declaration, entry.total_after) == (None, 1)


def test_other_currencies_are_converted_at_the_rate_of_the_day(ledger):
    commands.enter_rate(ledger.cia, "SEK", day=date(2026, 11, 20), rate=Decimal("11.2000"), source="ECB")
    entry = grant(ledger.ben, ledger.bakery, "11200.00", currency="SEK")
    assert (entry.amount, entry.original_amount, entry.currency) == (1000, 11200, "SEK")
    assert (entry.rate, entry.rate_on, entry.rate_source) == (Decimal("11.2"), date(2026, 11, 20), "ECB")
    with pytest.raises(Refused, match=r"No exchange rate for NOK is known for 22 November 2026"):
        grant(ledger.ben, ledger.bakery, "1.00", currency="NOK")
    with pytest.raises(Refused, match=r"No exchange rate"):
        grant(ledger.ben, ledger.bakery, "1.00", date(2026, 12, 1), currency="SEK")


def test_a_rule_holds_only_its_days(ledger):
    with pytest.raises(Refused, match=r"Innovation advice to SMEs ended on 31 December 2026"):
        grant(ledger.ben, ledger.bakery, "1.00", date(2027, 1, 1), regime="GBER_28")
    with pytest.raises(Refused, match=r"No help can be given under DE_MINIMIS_FARM"):
        grant(ledger.ben, ledger.bakery, "1.00", regime="DE_MINIMIS_FARM")
    with pytest.raises(Refused, match=r"No help can be given under NONSENSE"):
        grant(ledger.ben, ledger.bakery, "1.00", regime="NONSENSE")


def test_help_that_is_no_aid_is_entered_as_nothing(ledger):
    entry = grant(ledger.ben, ledger.town, "0.00", regime="NO_AID_PUBLIC_BODY")
    assert (entry.amount, entry.total_after) == (0, 0)
    with pytest.raises(Refused, match=r"means that no aid is given"):
        grant(ledger.ben, ledger.town, "1.00", regime="NO_AID_PUBLIC_BODY")
    with pytest.raises(Refused, match=r"below zero"):
        grant(ledger.ben, ledger.bakery, "-1.00")


def test_aid_of_nothing_is_entered_even_without_room(ledger):
    grant(ledger.ben, ledger.bakery, "300000.00")
    assert grant(ledger.ben, ledger.bakery, "0.00").amount == 0


def test_bad_fields_are_refused_at_their_place(ledger):
    with pytest.raises(Refused) as told:
        grant(ledger.ben, ledger.bakery, "1.00", authority="")
    assert list(told.value.fields) == ["authority"]


def test_nothing_in_the_ledger_can_be_changed_or_deleted(ledger):
    entry = grant(ledger.ben, ledger.bakery, "1.00")
    with pytest.raises(TypeError):
        entry.delete()
    for change in (
        lambda: AidEntry.objects.update(amount=0),
        lambda: AidEntry.objects.filter(id=entry.id).delete(),
    ):
        with pytest.raises((InternalError, IntegrityError), match=r"only added to"), transaction.atomic():
            change()


@pytest.mark.parametrize("many", [1, 30])
def test_granting_asks_the_same_number_of_questions_however_many_grants_there_are(ledger, queries_of, many):
    for _ in range(many):
        grant(ledger.ben, ledger.bakery, "1.00")
    assert queries_of(lambda: grant(ledger.ben, ledger.bakery, "1.00")) <= 20
    assert queries_of(lambda: queries.room_of(ledger.bakery)) == 5
