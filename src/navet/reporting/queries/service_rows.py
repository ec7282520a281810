"""The rows of the European reporting tool's service file, made of what was delivered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from navet.casework.queries import outcomes_between, standing_rows
from navet.catalogue.queries import reporting_value, words
from navet.hubs.models import Hub
from navet.reporting.queries.figures import Asked
from navet.reporting.service_file import (
    AID,
    HEADINGS,
    INVESTMENT,
    INVOICED,
    PRICE,
    Fault,
    Reconciled,
    Row,
    faults_of,
    read_rows,
    reconcile,
)
from navet.stateaid.queries import rate_for

MOST_GAPS = 200
# English as the tool is; the literals of the staff sizes and of the countries were not seen in the tool itself.
SIZES = {
    "micro": "Micro (1-9)",
    "small": "Small (10-49)",
    "medium": "Medium (50-249)",
    "small-mid-cap": "Large (250 and more)",
    "large": "Large (250 and more)",
}
COUNTRIES = {
    "AT": "Austria", "BE": "Belgium", "BG": "Bulgaria", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany",
    "DK": "Denmark", "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FR": "France", "GR": "Greece",
    "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IS": "Iceland", "IT": "Italy", "LI": "Liechtenstein",
    "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia", "MT": "Malta", "NL": "Netherlands", "NO": "Norway",
    "PL": "Poland", "PT": "Portugal", "RO": "Romania", "SE": "Sweden", "SI": "Slovenia", "SK": "Slovakia",
}  # fmt: skip
VAT_NUMBERS = {"SE": "SE{}01", "NO": "NO{}MVA", "GR": "EL{}"}
FIELDS = (
    "id", "case_id", "customer_id", "service_id", "last_on", "first_on", "customer_name", "register_number", "country",
    "region", "sector", "size", "kind", "category", "technology_values", "attendees", "description", "value",
    "invoiced", "aid", "currency", "aid_note", "status", "adviser__email", "customer__sector",
    "customer__size", "customer__organisation__region", "service__technologies",
)  # fmt: skip


@dataclass(frozen=True)
class Reported:
    """One row of the file, what the tool would not take in it, and where each of these is mended."""

    row: Row
    faults: tuple[Fault, ...]
    last_on: date
    case_id: UUID
    customer_id: UUID
    service_id: UUID

    @property
    def cells(self) -> list[str]:
        """The row as the file has it."""
        return [self.row[heading] for heading in HEADINGS]


def service_rows(hub: Hub, asked: Asked) -> Iterator[Reported]:
    """One row for each delivery that stands, by its last day; amounts in euro by the rate of that day.

    What a customer invested after a case stands in the case's last row, once.
    """
    rate = cache(rate_for)

    def in_euro(amount: Decimal, currency: str, on: date) -> str:
        """Without a rate the amount is not known: the row says so."""
        found = rate(currency, on)
        return str(found.in_euro(amount)) if found else ""

    investments = _investments(asked, in_euro)
    shared = {"EDIH Name": hub.name, "EDIH Country": COUNTRIES.get(hub.country, hub.country)}
    rows = standing_rows(asked.since, asked.until).order_by("-last_on", "-id").values(*FIELDS)
    for told in rows.iterator(chunk_size=500):
        on = told["last_on"]
        row = dict.fromkeys(HEADINGS, "") | shared | _plain_columns(told)
        row |= {
            heading: in_euro(told[name], told["currency"], on)
            for heading, name in ((PRICE, "value"), (INVOICED, "invoiced"), (AID, "aid"))
        }
        if told["case_id"] in investments:
            row |= {INVESTMENT: investments.pop(told["case_id"]), "Type of investment": "Private"}
        yield Reported(row, tuple(faults_of(row)), on, told["case_id"], told["customer_id"], told["service_id"])


def _plain_columns(told: dict[str, Any]) -> dict[str, str]:
    """What the row of its day left open is filled from what is known by now."""
    area = told["region"] or told["customer__organisation__region"]
    region = words("nuts-3").get(area)
    sector = told["sector"] or told["customer__sector"]
    known = [reporting_value("technologies", code) or code for code in told["service__technologies"]]
    return {
        "Content ID": str(told["id"]),
        "Customer": told["customer_name"],
        "VAT": vat_number(told["country"], told["register_number"]),
        "Service category delivered": told["category"],
        "Number of attendees": str(told["attendees"]),
        "Specific information on State Aid": told["aid_note"],
        "Technology type used": ";".join(told["technology_values"] or known),
        "Status": told["status"],
        "Short description of the service": " ".join(told["description"].split()),
        "Dates": f"{told['first_on']} / {told['last_on']}",
        "Customer ID": str(told["customer_id"]),
        "Customer Country": COUNTRIES.get(told["country"], told["country"]),
        "Customer  region": region.labels.get("en", area) if region else area,
        "Customer primary sector": reporting_value("maturity-sectors-sme", sector) or sector,
        "Customer staff size": SIZES.get(told["size"] or told["customer__size"], ""),
        "Customer type": told["kind"],
        "Author's email": told["adviser__email"],
    }


def vat_number(country: str, shown: str) -> str:
    """The VAT number that goes with a register number; none for a person's own, which is masked."""
    plain = "".join(letter for letter in shown if letter.isalnum() or letter == "*")
    return "" if "*" in plain or not plain else VAT_NUMBERS.get(country, country + "{}").format(plain)


def _investments(asked: Asked, in_euro: Any) -> dict[UUID, str]:
    """What the customers of cases have invested, in euro."""
    found: dict[UUID, Decimal] = {}
    invested = outcomes_between(asked.since, asked.until).filter(kind="INVESTMENT")
    for case_id, amount, currency, on in invested.values_list("case_id", "amount", "currency", "on"):
        found[case_id] = found.get(case_id, Decimal(0)) + Decimal(in_euro(amount, currency, on) or 0)
    return {case_id: str(amount) for case_id, amount in found.items() if amount}


def gaps_of_service_file(hub: Hub, asked: Asked) -> tuple[int, list[Reported]]:
    """How many rows there are, and those of them the tool would not take."""
    total, gaps = 0, []
    for each in service_rows(hub, asked):
        total += 1
        if each.faults:
            gaps.append(each)
    return total, gaps


def table_of_service_rows(hub: Hub, asked: Asked) -> tuple[list[str], Iterator[list[str]]]:
    """The file: its headings, and the rows that the tool will take."""
    return list(HEADINGS), (each.cells for each in service_rows(hub, asked) if not each.faults)


def reconcile_service_file(
    hub: Hub, asked: Asked, table: list[list[str]]
) -> tuple[Reconciled, list[tuple[int, Fault]]]:
    """Our rows against the tool's own export, or what cannot be read in it; with faults nothing is compared.

    Raises `WrongHeadings`.
    """
    theirs = read_rows(table)
    faults = [(line, fault) for line, row in theirs for fault in faults_of(row) if fault.code != "MISSING"]
    if faults:
        return Reconciled(), faults
    return reconcile((each.row for each in service_rows(hub, asked)), theirs), []
