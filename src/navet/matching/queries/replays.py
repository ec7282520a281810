"""A list that was shown, reckoned again from what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from navet.encoding.providers import Card
from navet.kit.refusals import NotFound, Refused
from navet.matching.models import Showing
from navet.matching.offers import Asked
from navet.matching.queries.ranks import Narrowed, ranked_offers
from navet.matching.queries.shelves import Opened, shelf_of


class KeptCard(Card):
    """Who made vectors long ago; of them only the stamp was kept, here as the model's name."""

    @property
    def stamp(self) -> str:
        """As it was."""
        return self.model


@dataclass(frozen=True)
class Replay:
    """The offers as they were shown, and as the same reckoning ranks them again."""

    shown: Sequence[UUID]
    again: Sequence[UUID]

    @property
    def is_same(self) -> bool:
        """Every offer at the same rank."""
        return self.shown == self.again


def find_showing(id: UUID) -> Showing:
    """What was shown, in the chosen hub. Raises `NotFound`."""
    showing = Showing.objects.filter(id=id).first()
    if showing is None:
        raise NotFound
    return showing


def replay(showing: Showing) -> Replay:
    """Rank everything that was on offer then for the same need. Raises `Refused` when the need was forgotten."""
    if showing.forgotten_at is not None:
        raise Refused(_("The need was forgotten, as the hub has promised; its list cannot be made again."))
    shown = [UUID(each["offer"]) for each in showing.shown]
    filed = shelf_of(showing.edition, showing.provider)
    if filed is None:
        return Replay(shown, [])
    vector = np.frombuffer(bytes(showing.vector), "<f4")
    card = KeptCard(showing.provider, "", len(vector), "", 0, plain=showing.is_plain)
    asked = dict(showing.asked)
    most, left_out = asked.pop("most"), set(asked.pop("left_out"))
    near = np.array(asked.pop("near"), np.int64) if "near" in asked else None
    narrowed = Narrowed(**asked)
    mask = narrowed.mask(filed.traits)
    opened = Opened(showing.edition, filed, 0.0)
    fits, _ranked = ranked_offers(opened, Asked(showing.need, vector, card), narrowed, mask, most, near=near)
    return Replay(shown, [fit.offer_id for fit in fits if str(fit.offer_id) not in left_out])
