"""A frozen report: counted from its own rows, sealed, as PDF and spreadsheet, and held against today."""

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from navet.casework.models import Case, IndicatorRow
from navet.catalogue.models import Service
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.reporting import queries
from navet.reporting.commands import ask_report, make_part, make_report, resume_report, set_target
from navet.reporting.models import Report
from navet.reporting.queries import Asked, compared, find_report, is_as_made, open_report
from navet.reporting.queries.reports import figures_of, frozen_rows
from navet.reporting.tests.test_figures import TODAY, YEAR, deliver, work

__all__ = ["work"]


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asked(work):
    set_target(work.cia, work.hub, indicator="services", amount=Decimal(9), since=YEAR.since, due_on=TODAY)
    return ask(work)


def ask(world, **details):
    given = {"key": new_id(), "name": "Month 18", "since": YEAR.since, "until": YEAR.until, "language": "en"}
    return ask_report(world.cia, world.hub, submitted_to="The Commission", **given | details)


@pytest.fixture
def made(work, asked):
    make_report(hub_id=str(work.hub.id), report_id=str(asked.id))
    return find_report(asked.id)


def number(report, code):
    return next(Decimal(each["number"]) for each in report.figures["numbers"] if each["code"] == code)


def test_it_is_asked_for_once_and_made_in_parts(work, asked):
    assert ask(work, key=asked.key) == asked
    stages = [make_part(PLATFORM, find_report(asked.id)).stage for _ in range(4)]
    assert stages == [1, 2, 3, 3]
    assert [entry.fact for entry in time_line(asked.id)] == ["ReportAsked", "ReportMade"]
    assert Report.objects.count() == 1


def test_every_number_is_what_the_database_counts(made):
    for each in queries.all_numbers(YEAR):
        assert number(made, each.indicator.code) == each.number, each.indicator.code
    parts = next(each for each in made.figures["breakdowns"] if each["by"] == "pillar")["values"]
    told = {part["label"]: [Decimal(n) for n in part["numbers"]] for part in parts}
    by_database = {
        row["label"]: [row["all_customers"], row["all_services"], row["all_hours"], row["all_aid"]]
        for row in queries.broken_down(YEAR, "pillar")
    }
    assert told == by_database
    assert made.figures["rows"] == {"rows": 3, "outcomes": 3, "satisfaction": 2, "service-file": 3}


def test_its_rows_alone_give_its_figures_again(made):
    again = figures_of(frozen_rows(made), Asked(made.since, made.until))
    assert again["numbers"][0]["number"] == made.figures["numbers"][0]["number"]
    assert is_as_made(made)


def test_the_spreadsheet_and_the_pdf_hold_it_all(made):
    with open_report(made, "xlsx") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()), read_only=True)
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert list(sheets) == ["Figures", "Breakdowns", "Deliveries", "Outcomes", "Satisfaction", "EDIH services"]
    assert ("services", "Services given", 3, 9, TODAY.isoformat()) in sheets["Figures"]
    assert [len(rows) for rows in sheets.values()][2:] == [4, 4, 3, 4]
    assert len(sheets["EDIH services"][0]) == 28
    with open_report(made, "pdf") as file:
        assert file.read(5) == b"%PDF-"


def test_what_happens_afterwards_does_not_move_it(work, made):
    case, service = Case.objects.first(), Service.objects.first()
    assert compared(made).is_alike
    came = deliver(work, case, service)
    went = IndicatorRow.objects.filter(pillar="finance").get()
    IndicatorRow.objects.filter(id=went.id).update(replaced_at=timezone.now())
    IndicatorRow.objects.filter(kind="PSO", last_on=TODAY).update(hours=Decimal(9))
    found = compared(made)
    assert ([row["id"] for row in found.differences.came], [row["id"] for row in found.differences.went]) == (
        [str(came.id)],
        [str(went.id)],
    )
    assert [cells for _row, cells in found.differences.changed] == [(("hours", "4.50", "9.00"),)]
    services = next(each for each in found.numbers if each.code == "services")
    assert (services.then, services.now, services.change, services.promised) == (3, 3, 0, 9)
    hours = next(each for each in found.numbers if each.code == "hours")
    assert hours.change == Decimal("7.0")
    assert is_as_made(find_report(made.id))


def test_an_indicator_no_longer_counted_keeps_its_number(made):
    made.figures["numbers"].append(dict(made.figures["numbers"][0], code="old", label="Old"))
    old = compared(made).numbers[-1]
    assert (old.label, old.then, old.now, old.change) == ("Old", 2, None, None)


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "jsonl.gz"])
def test_a_file_that_was_changed_or_lost_is_noticed(made, kind):
    path = made.path(kind)
    with default_storage.open(path, "wb") as file:
        file.write(b"changed")
    assert not is_as_made(made)
    default_storage.delete(path)
    assert not is_as_made(made)
    if kind == "jsonl.gz":
        with pytest.raises(NotFound):
            compared(made)


