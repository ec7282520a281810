from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from navet.directory import facts, permissions
from navet.directory.models import Contact, Customer, Membership, Organisation
from navet.directory.numbers import RegisterNumber, WrongNumber, read_number
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import Actor, command
from navet.kit.refusals import Refused


@command(may=permissions.may_register_customer)
def register_customer(
    who: Actor,
    hub: Hub,
    *,
    country: str,
    register_number: str,
    legal_name: str,
    details: dict[str, Any] | None = None,
    profile: dict[str, Any] | None = None,
) -> Customer:
    """Make an organisation known to the hub as a customer; one that is known already is simply found.

    `details` are further fields of the organisation and apply only when it is new on the platform: what another hub
    or the register has told is never overwritten by the way. `profile` are fields of the customer, used likewise.
    """
    number = checked_number(country, register_number)
    organisation, made = Organisation.objects.get_or_create(
        country=number.country,
        register_number=number.digits,
        defaults={"legal_name": legal_name, "is_sole_trader": number.is_sole_trader, **(details or {})},
    )
    if made:
        organisation.full_clean()
    customer, fresh = Customer.objects.get_or_create(
        hub=hub, organisation=organisation.merged_into or organisation, defaults=profile or {}
    )
    if fresh:
        announce(
            facts.CustomerRegistered(hub_id=hub.id, about=customer.id, organisation_id=customer.organisation_id), by=who
        )
    return customer


@command(may=permissions.may_register_customer)
def add_contact(who: Actor, customer: Customer, *, member: Membership, title: str = "") -> Contact:
    """Let a person speak for a customer; also somebody who did so before."""
    contact, fresh = Contact.objects.get_or_create(customer=customer, member=member, defaults={"title": title})
    if contact.until:
        contact.until, contact.may_sign, fresh = None, False, True
        contact.save(update_fields=["until", "may_sign"])
    if fresh:
        announce(facts.ContactAdded(hub_id=customer.hub_id, about=customer.id, member_id=member.id), by=who)
    return contact


@command(may=permissions.may_edit_contact)
def set_signing_right(staff: Membership, contact: Contact, *, may_sign: bool) -> Contact:
    """Say whether a person may sign for the organisation: agreements, and declarations of aid."""
    if contact.until:
        raise Refused(_("This person speaks for them no more."))
    if contact.may_sign != may_sign:
        contact.may_sign = may_sign
        contact.save(update_fields=["may_sign"])
        told = facts.SigningRightSet(
            hub_id=contact.hub_id, about=contact.customer_id, member_id=contact.member_id, may_sign=may_sign
        )
        announce(told, by=staff)
    return contact


def checked_number(country: str, text: str) -> RegisterNumber:
    """The number, or what is wrong with it in the reader's words, at its field."""
    try:
        return read_number(country, text)
    except WrongNumber as wrong:
        words = {
            "COUNTRY": _("We know the numbers of EU and EEA countries only."),
            "CHECK": _("This is not a register number: a digit is wrong or two have changed places."),
            "LENGTH": _("This is not a register number: it has too few or too many digits."),
        }
        field = "country" if wrong.reason == "COUNTRY" else "register_number"
        raise ValidationError({field: words[wrong.reason]}) from wrong
