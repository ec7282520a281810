"""What is lawfully possible when aid does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from navet.kit.translated import told
from navet.stateaid.intensities import allowance
from navet.stateaid.models import Regime
from navet.stateaid.queries.regimes import regimes_on
from navet.stateaid.queries.rooms import Room


@dataclass(frozen=True, slots=True)
class Way:
    """A lawful way forward: its code, the sentence, and the figure or the rules in it."""

    code: str
    text: str
    amount: Decimal | None = None
    on: date | None = None
    regimes: tuple[str, ...] = ()


def ways_forward(room: Room, amount: Decimal) -> tuple[Way, ...]:
    """What can be done instead of granting this amount, in euro, on the room's day; nothing if it fits."""
    answer = room.answer(amount)
    if answer.allowed:
        return ()
    return (*_in_time(answer.fits_on), *_smaller(answer.room, amount), *_other_rules(room))


def too_much(rule: Regime, *, costs: Decimal, aid: Decimal, size: str, currency: str) -> str:
    """Why aid for these costs is above a rule's intensity, and what the customer must pay; nothing if it is not."""
    intensity = rule.intensity_rule
    if intensity is None or not aid:
        return ""
    most = allowance(intensity, costs=costs, size=size)
    words: dict[str, str] = {"name": told(rule.name).text}
    if most is None:
        text = _("“%(name)s” is for small and medium-sized undertakings, and this customer is none.")
        unknown = _("“%(name)s” is for small and medium-sized undertakings: enter the customer's size first.")
        return (text if size else unknown) % words
    if aid <= most.aid:
        return ""
    per_cent = (most.intensity * 100).normalize()
    words |= {
        "percent": number_format(f"{per_cent:f}", use_l10n=True),
        "aid": _money(most.aid, currency),
        "own": _money(most.own_payment, currency),
    }
    limit = _("“%(name)s” allows aid of at most %(percent)s %% of the costs here: %(aid)s.") % words
    return f"{limit} " + _("The other %(own)s is paid by the customer, or with money that is no aid.") % words


def _money(amount: Decimal, currency: str) -> str:
    return f"{currency} {number_format(amount, 2, use_l10n=True, force_grouping=True)}"


def euro(amount: Decimal) -> str:
    """An amount in euro as people read it."""
    return _money(amount, "EUR")


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
    """Rules of other ceilings, or of none; each has terms of its own."""
    others = regimes_on(room.on).filter(is_aid=True).exclude(family=room.regime.family, ceiling__isnull=False)
    names = {rule.code: told(rule.name).text for rule in others}
    if names:
        text = _("Try another legal basis, if its terms are met: %(rules)s.")
        yield Way("other-rule", text % {"rules": "; ".join(names.values())}, regimes=tuple(names))
