from navet.directory.queries.customers import contacts_of, customer_for, customers_by_number
from navet.directory.queries.people import (
    customers_of,
    demo_people,
    find_customer,
    find_key,
    find_member,
    find_organisation,
    is_welcome,
    keys_of,
    may_sign_for,
    member_by_key,
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
    "demo_people",
    "find_customer",
    "find_key",
    "find_member",
    "find_organisation",
    "hold",
    "is_welcome",
    "keys_of",
    "may_sign_for",
    "member_by_key",
    "membership_of",
    "ties_around",
]
