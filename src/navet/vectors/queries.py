"""What is nearest along the graph (HNSW: Malkov and Yashunin 2020), and what stands in it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import connection, models, transaction

from navet.encoding.offsets import Offsets
from navet.encoding.providers import Floats
from navet.vectors.graph import question
from navet.vectors.index.stored import Stamp
from navet.vectors.models import HalfVectorField, Point

LOOKED_AT = 1000  # points; the most pgvector allows, and the fewer, the more are missed
# A condition on the graph loses what it would have found unless the search goes on until there is enough; and rather than
# walk the graph, PostgreSQL would sort all of a table that it thinks small.
ALONG_THE_GRAPH = (
    "SELECT set_config('hnsw.ef_search', %s, true), set_config('hnsw.iterative_scan', 'relaxed_order', true),"
    " set_config('enable_sort', 'off', true)"
)
AS_BEFORE = "SELECT set_config('enable_sort', 'on', true)"


def graph_is_there() -> bool:
    """Whether this database has pgvector and the graph's table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vectors_point') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def drawn_with(provider: str) -> Stamp | None:
    """What stamp this provider's points in the graph are of; none when there are none."""
    found = Point.objects.filter(provider=provider).values_list("offsets", flat=True).first()
    return Stamp(provider, found) if found else None


def points_of(stamp: Stamp) -> models.QuerySet[Point]:
    """The texts that stand in the graph with vectors of this stamp."""
    return Point.objects.filter(**asdict(stamp))


def nearest_texts(stamp: Stamp, need: Floats, *, drawn: Offsets, now: Offsets, most: int) -> Sequence[str]:
    """The digests of the texts nearest to a need, nearest first, some of them missed; at most LOOKED_AT.

    need: [HIDDEN]. Nearness is the inner product with a vector less what its language adds `now`; `drawn` are the stamp's offsets.
    """
    asked = models.Value(question(need, drawn=drawn, now=now), HalfVectorField())
    found = points_of(stamp).order_by(_Apart(models.F("vector"), asked))
    most = min(most, LOOKED_AT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALONG_THE_GRAPH, [str(most)])
        digests = list(found.values_list("digest", flat=True)[:most])
        cursor.execute(AS_BEFORE)
    return digests


class _Apart(models.Func):
    """The negative inner product, by which pgvector's graph is drawn."""

    template, arg_joiner = "(%(expressions)s)", " <#> "
    output_field = models.FloatField[Any, Any]()
