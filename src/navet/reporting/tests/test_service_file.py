"""The 28 columns: out, in again, and side by side."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from navet.catalogue.models import Service
from navet.imports.sheets import read_table
from navet.kit.tables import as_csv, as_xlsx
from navet.reporting import queries
from navet.reporting.queries.service_rows import vat_number
from navet.reporting.service_file import AID, HEADINGS, PRICE, WrongHeadings, faults_of, read_rows, reconcile
from navet.reporting.tests.test_figures import TODAY, YEAR, deliver, make_case
from navet.stateaid.models import ExchangeRate

PAGE = "/h/north/figures/service-file/"
# Copied by hand from the tool's files, not from our own list; the two spaces are theirs.
TOOLS = (
    "Content ID|Customer|VAT|Service category delivered|Number of attendees|Service price|Price invoiced to customer|"
    "Amount of the service price to be reported as Aid of national or regional public nature, €|"
    "Specific information on State Aid|Technology type used|Status|Short description of the service|"
    "Amount of investment triggered|Type of investment|Dates|"
    "Information on the use of capacities financed by the Digital Europe Programme|"
    "Specify use of capacities financed by the Digital Europe Programme|Specify type of investment|"
    "Specify Technology type used|Customer ID|EDIH Name|EDIH Country|Customer Country|Customer  region|"
    "Customer primary sector|Customer staff size|Customer type|Author's email"
).split("|")


def a_row(number: int, **other: str) -> dict[str, str]:
    some = Random(number)
    day = date(2025, 1, 1) + timedelta(days=some.randrange(700))
    price = Decimal(some.randrange(1, 900_000)) / 100
    return dict.fromkeys(HEADINGS, "") | {
        "Content ID": f"c-{number}",
        "Customer": some.choice(["Bageriet AB", '=Å & Ö, "Sjö" AB', "Kommunen; Växtorp", "-10 grader AS"]),
        "VAT": f"SE{some.randrange(10**9, 10**9 + 40)}01",
        "Service category delivered": some.choice(["Test before invest", "Training and skills development"]),
        "Number of attendees": str(some.randrange(1, 40)),
        PRICE: str(price),
        "Price invoiced to customer": "0.00",
        AID: str((price / 2).quantize(Decimal("0.01"))),
        "Specific information on State Aid": "DE_MINIMIS_2023: Regulation (EU) 2023/2831",
        "Technology type used": some.choice(["Robotics", "Big data;Robotics"]),
        "Status": "Finalised",
        "Short description of the service": some.choice(["Två dagar i labbet", "+ en rapport\noch två rader"]),
        "Dates": f"{day} / {day + timedelta(days=some.randrange(9))}",
        "Customer ID": f"k-{some.randrange(40)}",
        "EDIH Name": "North hub",
        "EDIH Country": "Sweden",
        "Customer Country": "Sweden",
        "Customer  region": "Skåne län",
        "Customer primary sector": "Manufacturing",
        "Customer staff size": "Small (10-49)",
        "Customer type": some.choice(["SME", "PSO"]),
        "Author's email": "ben@example.org",
    } | other  # fmt: skip


def as_table(rows) -> list[list[str]]:
    return [list(HEADINGS), *([row[heading] for heading in HEADINGS] for row in rows)]


def test_the_headings_are_the_tools_to_the_byte():
    assert list(HEADINGS) == TOOLS
    assert len(TOOLS) == 28


@pytest.mark.parametrize("written", [as_csv, lambda head, rows: as_xlsx("services", head, rows)])
def test_two_thousand_rows_come_back_without_a_difference(written):
    rows = [a_row(number) for number in range(2_000)]
    assert not any(map(faults_of, rows))
    head, *body = as_table(rows)
    back = read_table(written(head, body), most_rows=2_000, largest=10**8)
    found = reconcile(rows, read_rows(back))
    assert (found.alike, len(found.differing), found.missing_there, found.missing_here) == (2_000, 0, (), ())


def test_rows_the_tool_has_numbered_itself_are_found_and_told_apart():
    ours = [a_row(number) for number in range(300)]
    theirs = [row | {"Content ID": str(9000 - place)} for place, row in enumerate(reversed(ours))]
    theirs[10] |= {"Number of attendees": "999"}
    theirs[20] |= {PRICE: "1.00", AID: "0.50"}
    gone, added = theirs.pop(30), a_row(5_000, VAT="NO999999999MVA")
    theirs.append(added)
    found = reconcile(ours, read_rows(as_table(theirs)))
    assert found.alike == 297
    assert {(pair.line, one.column, one.theirs) for pair in found.differing for one in pair.differences} == {
        (12, "Number of attendees", "999"),
        (22, PRICE, "1.00"),
        (22, AID, "0.50"),
    }
    assert [row["Short description of the service"] for row in found.missing_there] == [
        gone["Short description of the service"]
    ]
    assert found.missing_here == ((301, added),)


def test_each_row_has_one_counterpart_at_most():
    twin = a_row(1)
    found = reconcile([twin, twin], read_rows(as_table([twin])))
    assert (found.alike, len(found.missing_there)) == (1, 1)


def test_order_of_columns_and_of_technologies_means_nothing():
    row = a_row(1) | {"Technology type used": "Robotics;Big data", PRICE: "1000.00"}
    table = [
        list(reversed(line)) for line in as_table([row | {"Technology type used": "Big data; Robotics", PRICE: "1000"}])
    ]
    table[0] = ["Service price, €" if heading == PRICE else heading for heading in table[0]]
    assert reconcile([row], read_rows([*table, [], ["", ""]])).alike == 1


def test_a_wrong_heading_is_named_with_what_was_meant():
    head, *body = as_table([a_row(1)])
    wrong = ["Customer region" if heading == "Customer  region" else heading for heading in head]
    with pytest.raises(WrongHeadings) as refused:
        read_rows([[*wrong, "Colour"], *body])
    assert refused.value.missing == ("Customer  region",)
    assert refused.value.unknown == (("Customer region", "Customer  region"), ("Colour", ""))
    with pytest.raises(WrongHeadings):
        read_rows([[*head, "VAT"], *body])


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("VAT", "", "MISSING"),
        (PRICE, "much", "NUMBER"),
        (PRICE, "-1", "NUMBER"),
        (PRICE, "NaN", "NUMBER"),
        ("Amount of investment triggered", "1e99", "NUMBER"),
        ("Number of attendees", "2.5", "NUMBER"),
        ("Dates", "2026-01-01", "PERIOD"),
        ("Dates", "2026-02-30 / 2026-03-01", "PERIOD"),
        ("Dates", "2026-03-02 / 2026-03-01", "PERIOD"),
        ("Customer type", "NGO", "TYPE"),
        ("Price invoiced to customer", "99999999", "TOO_MUCH_AID"),
    ],
)
def test_a_wrong_value_is_named(column, text, code):
    (fault,) = faults_of(a_row(1) | {column: text})
    assert fault.code == code
    assert fault.column == (AID if code == "TOO_MUCH_AID" else column)


@pytest.mark.parametrize(
    ("country", "shown", "vat"),
    [
        ("SE", "556036-0793", "SE556036079301"),
        ("NO", "923 609 016", "NO923609016MVA"),
        ("GR", "094259216", "EL094259216"),
        ("FI", "20774740", "FI20774740"),
        ("SE", "121212-****", ""),
        ("NO", "", ""),
    ],
)
def test_a_vat_number_follows_from_the_register_number(country, shown, vat):
    assert vat_number(country, shown) == vat


@pytest.fixture
def delivered(world):
    """Three deliveries: a whole one, one whose customer's sector is not known, one without a euro rate."""
    ExchangeRate.objects.create(currency="SEK", day=TODAY - timedelta(days=1), rate="10", source="ECB")
    service = Service.objects.create(
        code="S1", slug="s1", title={"sv": "Hjälp"}, pillar="skills", technologies=["robotics"]
    )
    case = make_case(world, world.customer, "2026-0001")
    told = {"region": "SE224", "aid_note": "DE_MINIMIS_2023", "sector": "manufacturing"}
    whole = deliver(world, case, service, **told)
    deliver(world, case, service, **(told | {"sector": "", "size": ""}))
    deliver(world, case, service, on=TODAY - timedelta(days=200), **told)
    return whole


