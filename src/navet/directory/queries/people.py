from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from navet.directory.models import Contact, Customer, Membership, Organisation, OrganisationLink, Person, Visitor
from navet.directory.undertakings import Link, Tie
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


@dataclass(frozen=True, slots=True)
class Ties:
    """All organisations that links of any day and kind join, as `undertakings.py` reads them.

    `names`: legal name and shown register number by id.
    """

    links: tuple[Link, ...]
    public_owners: frozenset[str]
    names: dict[str, tuple[str, str]]


AROUND = """
WITH RECURSIVE around(id) AS (
  SELECT %s::uuid
  UNION
  SELECT step.id FROM around
  JOIN directory_organisation here ON here.id = around.id AND here.kind <> 'PUBLIC_BODY' AND NOT here.is_public_owner
  CROSS JOIN LATERAL (
    SELECT child_id AS id FROM directory_organisationlink WHERE parent_id = here.id
    UNION ALL SELECT parent_id FROM directory_organisationlink WHERE child_id = here.id
    UNION ALL SELECT id FROM directory_organisation WHERE merged_into_id = here.id
    UNION ALL SELECT here.merged_into_id WHERE here.merged_into_id IS NOT NULL
  ) step
) SELECT id FROM around
"""


def ties_around(organisation: Organisation) -> Ties:
    """Everything that could belong to the organisation's group, in two questions. Links never lead through a public body.

    A record merged into another as its duplicate is the same firm: a hold of the whole, since ever.
    """
    around = RawSQL(AROUND, [organisation.id])  # noqa: S611  our own fixed text, the id as a parameter
    found = Organisation.objects.filter(id__in=around)
    organisations = {each.id: each for each in found}
    holds = OrganisationLink.objects.filter(parent__in=organisations, child__in=organisations)
    merged = (
        Link(str(each.merged_into_id), str(each.id), Tie.CONTRACT, date.min)
        for each in organisations.values()
        if each.merged_into_id
    )
    return Ties(
        links=(
            *(
                Link(str(each.parent_id), str(each.child_id), Tie(each.kind), each.since, each.until, each.share)
                for each in holds
            ),
            *merged,
        ),
        public_owners=frozenset(
            str(each.id)
            for each in organisations.values()
            if each.is_public_owner or each.kind == Organisation.Kind.PUBLIC_BODY
        ),
        names={str(each.id): (each.legal_name, each.shown_number) for each in organisations.values()},
    )


def hold(organisations: Collection[UUID]) -> None:
    """Let nobody else hold these organisations until the transaction ends; always taken in the same order."""
    held = Organisation.objects.select_for_update(no_key=True).filter(id__in=organisations).order_by("id")
    list(held.values_list("id", flat=True))
