from navet.catalogue.queries.browsing import Browsed, browse, card_of, matching, read_choices
from navet.catalogue.queries.prices import Cost, PriceThen, cost_of, current_prices, price_of, prices_of, prices_on
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
from navet.catalogue.queries.taxonomies import SCHEMES, Word, label, labels_of, reporting_value, sectors_of_nace, words, words_of

__all__ = [
    "Browsed",
    "Cost",
    "Found",
    "PriceThen",
    "SCHEMES",
    "Shelf",
    "Word",
    "browse",
    "card_of",
    "catalogue_stamp",
    "cost_of",
    "current_prices",
    "find_open_service",
    "find_own_service",
    "find_service",
    "find_service_by_slug",
    "label",
    "labels_of",
    "matching",
    "needed_before",
    "open_services",
    "price_of",
    "prices_of",
    "prices_on",
    "read_choices",
    "reporting_value",
    "search_services",
    "sectors_of_nace",
    "services_for_gap",
    "services_of",
    "shelf",
    "words",
    "words_of",
]
