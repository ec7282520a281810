from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.directory.models import (
    ApiKey,
    Consent,
    Contact,
    Customer,
    Invitation,
    Membership,
    Organisation,
    Person,
    Role,
    Visitor,
)
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound
from navet.kit.secrets import hashed


def membership_of(person: Person) -> Membership | None:
    """What this person is in the chosen hub, if anything; an access that has ended is none."""
    today = timezone.localdate()
    current = Q(until__isnull=True) | Q(until__gte=today)
    return Membership.objects.filter(current, person=person).select_related("hub").first()


def demo_people() -> QuerySet[Membership]:
    """Whom one may be in a demonstration: one person of each role."""
    people = Membership.objects.exclude(person=None).select_related("partner")
    return people.order_by("role", "id").distinct("role")


def member_by_key(key: str) -> Membership | None:
    """Whose API key that is, in the chosen hub; an ended or revoked key is nobody's."""
    today = timezone.localdate()
    held = ApiKey.objects.filter(secret_hash=hashed(key), revoked_at=None, ends_on__gte=today)
    found = held.select_related("member__partner").first()
    return found.member if found and found.member.is_current else None


def keys_of(member: Membership) -> QuerySet[ApiKey]:
    """The member's keys, the newest first."""
    return ApiKey.objects.filter(member=member).order_by("-id")


def consents_of(member: Membership) -> QuerySet[Consent]:
    """What the member has agreed to and not withdrawn, the newest first."""
    return Consent.objects.filter(member=member, withdrawn_at=None).order_by("-id")


def find_key(member: Membership, id: UUID) -> ApiKey:
    """One of the member's own keys."""
    key = keys_of(member).filter(id=id).first()
    if key is None:
        raise NotFound
    return key


def staff_here() -> QuerySet[Membership]:
    """Everybody who works in the hub: its staff, its partners' staff, its auditors."""
    return Membership.objects.exclude(role=Role.CONTACT).select_related("partner").order_by("role", "name")


def open_invitations() -> QuerySet[Invitation]:
    """Places offered and not yet taken, the newest first."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()).order_by("-id")


def find_invitation(id: UUID) -> Invitation:
    """The hub's invitation with that id. Raises `NotFound`."""
    invitation = Invitation.objects.filter(id=id).first()
    if invitation is None:
        raise NotFound
    return invitation


INVITATIONS = SignedLinks("invitation")


def token_of(invitation: Invitation) -> str:
    """What the link in the letter carries: the id, signed. Nothing secret is kept."""
    return INVITATIONS.to(invitation.id)


def invitation_by_token(token: str) -> Invitation:
    """The invitation behind a link. Raises `NotFound` when the link is not one of ours."""
    return find_invitation(INVITATIONS.id_behind(token))


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


def has_signer(customer: Customer) -> bool:
    """Whether anybody here may sign for the customer's organisation."""
    return Contact.objects.filter(customer=customer, may_sign=True, until__isnull=True).exists()


def may_sign_for(member: Membership | Visitor, organisation: Organisation) -> bool:
    """Whether this person may sign for the organisation in the chosen hub."""
    if not isinstance(member, Membership):
        return False
    signers = Contact.objects.filter(member=member, may_sign=True, until__isnull=True)
    return signers.filter(customer__organisation=organisation).exists()
