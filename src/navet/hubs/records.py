"""The base of everything one hub owns, and the key that cannot point into another hub."""

from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models

from navet.hubs.chosen import chosen_hub, chosen_hub_or_none
from navet.kit.records import Record

M = TypeVar("M", bound="HubOwned")


class HubOwnedManager(models.Manager[M], Generic[M]):
    """Answers within the chosen hub, and refuses to answer when none was chosen."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(hub_id=chosen_hub())


class HubFK(models.ForeignKey):  # type: ignore[type-arg]
    """A reference to a record of the same hub; the wall makes it a key of (hub_id, x_id) in the database."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options.setdefault("db_constraint", False)
        options.setdefault("related_name", "+")
        super().__init__(to, on_delete, **options)

    def get_extra_descriptor_filter(self, instance: Any) -> Any:
        return {"hub_id": instance.hub_id}


class HubOwned(Record):
    """A record of one hub, never seen by another."""

    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[HubOwnedManager[Self]] = HubOwnedManager()

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = chosen_hub_or_none()
        # Arguments by place come from the database, where the hub is known or deliberately not loaded.
        if chosen and not args and self.hub_id is None:
            self.hub_id = chosen

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        # UPDATE … WHERE hub_id AND id, never SET hub_id: a record does not move between hubs.
        kept = [value for value in values if value[0].attname != "hub_id"]
        return super()._do_update(base_qs.filter(hub_id=self.hub_id), using, pk_val, kept, *rest)


def hub_keys(model: type[models.Model]) -> list[HubFK]:
    """The references of this model to records of the same hub."""
    return [field for field in model._meta.local_fields if isinstance(field, HubFK)]
