"""Bringing in a table of customers: read and reported on first, then taken in whole or not at all."""

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from navet.directory.commands import (
    add_contact,
    edit_customer,
    edit_organisation,
    enter_accounts,
    register_customer,
    welcome,
)
from navet.directory.models import Customer, Membership, Organisation
from navet.directory.queries import Known, known_by_number
from navet.hubs.models import Hub
from navet.imports import facts, permissions
from navet.imports.customer_rows import ACCOUNTS, CustomerRow, MissingColumns, columns_of, heading, read_rows
from navet.imports.models import CustomerFile
from navet.imports.sheets import UnreadableTable, read_table
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused

# At some 16 ms a line, a table of this many comes in well before a web server gives up.
MOST_ROWS = 1_000
LARGEST = 5 * 1024 * 1024
ORGANISATION = ("legal_name", "kind", "nace_code", "region", "municipality", "address", "postcode", "website")
NEW, KNOWN, FAULTY = "new", "known", "faulty"


@dataclass
class CheckedRow:
    """One line as the report shows it.

    `values` is what was read; `fills` names what was empty here and is filled in; `differs` is what stands here
    otherwise and stays; `faults` says by column what is wrong, in the reader's words.
    """

    line: int
    cells: dict[str, str]
    state: str
    values: dict[str, Any] = field(default_factory=dict)
    fills: list[str] = field(default_factory=list)
    differs: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


@command(may=permissions.may_import_customers)
def read_customers(coordinator: Membership, hub: Hub, *, name: str, raw: bytes) -> CustomerFile:
    """Read a table of customers and say, line by line, what would come of it; nothing comes in yet.

    The files the same person read before and never brought in are thrown away.
    """
    columns, rows = _rows_in(raw, hub)
    CustomerFile.objects.filter(read_by=coordinator, imported_at__isnull=True).delete()
    file = CustomerFile(name=name[:200] or "–", sha256=sha256(raw).hexdigest(), unread=columns, read_by=coordinator)
    file.rows = _told(_checked(rows))
    file.full_clean()
    file.save()
    announce(facts.CustomerFileRead(hub_id=hub.id, about=file.id, rows=len(rows)), by=coordinator)
    return file


@command(may=permissions.may_import_customers)
def import_customers(coordinator: Membership, file: CustomerFile) -> CustomerFile:
    """Take in every line of a table, or none; taken in again, it stays as it is.

    What stands here already is kept, and what was empty is filled in. Each line is checked against today once more: when
    the answer is another than the one that was shown, nothing comes in and the file tells the new one.
    """
    held = CustomerFile.objects.select_for_update().get(id=file.id)
    if held.imported_at:
        return held
    shown = held.rows
    if any(row["faults"] for row in shown):
        raise Refused(_("Some lines must be mended first. Mend them in the table, and bring it here again."))
    rows = _checked([_read_again(row) for row in shown])
    held.rows = _told(rows)
    if held.rows != shown:
        held.save(update_fields=["rows"])
        return held
    for row, known in rows:
        _take_in(coordinator, held.hub, row, known)
    held.imported_at = timezone.now()
    held.save(update_fields=["imported_at"])
    new = sum(row.state == NEW for row, _known in rows)
    told = facts.CustomersImported(hub_id=held.hub_id, about=held.id, new=new, known=len(rows) - new)
    announce(told, by=coordinator)
    return held


def _rows_in(raw: bytes, hub: Hub) -> tuple[list[str], list[CustomerRow]]:
    """The headings nobody knows, and the lines. Raises `Refused` at the field `file`."""
    try:
        head, *rows = read_table(raw, most_rows=MOST_ROWS, largest=LARGEST)
        columns = columns_of(head)
    except UnreadableTable as error:
        words = _unreadable(error.reason)
    except MissingColumns as error:
        names = ", ".join(heading(code, get_language() or "en") for code in error.codes)
        words = _("These columns are missing: %(names)s. The first line of the table must name its columns.")
        words %= {"names": names}
    else:
        return columns.unread, read_rows(rows, columns, country=hub.country)
    raise Refused(words, fields={"file": [words]})


def _unreadable(reason: str) -> str:
    return {
        "FORMAT": _("This is neither a CSV file nor an XLSX workbook that can be read."),
        "SIZE": _("The file is larger than 5 MB. Divide it and bring in one part at a time."),
        "ROWS": _("The table has more than 1 000 lines. Divide it and bring in one part at a time."),
        "EMPTY": _("There is nothing in the file."),
    }[reason]


def _checked(rows: list[CustomerRow]) -> list[tuple[CheckedRow, Known | None]]:
    """Each line held against what the platform knows."""
    known = known_by_number(row.key for row in rows)
    return [(_check(row, known.get(row.key)), known.get(row.key)) for row in rows]


