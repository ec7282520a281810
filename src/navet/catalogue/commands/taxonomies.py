"""Brings the word lists that come with the platform into the database. Not a command: nobody asks for it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import transaction

from navet.catalogue.models import TaxonomyVersion, Term

FOLDER = Path(__file__).parents[1] / "data" / "taxonomies"
KNOWN = {"code", "parent", "labels", "reporting"}


def load_taxonomies_after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    """Listens to Django's post_migrate."""
    load_taxonomies(FOLDER)


def load_taxonomies(folder: Path) -> list[str]:
    """Load every list in the folder that is new or changed; answers which. Other versions are left as they are."""
    known = dict(TaxonomyVersion.objects.values_list("digest", "scheme"))
    loaded = []
    for path in sorted(folder.glob("*.json")):
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        if digest not in known:
            _load(json.loads(raw), digest)
            loaded.append(path.stem)
    return loaded


@transaction.atomic
def _load(taxonomy: dict[str, Any], digest: str) -> None:
    heads = {"source": taxonomy["source"], "checked": taxonomy["checked"], "digest": digest}
    version, _ = TaxonomyVersion.objects.update_or_create(
        scheme=taxonomy["scheme"], version=taxonomy["version"], defaults=heads
    )
    version.terms.all().delete()
    Term.objects.bulk_create(
        Term(
            taxonomy=version,
            code=entry["code"],
            parent=entry.get("parent", ""),
            labels=entry.get("labels", {}),
            reporting=entry.get("reporting", ""),
            place=place,
            details={key: value for key, value in entry.items() if key not in KNOWN},
        )
        for place, entry in enumerate(taxonomy["entries"])
    )
