"""Walks the whole way through the JSON API: what journeys tell step by step, and what fuzzing finds already there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import time_machine
from conftest import made_world
from django.apps import apps
from django.db import transaction
from django.test import Client, override_settings

from navet.casework.tests.conftest import make_service
from navet.catalogue.models import Service
from navet.directory.commands import enter_accounts, invite_member, link_organisations, make_key
from navet.directory.models import Membership, Role
from navet.funding.models import Financier, Project
from navet.kit.records import new_id

API = "/h/north/api/v1"
NOW = "2026-11-23T09:00:00Z"
TODAY = date(2026, 11, 23)
ANSWERS = {
    "need": "We bake forty kinds of bread and throw away a fifth every evening.",
    "wish": "Half as much thrown away.",
    "kind": "UNDERTAKING",
    "country": "SE",
    "register_number": "556036-0793",
    "organisation_name": "Bageriet AB",
    "size": "small",
    "region": "SE224",
    "sector": "agriculture-food",
    "applicant_name": "Ana",
    "applicant_email": "ana@example.org",
}


# Which record a segment of an address is followed by.
NAMED = {
    "agreement-items": "AgreementItem",
    "agreements": "Agreement",
    "aid-entries": "AidEntry",
    "applications": "Application",
    "apply": "Application",
    "assessments": "Assessment",
    "cases": "Case",
    "contacts": "Contact",
    "customers": "Customer",
    "deliveries": "Delivery",
    "documents": "Document",
    "holds": "OrganisationLink",
    "inbox": "Application",
    "invitations": "directory.Invitation",
    "keys": "ApiKey",
    "members": "Membership",
    "merger": "Customer",
    "offers": "Service",
    "organisations": "Organisation",
    "partners": "Partner",
    "people": "Membership",
    "plan-items": "PlanItem",
    "plans": "Plan",
    "projects": "Project",
    "services": "Service",
    "subscriptions": "Subscription",
    "targets": "Target",
    "sheets": "TimeSheet",
    "tasks": "Task",
    "time": "TimeEntry",
}


def make_hours() -> Service:
    """What an administrator has set up: expert hours at 100 euro, half of it aid."""
    project = Project.objects.create(
        code="P", name={"en": "The hub"}, since=date(2024, 1, 1), until=date(2029, 12, 31), budget=1_000_000
    )
    Financier.objects.create(project=project, name="The region", kind="REGIONAL", share="0.5")
    Financier.objects.create(project=project, name="The Commission", kind="EU_CENTRAL", share="0.5")
    return make_service("expert", project=project, price="100.00", unit="HOUR")


def asking(client: Client):
    """`ask("post", "plans", {…})`: what the API answers, which must be a yes."""

    def ask(method: str, path: str, sent=None):
        given = () if method == "get" else (sent or {},)
        more = {} if method == "get" else {"content_type": "application/json"}
        response = getattr(client, method)(f"{API}/{path}", *given, **more)
        assert response.status_code in (200, 201), (method, path, response.text)
        return response.json()

    return ask


def apply_and_be_accepted(world, ana, ben) -> str:
    """From the first answer to a case; answers the case's id."""
    begun = ana("post", "applications", {"answers": {"need": ANSWERS["need"]}})
    home = f"applications/{begun['id']}"
    ana("patch", f"{home}/answers", ANSWERS)
    sent = ana("post", f"{home}/submission", {"consents": True})
    assert (sent["status"], sent["missing"]) == ("SUBMITTED", [])
    (row,) = ben("get", "inbox")["rows"]
    assert row["id"] == begun["id"]
    accepted = ben("post", f"{home}/acceptance", {"title": "Less bread thrown away", "adviser_id": str(world.ben.id)})
    assert ana("get", home)["status"] == "ACCEPTED"
    return accepted["id"]


