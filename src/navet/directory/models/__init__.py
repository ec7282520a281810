from navet.directory.models.customers import Contact, Customer
from navet.directory.models.organisations import AccountYear, Establishment, Organisation, OrganisationLink
from navet.directory.models.people import ApiKey, Consent, Invitation, Membership, Person, Role, Visitor
from navet.directory.models.providers import IdentityProvider

__all__ = [
    "AccountYear",
    "ApiKey",
    "Consent",
    "Contact",
    "Customer",
    "Establishment",
    "IdentityProvider",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationLink",
    "Person",
    "Role",
    "Visitor",
]
