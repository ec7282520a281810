"""Where too many texts are on offer to compare them all, a graph tells the near ones, and the answer stays what it was."""

import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from navet.catalogue.models import Service
from navet.encoding.encoder.card import CARD
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed
from navet.matching import clock
from navet.matching.commands import (
    draw_graph,
    embed_texts,
    read_offers,
    remember_matches,
    renew_offsets,
    tidy_graph,
    vectors,
)
from navet.matching.grams import HashedGrams
from navet.matching.queries import (
    Only,
    asking,
    everything,
    find_matches,
    find_showing,
    offsets_of,
    open_shelf,
    ranks,
    replay,
    shelves,
)
from navet.matching.tests.conftest import make_offer
from navet.matching.tests.world import NEEDS, encoder
from navet.vectors.models import Point
from navet.vectors.queries import drawn_with, nearest_texts, points_of

FINNISH = NEEDS["security"]["fi"]


@pytest.fixture
def many(monkeypatch, settings):
    """From five texts on they are many, and the encoder answers without a process of its own."""
    settings.GRAPH_FROM = 5
    monkeypatch.setattr(asking, "chosen_encoder", lambda: encoder()[0])
    monkeypatch.setattr(clock, "chosen_encoder", lambda patient: encoder()[0])
    monkeypatch.setattr(clock, "told_by", lambda provider: encoder()[1])


@pytest.fixture
def asked_graph(monkeypatch):
    """How often the graph was asked."""
    asked = []

    def counted(*given, **more):
        asked.append(given)
        return nearest_texts(*given, **more)

    monkeypatch.setattr(ranks, "nearest_texts", counted)
    return asked


def find(text=FINNISH, **more):
    return find_matches(text, reader_language="sv", most=4, **more)


def told(found):
    return [(match.offer_id, match.word, match.sentence) for match in found.matches]


def drawn():
    stamp = drawn_with(CARD.stamp)
    return set(points_of(stamp).values_list("digest", "language")) if stamp else set()


def test_the_graph_gives_the_answer_that_comparing_all_gives(world, offers, many, asked_graph, settings):
    settings.GRAPH_FROM = 1_000
    clock.embed_new_texts()
    compared = find()
    assert (drawn(), asked_graph) == (set(), [])
    settings.GRAPH_FROM = 5
    shelves._opened.clear()
    clock.embed_new_texts()
    assert len(drawn()) == 13
    read_offers_anew(world)
    found = find()
    assert len(asked_graph) == 1
    assert told(found) == told(compared)
    assert compared.matches[0].offer_id in {offers["security"].id, offers["security-nb"].id}


def test_a_handful_at_a_time_and_each_once(world, offers, many):
    read_in()
    assert draw_graph(PLATFORM, everything(), provider=CARD, most=4) == 4
    assert draw_graph(PLATFORM, everything(), provider=CARD) == 9
    assert draw_graph(PLATFORM, everything(), provider=CARD) == 0


def test_before_it_is_known_what_languages_add_nothing_is_drawn(world, offers, many):
    while embed_texts(PLATFORM, everything(), provider=encoder()[0]):
        pass
    assert draw_graph(PLATFORM, everything(), provider=CARD) == 0
    tidy_graph(PLATFORM, everything(), provider=CARD)
    assert drawn() == set()


def test_what_the_graph_does_not_know_yet_is_compared_all_the_same(world, offers, many, asked_graph):
    clock.embed_new_texts()
    new = make_offer("security", ("en",), slug="new")
    read_offers(PLATFORM, world.hub)
    embed_texts(PLATFORM, everything(), provider=encoder()[0])
    found = find()
    assert len(asked_graph) == 1
    assert new.id in {match.offer_id for match in found.matches}


def test_a_graph_that_lacks_too_many_is_not_asked(world, offers, many, asked_graph, monkeypatch):
    monkeypatch.setattr(shelves, "MOST_LEFT", 8)
    read_in()
    assert draw_graph(PLATFORM, everything(), provider=CARD, most=4) == 4
    assert find().matches
    assert asked_graph == []


def test_a_graph_that_was_emptied_since_the_shelf_was_laid_out_hides_nothing(world, offers, many, asked_graph):
    clock.embed_new_texts()
    with_graph = told(find())
    Point.objects.all().delete()
    assert told(find()) == with_graph
    assert len(asked_graph) == 2


def test_a_table_that_is_gone_since_the_shelf_was_laid_out_is_not_asked(world, offers, many, asked_graph, monkeypatch):
    clock.embed_new_texts()
    with_graph = told(find())
    monkeypatch.setattr(ranks, "graph_is_there", lambda: False)
    assert told(find()) == with_graph
    assert len(asked_graph) == 1


