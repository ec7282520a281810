import pytest

from navet.catalogue.commands import close_service
from navet.catalogue.queries import search_services


@pytest.fixture
def offers(make_service):
    return {
        "robot": make_service(),
        "data": make_service(
            code="B",
            slug="data",
            title={"sv": "Ordning på data", "nb": "Orden i dataene", "en": "Data in order"},
            summary={"sv": "Vi städar tillsammans.", "nb": "Vi rydder sammen.", "en": "We tidy up together."},
            description={"en": "Spreadsheets, sensors and machines."},
            gives={},
            technologies=["big-data"],
            sectors=["space"],
        ),
        "training": make_service(
            code="C",
            slug="training",
            title={"en": "Training in drawing"},
            summary={"en": "A day."},
            description={},
            gives={},
            technologies=["artificial-intelligence"],
            sectors=["textiles"],
        ),
    }


@pytest.mark.parametrize(
    ("text", "language", "slugs"),
    [
        ("robots", "en", ["robot-test"]),
        ("roboten", "sv", ["robot-test"]),
        ("ordna data", "sv", ["data"]),
        ("dataene", "nb", ["data"]),
        ("tidy", "sv", ["data"]),
        ("sensor", "en", ["data"]),
        ("cell", "sv", ["robot-test"]),
        ("rymden", "sv", []),
        ("space", "en", ["data"]),
        ("textil", "sv", ["training"]),
        ("TBI-1", "en", ["robot-test"]),
        ("robot data", "de", []),
    ],
)
def test_every_word_is_there(offers, text, language, slugs):
    found = search_services(text, language)
    if slugs:
        assert not found.is_close
    by_id = {service.id: service.slug for service in offers.values()}
    assert [by_id[id] for id in found.ids] == slugs or found.is_close


def test_a_short_word_is_a_whole_word(offers):
    found = search_services("ai", "en")
    assert found.ids == []


@pytest.mark.parametrize("typo", ["rbot", "roobt test", "robto"])
def test_words_typed_wrong_come_close(offers, typo):
    found = search_services(typo, "en")
    assert (found.ids[:1], found.is_close) == ([offers["robot"].id], True)


def test_some_of_the_words_come_close(offers):
    found = search_services("robot for textiles in space", "en")
    assert found.is_close
    assert offers["robot"].id in found.ids


@pytest.mark.parametrize("text", ["", "  ", "!?", "' OR 1=1 --", "a & | ! ( )", "%", "\\", "_" * 300])
def test_anything_may_be_typed(offers, text):
    assert isinstance(search_services(text, "en").ids, list)


def test_closed_services_are_not_found(world, offers):
    close_service(world.cia, offers["robot"])
    assert offers["robot"].id not in search_services("robot", "en").ids
