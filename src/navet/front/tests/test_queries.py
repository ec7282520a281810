"""What the hub shows in its window."""

from datetime import UTC, date, datetime, timedelta

from navet.catalogue.models import Service
from navet.front.queries import window

DAY = date(2027, 3, 1)


def make_service(slug, pillar="skills", **details):
    texts = {"title": {"en": slug.title()}, "summary": {"en": "Help"}}
    return Service.objects.create(
        code=slug[:8],
        slug=slug,
        pillar=pillar,
        format="online",
        is_open=True,
        published_at=datetime(2027, 1, 1, tzinfo=UTC),
        **texts,
        **details,
    )


def test_an_empty_catalogue_shows_nothing(world):
    assert window("en", DAY).featured == []
    assert set(window("en", DAY).numbers.values()) == {0}


def test_one_of_each_pillar_is_shown_and_each_has_its_day(world):
    for slug in ("alfa", "beta", "gamma"):
        make_service(slug)
    make_service("delta", pillar="finance")
    shown = window("en", DAY)
    assert shown.numbers == {"test-before-invest": 0, "skills": 3, "finance": 1, "ecosystem": 0}
    assert [len(window("en", DAY + timedelta(days=n)).featured) for n in range(3)] == [2, 2, 2]
    days = {window("en", DAY + timedelta(days=n)).featured[0].slug for n in range(3)}
    assert days == {"alfa", "beta", "gamma"}
    assert shown.featured[1].slug == "delta"


def test_a_service_of_the_window_is_on_the_front_page(world, as_member):
    make_service("laserskarning")
    assert "Laserskarning" in as_member(None).get("/h/north/").content.decode()
