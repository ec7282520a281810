"""Indicators of a hub's own: the same help narrowed, in versions with their days, in figures, targets and reports."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.casework.models import Case
from navet.catalogue.models import Service
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.reporting import queries
from navet.reporting.commands import ask_report, define_indicator, make_report, retire_indicator, set_target
from navet.reporting.indicators import INDICATORS, NARROWED_BY, ROWS
from navet.reporting.models import IndicatorVersion
from navet.reporting.queries import Asked, find_indicator, indicators
from navet.reporting.queries.definitions import narrowed
from navet.reporting.queries.reports import counted_now
from navet.reporting.tests.test_figures import TODAY, YEAR, deliver, work

__all__ = ["work"]

LAST_YEAR = TODAY - timedelta(days=365)


def define(world, **details):
    given = {"label": {"en": "Small firms with skills", "sv": "Små"}, "set_name": "The region", "base": "services"}
    given |= {"only": {"pillar": "skills", "size": "small"}, "valid_from": LAST_YEAR}
    return define_indicator(world.cia, world.hub, **given | details)


def number(code, asked=YEAR):
    return next(each.number for each in queries.all_numbers(asked) if each.indicator.code == code)


def test_one_delivery_counts_in_several_each_by_its_own_definition(work):
    own = define(work)
    assert (number("services"), number(own.code)) == (3, 1)
    indicator = find_indicator(own.code)
    assert (str(indicator.label), queries.number_of(indicator, YEAR)) == ("Small firms with skills", 1)
    assert [row.pillar for row in queries.rows_of(indicator, YEAR)] == ["skills"]
    assert [entry.fact for entry in time_line(own.id)] == ["IndicatorDefined"]


@pytest.mark.parametrize("base", [code for code, each in INDICATORS.items() if each.source == ROWS])
@pytest.mark.parametrize("only", [{}, {"size": "small"}, {"region": "SE224", "pillar": "skills"}])
def test_the_database_and_the_rows_alone_agree(work, base, only):
    own = define(work, base=base, only=only)
    assert number(own.code) == find_indicator(own.code).measure.of(counted_now(YEAR)[ROWS])
    assert number(own.code) <= number(base)


@given(st.sampled_from(["customers", "firms", "hours"]), st.dictionaries(st.sampled_from(NARROWED_BY), st.text()))
def test_narrowing_keeps_what_was_narrowed_already(base, only):
    told = narrowed(IndicatorVersion(code="x", label={"en": "X"}, base=base, only=only)).measure
    assert (told.how, told.column) == (INDICATORS[base].measure.how, INDICATORS[base].measure.column)
    assert {**INDICATORS[base].measure.only, **only} == dict(told.only)


def test_another_way_of_counting_is_a_new_version_and_earlier_days_keep_theirs(work):
    own = define(work)
    later = TODAY - timedelta(days=100)
    newer = define(work, only={"pillar": "finance"}, valid_from=later, instead_of=own)
    own.refresh_from_db()
    assert (newer.code, newer.version, own.valid_until) == (own.code, 2, later - timedelta(days=1))
    deliver(work, Case.objects.first(), Service.objects.first(), on=TODAY - timedelta(days=200))
    before = Asked(LAST_YEAR, later - timedelta(days=1))
    assert (number(own.code, before), number(own.code)) == (1, 1)
    assert find_indicator(own.code, before.until).measure.only == {"pillar": "skills", "size": "small"}
    assert find_indicator(own.code).measure.only == {"pillar": "finance"}
    with pytest.raises(Refused, match="newer version meanwhile"):
        define(work, valid_from=TODAY, instead_of=own)
    with pytest.raises(Refused) as no:
        define(work, valid_from=later, instead_of=newer)
    assert "begins after" in no.value.fields["valid_from"][0]


def test_it_is_promised_reported_and_retired(work, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    own = define(work)
    set_target(work.cia, work.hub, indicator=own.code, amount=Decimal(5), since=LAST_YEAR, due_on=TODAY)
    days = {"since": YEAR.since, "until": YEAR.until}
    report = ask_report(work.cia, work.hub, key=new_id(), name="To the region", language="en", **days)
    make_report(hub_id=str(work.hub.id), report_id=str(report.id))
    report = queries.find_report(report.id)
    told = next(each for each in report.figures["numbers"] if each["code"] == own.code)
    assert (told["label"], Decimal(told["number"]), told["promised"]) == ("Small firms with skills", 1, "5.00")
    assert told["measure"]["only"] == {"pillar": "skills", "size": "small"}
    assert queries.compared(report).is_alike
    retire_indicator(work.cia, own, valid_until=TODAY - timedelta(days=1))
    assert own.code not in indicators()
    with pytest.raises(NotFound):
        find_indicator(own.code)
    kept = next(each for each in queries.compared(report).numbers if each.code == own.code)
    assert (kept.label, kept.then, kept.now) == ("Small firms with skills", 1, None)
    with pytest.raises(Refused, match="no such indicator"):
        set_target(work.cia, work.hub, indicator=own.code, amount=Decimal(5), since=LAST_YEAR, due_on=TODAY)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"label": {}}, "label"),
        ({"base": "jobs"}, "base"),
        ({"base": "nonsense"}, "base"),
        ({"only": {"colour": "red"}}, "only"),
        ({"base": "firms", "only": {"kind": "PSO"}}, "kind"),
        ({"set_name": " "}, "set_name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(work, details, field):
    with pytest.raises(Refused) as no:
        define(work, **details)
    assert no.value.fields[field]
    assert not IndicatorVersion.objects.exists()


def test_coordinators_alone_and_one_hub_alone(work):
    own = define(work)
    for member in (work.ben, work.fia, work.ana):
        with pytest.raises(NotAllowed):
            define_indicator(
                member, work.hub, label={"en": "X"}, set_name="x", base="services", only={}, valid_from=TODAY
            )
        with pytest.raises(NotAllowed):
            retire_indicator(member, own, valid_until=TODAY)
    with inside(work.other.id):
        assert own.code not in indicators()
        with pytest.raises(NotFound):
            queries.find_version(own.id)


def test_the_pages(work, as_member):
    coordinator, address = as_member(work.cia), "/h/north/figures/indicators/"
    assert "An indicator of your own" in coordinator.get(address).content.decode()
    form = {
        "label_sv": "Små",
        "label_en": "Small",
        "set_name": "The region",
        "base": "firms",
        "valid_from": "2025-01-01",
    }
    told = coordinator.post(address, form | {"kind": "PSO"})
    assert (told.status_code, "narrowed to another kind" in told.content.decode()) == (422, True)
    assert coordinator.post(address, form | {"label_sv": ""}).status_code == 422
    page = coordinator.post(address, form | {"size": "small"}, follow=True).content.decode()
    assert "Small and medium firms helped, small" in page
    own = IndicatorVersion.objects.get()
    assert own.only == {"size": "small"}
    assert "Small" in as_member(work.fia).get("/h/north/figures/").content.decode()
    assert as_member(work.fia).get(f"/h/north/figures/{own.code}/").status_code == 200
    again = f"{address}{own.id}/"
    assert "A new version of" in coordinator.get(again).content.decode()
    assert coordinator.post(again, form | {"valid_from": "2025-06-01"}).status_code == 302
    newest = IndicatorVersion.objects.get(version=2)
    end = f"{address}{newest.id}/end/"
    assert "stays" in coordinator.get(end).content.decode()
    assert coordinator.post(end, {"valid_until": "2020-01-01"}).status_code == 422
    assert coordinator.post(end, {"valid_until": TODAY.isoformat()}).status_code == 302
    assert "An indicator of your own" not in as_member(work.fia).get(address).content.decode()
    assert as_member(work.fia).post(address, form).status_code == 403
    assert as_member(work.ana).get(address).status_code == 403


def test_a_hub_without_any_is_told_so(world, as_member):
    page = as_member(world.fia).get("/h/north/figures/indicators/").content.decode()
    assert "counts as the European hubs do" in page


def test_the_machines_door(work, as_member):
    coordinator, address = as_member(work.cia), "/h/north/api/v1/indicators"
    body = {"label": {"en": "Small"}, "set_name": "The region", "base": "services", "only": {"size": "small"}}
    made = coordinator.post(address, body | {"valid_from": "2025-01-01"}, content_type="application/json")
    assert made.status_code == 201
    first = made.json()
    body |= {"valid_from": "2025-06-01", "instead_of": first["id"]}
    newer = coordinator.post(address, body, content_type="application/json").json()
    assert (newer["code"], newer["version"]) == (first["code"], 2)
    assert [each["version"] for each in coordinator.get(address).json()] == [2, 1]
    ended = coordinator.post(
        f"{address}/{newer['id']}/end", {"valid_until": "2026-12-31"}, content_type="application/json"
    )
    assert ended.json()["valid_until"] == "2026-12-31"
    assert coordinator.get(f"/h/north/api/v1/figures/{first['code']}").json()["code"] == first["code"]
    assert as_member(work.ana).get(address).status_code == 403


def test_figures_ask_one_question_more_and_no_more(work, queries_of):
    few = queries_of(lambda: queries.all_numbers(YEAR))
    for number_of in range(5):
        define(work, label={"en": f"N {number_of}"}, valid_from=date(2025, 1, 1))
    assert queries_of(lambda: queries.all_numbers(YEAR)) == few
