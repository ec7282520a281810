from django.db import connection
from django.utils import timezone

from navet.casework.models import Counter
from navet.hubs.models import chosen_hub
from navet.kit.records import new_id

NEXT = """
INSERT INTO {table} AS c (id, created_at, hub_id, series, year, last) VALUES (%s, now(), %s, %s, %s, 1)
ON CONFLICT (hub_id, series, year) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def give_number(series: str) -> str:
    """The next number of the hub's series, like 2026-0042. One statement: two at once never get the same."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(NEXT.format(table=Counter._meta.db_table), [new_id(), chosen_hub(), series, year])
        (last,) = cursor.fetchone()
    return f"{year}-{last:04d}"
