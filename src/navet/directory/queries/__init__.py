from navet.directory.queries.customers import contacts_of, customer_for, customers_by_number
from navet.directory.queries.people import (
    customers_of,
    find_customer,
    find_member,
    find_organisation,
    may_sign_for,
    membership_of,
)
from navet.directory.queries.staff import advisers
from navet.directory.queries.ties import Ties, hold, ties_around

__all__ = [
    "Ties",
    "advisers",
    "contacts_of",
    "customer_for",
    "customers_by_number",
    "customers_of",
    "find_customer",
    "find_member",
    "find_organisation",
    "hold",
    "may_sign_for",
    "membership_of",
    "ties_around",
]