def test_a_filter_that_most_near_ones_fail_is_answered_by_comparing_all(world, offers, many, asked_graph, monkeypatch):
    clock.embed_new_texts()
    monkeypatch.setattr(ranks, "LOOKED_AT", 1)
    only = Only(kinds=["TEST_ENVIRONMENT"])
    found = find(NEEDS["security"]["sv"], only=only)
    assert len(asked_graph) == 1
    assert [match.offer_id for match in found.matches][:1] == [offers["security-nb"].id]
    assert "near" not in found.asking.asked


def test_a_filter_that_leaves_few_is_answered_by_comparing_them(world, offers, many, asked_graph, settings):
    clock.embed_new_texts()
    settings.GRAPH_FROM = 10
    found = find(only=Only(kinds=["TEST_ENVIRONMENT"]))
    assert asked_graph == []
    assert [match.offer_id for match in found.matches][:1] == [offers["security-nb"].id]


def test_a_list_is_reckoned_again_as_it_was_though_the_graph_tells_other_texts_now(world, offers, many, asked_graph):
    clock.embed_new_texts()
    found = find()
    showing = remember_matches(world.ana, world.hub, matches=found)
    Point.objects.all().delete()
    again = replay(find_showing(showing.id))
    assert again.is_same
    assert [match.offer_id for match in found.matches] == list(again.again)
    assert len(asked_graph) == 1


def test_what_is_no_longer_offered_leaves_the_graph_at_night(world, offers, many):
    clock.embed_new_texts()
    before = drawn()
    Service.objects.filter(id=offers["robots"].id).update(is_open=False)
    read_offers(PLATFORM, world.hub)
    clock.renew_offsets()
    assert len(before - drawn()) == 1


def test_offsets_that_moved_a_little_are_made_up_for_and_the_graph_stays(world, offers, many, asked_graph):
    clock.embed_new_texts()
    stamp, before = drawn_with(CARD.stamp), drawn()
    make_offer("security", ("en",), slug="new")
    read_offers(PLATFORM, world.hub)
    read_in()
    assert offsets_of(CARD.stamp, everything().edition).version != stamp.offsets
    tidy_graph(PLATFORM, everything(), provider=CARD)
    assert (drawn_with(CARD.stamp), drawn()) == (stamp, before)
    clock.embed_new_texts()
    with_graph = told(find())
    assert len(asked_graph) == 1
    Point.objects.all().delete()
    shelves._opened.clear()
    shutil.rmtree(settings.SHELVES)
    assert told(find()) == with_graph
    assert len(asked_graph) == 1


def test_offsets_that_moved_far_have_the_graph_drawn_anew(world, offers, many, monkeypatch):
    clock.embed_new_texts()
    stamp = drawn_with(CARD.stamp)
    monkeypatch.setattr(vectors, "MOST_MOVED", 0)
    make_offer("security", ("en",), slug="new")
    read_offers(PLATFORM, world.hub)
    read_in()
    clock.renew_offsets()
    assert drawn() == set()
    clock.embed_new_texts()
    assert drawn_with(CARD.stamp).offsets == offsets_of(CARD.stamp, everything().edition).version != stamp.offsets
    assert len(drawn()) == 14


def test_without_pgvector_everything_is_compared_and_its_table_never_asked(
    world, offers, many, asked_graph, monkeypatch
):
    for module in (shelves, vectors):
        monkeypatch.setattr(module, "graph_is_there", lambda: False)
    with CaptureQueriesContext(connection) as asked:
        clock.embed_new_texts()
        clock.renew_offsets()
        assert find().matches
    assert asked_graph == []
    assert [each["sql"] for each in asked.captured_queries if "vectors_point" in each["sql"]] == []


def test_vectors_of_another_length_have_no_graph(world, offers, many):
    read_in()
    assert draw_graph(PLATFORM, everything(), provider=HashedGrams().card) == 0


def test_nobody_but_the_platform_draws(world, offers):
    for forbidden in (draw_graph, tidy_graph):
        with pytest.raises(NotAllowed):
            forbidden(world.ana, everything(), provider=CARD)


def read_in():
    while embed_texts(PLATFORM, everything(), provider=encoder()[0]):
        pass
    renew_offsets(PLATFORM, everything(), provider=encoder()[0], told=encoder()[1])


def read_offers_anew(world):
    """A change, so that the folder of this edition is laid out with the graph."""
    make_offer("shops", ("en",), slug="another")
    read_offers(PLATFORM, world.hub)
    clock.embed_new_texts()
    assert open_shelf(everything(), CARD.stamp).filed.drawn is not None
