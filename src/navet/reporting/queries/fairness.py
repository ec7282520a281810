"""What matching has reckoned of fairness, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from navet.matching.exposure import Share
from navet.matching.models import Fairness
from navet.matching.queries.pages import country_name, language_name


@dataclass(frozen=True)
class Group:
    """A group of offers by its name in the reader's language, and its share."""

    name: str
    share: Share


def groups_of(found: Fairness, language: str) -> dict[str, Sequence[Group]]:
    """By trait, as it was reckoned."""
    sizes = {
        "small": _("hubs with at most 9 offers"),
        "middle": _("hubs with 10 to 49 offers"),
        "large": _("hubs with 50 offers or more"),
    }
    names: Mapping[str, Any] = {
        "language": language_name,
        "size": lambda code, _l: sizes[code],
        "country": country_name,
    }
    return {
        trait: [Group(str(names[trait](share.code, language)), share) for share in shares]
        for trait, shares in found.shares.items()
    }
