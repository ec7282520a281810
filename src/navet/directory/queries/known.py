"""What the platform knows already of organisations somebody tells by their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from navet.directory.models import AccountYear, Customer, Organisation


@dataclass
class Known:
    """An organisation, the customer it is of this hub if it is one, and its accounts by year."""

    organisation: Organisation
    customer: Customer | None = None
    accounts: dict[int, AccountYear] = field(default_factory=dict)


def known_by_number(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """By (country, register number) what is known, in three questions however many numbers there are.

    A number of an organisation that was merged leads to the one it became.
    """
    wanted = set(keys)
    rows = Organisation.objects.filter(register_number__in={number for _, number in wanted})
    named = {
        (each.country, each.register_number): each.merged_into or each for each in rows.select_related("merged_into")
    }
    found = {each.id: Known(each) for key, each in named.items() if key in wanted}
    for customer in Customer.objects.filter(organisation__in=found):
        found[customer.organisation_id].customer = customer
    for year in AccountYear.objects.filter(organisation__in=found):
        found[year.organisation_id].accounts[year.year] = year
    return {key: found[each.id] for key, each in named.items() if key in wanted}
