"""What the applicant chooses from, in the reader's language."""

from babel import Locale
from django.utils.translation import get_language, pgettext

from navet.catalogue.queries import label, words
from navet.directory.numbers import COUNTRIES
from navet.hubs.models import Hub

ELSEWHERE = "elsewhere"
REGIONS = "nuts-3"
SECTORS = "maturity-sectors-sme"
Choice = tuple[str, str]


def country_choices() -> list[Choice]:
    """The countries whose registers we know, by name."""
    return sorted(((code, country_name(code)) for code in COUNTRIES), key=lambda choice: choice[1])


def country_name(code: str) -> str:
    names = Locale.parse((get_language() or "en").split("-")[0]).territories
    return str(names.get(code, code))


def region_choices(hub: Hub) -> list[Choice]:
    """The hub's own regions, and elsewhere."""
    return [*((code, label(REGIONS, code)) for code in hub.regions), (ELSEWHERE, pgettext("region", "somewhere else"))]


def sector_choices() -> list[Choice]:
    """The sectors of the EU's maturity form, by name."""
    return sorted(((code, str(word)) for code, word in words(SECTORS).items()), key=lambda choice: choice[1])


def sector_name(code: str) -> str:
    return label(SECTORS, code) if code else ""
