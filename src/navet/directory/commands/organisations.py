from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory import facts, permissions, queries
from navet.directory.commands.customers import checked_number
from navet.directory.commands.hubs import take_over
from navet.directory.models import (
    AccountYear,
    Contact,
    Customer,
    Establishment,
    Membership,
    Organisation,
    OrganisationLink,
)
from navet.journal.commands import announce
from navet.kit.commands import command


@command(may=permissions.may_edit_customer)
def edit_organisation(who: Membership, customer: Customer, *, details: dict[str, Any]) -> Organisation:
    """Correct what is known of a customer's organisation; every hub that knows it sees the same."""
    organisation = customer.organisation
    changed = take_over(organisation, details)
    organisation.full_clean()
    organisation.save()
    _tell(who, customer, changed)
    settle_sizes(organisation)
    return organisation


@command(may=permissions.may_edit_customer)
def edit_customer(who: Membership, customer: Customer, *, details: dict[str, Any]) -> Customer:
    """Change what this hub alone knows of a customer: its sector, its adviser, the note."""
    adviser = details.get("adviser")
    if adviser is not None and not adviser.is_staff:
        raise ValidationError({"adviser": _("Only the hub's own staff can advise a customer.")})
    changed = take_over(customer, details)
    customer.full_clean()
    customer.save()
    _tell(who, customer, changed)
    return customer


@command(may=permissions.may_edit_customer)
def enter_accounts(
    who: Membership,
    customer: Customer,
    *,
    year: int,
    staff: Decimal | None,
    turnover: Decimal | None,
    balance: Decimal | None,
) -> AccountYear:
    """Enter or correct a year's figures: staff in annual work units, turnover and balance in euro."""
    accounts = AccountYear.objects.filter(organisation=customer.organisation, year=year).first() or AccountYear(
        organisation=customer.organisation, year=year
    )
    accounts.staff, accounts.turnover, accounts.balance = staff, turnover, balance
    accounts.full_clean()
    accounts.save()
    _tell(who, customer, [f"accounts {year}"])
    settle_sizes(customer.organisation)
    return accounts


@command(may=permissions.may_edit_customer)
def link_organisations(
    who: Membership,
    customer: Customer,
    *,
    country: str,
    register_number: str,
    is_parent: bool,
    kind: str,
    since: date,
    share: Decimal | None = None,
    until: date | None = None,
    source: str = "",
) -> OrganisationLink:
    """Write down that another organisation holds the customer's (`is_parent`), or is held by it."""
    other = known_organisation(country, register_number)
    parent, child = (other, customer.organisation) if is_parent else (customer.organisation, other)
    link = OrganisationLink(parent=parent, child=child, kind=kind, share=share, since=since, until=until, source=source)
    link.full_clean()
    link.save()
    _tell(who, customer, ["links"])
    settle_sizes(customer.organisation)
    return link


@command(may=permissions.may_edit_link)
def end_link(who: Membership, link: OrganisationLink, *, until: date) -> OrganisationLink:
    """Give a hold its last day; it is kept, for aid is counted over the days it lasted."""
    link.until = until
    link.full_clean()
    link.save()
    for organisation in (link.parent, link.child):
        customer = queries.customer_for(organisation.id)
        if customer is not None:
            _tell(who, customer, ["links"])
    settle_sizes(link.child)
    return link


@command(may=permissions.may_edit_customer)
def add_establishment(who: Membership, customer: Customer, *, details: dict[str, Any]) -> Establishment:
    """Write down a place where the customer works."""
    establishment = Establishment(organisation=customer.organisation, **details)
    establishment.full_clean()
    establishment.save()
    _tell(who, customer, ["establishments"])
    return establishment


@command(may=permissions.may_edit_contact)
def end_contact(who: Membership, contact: Contact) -> Contact:
    """Somebody no longer speaks for a customer, and sees its matters no more."""
    if contact.until is None:
        contact.until = timezone.localdate()
        contact.save(update_fields=["until"])
        announce(
            facts.ContactEnded(hub_id=contact.hub_id, about=contact.customer_id, member_id=contact.member_id), by=who
        )
    return contact


def settle_sizes(organisation: Organisation) -> None:
    """Work out the SME class anew for this hub's customers in the organisation's group (2003/361/EC)."""
    for customer, answer in queries.sizes_around(organisation):
        if customer.size != answer.size.value:
            customer.size = answer.size.value
            customer.save(update_fields=["size"])


def known_organisation(country: str, register_number: str) -> Organisation:
    """The organisation with that number. Raises `ValidationError` at the field when nobody knows it yet."""
    number = checked_number(country, register_number)
    found = Organisation.objects.filter(country=number.country, register_number=number.digits).first()
    if found is None:
        raise ValidationError({"register_number": _("Nobody knows this organisation yet. Register it first.")})
    return found.merged_into or found


def _tell(who: Membership, customer: Customer, changed: list[str]) -> None:
    if changed:
        announce(
            facts.OrganisationEdited(
                hub_id=customer.hub_id,
                about=customer.id,
                organisation_id=customer.organisation_id,
                changed=changed,
            ),
            by=who,
        )
