from navet.catalogue.commands.prices import set_price
from navet.catalogue.commands.services import close_service, create_service, edit_service, publish_service
from navet.catalogue.commands.taxonomies import load_taxonomies, load_taxonomies_after_migrate

__all__ = [
    "close_service",
    "create_service",
    "edit_service",
    "load_taxonomies",
    "load_taxonomies_after_migrate",
    "publish_service",
    "set_price",
]
