"""What a hub promises: chosen by its administrator, read by whoever turns to it."""

from datetime import time

import pytest

from navet.casework import commands
from navet.casework.eligibility import read_rules
from navet.casework.queries import first_answer_days, promises_of
from navet.hubs.models import Hub
from navet.kit.refusals import NotAllowed, Refused

PAGE = "/h/north/hub/promises/"
API = "/h/north/api/v1/hub/promises"
CHOSEN = {
    "first_answer_hours": 24,
    "opens": time(9),
    "closes": time(17),
    "first_round": 9,
    "second_round": 18,
    "largest": "medium",
    "pointer": {"en": "Turn to the county."},
    "authority": "Region North",
}
TYPED = {
    **{name: str(value) for name, value in CHOSEN.items() if name != "pointer"},
    "opens": "09:00",
    "closes": "17:00",
    "pointer_en": "Turn to the county.",
}


@pytest.fixture
def administrator(world, as_member):
    return as_member(world.dag)


def test_what_was_never_chosen_is_told_as_usual(world):
    usual = promises_of(world.hub)
    assert (usual["first_answer_hours"], usual["first_round"], usual["second_round"]) == (16, 12, 24)
    assert (usual["opens"], usual["closes"], usual["largest"], usual["pointer"]) == (time(8), time(16), "large", {})


def test_an_administrator_chooses_on_the_page(world, administrator, as_member):
    assert administrator.get("/h/north/hub/").text.count(PAGE) == 1
    assert 'value="16"' in administrator.get(PAGE).text
    assert administrator.post(PAGE, TYPED).headers["location"] == "/h/north/hub/"
    hub = Hub.objects.get(id=world.hub.id)
    assert promises_of(hub) == CHOSEN
    assert first_answer_days(hub) == 3
    assert "within 3 working days" in as_member(None).get("/h/north/apply/", headers={"accept-language": "en"}).text


def test_other_settings_stay(world):
    world.hub.settings = {"aid_regime": "GBER", "eligibility": {"regions": ["SE2"], "largest": "micro"}}
    world.hub.save()
    hub = commands.set_promises(world.dag, world.hub, **CHOSEN)
    assert hub.settings["aid_regime"] == "GBER"
    rules = read_rules(hub.settings, country="SE", regions=[])
    assert (rules.regions, rules.largest) == (("SE2",), "medium")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("first_answer_hours", {"first_answer_hours": 0}),
        ("first_answer_hours", {"first_answer_hours": 401}),
        ("closes", {"closes": time(9)}),
        ("second_round", {"second_round": 9}),
        ("second_round", {"second_round": 121}),
        ("second_round", {"first_round": 0}),
        ("largest", {"largest": "huge"}),
    ],
)
def test_what_cannot_be_promised_is_refused_in_its_place(world, field, wrong):
    with pytest.raises(Refused) as refused:
        commands.set_promises(world.dag, world.hub, **{**CHOSEN, **wrong})
    assert list(refused.value.fields) == [field]
    assert promises_of(Hub.objects.get(id=world.hub.id))["first_answer_hours"] == 16


def test_a_pointer_is_in_a_language_that_is_known(world):
    with pytest.raises(Refused):
        commands.set_promises(world.dag, world.hub, **{**CHOSEN, "pointer": {"xx": "?"}})


def test_a_refusal_keeps_what_was_typed(administrator):
    answer = administrator.post(PAGE, {**TYPED, "closes": "08:00"}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "The day closes after it opens." in answer.text
    assert "Turn to the county." in answer.text


def test_nobody_else_promises_for_the_hub(world, as_member):
    for member in (world.ben, world.cia, world.eva):
        assert as_member(member).get(PAGE).status_code == 403
        with pytest.raises(NotAllowed):
            commands.set_promises(member, world.hub, **CHOSEN)


def test_a_program_does_as_the_page(world, administrator, as_member):
    asked = administrator.get(API).json()
    assert asked["opens"] == "08:00"
    told = administrator.put(API, {**asked, "first_answer_hours": 8}, content_type="application/json")
    assert (told.status_code, told.json()["first_answer_hours"]) == (200, 8)
    wrong = administrator.put(API, {**asked, "largest": "huge"}, content_type="application/json")
    assert wrong.status_code == 422
    assert as_member(world.ben).get(API).status_code == 403
