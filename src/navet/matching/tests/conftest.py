"""Two hubs that offer help in several languages."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.cache import cache

from navet.catalogue.models import Service
from navet.hubs.chosen import inside
from navet.kit.commands import PLATFORM
from navet.matching.commands import read_offers
from navet.matching.tests.world import HELP

CODES = {
    "cameras": "sensors-vision",
    "security": "cybersecurity",
    "funding": "other",
    "energy": "internet-of-things",
    "robots": "robotics",
    "shops": "internet-services",
}


@pytest.fixture(autouse=True)
def own_shelves(settings, tmp_path):
    cache.clear()  # how often this machine has asked
    settings.SHELVES = tmp_path / "shelves"


def make_offer(topic: str, languages, **other) -> Service:
    """An open service about that topic, in those of its languages that a hub may write."""
    told = {language: HELP[topic][language] for language in languages}
    return Service.objects.create(
        **{
            "code": uuid4().hex[:12],
            "slug": f"{topic}-{'-'.join(languages)}",
            "title": {language: title for language, (title, _) in told.items()},
            "summary": {language: text for language, (_, text) in told.items()},
            "pillar": "test-before-invest",
            "format": "on-site",
            "technologies": [CODES[topic]],
            "languages": list(languages),
            "is_open": True,
            "published_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        | other
    )


@pytest.fixture
def offers(world):
    """Six offers in north (Swedish or both), six in south (Bokmål), all read."""
    return make_offers(world)


def make_offers(world) -> dict[str, Service]:
    """The same, by topic, inside north."""
    made = {}
    for topic in HELP:
        made[topic] = make_offer(topic, ("sv", "en") if topic == "energy" else ("sv",))
    read_offers(PLATFORM, world.hub)
    world.other.country = "NO"
    world.other.save()
    with inside(world.other.id):
        for topic in HELP:
            made[f"{topic}-nb"] = make_offer(topic, ("nb",), kind="TEST_ENVIRONMENT")
        read_offers(PLATFORM, world.other)
    return made
