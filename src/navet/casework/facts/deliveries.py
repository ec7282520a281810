from datetime import date
from decimal import Decimal
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class HelpDelivered(Fact):
    """`about`: the case. Money in `currency`."""

    delivery_id: UUID
    service_id: UUID
    customer_id: UUID
    last_on: date
    hours: Decimal
    value: Decimal
    aid: Decimal
    currency: str


@fact
class DeliveryCorrected(Fact):
    """`delivery_id` now stands in the place of `corrects_id`."""

    delivery_id: UUID
    corrects_id: UUID
    hours: Decimal
    value: Decimal
    aid: Decimal
    currency: str
