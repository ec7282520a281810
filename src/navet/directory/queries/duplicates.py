from django.db.models import Q, QuerySet

from navet.directory.models import Customer, Organisation

MOST = 5


def likely_same(organisation: Organisation) -> QuerySet[Organisation]:
    """Other customers of the hub that may be the same body: the same name, or the same number in another country."""
    same = Q(legal_name__iexact=organisation.legal_name) | Q(register_number=organisation.register_number)
    customers = Customer.objects.values("organisation_id")
    found = Organisation.objects.filter(same, id__in=customers, merged_into__isnull=True)
    return found.exclude(id=organisation.id).order_by("legal_name")[:MOST]
