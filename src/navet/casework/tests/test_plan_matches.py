"""The adviser's plan starts from what fits the need: into the plan with it, or not, and why not."""

import re
from datetime import UTC, datetime

import pytest

from navet.casework import commands
from navet.casework.models import Application, PlanItem
from navet.casework.tests.conftest import make_case
from navet.catalogue.models import Service
from navet.hubs.models import inside
from navet.kit.commands import PLATFORM
from navet.matching.commands import read_offers
from navet.matching.models import Reaction, Showing

PUBLISHED = {"is_open": True, "published_at": datetime(2026, 1, 1, tzinfo=UTC)}
NEED = "We want a robot that picks burnt bread from the belt in our bakery."


def make_offer(slug, **texts):
    return Service.objects.create(code=slug, slug=slug, pillar="skills", format="on-site", **PUBLISHED, **texts)


@pytest.fixture
def plan(world, settings, tmp_path):
    """A plan for a bakery; a robot test here, another at the neighbour's."""
    settings.SHELVES = tmp_path / "shelves"
    texts = {"summary": {"en": "Try a robot that picks bread from the belt."}}
    make_offer("robot", title={"en": "Robot in the bakery"}, **texts)
    make_offer("books", title={"en": "Accounts"}, summary={"en": "Help with yearly reports."})
    read_offers(PLATFORM, world.hub)
    with inside(world.other.id):
        make_offer("belt", title={"en": "Robot at the belt"}, **texts)
        read_offers(PLATFORM, world.other)
    case = make_case(world.customer, world.ben)
    Application.objects.filter(id=case.application_id).update(need=NEED)
    case.application.refresh_from_db()
    made = commands.propose_plan(world.ben, case)
    PlanItem.objects.filter(plan=made).delete()
    return made


def matches_of(client, plan, **headers):
    return client.post(f"/h/north/plans/{plan.id}/matches/", headers=headers)


def sealed(answer, title):
    return next(card.sealed for card in answer.context["cards"] if str(card.match.title) == title)


def test_what_fits_out_of_all_hubs_stands_on_the_plans_page(world, plan, as_member):
    client = as_member(world.ben)
    whole = matches_of(client, plan).content.decode()
    assert "<html" in whole
    part = matches_of(client, plan, **{"hx-request": "true"}).content.decode()
    for page in (whole, part):
        assert "Robot in the bakery" in page
        assert "Robot at the belt" in page
    assert "<html" not in part
    assert Showing.objects.count() == 1  # seen twice, shown once
    assert re.search(
        r'hx-post="/h/north/plans/[^"]+/matches/"', client.get(f"/h/north/plans/{plan.id}/").content.decode()
    )


def test_what_is_put_into_the_plan_was_recommended(world, plan, as_member):
    client = as_member(world.ben)
    answer = matches_of(client, plan)
    service = next(card.match.offer_id for card in answer.context["cards"] if card.is_ours)
    told = {"service": service, "match": sealed(answer, "Robot in the bakery")}
    assert client.post(f"/h/north/plans/{plan.id}/items/", told).status_code == 302
    assert PlanItem.objects.get().service_id == service
    reaction = Reaction.objects.get()
    assert (reaction.what, reaction.offer_id, reaction.reason) == ("RECOMMENDED", service, "")
    assert "in the plan" in matches_of(client, plan).content.decode().lower()


def test_what_does_not_fit_is_declined_with_a_reason(world, plan, as_member):
    client = as_member(world.ben)
    told = {"match": sealed(matches_of(client, plan), "Robot at the belt"), "reason": "TOO_FAR"}
    back = f"/h/north/plans/{plan.id}/"
    assert client.post("/h/north/matches/declined/", told | {"back": back})["Location"] == back
    assert Reaction.objects.values_list("what", "reason").get() == ("DECLINED", "TOO_FAR")
    for away in ("https://elsewhere.example/", "//elsewhere.example", ""):
        assert client.post("/h/north/matches/declined/", told | {"back": away})["Location"] == "/h/north/matches/"


def test_nothing_is_told_of_a_match_that_somebody_made_up(world, plan, as_member):
    client = as_member(world.ben)
    told = {"match": "made-up", "reason": "TOO_FAR"}
    assert client.post("/h/north/matches/declined/", told).status_code == 302
    assert not Reaction.objects.exists()


def test_only_the_hubs_staff(world, plan, as_member):
    for member in (world.ana, world.eva, world.fia):
        assert matches_of(as_member(member), plan).status_code == 403
        assert as_member(member).post("/h/north/matches/declined/").status_code == 403
    assert as_member(world.neighbour).post(f"/h/south/plans/{plan.id}/matches/").status_code == 404
