"""Writing the catalogue through the page and through the API: the same outcome, the same no, the same wall."""

import json
from datetime import date
from decimal import Decimal

import pytest

from navet.catalogue.commands import create_service, publish_service
from navet.catalogue.queries import find_service, open_services, price_of, prices_of
from navet.hubs.models import inside
from navet.kit.records import new_id


class Page:
    name = "page"

    def __init__(self, client):
        self.client = client

    def form(self, **other):
        return {
            "code": "TBI-9",
            "title_sv": "Namn",
            "title_en": "Name",
            "summary_sv": "Kort.",
            "kind": "SERVICE",
            "pillar": "skills",
            "format": "online",
            "languages": ["sv"],
        } | other

    def create(self, **other):
        return self.client.post("/h/north/offers/new/", self.form(**other)).status_code

    def edit(self, service, **other):
        return self.client.post(f"/h/north/offers/{service.id}/", self.form(**other)).status_code

    def publish(self, service):
        return self.client.post(f"/h/north/offers/{service.id}/publication/").status_code

    def close(self, service):
        return self.client.post(f"/h/north/offers/{service.id}/closing/").status_code

    def price(self, service, project, **other):
        details = {
            "project": str(project.id),
            "amount": "100",
            "invoiced": "0",
            "unit": "DAY",
            "since": "2026-01-01",
            "aid_step": "0.01",
        }
        return self.client.post(f"/h/north/offers/{service.id}/prices/", details | other).status_code


class Api(Page):
    name = "api"

    def send(self, method, path, body=None):
        send = getattr(self.client, method)
        return send(f"/h/north/api/v1{path}", json.dumps(body or {}), content_type="application/json").status_code

    def form(self, **other):
        written = super().form(**other)
        written["title"] = {each: written.pop(f"title_{each}") for each in ("sv", "en")}
        written["summary"] = {"sv": written.pop("summary_sv")}
        written["provider_id"] = written.pop("provider", None) or None
        return written

    def create(self, **other):
        return self.send("post", "/offers", self.form(**other))

    def edit(self, service, **other):
        return self.send("put", f"/offers/{service.id}", self.form(**other))

    def publish(self, service):
        return self.send("put", f"/offers/{service.id}/publication")

    def close(self, service):
        return self.send("delete", f"/offers/{service.id}/publication")

    def price(self, service, project, **other):
        details = {"project_id": str(project.id), "amount": "100", "unit": "DAY", "since": "2026-01-01"}
        return self.send("post", f"/offers/{service.id}/prices", details | other)


@pytest.fixture(params=[Page, Api], ids=["page", "api"])
def door(request, as_member):
    return lambda member: request.param(as_member(member))


@pytest.fixture
def theirs(world, details):
    with inside(world.other.id):
        service = create_service(world.neighbour, world.other, details=details())
        return publish_service(world.neighbour, service)


def done(status):
    return status in {200, 201, 302}


def test_create_edit_publish_close(world, door):
    coordinator = door(world.cia)
    assert done(coordinator.create())
    service = open_services().model.objects.get(code="TBI-9")
    assert (service.slug, service.title, service.pillar) == ("name", {"sv": "Namn", "en": "Name"}, "skills")
    assert done(coordinator.edit(service, title_en="Other", pillar="finance"))
    service = find_service(service.id)
    assert (service.slug, service.title["en"], service.pillar) == ("name", "Other", "finance")
    assert done(coordinator.publish(service))
    assert [each.code for each in open_services()] == ["TBI-9"]
    assert done(coordinator.close(service))
    assert list(open_services()) == []


def test_a_code_twice_is_refused_once(world, door):
    coordinator = door(world.cia)
    assert done(coordinator.create())
    assert coordinator.create() in {409, 422}
    assert open_services().model.objects.count() == 1


def test_a_last_day_to_apply(world, door):
    coordinator = door(world.cia)
    assert done(coordinator.create(kind="COURSE", apply_by="2999-01-31"))
    service = open_services().model.objects.get(code="TBI-9")
    assert service.apply_by == date(2999, 1, 31)
    for nonsense in ("2001-01-31", "2999-02-31", "soon"):
        assert coordinator.edit(service, apply_by=nonsense) in {409, 422}
    assert find_service(service.id).apply_by == date(2999, 1, 31)
    assert done(coordinator.edit(service))
    assert find_service(service.id).apply_by is None


def test_a_price(world, door, service, make_project):
    coordinator, project = door(world.cia), make_project("0.5")
    assert done(coordinator.price(service, project))
    assert price_of(service, date(2026, 1, 1)).aid() == Decimal("50.00")
    assert coordinator.price(service, project) in {409, 422}
    assert coordinator.price(service, project, amount="-1", since="2027-01-01") == 422
    assert len(prices_of(service)) == 1


def test_partners_staff_write_their_own(world, door, make_service, make_project):
    partner = door(world.eva)
    assert done(partner.create(**({"provider": str(world.partner.id)} if partner.name == "api" else {})))
    own = open_services().model.objects.get(code="TBI-9")
    assert own.provider_id == world.partner.id
    assert done(partner.publish(own))
    assert partner.price(own, make_project()) == 403
    other = make_service()
    assert (partner.edit(other), partner.publish(other), partner.close(other)) == (404, 404, 404)


def test_who_may_not(world, door, service):
    for member in (world.ana, world.ben, world.fia):
        refused = door(member)
        answers = (refused.create(), refused.edit(service), refused.publish(service), refused.close(service))
        assert set(answers) <= {403, 404}, member
    assert find_service(service.id).is_open


