from datetime import date
from decimal import Decimal
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class ServiceCreated(Fact):
    """A service was written into the catalogue; nobody outside sees it yet."""

    code: str


@fact
class ServiceEdited(Fact):
    """A service's particulars changed; `changed` names the fields."""

    changed: list[str]


@fact
class ServicePublished(Fact):
    """A service is shown to everybody and open for requests."""


@fact
class ServiceClosed(Fact):
    """A service takes no more requests and is no longer shown."""


@fact
class PriceSet(Fact):
    """A service has a price from a day on; `about` is the service, `ended` the price that stood before, if any."""

    price_id: UUID
    amount: Decimal
    currency: str
    since: date
    ended: UUID | None = None
