"""Letters go out when it is told that they are due."""

from navet.kit.commands import PLATFORM
from navet.kit.facts import hears
from navet.subscriptions import commands, queries
from navet.subscriptions.facts import NewOffersFound, SubscriptionBegun


@hears(SubscriptionBegun)
def ask_to_confirm(fact: SubscriptionBegun) -> None:
    """Unless whoever said it has signed in."""
    commands.ask_to_confirm(PLATFORM, queries.find_subscription(fact.about))


@hears(NewOffersFound)
def send_offer_letter(fact: NewOffersFound) -> None:
    """The letter as it was written down."""
    letter = queries.find_letter(fact.letter_id)
    if letter is not None:
        commands.send_offer_letter(PLATFORM, letter)
