from datetime import date
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class HubEdited(Fact):
    """The hub's own particulars changed; `changed` names the fields."""

    changed: list[str]


@fact
class IdentityProviderSet(Fact):
    """The hub's people may sign in by its own identity provider; about the provider."""

    issuer: str


@fact
class IdentityProviderRemoved(Fact):
    """The hub has no identity provider of its own any more; about the provider."""


@fact
class IdentityUnlinked(Fact):
    """A person's login at the hub's identity provider opens nothing any more; about the member."""


@fact
class KeyMade(Fact):
    """A member made an API key; about the key."""

    member_id: UUID


@fact
class KeyRevoked(Fact):
    """An API key opens nothing any more; about the key."""

    member_id: UUID


@fact
class CustomerRegistered(Fact):
    """An organisation became known to the hub; about the customer."""

    organisation_id: UUID


@fact
class ContactAdded(Fact):
    """A person speaks for a customer from now on; about the customer."""

    member_id: UUID


@fact
class OrganisationEdited(Fact):
    """What is known of an organisation changed; `changed` names the fields. About the customer."""

    organisation_id: UUID
    changed: list[str]


@fact
class ConsentGiven(Fact):
    """A person agreed to something; about the member. `wording` names the text that was shown."""

    purpose: str
    wording: str


@fact
class PartnerAdded(Fact):
    """An organisation joined the consortium; about the partner."""


@fact
class PartnerEdited(Fact):
    """A partner's particulars, role or dates changed; about the partner."""

    changed: list[str]


@fact
class MemberInvited(Fact):
    """A place in the hub was offered to an address; about the invitation."""

    role: str


@fact
class InvitationAccepted(Fact):
    """Somebody took the place offered; about the invitation."""

    member_id: UUID


@fact
class InvitationWithdrawn(Fact):
    """An offered place is no longer offered; about the invitation."""


@fact
class MembershipChanged(Fact):
    """A person's role, partner or last day in the hub changed; about the membership."""

    role: str
    until: date | None


@fact
class ConsentWithdrawn(Fact):
    """A person no longer agrees to a purpose; about the membership."""

    purpose: str


@fact
class HubOpened(Fact):
    """A new hub came to this platform; about the hub."""


@fact
class AdministratorAppointed(Fact):
    """Whoever runs the platform made a person the hub's administrator; about the member."""


@fact
class SigningRightSet(Fact):
    """A person may, or may no longer, sign for a customer's organisation; about the customer."""

    member_id: UUID
    may_sign: bool


@fact
class ContactEnded(Fact):
    """Somebody no longer speaks for a customer; about the customer."""

    member_id: UUID


@fact
class OrganisationsMerged(Fact):
    """A duplicate became one with another organisation; about the customer that is left."""

    kept_id: UUID
    gone_id: UUID
