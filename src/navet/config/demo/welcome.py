"""Whom a stranger may sign in as: the file that `navet demo` reads its greeting from."""

import json
from collections.abc import Iterator
from pathlib import Path

from navet.config.demo.region import read

FILE = "demo.json"
ROLES = {
    "coordinator": "coordinator",
    "administrator": "administrator",
    "adviser": "adviser",
    "partner": "a partner's staff",
    "auditor": "auditor",
}
# One of the customers in each hub, with a case that is well under way.
CUSTOMERS = {"syd": "angamejeri", "trondelag": "froyahav"}


def write_welcome(folder: Path) -> None:
    """Leave the list `[{name, email, what}]` in the state folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(json.dumps(list(people()), ensure_ascii=False, indent=1), encoding="utf-8")


def people() -> Iterator[dict[str, str]]:
    """The first of each role in each hub, and a customer's contact."""
    for slug, customer in CUSTOMERS.items():
        hub = read(f"hub-{slug}")
        name = hub["name"][hub["languages"][0]]
        for role, what in ROLES.items():
            person = next(person for person in hub["staff"] if person["role"] == role)
            yield {"name": person["name"], "email": person["email"], "what": f"{what} at {name}"}
        asked = next(each for each in read(f"customers-{slug}")["customers"] if each["key"] == customer)
        speaks = asked["contact"]
        yield {"name": speaks["name"], "email": speaks["email"], "what": f"{asked['name']}, a customer of {name}"}
