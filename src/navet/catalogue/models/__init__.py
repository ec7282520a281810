from navet.catalogue.models.prices import Price
from navet.catalogue.models.services import Prerequisite, Service
from navet.catalogue.models.taxonomies import TaxonomyVersion, Term

__all__ = ["Prerequisite", "Price", "Service", "TaxonomyVersion", "Term"]
