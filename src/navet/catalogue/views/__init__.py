from navet.catalogue.views.feeds import cpsv_export, embed, embed_script, feed
from navet.catalogue.views.public import service, services
from navet.catalogue.views.workshop import (
    close_service,
    create_service,
    edit_service,
    offers,
    publish_service,
    set_price,
)

__all__ = [
    "close_service",
    "cpsv_export",
    "create_service",
    "edit_service",
    "embed",
    "embed_script",
    "feed",
    "offers",
    "publish_service",
    "service",
    "services",
    "set_price",
]
