"""Points and questions: what pgvector's graph finds against comparing everything, and a table made only where it can be."""

from itertools import pairwise

import numpy as np
import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from navet.config.postgres import OWNER_ROLE
from navet.encoding.encoder.card import HIDDEN
from navet.encoding.offsets import Offsets
from navet.encoding.providers import unit
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed
from navet.vectors import table
from navet.vectors.commands import Levelled, add_points, take_out_points
from navet.vectors.graph import PLACES, moved, point, question
from navet.vectors.index.stored import Stamp
from navet.vectors.models import Point
from navet.vectors.queries import drawn_with, nearest_texts, points_of
from navet.vectors.table import make_table

SPOKEN = ("sv", "nb", "fi", "de", "en", "kl")  # the last has no place of its own
TEXTS, ASKED, TOP, LOOKED_AT = 3_000, 40, 10, 100


ONE, TWO = Stamp("one", "levelled"), Stamp("two", "levelled")


@given(st.integers(0, 2**32), st.sampled_from(SPOKEN))
def test_the_inner_product_of_point_and_question_is_the_nearness_that_counts(seed, language):
    chance = np.random.default_rng(seed)
    vector, need = unit(chance.normal(size=(2, HIDDEN)).astype(np.float32))
    then, now = (
        Offsets({each: chance.normal(0, 0.05, HIDDEN).astype(np.float32) for each in SPOKEN[:-1]}) for _ in range(2)
    )
    wanted = float(now.take_off(vector[None], [language])[0] @ need)
    drawn = point(then.take_off(vector[None], [language])[0], language)
    assert float(drawn @ question(need, drawn=then, now=now)) == pytest.approx(wanted, abs=1e-5)


def test_how_far_offsets_have_moved():
    zero, one = np.zeros(HIDDEN, np.float32), np.eye(1, HIDDEN, dtype=np.float32)[0]
    assert moved(Offsets({"sv": zero, "nb": one}), Offsets({"sv": one / 4, "nb": one})) == pytest.approx(0.25)
    assert moved(Offsets({"sv": zero}), Offsets({"sv": zero, "fi": one})) == pytest.approx(1)
    assert moved(Offsets({}), Offsets({})) == 0


class Crowd:
    """Texts about some hundred things in several languages, each language drawn aside, as an encoder makes them."""

    def __init__(self, seed=3):
        chance = np.random.default_rng(seed)
        aside = {each: chance.normal(0, 0.02, HIDDEN).astype(np.float32) for each in SPOKEN}
        things = unit(chance.normal(size=(120, HIDDEN)).astype(np.float32))
        self.spoken = [SPOKEN[number % len(SPOKEN)] for number in range(TEXTS)]
        about = things[chance.integers(0, len(things), TEXTS)] + chance.normal(0, 0.05, (TEXTS, HIDDEN))
        self.vectors = unit((about + [aside[each] for each in self.spoken]).astype(np.float32))
        self.offsets = Offsets({each: vector for each, vector in aside.items() if each in PLACES})
        self.needs = unit(
            (things[chance.integers(0, len(things), ASKED)] + chance.normal(0, 0.04, (ASKED, HIDDEN))).astype(
                np.float32
            )
        )

    @property
    def drawn(self):
        """What was taken off when the graph was drawn: not quite what is taken off now."""
        return Offsets({each: 0.9 * vector for each, vector in self.offsets.by_language.items()})

    def nearest(self, need, most):
        """Everything compared."""
        near = self.offsets.take_off(self.vectors, self.spoken) @ need
        return {f"{row:032x}" for row in np.argsort(-near)[:most]}

    def found(self, need, most):
        """Along the graph."""
        return set(nearest_texts(ONE, need, drawn=self.drawn, now=self.offsets, most=most))

    def texts(self):
        levelled = self.drawn.take_off(self.vectors, self.spoken)
        return [Levelled(f"{row:032x}", *each) for row, each in enumerate(zip(self.spoken, levelled, strict=True))]


