"""What the catalogue's pages share: bytes made once and used for as long as they are true."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from django.http import HttpRequest

from navet.catalogue.queries import catalogue_stamp
from navet.hubs.models import chosen_hub

MOST_KEPT = 256
T = TypeVar("T", str, bytes)

_kept: OrderedDict[tuple[object, ...], str | bytes] = OrderedDict()
_turn = Lock()


def kept(request: HttpRequest, make: Callable[[], T], *about: object) -> T:
    """What was made for this address, host and `about` while the catalogue stood as it does; else make it.

    Only for what every reader gets alike. The least used goes first.
    """
    key = (chosen_hub(), catalogue_stamp(), request.get_host(), request.get_full_path(), *about)
    with _turn:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found  # type: ignore[return-value]
    made = make()
    with _turn:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made
