"""What matching does by the clock: vectors that are missing, offers whose news was missed, needs forgotten, fairness."""

import time
from contextlib import suppress

from navet.encoding.chosen import chosen_encoder, told_by
from navet.encoding.providers import ProviderTrouble
from navet.hubs.chosen import inside
from navet.hubs.queries import every_hub
from navet.kit.commands import PLATFORM
from navet.kit.jobs import every
from navet.matching import commands, queries

AT_A_TIME = 50  # seconds; then the worker may be stopped, and the next minute goes on


@every("* * * * *")
def embed_new_texts() -> None:
    """A handful after the other, each kept when it is made; without an encoder, nothing, and letters must do."""
    provider, end = chosen_encoder(patient=True), time.monotonic() + AT_A_TIME
    if queries.everything() is None:
        read_all_offers()  # an installation that was there before matching has told no news
    stock = queries.everything()
    if stock is None:
        return
    with suppress(ProviderTrouble):
        while time.monotonic() < end and commands.embed_texts(PLATFORM, stock, provider=provider):
            stock.refresh_from_db()
        if queries.lacks_offsets(stock, provider.card.stamp):
            commands.renew_offsets(PLATFORM, stock, provider=provider, told=told_by(provider))
    while time.monotonic() < end and commands.draw_graph(PLATFORM, stock, provider=provider.card):
        pass
    queries.lay_out()


@every("10 3 * * *")
def renew_offsets() -> None:
    """What each language adds, over all that is on offer."""
    stock, provider = queries.everything(), chosen_encoder(patient=True)
    if stock is not None:
        with suppress(ProviderTrouble):
            commands.renew_offsets(PLATFORM, stock, provider=provider, told=told_by(provider))
        commands.tidy_graph(PLATFORM, stock, provider=provider.card)


@every("50 1 * * *")
def read_all_offers() -> None:
    """Each hub's offers as its catalogue shows them."""
    for hub in every_hub():
        with inside(hub.id):
            commands.read_offers(PLATFORM, hub)


@every("35 2 * * *")
def forget_old_needs() -> None:
    """Hub by hub."""
    for hub in every_hub():
        with inside(hub.id):
            commands.forget_needs(PLATFORM, hub)


@every("40 2 * * *")
def reckon_fairness() -> None:
    """Hub by hub, each from its own lists."""
    for hub in every_hub():
        with inside(hub.id):
            commands.reckon_fairness(PLATFORM, hub)
