"""Reads a table of customers: which column is which, and what each cell says. Knows no framework.

Headings are known in English, Swedish and Bokmål; numbers are read as people in these languages write them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from navet.directory.numbers import WrongNumber, read_number

HEADINGS: dict[str, tuple[str, ...]] = {
    "register_number": ("Register number", "Organisationsnummer", "Organisasjonsnummer", "Org.nr", "VAT", "Number"),
    "legal_name": ("Legal name", "Namn", "Navn", "Name", "Organisation", "Företag", "Foretak", "Bedrift", "Customer"),
    "country": ("Country", "Land"),
    "kind": ("Kind", "Slag", "Type", "Typ"),
    "nace_code": ("Activity code", "Näringskod", "Næringskode", "NACE", "SNI", "SN2007"),
    "region": ("Region (NUTS)", "Region", "NUTS"),
    "municipality": ("Municipality", "Kommun", "Kommune"),
    "address": ("Address", "Adress", "Adresse"),
    "postcode": ("Postcode", "Postnummer", "Postnr"),
    "website": ("Website", "Webbplats", "Nettsted", "Web"),
    "note": ("Note", "Anteckning", "Notat"),
    "year": ("Year", "År", "Räkenskapsår", "Regnskapsår"),
    "staff": ("Staff", "Anställda", "Ansatte", "Årsverk"),
    "turnover": ("Turnover, EUR", "Omsättning, EUR", "Omsetning, EUR", "Turnover"),
    "balance": ("Balance, EUR", "Balansomslutning, EUR", "Balanse, EUR", "Balance"),
    "contact_name": ("Contact", "Kontaktperson", "Contact name", "Kontakt"),
    "contact_email": ("Contact's e-mail", "Kontaktens e-post", "Kontaktens e-postadresse", "E-mail", "E-post"),
    "contact_phone": ("Contact's phone", "Kontaktens telefon", "Phone", "Telefon"),
    "contact_title": ("Contact's title", "Kontaktens titel", "Kontaktens tittel", "Title", "Titel", "Tittel"),
}
NEEDED = ("register_number", "legal_name")
LANGUAGES = ("en", "sv", "nb")
PUBLIC = {"publicbody", "public", "pso", "offentligorganisation", "offentlig", "offentligt", "kommun", "kommune",
          "region", "myndighet", "offentligorgan"}  # fmt: skip
PRIVATE = {"", "undertaking", "company", "firm", "sme", "företag", "foretak", "bedrift", "privat", "private"}
YEARS = range(1950, 2101)
ACCOUNTS = ("staff", "turnover", "balance")
CONTACT = ("contact_name", "contact_email", "contact_phone", "contact_title")
LIMITS = {"legal_name": 200, "nace_code": 10, "municipality": 80, "address": 300, "postcode": 12, "note": 5_000,
          "contact_name": 200, "contact_phone": 40, "contact_title": 120}  # fmt: skip
LARGEST_AMOUNT = Decimal(10) ** 13
LARGEST_STAFF = Decimal(10) ** 8
AMOUNT = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?", re.ASCII)


class MissingColumns(ValueError):
    """The table lacks columns it cannot do without; `codes` names them."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = tuple(codes)


@dataclass(frozen=True)
class Columns:
    """Where each known column stands, and the headings nobody knows."""

    places: dict[str, int]
    unread: list[str]


@dataclass
class CustomerRow:
    """One line of the table: what the cells said, what was read, and by column the code of what is wrong."""

    line: int
    cells: dict[str, str]
    values: dict[str, str | int | Decimal] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return str(self.values.get("country", "")), str(self.values.get("register_number", ""))


def heading(code: str, language: str) -> str:
    """A column's heading in a language, as the template writes it; English where it is not known."""
    names = HEADINGS[code]
    place = LANGUAGES.index(language) if language in LANGUAGES else 0
    return names[min(place, len(names) - 1)]


def columns_of(head: Sequence[str]) -> Columns:
    """Which column is which, whatever their order. Raises `MissingColumns`."""
    known = {_plain(name): code for code, names in reversed(HEADINGS.items()) for name in names}
    places: dict[str, int] = {}
    unread = []
    for place, name in enumerate(head):
        code = known.get(_plain(name), "")
        if code and code not in places:
            places[code] = place
        elif name:
            unread.append(name)
    missing = [code for code in NEEDED if code not in places]
    if missing:
        raise MissingColumns(missing)
    return Columns(places, unread)


