from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class SubscriptionBegun(Fact):
    """Somebody said yes to letters about new offers, in that wording; `about` is the subscription."""

    wording: str


@fact
class SubscriptionConfirmed(Fact):
    """The yes came from the address itself: from somebody signed in, or by the link in the letter."""


@fact
class SubscriptionEnded(Fact):
    """No more letters, and the need is deleted: WITHDRAWN, RAN_OUT, or ERASED with the application it was told in."""

    why: str


@fact
class NewOffersFound(Fact):
    """New offers fit somebody's need: there is a letter to send. `about` is the subscription."""

    letter_id: UUID
    offers: list[str]
