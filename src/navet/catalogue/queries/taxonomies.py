"""The word lists: read once in a process, since they change only with a new release of the platform."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from navet.catalogue.models import Service, Term
from navet.kit.translated import told

# Which list each field of a service draws from.
SCHEMES = {
    "pillar": "pillars",
    "technologies": "technologies",
    "sectors": "catalogue-sectors",
    "audience": "audience",
    "languages": "languages",
    "regions": "nuts-3",
    "format": "formats",
    "strengthens": "maturity-dimensions",
}
MAPPING = Path(__file__).parents[1] / "data" / "taxonomies" / "maturity-sector-mapping.json"


@dataclass(frozen=True)
class Word:
    """One word of a list, as it is shown and as it is reported."""

    code: str
    labels: Mapping[str, str]
    reporting: str
    parent: str = ""

    def __str__(self) -> str:
        return told(dict(self.labels)).text


@cache
def words(scheme: str, version: str | None = None) -> Mapping[str, Word]:
    """The words of a list by code, in the list's order; the newest version unless told which. Empty if unknown."""
    terms = Term.objects.filter(taxonomy__scheme=scheme).order_by("-taxonomy__version", "place")
    if version is not None:
        terms = terms.filter(taxonomy__version=version)
    rows = list(terms.values_list("taxonomy__version", "code", "labels", "reporting", "parent"))
    return {
        code: Word(code, labels, reporting, parent) for of, code, labels, reporting, parent in rows if of == rows[0][0]
    }


def label(scheme: str, code: str) -> str:
    """A word in the reader's language; a code nobody knows stands for itself."""
    word = words(scheme).get(code)
    return str(word) if word else code


def labels_of(scheme: str, codes: Iterable[str]) -> list[str]:
    return [label(scheme, code) for code in codes]


def reporting_value(scheme: str, code: str, version: str | None = None) -> str:
    """The literal value a funder's tool reads, never translated."""
    word = words(scheme, version).get(code)
    return word.reporting if word else ""


@cache
def _sector_mapping() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(MAPPING.read_text(encoding="utf-8"))["entries"]
    return entries


def sectors_of_nace(code: str, version: str = "2.1") -> tuple[list[str], list[str]]:
    """The maturity form's sectors and the catalogue's sectors an activity code stands for.

    `code`: section letter, division or anything finer ("10.71"). A division wins over its section.
    """
    digits = code[:2]
    word = words("nace", version).get(digits)
    section = (word.parent if word else "") or code[:1]
    by_division = [entry for entry in _sector_mapping() if digits in entry[f"nace-{version}"]["divisions"]]
    by_section = [entry for entry in _sector_mapping() if section in entry[f"nace-{version}"]["sections"]]
    found = by_division or by_section
    return [e["code"] for e in found], [sector for e in found for sector in e["catalogue-sectors"]]


def words_of(service: Service) -> dict[str, list[str]]:
    """A service's codes as words in the reader's language, by field."""
    return {
        field: labels_of(scheme, [value] if isinstance(value := getattr(service, field), str) else value)
        for field, scheme in SCHEMES.items()
    }