def test_a_neighbours_service_is_not_found(world, door, theirs, make_project):
    coordinator, project = door(world.cia), make_project()
    answers = (
        coordinator.edit(theirs),
        coordinator.publish(theirs),
        coordinator.close(theirs),
        coordinator.price(theirs, project),
    )
    assert answers == (404, 404, 404, 404)


def test_bad_input_stands_in_its_place_and_stays(world, as_member, service):
    response = as_member(world.cia).post(f"/h/north/offers/{service.id}/", {"title_sv": "", "title_en": "Kept"})
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="Kept"' in text
    assert "This field is required." in text


def test_a_day_that_is_none_and_one_that_is_over_stand_in_their_place_and_stay(world, as_member, service):
    client, form = as_member(world.cia), Page(None).form(title_en="Kept")
    for day, said in (("2027-02-31", "Enter a valid date."), ("2001-01-31", "The last day to apply is over")):
        response = client.post(f"/h/north/offers/{service.id}/", form | {"apply_by": day})
        assert list(response.context["form"].errors) == ["apply_by"]
        text = response.content.decode()
        assert (response.status_code, said in text, 'value="Kept"' in text, f'value="{day}"' in text) == (
            422,
            True,
            True,
            True,
        )


def test_a_draft_without_a_sentence_is_not_published(world, as_member, make_service):
    service = make_service(published=False, summary={})
    response = as_member(world.cia).post(f"/h/north/offers/{service.id}/publication/", follow=True)
    assert "Say in a sentence or two" in response.content.decode()
    assert not find_service(service.id).is_open


@pytest.mark.parametrize("path", ["/offers/", "/offers/new/"])
def test_the_workshop_opens_for_those_it_is_for(world, as_member, path):
    assert as_member(world.cia).get(f"/h/north{path}").status_code == 200
    assert as_member(world.eva).get(f"/h/north{path}").status_code == 200
    assert as_member(world.ana).get(f"/h/north{path}").status_code == 403
    assert as_member(None).get(f"/h/north{path}").status_code == 302


def test_the_workshop_asks_the_same_for_one_and_for_many(world, as_member, make_service, queries_of):
    make_service(published=False)
    client = as_member(world.cia)
    one = queries_of(lambda: client.get("/h/north/offers/"))
    for n in range(60):
        make_service(code=f"S{n:02}", slug=f"s{n}")
    assert queries_of(lambda: client.get("/h/north/offers/")) == one <= 12
    text = client.get("/h/north/offers/").content.decode()
    assert text.count("<tr>") == 51
    assert "after=S49" in text
    assert client.get("/h/north/offers/?after=S49").content.decode().count("<tr>") == 12


def test_the_form_shows_what_is_kept(world, as_member, make_service, make_project):
    first = make_service()
    second = make_service(code="B", slug="b", provider=world.partner, needs=[first.id])
    client = as_member(world.cia)
    text = client.get(f"/h/north/offers/{second.id}/").content.decode()
    assert "Prova en robot" in text
    assert f'value="{first.id}"' in text
    assert client.get(f"/h/north/offers/{second.id}/prices/").status_code == 200
    assert client.get(f"/h/north/offers/{new_id()}/").status_code == 404


class TestReadingByApi:
    def test_list_and_search(self, world, as_member, make_service):
        make_service()
        make_service(
            code="B", slug="b", title={"en": "Money"}, summary={"en": "x"}, description={}, gives={}, pillar="finance"
        )
        client = as_member(None)
        body = client.get("/h/north/api/v1/services?language=en").json()
        assert ([each["slug"] for each in body["items"]], body["total"], body["next"]) == (["b", "robot-test"], 2, None)
        found = client.get("/h/north/api/v1/services?q=robots&language=en").json()["items"]
        assert [each["title"] for each in found] == ["Try a robot"]
        narrowed = client.get("/h/north/api/v1/services?pillar=finance&spoken=sv&sector=nonsense").json()["items"]
        assert [each["code"] for each in narrowed] == ["B"]

    def test_fifty_a_page(self, world, as_member, make_service):
        for n in range(51):
            make_service(code=f"S{n:02}", slug=f"s{n:02}", title={"en": f"A {n:02}"})
        first = as_member(None).get("/h/north/api/v1/services").json()
        assert (len(first["items"]), first["total"], first["next"]) == (50, 51, "s49")
        rest = as_member(None).get(f"/h/north/api/v1/services?after={first['next']}").json()
        assert [each["slug"] for each in rest["items"]] == ["s50"]

    def test_one(self, world, as_member, service, theirs):
        client = as_member(None)
        body = client.get(f"/h/north/api/v1/services/{service.id}?language=sv").json()
        assert (body["title"], body["price"]) == ("Prova en robot", None)
        for id in (theirs.id, new_id()):
            assert client.get(f"/h/north/api/v1/services/{id}").status_code == 404

    def test_terms(self, world, as_member):
        client = as_member(None)
        pillars = client.get("/h/north/api/v1/terms/pillars").json()
        assert pillars[1] == {
            "code": "skills",
            "labels": {"nb": "Kompetanse og opplæring", "sv": "Kompetens och utbildning", "en": "Skills and training"},
            "reporting": "Training and skills development",
        }
        assert client.get("/h/north/api/v1/terms/nace?version=2").json()[0]["code"] == "A"
        assert client.get("/h/north/api/v1/terms/nonsense").status_code == 404

    def test_the_workshop(self, world, as_member, service, make_project):
        client = as_member(world.cia)
        assert client.get(f"/h/north/api/v1/offers/{service.id}").json()["is_open"] is True
        assert client.get(f"/h/north/api/v1/offers/{service.id}/prices").json() == []
        assert as_member(None).get(f"/h/north/api/v1/offers/{service.id}").status_code == 401
        assert as_member(world.ana).get(f"/h/north/api/v1/offers/{service.id}").status_code == 404
