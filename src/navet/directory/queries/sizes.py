"""Reads what the SME test needs: the owners around an organisation and their accounts."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from navet.directory.holdings import Enterprise, Holding, Nature
from navet.directory.models import AccountYear, Customer, Organisation, OrganisationLink
from navet.directory.queries.ties import around
from navet.directory.sizes import Figures, SizeAnswer, size_class


def sizes_around(organisation: Organisation) -> Iterator[tuple[Customer, SizeAnswer]]:
    """This hub's customers in the organisation's group, each with its class as of today; a public body has none."""
    enterprises, holdings, accounts = _read(organisation)
    sorted_ones = [UUID(each.id) for each in enterprises if each.nature != Nature.PUBLIC_BODY]
    for customer in Customer.objects.filter(organisation__in=sorted_ones):
        if any(year for year in accounts.values()):
            own = str(customer.organisation_id)
            yield customer, size_class(own, enterprises=enterprises, holdings=holdings, accounts=accounts)


def size_of(organisation: Organisation) -> SizeAnswer | None:
    """The organisation's class with its reasons; None when no figures are known."""
    enterprises, holdings, accounts = _read(organisation)
    if not accounts:
        return None
    return size_class(str(organisation.id), enterprises=enterprises, holdings=holdings, accounts=accounts)


def _read(
    organisation: Organisation,
) -> tuple[list[Enterprise], list[Holding], dict[int, dict[str, Figures]]]:
    """Three questions, however large the group."""
    today = timezone.localdate()
    organisations = list(Organisation.objects.filter(id__in=around(organisation)))
    enterprises = [_enterprise(each) for each in organisations]
    standing = Q(until__isnull=True) | Q(until__gte=today)
    links = OrganisationLink.objects.filter(standing, parent__in=organisations, child__in=organisations)
    return enterprises, [_holding(each) for each in links.filter(since__lte=today)], _accounts(organisations)


def _enterprise(organisation: Organisation) -> Enterprise:
    nature = Nature.PUBLIC_BODY if organisation.is_public_body else Nature.ORDINARY
    return Enterprise(str(organisation.id), nature, public=organisation.is_public_owner)


def _holding(link: OrganisationLink) -> Holding:
    by_votes = link.kind == OrganisationLink.Kind.VOTES
    return Holding(str(link.parent_id), str(link.child_id), link.share or Decimal(0), control=not by_votes)


def _accounts(organisations: list[Organisation]) -> dict[int, dict[str, Figures]]:
    years: dict[int, dict[str, Figures]] = defaultdict(dict)
    for row in AccountYear.objects.filter(organisation__in=organisations).exclude(staff=None):
        years[row.year][str(row.organisation_id)] = Figures(row.staff or Decimal(0), row.turnover, row.balance)
    return dict(years)
