from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.directory.models import Contact, Customer, Membership, Organisation, Person, Visitor
from navet.kit.refusals import NotFound


def membership_of(person: Person) -> Membership | None:
    """What this person is in the chosen hub, if anything; an access that has ended is none."""
    today = timezone.localdate()
    current = Q(until__isnull=True) | Q(until__gte=today)
    return Membership.objects.filter(current, person=person).select_related("hub").first()


def find_member(id: UUID) -> Membership:
    member = Membership.objects.filter(id=id).first()
    if member is None:
        raise NotFound
    return member


def find_customer(member: Membership, id: UUID) -> Customer:
    """A customer this person may know of: staff and auditors all, a contact the own organisations."""
    customers = Customer.objects.select_related("organisation")
    if not member.may_read:
        customers = customers.filter(contacts__member=member, contacts__until__isnull=True)
    customer = customers.filter(id=id).first()
    if customer is None:
        raise NotFound
    return customer


def find_organisation(member: Membership, id: UUID) -> Organisation:
    """An organisation that is a customer here and that this person may know of."""
    customers = Customer.objects.filter(organisation_id=id)
    if not member.may_read:
        customers = customers.filter(contacts__member=member, contacts__until__isnull=True)
    organisation = Organisation.objects.filter(id__in=customers.values("organisation_id")).first()
    if organisation is None:
        raise NotFound
    return organisation


def customers_of(member: Membership) -> QuerySet[Customer]:
    """The customers this person speaks for."""
    mine = Customer.objects.filter(contacts__member=member, contacts__until__isnull=True)
    return mine.select_related("organisation").order_by("organisation__legal_name")


def may_sign_for(member: Membership | Visitor, organisation: Organisation) -> bool:
    """Whether this person may sign for the organisation in the chosen hub."""
    if not isinstance(member, Membership):
        return False
    signers = Contact.objects.filter(member=member, may_sign=True, until__isnull=True)
    return signers.filter(customer__organisation=organisation).exists()
