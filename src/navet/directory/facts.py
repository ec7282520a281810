from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class HubEdited(Fact):
    """The hub's own particulars changed; `changed` names the fields."""

    changed: list[str]


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
