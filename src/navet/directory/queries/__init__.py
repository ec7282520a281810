from navet.directory.queries.people import (
    customers_of,
    find_customer,
    find_member,
    find_organisation,
    membership_of,
)

__all__ = ["customers_of", "find_customer", "find_member", "find_organisation", "membership_of"]
