"""The Bank's own file of rates: read strictly, entered once, never over a rate that stands."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid import commands, queries
from navet.stateaid.models import ExchangeRate
from navet.stateaid.rate_file import LARGEST, MOST_LINES, DayRate, WrongRates, read_rates

PAGE = "/h/north/exchange-rates/file/"
FILE = b"""Date,USD,JPY,SEK,NOK,CYP,
2026-11-20,1.0815,163.2,11.0825,11.7,N/A,
2026-11-19,1.0800,163.0,11.1,N/A,N/A,

2020-12-31,1.22,126.4,10.0343,10.4703,N/A,
"""


def test_the_days_and_currencies_that_matter_are_read():
    rates = read_rates(FILE, currencies={"SEK", "NOK"}, since=date(2021, 1, 1))
    assert rates == [
        DayRate("SEK", date(2026, 11, 20), Decimal("11.0825")),
        DayRate("NOK", date(2026, 11, 20), Decimal("11.7")),
        DayRate("SEK", date(2026, 11, 19), Decimal("11.1")),
    ]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"", "HEADINGS", 1),
        (b"PK\x03\x04\xff", "FORMAT", 0),
        (b"Day,SEK\n", "HEADINGS", 1),
        (b"Date,Krona\n", "HEADINGS", 1),
        (b"Date,SEK\n20 Nov,11.1\n", "DAY", 2),
        (b"Date,SEK\n2026-02-30,11.1\n", "DAY", 2),
        (b"Date,SEK\n2026-11-20,eleven\n", "RATE", 2),
        (b"Date,SEK\n2026-11-20,-1\n", "RATE", 2),
        (b"Date,SEK\n2026-11-20,NaN\n", "RATE", 2),
        (b"Date,SEK\n2026-11-20,1e9\n", "RATE", 2),
        (b"Date,SEK\n2026-11-20,0.0000001\n", "RATE", 2),
        (b"Date,SEK\n2026-11-20,11\n2026-11-20,12\n", "TWICE", 3),
        (b"Date,SEK\n" * (MOST_LINES + 1), "LINES", 0),
        (b"Date,SEK\n" + b" " * LARGEST, "LINES", 0),
    ],
)
def test_what_is_no_such_file_is_named(world, raw, code, line):
    with pytest.raises(WrongRates) as wrong:
        read_rates(raw, currencies={"SEK"}, since=date(2021, 1, 1))
    assert (wrong.value.code, wrong.value.line) == (code, line)
    with pytest.raises(Refused) as refused:
        commands.import_rates(world.cia, world.hub, raw=raw)
    assert list(refused.value.fields) == ["file"]
    assert not ExchangeRate.objects.exists()


def test_rates_come_in_once_and_a_rate_that_stands_stays(world):
    commands.enter_rate(world.cia, "SEK", day=date(2026, 11, 19), rate=Decimal(12), source="By hand")
    done = commands.import_rates(world.cia, world.hub, raw=FILE)
    assert (done.entered, done.known) == (2, 1)
    assert done.differing == (DayRate("SEK", date(2026, 11, 19), Decimal("11.1")),)
    again = commands.import_rates(world.cia, world.hub, raw=FILE)
    assert (again.entered, again.known) == (0, 3)
    assert commands.import_rates(world.cia, world.hub, raw=b"Date,SEK\n").entered == 0
    rate = queries.rate_for("SEK", date(2026, 11, 20))
    assert (rate.units, rate.source) == (Decimal("11.0825"), "European Central Bank, euro reference rates")
    assert queries.rate_for("SEK", date(2026, 11, 19)).units == 12
    assert [each.fact for each in time_line(world.hub.id)].count("RatesImported") == 1


def test_both_doors(world, as_member):
    client, english = as_member(world.cia), {"headers": {"accept-language": "en"}}
    wrong = client.post(PAGE, {"file": SimpleUploadedFile("x.csv", b"Date,SEK\n2026-11-20,x\n")}, **english)
    assert (wrong.status_code, "Line 2: there is no such rate as x" in wrong.text) == (422, True)
    assert client.post(PAGE, {}).status_code == 422
    right = client.post(PAGE, {"file": SimpleUploadedFile("x.csv", FILE)}, follow=True, **english)
    assert "3 rates came in; 0 were here already" in right.text
    told = client.post("/h/north/api/v1/exchange-rates/file", {"file": SimpleUploadedFile("x.csv", FILE)}).json()
    assert told == {"entered": 0, "known": 3, "differing": []}
    assert as_member(world.ben).post(PAGE, {"file": SimpleUploadedFile("x.csv", FILE)}).status_code == 403
    with pytest.raises(NotAllowed):
        commands.import_rates(world.ben, world.hub, raw=FILE)
