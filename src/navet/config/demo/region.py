"""One demo hub while its story is told: what was made under which key, and how to find it again."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from navet.config.demo.facts import DemoStepTaken
from navet.config.demo.moments import Days
from navet.directory.models import Customer, Membership
from navet.hubs.models import Hub, HubOwned, Partner
from navet.journal.commands import announce
from navet.journal.models import Entry
from navet.kit.commands import PLATFORM

FOLDER = Path(__file__).parent
R = TypeVar("R", bound=HubOwned)


def read(name: str) -> Any:
    """One file of the demo's content."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Region:
    """A hub of the demo; use it inside the hub. `made`: step key → id of the record that the step made."""

    hub: Hub
    days: Days
    content: dict[str, Any]
    made: dict[str, UUID | None] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.hub.first_language

    def remember(self) -> None:
        """Learn which steps an earlier run took."""
        for details in Entry.objects.filter(fact=DemoStepTaken.__name__).values_list("details", flat=True):
            record = details["record"]
            self.made[details["key"]] = UUID(record) if record else None

    def mark(self, key: str, record: models.Model | None) -> None:
        """Note that a step was taken, in the step's own transaction."""
        id = record.pk if record is not None else None
        announce(DemoStepTaken(hub_id=self.hub.id, about=id or self.hub.id, key=key, record=id), by=PLATFORM)
        self.made[key] = id

    def find(self, kind: type[R], key: str) -> R:
        """What the step with that key made, as it is now."""
        return kind.objects.get(id=self.made[key])

    def known(self, kind: type[R], key: str) -> R:
        """The same for what the story never changes: asked for once."""
        if key not in self.kept:
            self.kept[key] = self.find(kind, key)
        found: R = self.kept[key]
        return found

    def staff(self, key: str) -> Membership:
        return self.known(Membership, f"staff:{key}")

    @property
    def coordinator(self) -> Membership:
        staff = self.content["hub"]["staff"]
        return self.staff(next(person["key"] for person in staff if person["role"] == "coordinator"))

    def adviser_of(self, customer: str) -> Membership:
        """The adviser of the customer's case; the coordinator when there is none yet."""
        advisers = [each["adviser"] for each in self.content["cases"] if each["customer"] == customer]
        return self.staff(advisers[0]) if advisers and advisers[0] else self.coordinator

    @property
    def today(self) -> date:
        """The day the story has come to."""
        return timezone.localdate(timezone=self.days.zone)

    def partner(self, key: str) -> Partner:
        return self.known(Partner, f"partner:{key}")

    def contact(self, customer: str) -> Membership:
        return self.known(Membership, f"contact:{customer}")

    def customer(self, key: str) -> Customer:
        return self.find(Customer, f"customer:{key}")

    def day(self, days_ago: int) -> date:
        return self.days.day(days_ago)


@dataclass(frozen=True)
class Step:
    """Something that happens in the story, on a day, once. What `take` makes is found again under `key`."""

    key: str
    days_ago: int
    take: Callable[[Region], models.Model | None]
