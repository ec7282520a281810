"""Letters go out when it is told that they are due."""

from contextlib import suppress

from navet.kit.commands import PLATFORM
from navet.kit.facts import hears
from navet.kit.refusals import NotFound
from navet.subscriptions import commands, queries
from navet.subscriptions.facts import NewOffersFound, SubscriptionBegun


@hears(SubscriptionBegun)
def ask_to_confirm(fact: SubscriptionBegun) -> None:
    """Unless whoever said it has signed in, or it is gone by now: nobody confirmed it within a week."""
    with suppress(NotFound):
        commands.ask_to_confirm(PLATFORM, queries.find_subscription(fact.about))


@hears(NewOffersFound)
def send_offer_letter(fact: NewOffersFound) -> None:
    """The letter as it was written down."""
    letter = queries.find_letter(fact.letter_id)
    if letter is not None:
        commands.send_offer_letter(PLATFORM, letter)