def test_the_page_takes_out_what_is_whole_and_says_what_is_not(world, delivered, as_member):
    client = as_member(world.cia)
    page = client.get(PAGE, headers={"accept-language": "en"}).text
    assert "1 is complete and in the file" in page
    assert "Customer staff size is missing" in page
    assert "/exchange-rates/" in page
    sheet = load_workbook(BytesIO(client.get(PAGE, {"as": "xlsx"}).content)).active
    head, row = sheet.iter_rows(values_only=True)
    assert list(head) == TOOLS
    told = dict(zip(head, row, strict=True))
    assert (told[PRICE], told[AID], told["Customer  region"]) == ("500.00", "250.00", "Skåne County")
    assert (told["Technology type used"], told["Customer staff size"]) == ("Robotics", "Small (10-49)")
    assert told["Dates"] == f"{TODAY} / {TODAY}"


def test_what_was_open_on_its_day_is_filled_from_what_is_known_by_now(world, delivered):
    world.customer.sector, world.customer.size = "manufacturing", "small"
    world.customer.save()
    rows, gaps = queries.gaps_of_service_file(world.hub, YEAR)
    assert (rows, len(gaps)) == (3, 1)


def test_an_investment_is_told_once_in_the_cases_last_row(world, delivered):
    from navet.casework.models import Outcome

    for amount in (Decimal(10_000), Decimal(5_000)):
        Outcome.objects.create(
            case=delivered.case, kind="INVESTMENT", count=1, amount=amount, currency="SEK", on=TODAY, told_by=world.ben,
            told_by_name="Ben",
        )  # fmt: skip
    told = [each.row["Amount of investment triggered"] for each in queries.service_rows(world.hub, YEAR)]
    assert sorted(told) == ["", "", "1500.00"]