def read_rows(rows: Sequence[Sequence[str]], columns: Columns, *, country: str) -> list[CustomerRow]:
    """Every line below the headings that says anything; `country` is meant where the table names none.

    A number that stands twice is a fault of the second line, with the code `TWICE`.
    """
    read = [
        _read(number, {code: _at(row, place) for code, place in columns.places.items()}, country)
        for number, row in enumerate(rows, 2)
        if any(row)
    ]
    _mark_repeated(read)
    return read


def _mark_repeated(rows: Iterable[CustomerRow]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if "register_number" in row.values and row.key in seen:
            row.faults["register_number"] = "TWICE"
        seen.add(row.key)


def _read(line: int, cells: dict[str, str], country: str) -> CustomerRow:
    row = CustomerRow(line, {code: text for code, text in cells.items() if text})
    _read_number(row, country)
    _read_kind(row)
    _read_accounts(row)
    _read_contact(row)
    for code, limit in LIMITS.items():
        if code in row.cells:
            _keep_text(row, code, limit)
    _read_place(row)
    if "legal_name" not in row.cells:
        row.faults["legal_name"] = "MISSING"
    return row


def _read_number(row: CustomerRow, country: str) -> None:
    told = row.cells.get("country", country).upper()
    text = row.cells.get("register_number", "")
    if not text:
        row.faults["register_number"] = "MISSING"
        return
    try:
        number = read_number(told, text)
    except WrongNumber as wrong:
        row.faults["country" if wrong.reason == "COUNTRY" else "register_number"] = wrong.reason
    else:
        row.values |= {"country": number.country, "register_number": number.digits}


def _read_kind(row: CustomerRow) -> None:
    told = _plain(row.cells.get("kind", ""))
    if told in PUBLIC:
        row.values["kind"] = "PUBLIC_BODY"
    elif told not in PRIVATE:
        row.faults["kind"] = "KIND"
    elif told:
        row.values["kind"] = "UNDERTAKING"


def _read_accounts(row: CustomerRow) -> None:
    for code in ACCOUNTS:
        if code in row.cells:
            _keep_amount(row, code, LARGEST_STAFF if code == "staff" else LARGEST_AMOUNT)
    year = row.cells.get("year", "")
    if re.fullmatch(r"[0-9]{4}", year) and int(year) in YEARS:
        row.values["year"] = int(year)
    elif year:
        row.faults["year"] = "YEAR"
    elif any(code in row.cells for code in ACCOUNTS):
        row.faults["year"] = "YEAR_MISSING"


def _keep_amount(row: CustomerRow, code: str, largest: Decimal) -> None:
    amount = amount_of(row.cells[code])
    if amount is None or amount >= largest:
        row.faults[code] = "AMOUNT"
    else:
        row.values[code] = round(amount, 1) if code == "staff" else amount


def amount_of(text: str) -> Decimal | None:
    """A number as people write it: `1 234,50`, `1.234,50`, `1,234.50`, `1234`; None for anything else.

    One separator with three digits after it parts thousands, as `1,234` and `1.234` do.
    """
    text = text.strip()
    if len(text) > 30 or not AMOUNT.fullmatch(text):
        return None
    decimals = re.search(r"[.,](\d{1,2})$", text)
    whole = text[: decimals.start()] if decimals else text
    return Decimal(re.sub(r"\D", "", whole) + (f".{decimals[1]}" if decimals else ""))


def _read_contact(row: CustomerRow) -> None:
    email = row.cells.get("contact_email", "")
    if email:
        row.values["contact_email"] = email
    elif any(code in row.cells for code in CONTACT):
        row.faults["contact_email"] = "EMAIL_MISSING"


def _read_place(row: CustomerRow) -> None:
    region = row.cells.get("region", "").upper()
    if region and not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", region):
        row.faults["region"] = "REGION"
    elif region:
        row.values["region"] = region
    website = row.cells.get("website", "")
    if website:
        row.values["website"] = website if "://" in website else f"https://{website}"


def _keep_text(row: CustomerRow, code: str, limit: int) -> None:
    if len(row.cells[code]) > limit:
        row.faults[code] = "LONG"
    else:
        row.values[code] = row.cells[code]


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
