"""What the hub offers and who pays: the funding project, the services, the price list with its days."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.text import slugify

from navet.catalogue.commands import create_service, publish_service, set_price
from navet.catalogue.models import Price, Service
from navet.config.demo.region import Region, Step
from navet.funding.commands import Part, open_project, set_financiers
from navet.funding.models import Project
from navet.kit.commands import PLATFORM
from navet.kit.records import new_id
from navet.kit.translated import told as told_in
from navet.reporting.commands import ask_report, make_part, set_target
from navet.reporting.models import Report, Target

OPENED = 690
PROMISED = 600
UNITS = {"assessment": "PIECE", "case": "PIECE", "day": "DAY", "event": "EVENT", "hour": "HOUR"}
LETTERS = str.maketrans("åäöæøÅÄÖÆØ", "aaoaoAAOAO")


def projects(told: list[dict[str, Any]]) -> Iterator[Step]:
    for project in told:
        yield Step("project", project["starts_days_ago"], partial(open_with_financiers, told=project))


def report(told: dict[str, Any]) -> Iterator[Step]:
    """A period that was reported, long enough ago that today's figures differ."""
    yield Step("report", told["days_ago"], partial(_report, told=told))


def targets(told: list[dict[str, Any]]) -> Iterator[Step]:
    for target in told:
        yield Step(f"target:{target['indicator']}", PROMISED, partial(_promise, told=target))


def services(told: list[dict[str, Any]]) -> Iterator[Step]:
    """Each service written, priced and shown; what comes before another is written first."""
    for service in sorted(told, key=lambda each: len(each["requires"])):
        yield Step(f"service:{service['key']}", OPENED, partial(_write, told=service))
        for number, price in enumerate(service["prices"]):
            days = min(price["from_days_ago"], OPENED)
            yield Step(f"price:{service['key']}:{number}", days, partial(_price, key=service["key"], told=price))
        yield Step(f"shown:{service['key']}", OPENED, partial(_show, key=service["key"]))


def open_with_financiers(region: Region, told: dict[str, Any]) -> Project:
    """A project and those who pay for it."""
    details = {
        "code": told["key"],
        "name": told["name"],
        "since": region.day(told["starts_days_ago"]),
        "until": region.day(-told["ends_in_days"]),
        "budget": Decimal(told["budget"]),
        "currency": told["currency"],
    }
    project = open_project(region.coordinator, region.hub, details=details)
    parts = [
        Part(each["name"], each["kind"].upper().replace("-", "_"), Decimal(each["share"]))
        for each in told["financiers"]
    ]
    return set_financiers(region.coordinator, project, parts=parts)


def _promise(region: Region, told: dict[str, Any]) -> Target:
    return set_target(
        region.coordinator,
        region.hub,
        indicator=told["indicator"],
        amount=Decimal(told["amount"]),
        since=region.known(Project, "project").since,
        due_on=region.day(-told["by_in_days"]),
        promised_to=told["promised_to"],
    )


def _write(region: Region, told: dict[str, Any]) -> Service:
    title = told_in(told["title"], region.language).text
    details = {
        "code": told["code"],
        "slug": slugify(title.translate(LETTERS))[:80],
        "kind": told["kind"].upper().replace("-", "_"),
        **{name: told[name] for name in ("title", "summary", "description", "pillar", "technologies", "sectors")},
        **{name: told[name] for name in ("audience", "languages", "format", "duration", "capacity", "strengthens")},
        "gives": {language: "\n".join(lines) for language, lines in told["gets"].items()},
        "needs": told["prerequisites"],
        "regions": region.hub.regions,
        "ai_level": told["ai_level"].upper(),
        "provider": region.partner(told["provider"]),
        "contact": region.staff(told["contact"]),
        "contact_email": region.staff(told["contact"]).email,
        "hours": Decimal(told["duration_hours"]),
    }
    before = [region.known(Service, f"service:{key}").id for key in told["requires"]]
    return create_service(region.coordinator, region.hub, details=details, needs=before)


def _price(region: Region, key: str, told: dict[str, Any]) -> Price:
    return set_price(
        region.coordinator,
        region.known(Service, f"service:{key}"),
        project=region.find(Project, "project"),
        amount=Decimal(told["amount"]),
        unit=UNITS.get(told["unit"], "PARTICIPANT"),
        since=region.day(told["from_days_ago"]),
    )


def _show(region: Region, key: str) -> Service:
    return publish_service(region.coordinator, region.known(Service, f"service:{key}"))


def _report(region: Region, told: dict[str, Any]) -> Report:
    report = ask_report(
        region.coordinator,
        region.hub,
        key=new_id(),
        name=told["name"],
        since=region.day(told["since_days_ago"]),
        until=region.day(told["days_ago"]),
        submitted_to=told["submitted_to"],
    )
    while not report.is_ready:
        report = make_part(PLATFORM, report)
    return report