def plan_and_agree(ana, ben, service, case_id: str) -> dict:
    """From a proposed plan to a confirmed agreement."""
    plan = ben("post", f"cases/{case_id}/plans")
    for item in plan["items"]:
        ben("delete", f"plan-items/{item['id']}")
    added = ben("post", f"plans/{plan['id']}/items", {"service_id": str(service.id), "quantity": "5"})
    ben("put", f"plan-items/{added['id']}", {"quantity": "10", "note": "Forecast tomorrow's bread"})
    assert ben("post", f"plans/{plan['id']}/sending", {"greeting": "Our proposal"})["status"] == "SENT"
    assert ana("post", f"plans/{plan['id']}/acceptance")["status"] == "ACCEPTED"
    agreement = ben("post", f"plans/{plan['id']}/agreements")
    ben("post", f"agreements/{agreement['id']}/sending")
    earlier = {"granted_on": "2026-01-10", "amount": "900", "authority": "Region Syd"}
    ana("post", f"agreements/{agreement['id']}/signature", {"other_aid": [earlier]})
    confirmed = ben("post", f"agreements/{agreement['id']}/confirmation")
    assert (confirmed["status"], confirmed["items"][0]["aid"]) == ("CONFIRMED", "500.00")
    return confirmed


def given(hours: str, **details) -> dict:
    said = {"description": "We tried the forecast", "is_last": True, **details}
    return {"key": str(new_id()), "first_on": str(TODAY), "last_on": str(TODAY), "hours": hours, **said}


def live_a_while(world: SimpleNamespace, sign_in) -> None:
    """One of everything: help that went to its end, help that is under way, and what stands around it."""
    hours = make_hours()
    ana, ben, cia = (asking(sign_in(who)) for who in (world.ana, world.ben, world.cia))
    done = apply_and_be_accepted(world, ana, ben)
    (item,) = plan_and_agree(ana, ben, hours, done)["items"]
    ben("post", f"cases/{done}/deliveries", given("10", item_id=item["id"]))
    going = apply_and_be_accepted(world, ana, ben)
    ben("post", f"cases/{going}/tasks", {"text": "Call them"})
    plan = ben("post", f"cases/{going}/plans")
    ben("post", f"plans/{plan['id']}/items", {"service_id": str(hours.id), "quantity": "2"})
    ana("post", "applications", {"answers": {"need": "Something else"}})
    sent = ana("post", "applications", {"answers": ANSWERS})
    ana("post", f"applications/{sent['id']}/submission", {"consents": True})
    ben("post", f"organisations/{world.town.id}/assessments", {"timing": "T0"})
    (project,) = Project.objects.all()
    whole = [{"project_id": str(project.id), "share": "1"}]
    ben("post", "time", {"key": str(new_id()), "on": str(TODAY), "hours": "2", "what": "Forecasts", "shares": whole})
    target = {"indicator": "customers", "amount": "5", "since": "2026-01-01", "due_on": "2026-12-31"}
    cia("post", "targets", target)
    ana("post", "subscriptions", {"need": ANSWERS["need"], "agree": True})
    enter_accounts(world.ben, world.customer, year=2025, staff=3, turnover=None, balance=None)
    link_organisations(
        world.ben,
        world.customer,
        country=world.town.country,
        register_number=world.town.register_number,
        is_parent=True,
        kind="votes",
        share="0.2",
        since=date(2020, 1, 1),
    )
    invite_member(world.dag, world.hub, email="gry@example.org", name="Gry", role=Role.ADVISER)


def key_of(member: Membership) -> str:
    """A key that lets a program act as that person."""
    return make_key(member, member, name="Fuzz", ends_on=date(2027, 12, 31))[1]


def model_named(name: str) -> Any:
    module, _, plain = name.rpartition(".")
    return next(
        m for m in apps.get_models() if m.__name__ == plain and m._meta.app_label == (module or m._meta.app_label)
    )


@contextmanager
def nothing_kept() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(member: Membership | None) -> Client:
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    if member is not None:
        client.force_login(member.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@contextmanager
def lived_in_world() -> Iterator[SimpleNamespace]:
    """The small shared world after a while; nothing that happens in the block is kept."""
    quiet = override_settings(STAFF_SECOND_FACTOR="off", REGISTER_URLS={"NO": "http://127.0.0.1:9"})
    with time_machine.travel(NOW, tick=True), quiet, nothing_kept(), made_world() as world:
        live_a_while(world, signed_in)
        yield world


def ids_of(name: str) -> list[str]:
    """The first ids of a kind of record, by its name (`Case`, `directory.Invitation`)."""
    return [str(id) for id in model_named(name).objects.order_by("id").values_list("id", flat=True)[:20]]