def test_a_figure_that_was_changed_is_noticed(made):
    made.figures["numbers"][0]["number"] = "3"
    assert not is_as_made(made)


def test_what_cannot_be_is_refused(work):
    with pytest.raises(Refused):
        ask(work, since=TODAY, until=TODAY - timedelta(days=1))
    with pytest.raises(Refused):
        ask(work, language="xx")
    assert not Report.objects.exists()


def test_coordinators_ask_and_the_platform_makes(work, asked):
    for member in (work.ben, work.fia, work.ana):
        with pytest.raises(NotAllowed):
            ask_report(member, work.hub, key=new_id(), name="x", since=TODAY, until=TODAY)
        with pytest.raises(NotAllowed):
            make_part(member, asked)
        with pytest.raises(NotAllowed):
            resume_report(member, asked)


def test_a_report_without_anything_in_it_is_a_report_too(world):
    report = ask_report(world.cia, world.hub, key=new_id(), name="Empty", since=TODAY, until=TODAY)
    make_report(hub_id=str(world.hub.id), report_id=str(report.id))
    report = find_report(report.id)
    assert (report.language, number(report, "services"), report.is_ready) == ("sv", 0, True)


def test_the_pages(work, as_member):
    coordinator, address = as_member(work.cia), "/h/north/figures/reports/"
    assert "Make the report" in coordinator.get(address).content.decode()
    form = {"key": str(new_id()), "name": "Month 18", "since": "2026-01-01", "until": "2025-01-01", "language": "en"}
    told = coordinator.post(address, form)
    assert (told.status_code, "before the first" in told.content.decode()) == (422, True)
    assert coordinator.post(address, form | {"until": "nonsense"}).status_code == 422
    page = coordinator.post(address, form | {"until": TODAY.isoformat()}, follow=True)
    report = Report.objects.get()
    assert "Counting the rows" in page.content.decode()
    assert coordinator.get(f"{address}{report.id}/pdf/").status_code == 404
    Report.objects.update(created_at=timezone.now() - timedelta(minutes=6))
    assert "Go on making it" in coordinator.get(f"{address}{report.id}/").content.decode()
    assert coordinator.post(f"{address}{report.id}/resume/").status_code == 302
    make_report(hub_id=str(work.hub.id), report_id=str(report.id))
    resume_report(work.cia, find_report(report.id))
    page = coordinator.get(f"{address}{report.id}/").content.decode()
    assert "are what they were then" in page
    assert "Month 18" in coordinator.get(address).content.decode()
    deliver(work, Case.objects.first(), Service.objects.first())
    page = as_member(work.fia).get(f"{address}{report.id}/?compare=1").content.decode()
    assert "Rows that differ" in page
    assert b"".join(coordinator.get(f"{address}{report.id}/pdf/").streaming_content)[:5] == b"%PDF-"
    assert coordinator.get(f"{address}{report.id}/exe/").status_code == 404


def test_who_may_see_and_ask(work, asked, as_member):
    address = "/h/north/figures/reports/"
    assert as_member(work.ana).get(address).status_code == 403
    assert "Make the report" not in as_member(work.fia).get(address).content.decode()
    assert as_member(work.fia).post(address, {}).status_code == 403
    assert as_member(work.neighbour).get(f"/h/south/figures/reports/{asked.id}/").status_code == 404
    with inside(work.other.id), pytest.raises(NotFound):
        find_report(asked.id)


def test_the_machines_door(work, as_member):
    coordinator, address = as_member(work.cia), "/h/north/api/v1/reports"
    body = {"key": str(new_id()), "name": "Month 18", "since": YEAR.since.isoformat(), "until": TODAY.isoformat()}
    told = [coordinator.post(address, body, content_type="application/json") for _ in range(2)]
    assert [each.status_code for each in told] == [202, 202]
    id = told[0].json()["id"]
    assert told[1].json()["id"] == id
    make_report(hub_id=str(work.hub.id), report_id=id)
    found = coordinator.get(f"{address}/{id}").json()
    assert (found["stage"], len(found["seal"])) == (3, 64)
    assert [each["id"] for each in coordinator.get(address).json()] == [id]
    assert b"".join(coordinator.get(f"{address}/{id}/xlsx").streaming_content)[:2] == b"PK"
    assert as_member(work.ben).post(address, body, content_type="application/json").status_code == 403
    assert as_member(work.neighbour).get(f"/h/south/api/v1/reports/{id}").status_code == 404
