"""The service file of the European hubs' reporting tool: 28 columns, written, checked and held against the tool's own.

Knows no framework. A row is a mapping from a column's heading to its text, as it stands in the file. The headings were
read off the tool's own files (the two spaces in `Customer  region` included); the tool's exports write one of them
with its currency.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

ID, VAT, CATEGORY, PRICE, DATES = "Content ID", "VAT", "Service category delivered", "Service price", "Dates"
INVOICED = "Price invoiced to customer"
AID = "Amount of the service price to be reported as Aid of national or regional public nature, €"
ATTENDEES, INVESTMENT, TECHNOLOGIES = "Number of attendees", "Amount of investment triggered", "Technology type used"
TYPE, STATUS = "Customer type", "Status"
HEADINGS = (
    ID,
    "Customer",
    VAT,
    CATEGORY,
    ATTENDEES,
    PRICE,
    INVOICED,
    AID,
    "Specific information on State Aid",
    TECHNOLOGIES,
    STATUS,
    "Short description of the service",
    INVESTMENT,
    "Type of investment",
    DATES,
    "Information on the use of capacities financed by the Digital Europe Programme",
    "Specify use of capacities financed by the Digital Europe Programme",
    "Specify type of investment",
    "Specify Technology type used",
    "Customer ID",
    "EDIH Name",
    "EDIH Country",
    "Customer Country",
    "Customer  region",
    "Customer primary sector",
    "Customer staff size",
    TYPE,
    "Author's email",
)
ALSO_WRITTEN = {"Service price, €": PRICE}
AMOUNTS = frozenset({PRICE, INVOICED, AID, INVESTMENT})
OPTIONAL = frozenset(
    {
        ID,
        INVESTMENT,
        "Type of investment",
        "Information on the use of capacities financed by the Digital Europe Programme",
        "Specify use of capacities financed by the Digital Europe Programme",
        "Specify type of investment",
        "Specify Technology type used",
    }
)
NEEDED = tuple(heading for heading in HEADINGS if heading not in OPTIONAL)
TYPES = ("SME", "PSO")
# How two files are laid side by side, the surest way first: a pair differs in what its way does not look at.
WAYS: tuple[tuple[str, ...], ...] = (
    (ID,),
    (VAT, CATEGORY, DATES, PRICE),
    (VAT, CATEGORY, DATES),
    (VAT, CATEGORY, PRICE),
    (VAT, DATES),
)
PERIOD = re.compile(r"(\d{4}-\d\d-\d\d) / (\d{4}-\d\d-\d\d)")
CENT = Decimal("0.01")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one column of one row. `code`: MISSING, NUMBER, PERIOD, TYPE, TOO_MUCH_AID."""

    column: str
    code: str
    found: str = ""


class WrongHeadings(ValueError):
    """Not the tool's columns: those that are missing, and those nobody knows with the heading they may have meant."""

    def __init__(self, missing: Sequence[str], unknown: Sequence[tuple[str, str]]) -> None:
        super().__init__(f"missing {missing}, unknown {unknown}")
        self.missing, self.unknown = tuple(missing), tuple(unknown)


@dataclass(frozen=True)
class Difference:
    """One column in which a row of ours is not the tool's."""

    column: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Pair:
    """The same service in both files, and where the two are not alike; `line` is the tool's line, the headings' being 1."""

    ours: Row
    line: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Reconciled:
    """Two files side by side: what is in both, what only we have, what only the tool has (by its line)."""

    pairs: tuple[Pair, ...] = ()
    missing_there: tuple[Row, ...] = ()
    missing_here: tuple[tuple[int, Row], ...] = ()

    @property
    def alike(self) -> int:
        return sum(not pair.differences for pair in self.pairs)

    @property
    def differing(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.differences)


