"""Writing a fact down, and telling those who listen."""

import json
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_type_hints
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from navet.hubs.models import inside
from navet.journal.models import Entry
from navet.kit.commands import Actor
from navet.kit.facts import FACTS, LISTENERS, Fact
from navet.kit.jobs import job


def announce(fact: Fact, *, by: Actor) -> Entry:
    """Write the fact down and tell each listener, in the caller's own transaction."""
    name = type(fact).__name__
    details = json.loads(json.dumps(asdict(fact), cls=DjangoJSONEncoder))
    entry = Entry.objects.create(
        hub_id=fact.hub_id, fact=name, about=fact.about, by=by.actor_name, by_id=by.actor_id, details=details
    )
    for listener in LISTENERS[name]:
        tell.defer(listener=f"{listener.__module__}.{listener.__name__}", fact=name, details=details)
    return entry


@job(retry=5, name="tell")
def tell(*, listener: str, fact: str, details: dict[str, Any]) -> None:
    """Run one listener on one fact, inside the fact's hub and in one transaction."""
    for function in LISTENERS[fact]:
        if f"{function.__module__}.{function.__name__}" == listener:
            with inside(UUID(details["hub_id"])):
                function(revive(FACTS[fact], details))


READERS: dict[Any, Any] = {
    UUID: UUID,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
}


def revive(kind: type[Fact], details: dict[str, Any]) -> Fact:
    """The fact as it was announced; fields added later take their defaults."""
    hints = get_type_hints(kind)
    kept = {field.name: details[field.name] for field in fields(kind) if field.name in details}
    return kind(**{name: _read(hints[name], value) for name, value in kept.items()})


def _read(hint: Any, value: Any) -> Any:
    kinds = getattr(hint, "__args__", None) or (hint,)
    reader = next((READERS[kind] for kind in kinds if kind in READERS), None)
    return reader(value) if reader and isinstance(value, str) else value
