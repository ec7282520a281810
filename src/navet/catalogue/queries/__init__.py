from navet.catalogue.queries.prices import PriceThen, current_prices, price_of, prices_of, prices_on
from navet.catalogue.queries.searching import Found, search_services
from navet.catalogue.queries.services import (
    find_open_service,
    find_own_service,
    find_service,
    find_service_by_slug,
    needed_before,
    open_services,
    services_for_gap,
    services_of,
)
from navet.catalogue.queries.shelf import Shelf, catalogue_stamp, shelf
from navet.catalogue.queries.taxonomies import SCHEMES, Word, label, labels_of, reporting_value, sectors_of_nace, words

__all__ = [
    "SCHEMES",
    "Found",
    "PriceThen",
    "Shelf",
    "Word",
    "catalogue_stamp",
    "current_prices",
    "find_open_service",
    "find_own_service",
    "find_service",
    "find_service_by_slug",
    "label",
    "labels_of",
    "needed_before",
    "open_services",
    "price_of",
    "prices_of",
    "prices_on",
    "reporting_value",
    "search_services",
    "sectors_of_nace",
    "services_for_gap",
    "services_of",
    "shelf",
    "words",
]
