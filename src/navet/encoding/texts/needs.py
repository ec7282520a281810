"""Needs of many kinds in the languages of the hubs: what any need sounds like, whatever it is about."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "any-needs.json"


@cache
def any_needs() -> dict[str, list[str]]:
    """For each language the same needs."""
    told: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return told
