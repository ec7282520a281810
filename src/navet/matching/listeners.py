"""News of offers: each is read anew, in the catalogue as it stands."""

from contextlib import suppress

from navet.catalogue import facts
from navet.directory.facts import HubEdited
from navet.encoding.chosen import chosen_encoder
from navet.encoding.providers import ProviderTrouble
from navet.hubs.queries import find_hub
from navet.kit.commands import PLATFORM
from navet.kit.facts import hears
from navet.matching import commands, queries
from navet.matching.facts import OfferRead


@hears(facts.ServicePublished)
def read_published(fact: facts.ServicePublished) -> None:
    """It can be found."""
    commands.read_offer(PLATFORM, find_hub(fact.hub_id), offer_id=fact.about)


@hears(facts.ServiceEdited)
def read_edited(fact: facts.ServiceEdited) -> None:
    """It reads otherwise."""
    commands.read_offer(PLATFORM, find_hub(fact.hub_id), offer_id=fact.about)


@hears(facts.ServiceClosed)
def read_closed(fact: facts.ServiceClosed) -> None:
    """It is found no more."""
    commands.read_offer(PLATFORM, find_hub(fact.hub_id), offer_id=fact.about)


@hears(HubEdited)
def read_all_of_hub(fact: HubEdited) -> None:
    """Its offers may stand in another country."""
    commands.read_offers(PLATFORM, find_hub(fact.hub_id))


@hears(OfferRead)
def embed_what_is_new(fact: OfferRead) -> None:
    """At once when there is a handful; of more, or without an encoder process, the clock makes the rest."""
    stock = queries.everything()
    if stock is not None:
        with suppress(ProviderTrouble):
            commands.embed_texts(PLATFORM, stock, provider=chosen_encoder(patient=True))