def test_comparing_with_the_tools_own_file(world, delivered, as_member):
    client = as_member(world.cia)
    own = client.get(PAGE, {"as": "csv"}).content
    same = client.post(PAGE, {"file": SimpleUploadedFile("tool.csv", own)}, headers={"accept-language": "en"})
    assert same.status_code == 200
    figures = same.context["compared"]
    assert (figures.alike, len(figures.differing), len(figures.missing_there)) == (1, 0, 2)
    changed = own.replace(b"500.00", b"700.00")
    page = client.post(PAGE, {"file": SimpleUploadedFile("tool.csv", changed)}, headers={"accept-language": "en"}).text
    assert "700.00" in page
    assert "What differs" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nothing in the file."),
        (b"PK not a workbook", "neither a CSV file nor a spreadsheet"),
        (b"Customer,VAT\n", "The column “Dates” is missing."),
        ("|".join(TOOLS).replace("  region", " region").replace("|", ";").encode(), "did you mean “Customer  region”?"),
        ((";".join([*TOOLS, "VAT"])).encode(), "A column stands twice."),
        ((";".join([*TOOLS, "Colour"])).encode(), "There is no column “Colour”."),
        ((";".join(TOOLS) + "\n" + ";".join(["1"] * 28)).encode(), "Line 2: Dates is no period"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(world, as_member, content, words):
    answer = as_member(world.cia).post(
        PAGE, {"file": SimpleUploadedFile("tool.csv", content)}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 422
    assert words in answer.text


def test_readers_read_it_and_nobody_else(world, delivered, as_member):
    assert as_member(world.fia).get(PAGE).status_code == 200
    assert as_member(world.ana).get(PAGE).status_code == 403
    assert as_member(world.ana).get("/h/north/api/v1/service-file").status_code == 403
    told = json.loads(as_member(world.cia).get("/h/north/api/v1/service-file").content)
    assert (told["columns"], len(told["rows"]), len(told["incomplete"])) == (TOOLS, 1, 2)
    assert ["Customer staff size", "MISSING"] in told["incomplete"][0]["missing"]
