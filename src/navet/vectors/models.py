"""What the graph keeps. Its table is there only where PostgreSQL has pgvector, so it is made after migrations (`table.py`)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from navet.kit.records import Record
from navet.vectors.graph import WIDTH


class HalfVectorField(models.Field[Any, Any]):
    """pgvector's `halfvec`: so many numbers in half precision. Written, and compared in the database; never read."""

    def db_type(self, connection: Any) -> str:
        """The column."""
        return f"halfvec({WIDTH})"

    def get_prep_value(self, value: Iterable[float] | None) -> str | None:
        """As pgvector reads it."""
        return None if value is None else f"[{','.join(f'{number:.5g}' for number in value)}]"


class Point(Record):
    """A text in one language as a point of the graph; `digest` says which text.

    `provider` and `offsets` say who made its vector and what was taken off it (a `Stamp`); all points that are compared are alike.
    """

    provider = models.CharField(max_length=16)
    offsets = models.CharField(max_length=16)
    digest = models.CharField(max_length=32)
    language = models.CharField(max_length=5)
    vector = HalfVectorField()

    objects: ClassVar[models.Manager["Point"]] = models.Manager()

    class Meta:
        managed = False
        constraints = [
            models.UniqueConstraint(fields=["provider", "offsets", "digest", "language"], name="a_text_is_one_point")
        ]

    def __str__(self) -> str:
        return f"{self.digest} {self.language}"
