"""Asks a national register who an organisation is. Norway answers live; other countries are typed by hand.

Enhetsregisteret (NLOD licence), through the library `brreg`. Its client knows neither time-outs nor another address,
so both are set here. Answers are kept for an hour in the process: they are public and change seldom.
"""

from dataclasses import dataclass

import httpx2
from brreg import BrregError
from brreg.enhetsregisteret import Client, Enhet, EnhetQuery
from django.conf import settings
from django.core.cache import cache

SECONDS = 3.0
HITS = 8
KEPT = 3600
SHORTEST = 3
NUMBER = 9

# The county is the municipality number's first two digits (county division of 2024); the region is NUTS 2024.
COUNTIES = {
    "03": "NO081", "11": "NO0A1", "15": "NO0A3", "18": "NO071", "31": "NO083", "32": "NO084", "33": "NO085",
    "34": "NO020", "39": "NO093", "40": "NO094", "42": "NO092", "46": "NO0A2", "50": "NO060", "55": "NO072",
    "56": "NO073",
}  # fmt: skip
# Forms of public bodies: state, municipal and county bodies, and parts of them.
PUBLIC_FORMS = {"STAT", "KOMM", "FYLK", "ORGL", "KF", "FKF", "SF"}


class RegisterSilent(Exception):
    """The register does not answer, or not so that one can understand it: let people type."""


@dataclass(frozen=True)
class Registered:
    """An organisation as its register knows it. `staff` is None when the register withholds it."""

    register_number: str
    legal_name: str
    kind: str
    legal_form: str = ""
    nace_code: str = ""
    municipality: str = ""
    region: str = ""
    address: str = ""
    postcode: str = ""
    website: str = ""
    founded_year: int | None = None
    staff: int | None = None
    is_bankrupt: bool = False
    country: str = "NO"


class Register(Client):
    """The library's client, at the address and with the patience we set."""

    def open(self) -> None:
        self._client = httpx2.Client(base_url=settings.REGISTER_URLS["NO"], timeout=SECONDS)


def look_up(country: str, text: str) -> list[Registered]:
    """Those that have this number, or a name like this. Empty for countries whose register we cannot ask.

    Raises `RegisterSilent`.
    """
    asked = " ".join(text.split())[:100]
    if country != "NO" or len(asked) < SHORTEST:
        return []
    key = f"register:NO:{asked.lower().encode().hex()}"
    known: list[Registered] | None = cache.get(key)
    if known is None:
        known = _ask(asked)
        cache.set(key, known, KEPT)
    return known


def _ask(text: str) -> list[Registered]:
    digits = text.replace(" ", "").upper().removesuffix("MVA").removeprefix("NO")
    try:
        with Register() as register:
            if digits.isascii() and digits.isdigit():
                found = register.get_enhet(digits) if len(digits) == NUMBER else None
                return [_registered(found)] if found else []
            first = register.search_enhet(EnhetQuery(navn=text, size=HITS)).get_page(0)
            return [_registered(each) for each in first.items] if first else []
    except BrregError as error:
        raise RegisterSilent(str(error)) from error


def _registered(unit: Enhet) -> Registered:
    place = unit.forretningsadresse or unit.postadresse
    return Registered(
        register_number=unit.organisasjonsnummer,
        legal_name=unit.navn,
        kind="PUBLIC_BODY" if unit.organisasjonsform.kode in PUBLIC_FORMS else "UNDERTAKING",
        legal_form=unit.organisasjonsform.kode,
        nace_code=(unit.naeringskode1.kode or "") if unit.naeringskode1 else "",
        municipality=((place.kommune or "").title()) if place else "",
        region=COUNTIES.get((place.kommunenummer or "")[:2], "") if place else "",
        address=", ".join(line for line in place.adresse if line) if place else "",
        postcode=(place.postnummer or "") if place else "",
        website=_address(unit.hjemmeside),
        founded_year=unit.stiftelsesdato.year if unit.stiftelsesdato else None,
        staff=unit.antall_ansatte,
        is_bankrupt=bool(unit.konkurs or unit.under_avvikling),
    )


def _address(website: str | None) -> str:
    return "" if not website else website if "://" in website else f"https://{website}"
