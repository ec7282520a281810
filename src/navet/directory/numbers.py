"""Register numbers: clean them, check them, write them as people do. Knows no framework.

Norway: nine digits, weights 3-2-7-6-5-4-3-2-1, the sum divisible by 11. Sweden: ten digits, Luhn; the third digit of a
legal body's number is at least 2, that of a sole trader's (the owner's personal number) is 0 or 1. The other EU and EEA
countries by the check of their business or VAT number. Checks are python-stdnum's.
"""

from dataclasses import dataclass
from typing import Protocol

from stdnum.exceptions import ValidationError as Wrong
from stdnum.se import orgnr as se_orgnr
from stdnum.se import personnummer
from stdnum.util import get_cc_module

COUNTRIES = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"  # the EU and the EEA
).split()
LONGEST = 20
CENTURY_AND_BIRTH_NUMBER = 12
BIRTH_NUMBER = 10


class WrongNumber(ValueError):
    """The number cannot be one of that country's; `reason` is a code: COUNTRY, CHECK, LENGTH."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class RegisterNumber:
    """A number whose check holds: the country, the digits as kept, and whether it is a person's own number."""

    country: str
    digits: str
    is_sole_trader: bool = False


def read_number(country: str, text: str) -> RegisterNumber:
    """Read a register number as people write it, with spaces, dashes, a country code or MVA. Raises `WrongNumber`."""
    if country not in COUNTRIES:
        raise WrongNumber("COUNTRY")
    if len(text) > 3 * LONGEST:
        raise WrongNumber("LENGTH")
    if country == "SE":
        return _swedish(text)
    checker = _checker(country)
    if checker is None:
        return RegisterNumber(country, _plain(text))
    try:
        return RegisterNumber(country, _kept(checker.validate(_stripped(country, text))))
    except Wrong:
        raise WrongNumber("CHECK") from None


class Checker(Protocol):
    """One country's check: answers the number in its compact form, or raises."""

    def validate(self, number: str) -> str: ...


def _checker(country: str) -> Checker | None:
    """The strictest check there is: the register's own number before the VAT number."""
    for kind in ("orgnr", "businessid", "vat"):
        module: Checker | None = get_cc_module(country.lower(), kind)
        if module is not None:
            return module
    return None


def _kept(text: str) -> str:
    if not text or len(text) > LONGEST:
        raise WrongNumber("LENGTH")
    return text.upper()


def _plain(text: str) -> str:
    kept = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    return _kept(kept)


def _stripped(country: str, text: str) -> str:
    kept = text.strip().upper().replace("\u00a0", " ")
    return kept.removesuffix("MVA").removeprefix("NO").strip() if country == "NO" else kept


def _swedish(text: str) -> RegisterNumber:
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if text.strip().upper().startswith("SE") and digits.endswith("01"):
        digits = digits.removesuffix("01")
    if len(digits) == CENTURY_AND_BIRTH_NUMBER:
        digits = digits[2:]
    if len(digits) != BIRTH_NUMBER:
        raise WrongNumber("LENGTH")
    if int(digits[2]) < 2:
        return _sole_trader(digits)
    try:
        return RegisterNumber("SE", se_orgnr.validate(digits))
    except Wrong:
        raise WrongNumber("CHECK") from None


def _sole_trader(digits: str) -> RegisterNumber:
    try:
        personnummer.validate(f"{digits[:6]}-{digits[6:]}")
    except Wrong:
        raise WrongNumber("CHECK") from None
    return RegisterNumber("SE", digits, is_sole_trader=True)