def test_of_the_ten_nearest_the_graph_misses_hardly_any(db):
    crowd = Crowd()
    add_points(PLATFORM, ONE, texts=crowd.texts())
    found = [len(crowd.nearest(need, TOP) & crowd.found(need, LOOKED_AT)) / TOP for need in crowd.needs]
    assert np.mean(found) >= 0.95
    assert min(found) >= 0.5


def test_the_graph_is_what_answers(db):
    crowd = Crowd()
    add_points(PLATFORM, ONE, texts=crowd.texts())
    with CaptureQueriesContext(connection) as asked:
        crowd.found(crowd.needs[0], LOOKED_AT)
    settings, search = next(
        (before["sql"], each["sql"]) for before, each in pairwise(asked.captured_queries) if "<#>" in each["sql"]
    )
    with connection.cursor() as cursor:
        cursor.execute(settings)
        cursor.execute(f"EXPLAIN {search}")
        assert "Index Scan using vectors_point_graph" in "".join(row[0] for row in cursor.fetchall())


def test_nearest_first_and_of_one_provider_only(db):
    crowd = Crowd()
    add_points(PLATFORM, ONE, texts=crowd.texts()[:40])
    add_points(PLATFORM, TWO, texts=crowd.texts()[40:80])
    assert drawn_with("two") == TWO
    found = nearest_texts(ONE, crowd.texts()[7].vector, drawn=Offsets({}), now=Offsets({}), most=10)
    assert found[0] == f"{7:032x}"
    assert {int(digest, 16) for digest in found} <= set(range(40))
    assert len(found) == 10


def test_a_text_is_one_point_however_often_it_is_added(db):
    texts = Crowd().texts()[:3]
    add_points(PLATFORM, ONE, texts=texts)
    add_points(PLATFORM, ONE, texts=texts)
    assert points_of(ONE).count() == 3


def test_what_is_gone_and_what_is_of_another_stamp_leaves_the_graph(db):
    texts = Crowd().texts()[:3]
    add_points(PLATFORM, Stamp("one", "older"), texts=texts)
    add_points(PLATFORM, ONE, texts=texts)
    add_points(PLATFORM, TWO, texts=texts)
    take_out_points(PLATFORM, ONE, digests=[texts[0].digest])
    left = Point.objects.values_list("provider", "offsets", "digest")
    assert set(left) == {("one", "levelled", texts[1].digest), ("one", "levelled", texts[2].digest)}


def test_nobody_but_the_platform_touches_it(world):
    with pytest.raises(NotAllowed):
        add_points(world.ana, ONE, texts=[])
    with pytest.raises(NotAllowed):
        take_out_points(world.ana, ONE, digests=[])


@pytest.fixture
def owner(db):
    """A connection of the tables' owner; what is done in it is undone."""
    made = connection.copy("owner")
    made.settings_dict = connection.settings_dict | {"USER": OWNER_ROLE}
    connections["owner"] = made
    try:
        with transaction.atomic(using="owner"):
            yield made
            transaction.set_rollback(True, using="owner")
    finally:
        made.close()
        made.close_pool()
        del connections["owner"]


def graphs(owner):
    with owner.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'vectors_point' AND indexdef LIKE '%%hnsw%%'")
        return len(cursor.fetchall())


def test_the_table_is_made_where_it_is_missing_and_left_alone_where_it_is(owner):
    make_table(using="owner")
    assert graphs(owner) == 1
    with owner.schema_editor() as editor:
        editor.delete_model(Point)
    assert graphs(owner) == 0
    make_table(using="owner")
    make_table(using="owner")
    assert graphs(owner) == 1


def test_without_the_extension_there_is_no_table(owner, monkeypatch):
    monkeypatch.setattr(table, "WANTING", table.WANTING.replace("'vector'", "'one that nobody has'"))
    with owner.schema_editor() as editor:
        editor.delete_model(Point)
    make_table(using="owner")
    assert graphs(owner) == 0