def _check(row: CustomerRow, known: Known | None) -> CheckedRow:
    values: dict[str, Any] = dict(row.values)
    faults = {code: _fault(said) for code, said in row.faults.items()} | _broken_rules(values)
    checked = CheckedRow(row.line, row.cells, NEW, values, faults=faults)
    if known is not None:
        _compare(checked, known.organisation, ORGANISATION)
        _compare(checked, known.accounts.get(values.get("year", 0)), ACCOUNTS)
        _compare(checked, known.customer, ("note",))
        checked.state = KNOWN if known.customer else NEW
    if checked.faults:
        checked.state = FAULTY
    return checked


def _compare(checked: CheckedRow, thing: Any, names: tuple[str, ...]) -> None:
    """What is empty here is filled in; what stands here otherwise stays, and is told."""
    for name in names:
        if thing is None or name not in checked.values:
            continue
        kept = getattr(thing, name)
        if kept in ("", None):
            checked.fills.append(name)
        elif kept != checked.values[name]:
            checked.differs[name] = str(kept)


def _broken_rules(values: dict[str, Any]) -> dict[str, str]:
    """What the records themselves would refuse, by column."""
    rules = {field.name: field for field in Organisation._meta.fields if field.name in ORGANISATION}
    found: dict[str, str] = {}
    for name in values.keys() & rules.keys():
        try:
            rules[name].clean(values[name], None)
        except ValidationError as error:
            found[name] = " ".join(error.messages)
    try:
        validate_email(values.get("contact_email", "a@example.org"))
    except ValidationError as error:
        found["contact_email"] = " ".join(error.messages)
    return found


def _fault(code: str) -> str:
    return {
        "MISSING": _("This must be filled in."),
        "COUNTRY": _("Write the country as two letters. We know the numbers of EU and EEA countries."),
        "CHECK": _("This is not a register number: a digit is wrong or two have changed places."),
        "LENGTH": _("This is not a register number: it has too few or too many digits."),
        "TWICE": _("The same number stands further up in the table."),
        "KIND": _("Write “undertaking” or “public body”."),
        "AMOUNT": _("This is not a number."),
        "YEAR": _("Write the year with four digits."),
        "YEAR_MISSING": _("Which year are these figures of?"),
        "EMAIL_MISSING": _("A contact needs an e-mail address."),
        "REGION": _("Write a NUTS code, such as SE224."),
        "LONG": _("This is too long."),
    }[code]


def _take_in(coordinator: Membership, hub: Hub, row: CheckedRow, known: Known | None) -> None:
    values = row.values
    details = {name: values[name] for name in ORGANISATION if name in values and name != "legal_name"}
    customer = register_customer(
        coordinator,
        hub,
        country=values["country"],
        register_number=values["register_number"],
        legal_name=values["legal_name"],
        details=details,
        profile={"source": "import", "note": values.get("note", "")},
    )
    filled = {name: values[name] for name in row.fills if name in ORGANISATION}
    if filled:
        edit_organisation(coordinator, customer, details=filled)
    if "note" in row.fills:
        edit_customer(coordinator, customer, details={"note": values["note"]})
    _enter_figures(coordinator, customer, row, known)
    if "contact_email" in values:
        name = values.get("contact_name", "")
        person = welcome(
            email=values["contact_email"],
            name=name,
            language=hub.first_language,
            phone=values.get("contact_phone", ""),
        )
        add_contact(coordinator, customer, member=person, title=values.get("contact_title", ""))


def _enter_figures(coordinator: Membership, customer: Customer, row: CheckedRow, known: Known | None) -> None:
    given = {name: row.values[name] for name in ACCOUNTS if name in row.values}
    if not given:
        return
    year = known.accounts.get(row.values["year"]) if known else None
    kept = {name: getattr(year, name, None) for name in ACCOUNTS}
    new = {name: kept[name] if kept[name] is not None else given.get(name) for name in ACCOUNTS}
    if new != kept:
        enter_accounts(coordinator, customer, year=row.values["year"], **new)


def _told(rows: list[tuple[CheckedRow, Known | None]]) -> list[dict[str, Any]]:
    """The lines as the record keeps them."""
    told: list[dict[str, Any]] = json.loads(json.dumps([asdict(row) for row, _known in rows], cls=DjangoJSONEncoder))
    return told


def _read_again(told: dict[str, Any]) -> CustomerRow:
    """A line as it was read from the file; what was wrong in the file itself is still wrong."""
    numbers = {name: Decimal(told["values"][name]) for name in ACCOUNTS if name in told["values"]}
    return CustomerRow(told["line"], told["cells"], {**told["values"], **numbers})
