"""Every number equals the rows behind it, for every indicator and every value of every breakdown."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone

from navet.casework.models import Application, Case, Delivery, IndicatorRow, Outcome, Satisfaction
from navet.catalogue.models import Service
from navet.hubs.models import inside
from navet.reporting import queries
from navet.reporting.indicators import BREAKDOWNS, INDICATORS, OUTCOMES, ROWS, SATISFACTION
from navet.reporting.queries import Asked

TODAY = timezone.localdate()
YEAR = Asked(TODAY - timedelta(days=365), TODAY)


def make_case(world, customer, number):
    application = Application.objects.create(language="sv", secret_hash=str(uuid4()), customer=customer)
    return Case.objects.create(
        number=number, title="Robot", application=application, customer=customer, adviser=world.ben
    )


def deliver(world, case, service, **details):
    given = {
        "hours": Decimal("4.5"), "value": Decimal(5000), "aid": Decimal(2500), "invoiced": Decimal(0), "attendees": 2,
        "size": "small", "kind": "SME", "sector": "manufacturing", "region": "SE224", "pillar": "skills", "on": TODAY,
        "currency": "SEK", "replaced_at": None, **details,
    }  # fmt: skip
    on = given.pop("on")
    delivery = Delivery.objects.create(
        case=case, service=service, delivered_by=world.ben, first_on=on, last_on=on, hours=given["hours"], quantity=1,
        description="x", value=given["value"], aid=given["aid"], currency="SEK", key=uuid4(),
    )  # fmt: skip
    return IndicatorRow.objects.create(
        delivery=delivery, case=case, customer=case.customer, customer_name=str(case.customer), service=service,
        service_title={"sv": "Hjälp"}, adviser=world.ben, category="Training and skills development",
        first_on=on, last_on=on, description="x", status="Finalised", country="SE", register_number="1", **given,
    )  # fmt: skip


@pytest.fixture
def work(world):
    service = Service.objects.create(code="S1", slug="s1", title={"sv": "Hjälp"}, pillar="skills")
    firm = make_case(world, world.customer, "2026-0001")
    town = make_case(world, world.public_customer, "2026-0002")
    deliver(world, firm, service)
    deliver(world, firm, service, size="", pillar="finance", hours=Decimal(2), partner=world.partner)
    deliver(world, town, service, kind="PSO", size="", sector="", region="SE221", aid=Decimal(0))
    deliver(world, town, service, on=TODAY - timedelta(days=900))
    deliver(world, town, service, replaced_at=timezone.now())
    for kind, count, amount in (("PROTOTYPE", 1, None), ("JOB", 3, None), ("INVESTMENT", 1, Decimal(250_000))):
        Outcome.objects.create(
            case=firm,
            kind=kind,
            count=count,
            amount=amount,
            currency="SEK" if amount else "",
            on=TODAY,
            told_by="STAFF",
            told_by_name="Ben",
        )
    Satisfaction.objects.create(case=firm, score=4, told_by="CUSTOMER")
    Satisfaction.objects.create(case=town, score=5, told_by="CUSTOMER")
    return world


def test_the_numbers_are_what_the_work_says(work):
    numbers = {each.indicator.code: each.number for each in queries.all_numbers(YEAR)}
    assert numbers == {
        "customers": 2, "firms": 1, "public-bodies": 1, "services": 3, "hours": Decimal("11.0"), "attendees": 6,
        "value": 15000, "invoiced": 0, "aid": 5000, "outcomes": 3, "prototypes": 1, "launched": 0, "university": 0,
        "jobs": 3, "investment": 250_000, "satisfaction": Decimal("4.5"),
    }  # fmt: skip


def recount(code, rows):
    """The number again from the listed rows, by other means."""
    rows = list(rows)
    sums = {
        "hours": "hours",
        "attendees": "attendees",
        "value": "value",
        "invoiced": "invoiced",
        "aid": "aid",
        "investment": "amount",
    }
    if code in {"customers", "firms", "public-bodies"}:
        return len({row.customer_id for row in rows})
    if code in {"services", "outcomes"}:
        return len(rows)
    if code == "satisfaction":
        return sum(row.score for row in rows) / len(rows) if rows else 0
    return sum((getattr(row, sums.get(code, "count")) for row in rows), 0)


@pytest.mark.parametrize("code", INDICATORS)
def test_a_number_equals_its_rows_whole_and_for_every_value_of_every_breakdown(work, code):
    indicator = INDICATORS[code]
    whole = {each.indicator.code: each.number for each in queries.all_numbers(YEAR)}[code]
    assert whole == queries.number_of(indicator, YEAR) == recount(code, queries.rows_of(indicator, YEAR))
    for by, (_, field, _) in BREAKDOWNS.items() if indicator.source == ROWS else ():
        parts = 0
        for value in {row[field] or "" for row in queries.rows_of(indicator, YEAR).values(field)}:
            asked = Asked(YEAR.since, YEAR.until, by, value)
            rows = list(queries.rows_of(indicator, asked))
            assert queries.number_of(indicator, asked) == recount(code, rows)
            parts += len(rows)
        assert parts == queries.rows_of(indicator, YEAR).count()


@pytest.mark.parametrize("seed", range(4))
def test_of_random_work_every_number_is_its_rows_and_the_sum_of_its_parts(work, seed):
    """Counts and sums add up; a customer who stands in two parts is still one customer, so those are put together."""
    some = Random(seed)
    cases = [
        make_case(work, customer, f"R-{n}") for n, customer in enumerate([work.customer, work.public_customer] * 2)
    ]
    services = [Service.objects.create(code=f"R{n}", slug=f"r{n}", title={"en": "Help"}, pillar="skills") for n in "ab"]
    for _ in range(some.randrange(30, 60)):
        deliver(
            work,
            some.choice(cases),
            some.choice(services),
            hours=Decimal(some.randrange(1, 400)) / 4,
            value=Decimal(some.randrange(10**7)) / 100,
            aid=Decimal(some.randrange(10**6)) / 100,
            attendees=some.randrange(1, 40),
            size=some.choice(["", "micro", "small", "large"]),
            kind=some.choice(["SME", "PSO"]),
            sector=some.choice(["", "manufacturing", "agriculture-food"]),
            region=some.choice(["", "SE224", "SE221"]),
            pillar=some.choice(["skills", "finance", "networking"]),
            partner=some.choice([None, work.partner]),
            on=TODAY - timedelta(days=some.randrange(500)),
            replaced_at=some.choice([None, None, timezone.now()]),
        )
    for indicator in (each for each in INDICATORS.values() if each.source == ROWS):
        rows, whole = list(queries.rows_of(indicator, YEAR)), queries.number_of(indicator, YEAR)
        assert whole == recount(indicator.code, rows)
        for by, (_words, field, _scheme) in BREAKDOWNS.items():
            parts = [
                Asked(YEAR.since, YEAR.until, by, value)
                for value in {row[field] or "" for row in queries.rows_of(indicator, YEAR).values(field)}
            ]
            opened = [row for part in parts for row in queries.rows_of(indicator, part)]
            assert sorted(row.id for row in opened) == sorted(row.id for row in rows)
            numbers = [queries.number_of(indicator, part) for part in parts]
            distinct = indicator.code in {"customers", "firms", "public-bodies"}
            assert whole == (len({row.customer_id for row in opened}) if distinct else sum(numbers))


def test_the_breakdown_shows_what_its_links_open_to(work):
    for by in BREAKDOWNS:
        for row in queries.broken_down(YEAR, by):
            asked = Asked(YEAR.since, YEAR.until, by, row["group"] or "")
            for code in ("customers", "services", "hours", "aid"):
                assert row[f"all_{code}"] == queries.number_of(INDICATORS[code], asked), (by, row)


def test_days_are_counted_both_ends_included(work):
    services = INDICATORS["services"]
    assert queries.number_of(services, Asked(TODAY, TODAY)) == 3
    assert queries.number_of(services, Asked(TODAY + timedelta(days=1), TODAY + timedelta(days=9))) == 0
    assert queries.number_of(services, Asked(TODAY - timedelta(days=900), TODAY - timedelta(days=900))) == 1


def test_words_are_the_readers(work):
    assert queries.words_for("size", "micro") == "micro"
    assert queries.words_for("kind", "PSO") == "public body"
    assert queries.words_for("pillar", "") == "not known"
    assert queries.words_for("partner", "Science Park") == "Science Park"


def test_the_page_opens_every_number_to_its_rows_and_to_the_case(work, as_member):
    client = as_member(work.fia)
    shown = client.get("/h/north/figures/")
    assert shown.status_code == 200
    for code in INDICATORS:
        opened = client.get(f"/h/north/figures/{code}/")
        assert opened.status_code == 200, code
    rows = client.get(f"/h/north/figures/services/?by=pillar&value=finance&since={YEAR.since}&until={YEAR.until}")
    assert len(rows.context["page"].rows) == 1
    case = rows.context["page"].rows[0]["case_id"]
    assert f"/h/north/cases/{case}/" in rows.content.decode()
    assert client.get(f"/h/north/cases/{case}/").status_code == 200
    assert client.get("/h/north/figures/nonsense/").status_code == 404
    assert client.get("/h/north/figures/?since=never&by=zzz").status_code == 200


def test_an_empty_hub_is_told_what_to_do(world, as_member):
    shown = as_member(world.cia).get("/h/north/figures/").content.decode()
    assert "Nothing has been delivered" in shown
    assert "nought" in as_member(world.cia).get("/h/north/figures/jobs/").content.decode()


def test_who_may_see(work, as_member):
    for member in (work.ana, work.eva):
        assert as_member(member).get("/h/north/figures/").status_code == 403
        assert as_member(member).get("/h/north/api/v1/figures").status_code == 403
    assert as_member(None).get("/h/north/api/v1/figures").status_code == 401


def test_both_doors_tell_the_same(work, as_member):
    client = as_member(work.cia)
    told = {each["code"]: Decimal(each["number"]) for each in client.get("/h/north/api/v1/figures").json()}
    assert told == {each.indicator.code: each.number for each in queries.all_numbers(Asked(queries.first_day(), TODAY))}
    rows = client.get(f"/h/north/api/v1/figures/services?since={YEAR.since}&by=pillar&value=skills").json()
    assert (Decimal(rows["number"]), len(rows["rows"])) == (2, 2)
    assert client.get("/h/north/api/v1/figures/nonsense").status_code == 404


def test_the_neighbours_work_is_not_counted(work):
    with inside(work.other.id):
        assert {each.number for each in queries.all_numbers(YEAR)} == {Decimal(0)}


def test_files(work, as_member):
    client = as_member(work.cia)
    numbers = client.get("/h/north/figures/?as=csv").content.decode("utf-8-sig")
    assert numbers.splitlines()[1].startswith("customers,Customers helped,2")
    rows = client.get(f"/h/north/figures/services/?as=csv&since={YEAR.since}").content.decode("utf-8-sig")
    assert len(rows.splitlines()) == 4
    assert client.get("/h/north/figures/outcomes/?as=xlsx").content[:2] == b"PK"


def test_pages_ask_the_same_however_many_rows(work, as_member, queries_of):
    client, pages = as_member(work.cia), ("/h/north/figures/", "/h/north/figures/services/")
    for page in pages:
        client.get(page)  # the word lists are read once in a process, and not at any page's cost
    few = [queries_of(lambda p=p: client.get(p)) for p in pages]
    case, service = Case.objects.first(), Service.objects.first()
    for _ in range(60):
        deliver(work, case, service)
    assert [queries_of(lambda p=p: client.get(p)) for p in pages] == few
    assert few[1] <= 12
    first = client.get("/h/north/figures/services/").context["page"]
    assert (len(first.rows), first.next is None) == (50, False)
    second = client.get(f"/h/north/figures/services/?before={first.next}").context["page"]
    assert {row["id"] for row in second.rows}.isdisjoint({row["id"] for row in first.rows})
    assert (len(second.rows) > 0, second.next) == (True, None)


def test_there_is_an_indicator_of_every_source():
    assert {each.source for each in INDICATORS.values()} == {ROWS, OUTCOMES, SATISFACTION}
    assert date.min < TODAY
