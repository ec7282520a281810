from uuid import UUID

from django.db.models import QuerySet

from navet.directory.models import Contact, Customer


def customer_for(organisation_id: UUID) -> Customer | None:
    """The organisation as this hub knows it; None when it is no customer here."""
    return Customer.objects.filter(organisation_id=organisation_id).select_related("organisation", "hub").first()


def contacts_of(organisation_id: UUID) -> QuerySet[Contact]:
    """Those who speak for a customer today, the longest first."""
    contacts = Contact.objects.filter(customer__organisation_id=organisation_id, until__isnull=True)
    return contacts.select_related("member").order_by("id")


def customers_by_number() -> dict[str, tuple[UUID, str]]:
    """Every customer's organisation by its register number, with its legal name."""
    rows = Customer.objects.values_list("organisation__register_number", "organisation_id", "organisation__legal_name")
    return {number: (id, name) for number, id, name in rows}
