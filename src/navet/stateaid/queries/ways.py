"""What is lawfully possible when aid does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from navet.kit.translated import told
from navet.stateaid.queries.regimes import regimes_on
from navet.stateaid.queries.rooms import Room


@dataclass(frozen=True, slots=True)
class Way:
    """A lawful way forward: its code, the sentence, and the figure in it."""

    code: str
    text: str
    amount: Decimal | None = None
    on: date | None = None
    regime: str = ""


def ways_forward(room: Room, amount: Decimal) -> tuple[Way, ...]:
    """What can be done instead of granting this amount, in euro, on the room's day; nothing if it fits."""
    answer = room.answer(amount)
    if answer.allowed:
        return ()
    return (*_in_time(answer.fits_on), *_smaller(answer.room, amount), *_other_rules(room))


def euro(amount: Decimal) -> str:
    """An amount in euro as people read it."""
    return f"EUR {number_format(amount, 2, use_l10n=True, force_grouping=True)}"


def day(on: date) -> str:
    return date_format(on, "DATE_FORMAT")


def _in_time(fits_on: date | None) -> Iterator[Way]:
    if fits_on:
        text = _("Wait: the whole amount fits from %(day)s, if nothing else is granted before.")
        yield Way("wait", text % {"day": day(fits_on)}, on=fits_on)


def _smaller(left: Decimal, amount: Decimal) -> Iterator[Way]:
    if left:
        text = _("Agree on less help now: aid of up to %(room)s fits.")
        yield Way("smaller", text % {"room": euro(left)}, amount=left)
    text = _("Let the customer pay: with %(rest)s less aid it fits.")
    yield Way("invoice", text % {"rest": euro(amount - left)}, amount=amount - left)


def _other_rules(room: Room) -> Iterator[Way]:
    for regime in regimes_on(room.on).filter(is_aid=True).exclude(family=room.regime.family):
        text = _("Try another legal basis, if its terms are met: %(name)s (%(basis)s).")
        words = {"name": told(regime.name).text, "basis": told(regime.legal_basis).text}
        yield Way("other-rule", text % words, regime=regime.code)
