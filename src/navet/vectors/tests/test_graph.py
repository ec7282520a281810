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
from navet.vectors.commands import Read, add_points, take_out_points
from navet.vectors.graph import PLACES, point, question
from navet.vectors.models import Point
from navet.vectors.queries import nearest_texts, points_of
from navet.vectors.table import make_table

SPOKEN = ("sv", "nb", "fi", "de", "en", "kl")  # the last has no place of its own
TEXTS, ASKED, TOP, LOOKED_AT = 3_000, 40, 10, 100


@given(st.integers(0, 2**32), st.sampled_from(SPOKEN))
def test_the_inner_product_of_point_and_question_is_the_nearness_that_counts(seed, language):
    chance = np.random.default_rng(seed)
    vector, need = unit(chance.normal(size=(2, HIDDEN)).astype(np.float32))
    offsets = Offsets({each: chance.normal(0, 0.05, HIDDEN).astype(np.float32) for each in SPOKEN[:-1]})
    wanted = float(offsets.take_off(vector[None], [language])[0] @ need)
    assert float(point(vector, language) @ question(need, offsets)) == pytest.approx(wanted, abs=1e-5)


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

    def nearest(self, need, most):
        """Everything compared."""
        near = self.offsets.take_off(self.vectors, self.spoken) @ need
        return {f"{row:032x}" for row in np.argsort(-near)[:most]}

    def draw(self):
        add_points(PLATFORM, "made-up", texts=self.texts())

    def texts(self):
        told = zip(self.spoken, self.vectors, strict=True)
        return [Read(f"{row:032x}", language, vector) for row, (language, vector) in enumerate(told)]


def test_of_the_ten_nearest_the_graph_misses_hardly_any(db):
    crowd = Crowd()
    crowd.draw()
    found = [
        len(crowd.nearest(need, TOP) & set(nearest_texts("made-up", need, crowd.offsets, most=LOOKED_AT))) / TOP
        for need in crowd.needs
    ]
    assert np.mean(found) >= 0.95
    assert min(found) >= 0.5


def test_the_graph_is_what_answers(db):
    crowd = Crowd()
    crowd.draw()
    with CaptureQueriesContext(connection) as asked:
        nearest_texts("made-up", crowd.needs[0], crowd.offsets, most=LOOKED_AT)
    settings, search = next(
        (before["sql"], each["sql"]) for before, each in pairwise(asked.captured_queries) if "<#>" in each["sql"]
    )
    with connection.cursor() as cursor:
        cursor.execute(settings)
        cursor.execute(f"EXPLAIN {search}")
        assert "Index Scan using vectors_point_graph" in "".join(row[0] for row in cursor.fetchall())


def test_nearest_first_and_of_one_provider_only(db):
    crowd = Crowd()
    add_points(PLATFORM, "one", texts=crowd.texts()[:40])
    add_points(PLATFORM, "two", texts=crowd.texts()[40:80])
    found = nearest_texts("one", crowd.vectors[7], Offsets({}), most=10)
    assert found[0] == f"{7:032x}"
    assert {int(digest, 16) for digest in found} <= set(range(40))
    assert len(found) == 10


def test_a_text_is_one_point_however_often_it_is_added(db):
    texts = Crowd().texts()[:3]
    add_points(PLATFORM, "one", texts=texts)
    add_points(PLATFORM, "one", texts=texts)
    assert points_of("one").count() == 3


def test_what_is_gone_and_what_another_provider_read_leaves_the_graph(db):
    texts = Crowd().texts()[:3]
    add_points(PLATFORM, "one", texts=texts)
    add_points(PLATFORM, "two", texts=texts)
    take_out_points(PLATFORM, "one", digests=[texts[0].digest])
    assert {(each.provider, each.digest) for each in Point.objects.defer("vector")} == {
        ("one", texts[1].digest),
        ("one", texts[2].digest),
    }


def test_nobody_but_the_platform_touches_it(world):
    with pytest.raises(NotAllowed):
        add_points(world.ana, "one", texts=[])
    with pytest.raises(NotAllowed):
        take_out_points(world.ana, "one", digests=[])


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
