"""The graph's table and its index, made once pgvector is there."""

from typing import Any

from django.db import connections

from navet.vectors.models import Point

# Twice as much of both found five more of a hundred and took four times as long to draw (docs/matching.md).
GRAPH = "CREATE INDEX vectors_point_graph ON vectors_point USING hnsw (vector halfvec_ip_ops) WITH (m = 16, ef_construction = 64)"
# Before 0.8 there is no search that goes on until it has enough.
WANTING = """
SELECT to_regclass('vectors_point') IS NULL AND EXISTS (
    SELECT FROM pg_extension WHERE extname = 'vector' AND string_to_array(extversion, '.')::int[] >= '{0,8}'
)
"""


def make_table(using: str, **_: Any) -> None:
    """Listens to Django's post_migrate, so `navet migrate` makes it also where the extension came later."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(WANTING)
        wanted = cursor.fetchone()[0]
    if wanted:
        with connection.schema_editor() as editor:
            editor.create_model(Point)
            editor.execute(GRAPH)
