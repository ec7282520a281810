"""`navet load-demo`: tells the demo region's story from its first day to today; run again, it goes on where it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from rich.progress import Progress

from navet.config.demo import aid, asking, delivering, helping, money, offers, people, rounds, working
from navet.config.demo.moments import Days, at
from navet.config.demo.region import Region, Step, read
from navet.hubs.models import inside
from navet.journal import commands as journal

HUBS = ("syd", "trondelag")


def load_demo(*, quiet: bool = True) -> int:
    """Load what is missing of the demo region and say how many steps were taken. Whole steps only: safe to stop."""
    regions = [open_region(slug) for slug in HUBS]
    left = [(region, step) for region in regions for step in steps_left(region)]
    with Progress(disable=quiet, transient=True) as progress:
        for region, step in progress.track(left, description="The demo region"):
            take(region, step)
    return len(left)


def steps_left(region: Region) -> list[Step]:
    with inside(region.hub.id):
        region.remember()
    return [step for step in story(region) if step.key not in region.made]


def open_region(slug: str) -> Region:
    content = {name: read(f"{name}-{slug}") for name in ("hub", "services", "customers", "cases", "maturity", "money")}
    hub = people.open_hub(content["hub"])
    return Region(hub, Days(ZoneInfo(hub.time_zone)), content)


def story(region: Region) -> list[Step]:
    """Every step, in the order of time; those of one day in the order told here."""
    content = region.content
    steps = [
        *people.consortium(content["hub"]),
        *offers.projects(content["hub"]["projects"]),
        *offers.targets(content["hub"]["targets"]),
        *money.second_project(content["money"]),
        *offers.services(content["services"]),
        *people.customers(content["customers"], first_seen(region)),
        *asking.applications(content["cases"]),
        *rounds.rounds(content["maturity"]),
        *helping.help_agreed(content["cases"]),
        *working.work(content["cases"]),
        *delivering.help_given(content["cases"]),
        *aid.rates(region.hub.currency),
        *aid.filings(),
        *offers.report(content["hub"]["report"]),
        *(aid.group_declarations() if region.hub.slug == "syd" else ()),
    ]
    return sorted(steps, key=lambda step: -step.days_ago)


def first_seen(region: Region) -> dict[str, int]:
    """Customer → how many days ago it first turned to the hub."""
    seen = {customer: days + 1 for customer, days in aid.DECLARED_EARLY.items()}
    for case in region.content["cases"]:
        seen[case["customer"]] = max(case["started_days_ago"], seen.get(case["customer"], 0))
    for assessed in region.content["maturity"]:
        seen[assessed["customer"]] = max(assessed["rounds"][0]["days_ago"], seen.get(assessed["customer"], 0))
    return seen


def take(region: Region, step: Step) -> None:
    """One step whole, in its hub, on its day and in the hub's language; its letters stay unsent."""
    then = region.days.moment(step.days_ago)
    with at(then), translation.override(region.language), held_news() as news, inside(region.hub.id):
        region.mark(step.key, step.take(region))
        for tell in news:
            journal.tell(**tell)


@contextmanager
def held_news() -> Iterator[list[dict[str, Any]]]:
    """Listeners hear of a step at its end and on its day, and letters go nowhere: their receivers are invented."""
    news: list[dict[str, Any]] = []
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    try:
        with patch.object(journal.tell, "defer", lambda **details: news.append(details)):
            yield news
    finally:
        settings.EMAIL_BACKEND = backend