def faults_of(row: Row) -> list[Fault]:
    """What the tool would not take: what is missing, no number, no period, more aid than there is price."""
    found = [Fault(column, "MISSING") for column in NEEDED if not row.get(column)]
    found += [
        Fault(column, "NUMBER", row[column]) for column in sorted(AMOUNTS) if row.get(column) and _no(row[column])
    ]
    if row.get(ATTENDEES) and not row[ATTENDEES].isdecimal():
        found.append(Fault(ATTENDEES, "NUMBER", row[ATTENDEES]))
    if row.get(DATES) and not _is_period(row[DATES]):
        found.append(Fault(DATES, "PERIOD", row[DATES]))
    if row.get(TYPE) and row[TYPE] not in TYPES:
        found.append(Fault(TYPE, "TYPE", row[TYPE]))
    if not found and amount(row[AID]) > amount(row[PRICE]) - amount(row[INVOICED]):
        found.append(Fault(AID, "TOO_MUCH_AID", row[AID]))
    return found


def read_rows(table: Sequence[Sequence[str]]) -> list[tuple[int, Row]]:
    """The rows of a file with their lines, in whatever order its columns stand. Raises `WrongHeadings`."""
    headings = [ALSO_WRITTEN.get(heading, heading) for heading in table[0]]
    missing = [heading for heading in HEADINGS if heading not in headings]
    unknown = [
        (heading, next(iter(get_close_matches(heading, missing, n=1, cutoff=0.8)), ""))
        for heading in headings
        if heading and heading not in HEADINGS
    ]
    if missing or unknown or len(set(headings)) < len(headings):
        raise WrongHeadings(missing, unknown)
    return [
        (line, dict(zip(headings, [*cells, *[""] * len(headings)], strict=False)))
        for line, cells in enumerate(table[1:], 2)
        if any(cells)
    ]


def reconcile(ours: Iterable[Row], theirs: Iterable[tuple[int, Row]]) -> Reconciled:
    """Find every row's counterpart by the surest way there is; each row has at most one."""
    mine, other = list(ours), list(theirs)
    pairs: list[Pair] = []
    for way in WAYS:
        waiting: dict[tuple[str, ...], list[tuple[int, Row]]] = defaultdict(list)
        for line, row in reversed(other):
            waiting[_key(row, way)].append((line, row))
        left = []
        for row in mine:
            key = _key(row, way)
            if all(key) and waiting[key]:
                line, found = waiting[key].pop()
                pairs.append(Pair(row, line, tuple(_differences(row, found, way))))
            else:
                left.append(row)
        mine, other = (
            left,
            sorted((each for each_key in waiting.values() for each in each_key), key=lambda each: each[0]),
        )
    return Reconciled(tuple(pairs), tuple(mine), tuple(other))


def amount(text: str) -> Decimal:
    """An amount as the file writes it, to the cent; nothing is nought."""
    return Decimal(text or 0).quantize(CENT)


def _key(row: Row, way: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain(column, row.get(column, "")) for column in way)


def _differences(ours: Row, theirs: Row, way: tuple[str, ...]) -> Iterator[Difference]:
    """Column by column. The tool numbers content itself, so its number counts only for those who share it."""
    for column in HEADINGS:
        here, there = ours.get(column, ""), theirs.get(column, "")
        if (column != ID or way == (ID,)) and _plain(column, here) != _plain(column, there):
            yield Difference(column, here, there)


def _plain(column: str, text: str) -> str:
    """What a value says, however it is spaced, and technologies in whatever order."""
    if column in AMOUNTS and not _no(text or "0"):
        return str(amount(text))
    if column == TECHNOLOGIES:
        return ";".join(sorted(part.strip() for part in text.split(";")))
    return " ".join(text.split())


def _no(text: str) -> bool:
    try:
        return not Decimal(text).is_finite() or Decimal(text) < 0 or Decimal(text) > 10**12
    except InvalidOperation:
        return True


def _is_period(text: str) -> bool:
    match = PERIOD.fullmatch(text)
    try:
        return bool(match) and date.fromisoformat(match[1]) <= date.fromisoformat(match[2])  # type: ignore[index]
    except ValueError:
        return False
