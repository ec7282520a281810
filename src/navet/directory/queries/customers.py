from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Contact, Customer, Organisation, OrganisationLink
from navet.directory.queries.sizes import size_of
from navet.directory.queries.ties import ties_around
from navet.directory.undertakings import single_undertaking
from navet.kit.refusals import NotFound


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


PER_PAGE = 50
SHOWN = (
    "id",
    "size",
    "sector",
    "organisation__legal_name",
    "organisation__country",
    "organisation__register_number",
    "organisation__is_sole_trader",
    "organisation__kind",
    "organisation__municipality",
    "organisation__region",
    "adviser__name",
)


@dataclass(frozen=True)
class CustomerPage:
    """One page of the list, newest customer first, and the key of the next one."""

    rows: list[dict[str, Any]]
    next: UUID | None


def list_of_customers(asked: Mapping[str, Any]) -> QuerySet[Customer]:
    """The hub's customers, narrowed by `text` (name or number, small slips forgiven), `kind`, `size`, `region`, `adviser`."""
    customers = Customer.objects.all()
    for name, field in FILTERS.items():
        if asked.get(name):
            customers = customers.filter(**{field: asked[name]})
    if asked.get("text"):
        customers = customers.filter(organisation__in=_named(asked["text"]))
    return customers.order_by("-id")


FILTERS = {"kind": "organisation__kind", "size": "size", "region": "organisation__region", "adviser": "adviser"}


def _named(words: str) -> QuerySet[Organisation]:
    digits = "".join(letter for letter in words if letter.isalnum()).upper()
    name = Q(legal_name__icontains=words) | Q(legal_name__trigram_word_similar=words)
    number = Q(register_number__startswith=digits) if any(map(str.isdigit, digits)) else Q()
    return Organisation.objects.filter(name | number)


def page_of_customers(customers: QuerySet[Customer], *, before: UUID | None = None) -> CustomerPage:
    """By key; one row more than shown tells whether there is a next page."""
    if before:
        customers = customers.filter(id__lt=before)
    rows = list(customers.values(*SHOWN)[: PER_PAGE + 1])
    for row in rows:
        row["number"] = shown_number(row)
    return CustomerPage(rows[:PER_PAGE], rows[PER_PAGE - 1]["id"] if len(rows) > PER_PAGE else None)


def shown_number(row: Mapping[str, Any]) -> str:
    """The register number as lists show it: a sole trader's is masked."""
    return Organisation(
        country=row["organisation__country"],
        register_number=row["organisation__register_number"],
        is_sole_trader=row["organisation__is_sole_trader"],
    ).shown_number


COLUMNS = (_("Name"), _("Register number"), _("Kind"), _("Size"), _("Municipality"), _("Region"), _("Adviser"))


def table_of_customers(customers: QuerySet[Customer]) -> Iterator[list[Any]]:
    """Every customer asked for, as the rows of a file."""
    kinds = dict(Organisation.Kind.choices)
    for row in customers.values(*SHOWN).iterator(chunk_size=500):
        yield [
            row["organisation__legal_name"],
            shown_number(row),
            str(kinds[row["organisation__kind"]]),
            row["size"],
            row["organisation__municipality"],
            row["organisation__region"],
            row["adviser__name"],
        ]


def whole_customer(customer: Customer) -> dict[str, Any]:
    """Everything about a customer on one page, in a handful of questions."""
    organisation, today = customer.organisation, timezone.localdate()
    ties = ties_around(organisation)
    group = single_undertaking(str(organisation.id), links=ties.links, public_owners=ties.public_owners, on=today)
    names = ties.names
    return {
        "customer": customer,
        "organisation": organisation,
        "size": size_of(organisation),
        "accounts": organisation.account_years.order_by("-year"),
        "establishments": organisation.establishments.order_by("name"),
        "holds": organisation.holds.select_related("child").order_by("-since"),
        "held_by": organisation.held_by.select_related("parent").order_by("-since"),
        "group": [names[member] for member in sorted(group) if member != str(organisation.id) and member in names],
        "contacts": customer.contacts.filter(until=None).select_related("member").order_by("id"),
        "duplicates": duplicates_of(customer),
        "today": today,
    }


def duplicates_of(customer: Customer) -> QuerySet[Customer]:
    """Other customers here whose name is nearly the same: perhaps the same legal body, entered twice."""
    name = customer.organisation.legal_name
    alike = Organisation.objects.filter(legal_name__trigram_similar=name, merged_into=None)
    near = alike.annotate(nearness=TrigramSimilarity("legal_name", name)).filter(nearness__gt=NEAR)
    return (
        Customer.objects.filter(organisation__in=near.values("id"))
        .exclude(id=customer.id)
        .select_related("organisation")
        .order_by("id")[:5]
    )


NEAR = 0.6


def find_link(id: UUID) -> OrganisationLink:
    """A hold on or of one of the hub's customers. Raises `NotFound`."""
    ours = Customer.objects.values("organisation_id")
    link = OrganisationLink.objects.filter(Q(parent__in=ours) | Q(child__in=ours), id=id)
    found = link.select_related("parent", "child").first()
    if found is None:
        raise NotFound
    return found


def find_contact(id: UUID) -> Contact:
    """Somebody who speaks for one of the hub's customers. Raises `NotFound`."""
    contact = Contact.objects.select_related("customer").filter(id=id).first()
    if contact is None:
        raise NotFound
    return contact
