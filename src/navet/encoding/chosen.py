"""Who understands meaning in this installation: the encoder of this machine, or the service that its operator has chosen."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from navet.encoding.encoder.card import CARD, MEANS
from navet.encoding.endpoint import Endpoint
from navet.encoding.offsets import Offsets, read_offsets, told_offsets, write_offsets
from navet.encoding.process.asking import NEED_SECONDS, OFFER_SECONDS, EncoderProcess
from navet.encoding.providers import Card, Provider


def chosen_encoder(*, patient: bool = False) -> Provider:
    """The one to ask. `patient`: for offers, which nobody waits for."""
    seconds = OFFER_SECONDS if patient else NEED_SECONDS
    if settings.EMBEDDINGS_URL:
        return Endpoint(settings.EMBEDDINGS_URL, chosen_card(), key=settings.EMBEDDINGS_KEY, seconds=seconds)
    return EncoderProcess(Path(settings.ENCODER), seconds)


def chosen_card() -> Card:
    """Its card. The same model at another address counts as another: nobody can tell whether its vectors are alike."""
    if not settings.EMBEDDINGS_URL:
        return CARD
    return Card(settings.EMBEDDINGS_MODEL, settings.EMBEDDINGS_URL, settings.EMBEDDINGS_DIMENSION, "unknown", 0)


def texts_go_to() -> str:
    """The host that needs are sent to; empty while none leaves this machine."""
    return urlsplit(settings.EMBEDDINGS_URL).hostname or ""


def told_by(provider: Provider) -> Offsets:
    """What each language adds to a provider's vectors by the interface sentences alone.

    Of our own encoder it is known; another reads the sentences once, some thousands, and it is kept in a file of this
    machine. Raises ProviderTrouble.
    """
    if provider.card == CARD:
        return read_offsets(MEANS)
    kept = Path(settings.SHELVES) / f"told-{provider.card.stamp}.npz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_name(f"{kept.stem}.{os.getpid()}.npz")
        write_offsets(beside, told_offsets(provider, lambda _language: None))
        beside.replace(kept)
    return read_offsets(kept)
