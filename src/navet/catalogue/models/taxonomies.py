from typing import Any, ClassVar

from django.db import models

from navet.kit.records import Record
from navet.kit.translated import TranslatedField


class TaxonomyVersion(Record):
    """One version of a word list, as it came with the platform. Shared by all hubs; old versions stay."""

    scheme = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    source = models.TextField()
    checked = models.TextField(blank=True)
    # Of the file it was loaded from: the same file again is not read twice.
    digest = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["TaxonomyVersion"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "version"], name="a_taxonomy_version_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.version}"


class Term(Record):
    """One word of a list: its code, its labels, and the literal value that funders' tools read."""

    taxonomy = models.ForeignKey(TaxonomyVersion, on_delete=models.CASCADE, related_name="terms")
    code = models.CharField(max_length=60)
    parent = models.CharField(max_length=60, blank=True)
    labels = TranslatedField()
    reporting = models.CharField(max_length=200, blank=True)
    place = models.PositiveIntegerField()
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Term"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["taxonomy", "code"], name="a_term_once_in_its_list")]

    def __str__(self) -> str:
        return self.code
